"""Whatever is put before it: one clear line or a clean result, exit 0, 1 or 2, no traceback, within time and memory."""

from __future__ import annotations

import os
import socket
from pathlib import Path

import pytest
from program import EXAMPLES, MEMORY, Ran, run

CLEAN = EXAMPLES / "clean.txt"
DRAFT = CLEAN.read_text("utf-8")


def calm(*arguments: str | Path, stdin: bytes = b"") -> Ran:
    """Run within bounds, and see that it ended as it should."""
    ran = run(*arguments, stdin=stdin, memory=MEMORY)
    assert ran.code in (0, 1, 2), ran
    assert "Traceback" not in ran.out + ran.err
    if ran.code == 2:
        assert ran.err.count("\n") >= 1
        assert all(len(line) < 500 for line in ran.err.split("\n"))
    return ran


def put(folder: Path, content: bytes | str, name: str = "draft.txt") -> Path:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def test_an_empty_file(tmp_path: Path) -> None:
    assert calm(put(tmp_path, "")).code == 1  # neither duties nor units


def test_an_empty_standard_input() -> None:
    calm("-")


@pytest.mark.parametrize("content", ["\n", "\ufeff", "   \r\n\t", "。", "（", "\r", "（一）", "第一条", "主要职责"])
def test_hardly_a_text(tmp_path: Path, content: str) -> None:
    calm(put(tmp_path, content))


def test_binary_noise(tmp_path: Path) -> None:
    ran = calm(put(tmp_path, bytes(range(256)) * 4000))
    assert (ran.code, ran.is_one_clear_line() or ran.err.count("\n")) == (2, True)


@pytest.mark.parametrize("head", [b"PK\x03\x04", b"%PDF-1.7\n", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"<html><body>", b"\x89PNG\r\n"])
def test_what_only_begins_like_a_document(tmp_path: Path, head: bytes) -> None:
    calm(put(tmp_path, head + os.urandom(5000)))


def test_a_file_of_60_mb_is_refused_at_once(tmp_path: Path) -> None:
    path = put(tmp_path, b"")
    with path.open("r+b") as file:
        file.truncate(60_000_000)
    ran = calm(path)
    assert ran.code == 2
    assert "60 MB" in ran.err
    assert ran.seconds < 20


def test_60_mb_of_text_from_standard_input_are_refused() -> None:
    ran = calm("-", stdin="科技".encode() * 10_000_000)
    assert ran.code == 2


def test_a_folder_without_rights(tmp_path: Path) -> None:
    folder = tmp_path / "locked"
    folder.mkdir()
    put(folder, DRAFT)
    folder.chmod(0)
    try:
        ran = calm(tmp_path)
        assert ran.code == (0 if os.access(folder, os.R_OK) else 2)  # root may read everything
    finally:
        folder.chmod(0o700)


def test_a_file_without_rights(tmp_path: Path) -> None:
    path = put(tmp_path, DRAFT)
    path.chmod(0)
    assert calm(path).code == (0 if os.access(path, os.R_OK) else 2)


def test_a_broken_link(tmp_path: Path) -> None:
    (tmp_path / "draft.txt").symlink_to(tmp_path / "nowhere.txt")
    assert calm(tmp_path / "draft.txt").code == 2
    calm(tmp_path)


def test_a_link_to_itself(tmp_path: Path) -> None:
    (tmp_path / "draft.txt").symlink_to(tmp_path / "draft.txt")
    assert calm(tmp_path / "draft.txt").code == 2


def test_a_loop_of_folders(tmp_path: Path) -> None:
    (tmp_path / "inner").mkdir()
    (tmp_path / "inner" / "back").symlink_to(tmp_path)
    put(tmp_path, DRAFT)
    ran = calm(tmp_path, "--format", "json")
    assert [Path(file["path"]).name for file in ran.data["files"]] == ["draft.txt"]


def test_nul_bytes(tmp_path: Path) -> None:
    calm(put(tmp_path, DRAFT.replace("规划", "规\0划")))
    calm(put(tmp_path, b"\0" * 10_000))


def test_wrong_bytes_in_the_middle(tmp_path: Path) -> None:
    text = DRAFT.encode()
    at = text.index("主要职责".encode())
    path = put(tmp_path, text[:at] + b"\xff\xfe" + text[at:])
    ran = calm(path)
    assert ran.code == 2
    line = DRAFT[: DRAFT.index("主要职责")].count("\n") + 1
    assert f"{path}:{line}:" in ran.err


