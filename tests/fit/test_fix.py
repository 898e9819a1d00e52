"""Repairs: what is repaired, what is left alone, and how the file is written."""

from __future__ import annotations

import os
import random
import stat
import subprocess
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from conftest import OPTIONS
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mandate_lint import api, fix
from mandate_lint.errors import InputError
from mandate_lint.finding import Finding
from mandate_lint.readers import read_bytes
from mandate_lint.records import replace
from mandate_lint.source import Source, Span

CASES = [
    ("（一）负贵科技工作。", "（一）负责科技工作。"),
    ("（一）负贵规划,拟订项 目 计 划。", "（一）负责规划,拟订项目计划。"),
    ("（一）贯彻執(zhí)行政策。", "（一）贯彻執行政策。"),
    ("根据云办发[2019]3号，云办发(2020)4号。", "根据云办发〔2019〕3号，云办发〔2020〕4号。"),
    ("负 贵 负贵负贵科技。", "负责负责负责科技。"),
    ("负责全市科技工作。", "负责全市科技工作。"),
]
ENDS = ("\n", "\r\n", "\r")
# Halves of drafts, sound and flawed, put together at random below.
PIECES = (
    "负责科技工作，",
    "负贵",
    "项 目",
    "執(zhí)行",
    "拟订规划；",
    "云办发[2019]3号",
    " ",
    "\u3000",
    ",",
    "解化器",
    "平台",
    "。",
)


def _findings(source: Source) -> Sequence[Finding]:
    return api.check_source(source, OPTIONS).findings


def _fixed(text: str, *, width: bool = False, encoding: str = "utf-8") -> fix.Fixed:
    content = text.encode(encoding)
    return fix.settle(Source("a.txt", text, encoding), content, _findings, width=width)


@pytest.mark.parametrize(("flawed", "repaired"), CASES)
@pytest.mark.parametrize("end", ENDS)
def test_safe_repairs_are_made_and_line_ends_stay(flawed: str, repaired: str, end: str) -> None:
    around = f"一、主要职责{end}{{}}{end}（二）负责其他工作。"
    assert _fixed(around.format(flawed)).after.text == around.format(repaired)


def test_a_repair_is_written_in_the_script_of_the_draft() -> None:
    text = "一、主要職責\n（一）負貴科技工作，擬訂規劃，組織實施。\n"
    assert _fixed(text).after.text == text.replace("貴", "責")


def test_half_width_marks_are_repaired_only_when_asked() -> None:
    text = "（一）负责规划,拟订政策(专项):实施;评估，投资 1,200 万元。"
    assert _fixed(text).after.text == text
    assert _fixed(text, width=True).after.text == "（一）负责规划，拟订政策（专项）：实施；评估，投资 1,200 万元。"


def test_a_repair_that_touches_another_waits_for_the_next_round() -> None:
    source = Source("a.txt", "负贵 科技工作。")
    first = fix.apply(source, _findings(source))
    assert first == "负责 科技工作。"
    assert fix.apply(Source("a.txt", first), _findings(Source("a.txt", first))) == "负责科技工作。"


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.sampled_from(PIECES), max_size=25), st.sampled_from(ENDS), st.booleans())
def test_a_second_run_changes_nothing(pieces: list[str], end: str, width: bool) -> None:
    fixed = _fixed("".join(pieces).replace("。", "。" + end), width=width)
    again = _findings(fixed.after)
    assert [one.rule.id for one in again if one.is_fixable or (width and one.rule.id == fix.WIDTH)] == []
    assert not _fixed(fixed.after.text, width=width).is_changed


@settings(max_examples=200, deadline=None)
@given(st.text("一二三四 ,。\n", min_size=12, max_size=12), st.randoms(use_true_random=False))
def test_text_outside_the_repairs_is_untouched(text: str, chance: random.Random) -> None:
    finding = _findings(Source("a.txt", "负贵。"))[0]
    found = [_moved(finding, text, chance) for _ in range(5)]
    source = Source("a.txt", text)
    chosen = fix.repairs(source, found)
    inside = {at for repair in chosen for at in range(*repair.span)}
    assert all(a.span.end < b.span.start for a, b in pairwise(chosen))
    kept = "".join(c for at, c in enumerate(text) if at not in inside)
    assert fix.apply(source, found).translate({ord("x"): None}) == kept


def _moved(finding: Finding, text: str, chance: random.Random) -> Finding:
    start = chance.randint(0, len(text))
    end = chance.randint(start, len(text))
    return replace(finding, span=Span(start, end), text=text[start:end], replacement="x" * chance.randint(0, 3))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "big5", "utf-16-le", "utf-16-be"])
def test_the_file_keeps_its_encoding(tmp_path: Path, encoding: str) -> None:
    is_big5 = encoding == "big5"
    text = (
        "（一）負貴全市科技工作，擬訂規劃，組織實施。\r\n"
        if is_big5
        else "（一）负贵全市科技工作，拟订规划，组织实施。\r\n"
    )
    mark = "\ufeff" if encoding.startswith("utf-16") else ""
    path = tmp_path / "a.txt"
    path.write_bytes((mark + text).encode(encoding))
    _run(path)
    assert path.read_bytes() == (mark + text.replace("貴", "責").replace("贵", "责")).encode(encoding)


def _run(path: Path) -> fix.Fixed:
    content = path.read_bytes()
    fixed = fix.settle(read_bytes(content, str(path)), content, _findings)
    fix.write(fixed)
    return fixed


def test_a_character_that_the_encoding_lacks_is_left_out_and_said() -> None:
    fixed = _fixed("負責組織實施，府辦發[2019]3號，負貴規劃。", encoding="cp950")
    assert fixed.after.text == "負責組織實施，府辦發〔2019〕3號，負責規劃。"
    finding = _findings(Source("a.txt", "负贵。"))[0]
    only = fix.settle(
        Source("a.txt", "ab负贵", "gb2312"), "ab负贵".encode("gb2312"), lambda source: [_with(finding, "\u3577")]
    )
    assert (only.is_changed, len(only.left_out)) == (False, 1)
    assert [note.en for note in only.notes()] == [
        "a.txt: gb2312 has no \u3577, 1 left as they are; save it as UTF-8 text"
    ]


def _with(finding: Finding, replacement: str) -> Finding:
    return replace(finding, span=Span(2, 4), replacement=replacement)


def test_no_other_format_is_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    page = "<!DOCTYPE html><html><head><meta charset=utf-8></head><body><p>一、主要职责</p><p>（一）负贵科技工作。</p></body></html>"
    path.write_text(page, "utf-8")
    fixed = _run(path)
    assert path.read_text("utf-8") == page
    assert fixed.refused and list(fixed.notes())


def test_bytes_that_would_not_come_back_are_not_touched(tmp_path: Path) -> None:
    # Big5 writes some characters in two ways; Python reads both and writes one.
    content = "（一）負貴全市科技工作，擬訂規劃，組織實施".encode("big5") + b"\xa2\xcc"
    assert content.decode("big5").encode("big5") != content
    path = tmp_path / "a.txt"
    path.write_bytes(content)
    assert _run(path).refused
    assert path.read_bytes() == content


def test_rights_stay_and_a_link_is_followed(tmp_path: Path) -> None:
    target = tmp_path / "there" / "real.txt"
    target.parent.mkdir()
    target.write_text("（一）负贵科技工作。\n", "utf-8")
    target.chmod(0o640)
    link = tmp_path / "link.txt"
    link.symlink_to(target)
    _run(link)
    assert link.is_symlink()
    assert target.read_text("utf-8") == "（一）负责科技工作。\n"
    assert stat.S_IMODE(target.stat().st_mode) == 0o640
    assert sorted(one.name for one in target.parent.iterdir()) == ["real.txt"]


def test_an_interrupted_run_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.txt"
    path.write_text("（一）负贵科技工作。\n", "utf-8")

    def interrupt(*_: Any) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "replace", interrupt)
    with pytest.raises(KeyboardInterrupt):
        _run(path)
    assert path.read_text("utf-8") == "（一）负贵科技工作。\n"
    assert os.listdir(tmp_path) == ["a.txt"]


def test_a_file_changed_meanwhile_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("（一）负贵科技工作。\n", "utf-8")
    content = path.read_bytes()
    fixed = fix.settle(read_bytes(content, str(path)), content, _findings)
    path.write_text("新稿\n", "utf-8")
    with pytest.raises(InputError):
        fix.write(fixed)
    assert path.read_text("utf-8") == "新稿\n"


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("tail", ["", "{}"])
@pytest.mark.parametrize("name", ["a.txt", "草 案.txt"])
@pytest.mark.parametrize("tool", ["patch", "git"])
def test_the_diff_can_be_applied(tmp_path: Path, end: str, tail: str, name: str, tool: str) -> None:
    path = tmp_path / name
    text = f"一、主要职责{end}（一）负贵科技工作。{end}（二）拟订规划。{end}（三）拟订项 目。" + tail.format(end)
    path.write_bytes(text.encode())
    fixed = fix.settle(Source(name, text), text.encode(), _findings)
    command = ["patch", "-p0", "--binary"] if tool == "patch" else ["git", "apply", "-p0", "-"]
    subprocess.run(command, input=fix.diff(fixed).encode(), cwd=tmp_path, check=True, capture_output=True)
    assert path.read_bytes() == fixed.after.text.encode()


def test_two_rules_that_undo_one_another_come_to_an_end() -> None:
    finding = _findings(Source("a.txt", "负贵。"))[0]
    turns = {"ab": "ba", "ba": "ab"}

    def contrary(source: Source) -> list[Finding]:
        return [replace(finding, span=Span(0, 2), replacement=turns[source.text])]

    assert fix.settle(Source("a.txt", "ab"), b"ab", contrary).after.text == "ba"