@pytest.mark.parametrize("piece", ["负责全市科技创新发展规划工作，", "甲", "（"])
def test_one_line_of_5_mb_is_checked(tmp_path: Path, piece: str) -> None:
    ran = calm(put(tmp_path, piece * (1_666_666 // len(piece))))
    assert ran.code == 1


@pytest.mark.parametrize("piece", ["一，负责工作。\n", "|机构|职责|\n", "（1）项目\n1.小项。\n", "负责的app的wxyzq的\n"])
def test_thousands_of_items_take_no_longer_each(tmp_path: Path, piece: str) -> None:
    calm(put(tmp_path, "主要职责\n（一）负责工作。\n" + piece * 8_000))


def test_more_than_four_million_characters_are_refused(tmp_path: Path) -> None:
    ran = calm(put(tmp_path, "甲" * 4_000_001))
    assert (ran.code, ran.is_one_clear_line()) == (2, True)


def test_one_line_of_many_latin_letters(tmp_path: Path) -> None:
    calm(put(tmp_path, "a" * 900_000))


def test_one_line_of_one_character(tmp_path: Path) -> None:
    calm(put(tmp_path, "甲" * 900_000))


def test_one_line_of_many_findings(tmp_path: Path) -> None:
    calm(put(tmp_path, "负责全市科技创新发展规划工作，" * 20_000))


@pytest.mark.parametrize("mark", ["（", "（《“", "[", "（）", "《》", "⟦", "{", "…"])
def test_ten_thousand_brackets(tmp_path: Path, mark: str) -> None:
    calm(put(tmp_path, "主要职责\n（一）负责" + mark * 10_000 + "工作。\n"))


@pytest.mark.parametrize(
    "piece",
    ["（一）", "第一条", "一、", "1.", "主要职责\n", "内设机构\n", "办公室。", "办公室\n", "执(zhí)", " \u3000", "\n", "\r", "，", "负责", "一",
     "a ", "行政编制1名", "局长1名，", "云河市", "科学技术局", "《", "0", "——", "<!-- mandate-lint: allow typo 因 -->\n", "（一）办公室。负责文电。\n"],
)  # fmt: skip
def test_one_piece_over_and_over(tmp_path: Path, piece: str) -> None:
    calm(put(tmp_path, (piece * 12_000)[:12_000]))


def test_devices_and_pipes(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(str(tmp_path / "socket.txt"))
        for path in (Path("/dev/zero"), tmp_path / "pipe.txt", tmp_path / "socket.txt"):
            ran = calm(path)
            assert ran.code == 2
            assert ran.seconds < 30


def test_a_folder_with_a_pipe_in_it(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    put(tmp_path, DRAFT)
    calm(tmp_path)


def test_odd_names(tmp_path: Path) -> None:
    for name in ("-draft.txt", "草 案\n.txt", "a" * 240 + ".txt", "%s{0}.txt"):
        put(tmp_path, DRAFT, name)
    (tmp_path / os.fsdecode(b"\xff\xfe.txt")).write_text(DRAFT, "utf-8")
    calm(tmp_path)
    calm(tmp_path, "--format", "json")
    calm("a\0b.txt" if os.name == "nt" else "x" * 5000)


BOMB = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{b}: &{b} [{', '.join(['*' + a] * 9)}]\n" for a, b in zip("abcdefgh", "bcdefghi", strict=True)
)
RULE = """version: 1
rules:
  - id: own
    title: 规则
    check: phrases
    where: paragraphs
    options: {entries: [{wrong: "%s", right: 乙, ground: 因}]}
    severity: error
    message: 错
    why: 因
    source: 因
    examples: {fail: ["⟦甲⟧"], pass: ["乙"]}
"""
RULE_SETS = {
    "equal keys": "version: 1\nversion: 1\n",
    "unknown keys": "version: 1\nrulez: []\n",
    "a bomb": BOMB,
    "deep nesting": "version: " + "[" * 5000 + "]" * 5000,
    "deep mappings": "\n".join(" " * n + "a:" for n in range(2000)),
    "tags": "version: !!python/object/apply:os.system [true]\n",
    "no YAML": "version: 1\n\t- {",
    "no text": "\x00\x01\x02",
    "a list": "- 1\n- 2\n",
    "nothing": "",
    "another version": "version: 2\nrules: []\n",
    "an unknown check": RULE.replace("phrases", "os") % "甲",
    "a check out of the folder": RULE.replace("phrases", "../cli") % "甲",
    "an unknown place": RULE.replace("paragraphs", "__class__") % "甲",
    "a gap at the end": RULE % "甲…",
    "too many gaps": RULE % "甲…{60}甲…{60}甲…{60}甲…{60}甲…{60}甲",
    "a regular expression": RULE % "(甲+)+$",
    "too many choices": RULE % ("甲{" + "|".join(["乙"] * 5000) + "}"),
    "a format string": RULE.replace("message: 错", 'message: "{text.__class__.__mro__}"') % "甲",
    "a huge number": "version: " + "9" * 100_000,
    "an endless anchor": "version: &a [*a]\n",
}


@pytest.mark.parametrize("kind", RULE_SETS)
def test_a_bad_rule_set(tmp_path: Path, kind: str) -> None:
    path = put(tmp_path, RULE_SETS[kind], "rules.yaml")
    ran = calm("--rules", path, CLEAN)
    assert ran.seconds < 30
    assert (ran.code, ran.is_one_clear_line()) == (2, True), ran
    assert str(path) in ran.err


def test_a_rule_set_of_6_mb(tmp_path: Path) -> None:
    path = put(tmp_path, "version: 1\n#" + "x" * 6_000_000, "rules.yaml")
    assert calm("--rules", path, CLEAN).code == 2


@pytest.mark.parametrize("kind", ["equal keys", "unknown keys", "a bomb", "deep nesting", "tags", "no YAML", "no text", "a list"])
def test_bad_settings(tmp_path: Path, kind: str) -> None:
    path = put(tmp_path, RULE_SETS[kind], ".mandate-lint.yaml")
    put(tmp_path, DRAFT)
    ran = calm(tmp_path / "draft.txt")
    assert (ran.code, ran.is_one_clear_line()) == (2, True), ran
    assert path.name in ran.err


def test_a_phrase_made_to_be_slow(tmp_path: Path) -> None:
    pattern = "甲…{60}甲…{60}甲…{60}甲…{60}乙"
    path = put(tmp_path, (RULE % pattern).replace("⟦甲⟧", "⟦甲甲甲甲乙⟧"), "rules.yaml")
    calm("--rules", path, put(tmp_path, "甲" * 3_000 + "\n"))
