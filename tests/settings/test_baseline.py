"""The baseline: old findings stay hidden while the text around them changes, new ones show."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from mandate_lint import baseline
from mandate_lint.errors import InputError, Say
from mandate_lint.finding import FileReport, Report
from mandate_lint.linter import lint
from mandate_lint.parser import parse
from mandate_lint.records import replace
from mandate_lint.ruleset import load
from mandate_lint.source import Source

MAY, JUNE = date(2024, 5, 1), date(2024, 6, 1)
TEXT = "主要职责\n（一）负贵科技工作。\n（二）负贵科技规划。\n内设机构\n（一）办公室。负责文电。\n"


def run(text: str, path: str = "draft.txt") -> Report:
    mandate = parse(Source(path, text))
    rules = load(["general"]).by_id
    found = lint(mandate, [rules[name] for name in ("typo", "numbering", "missing-section", "halfwidth-punctuation")])
    return Report((FileReport(mandate.source, mandate, "general", Say("", ""), 4, found),))


def left(report: Report) -> list[tuple[str, str]]:
    return [(finding.rule.id, finding.text) for finding in report.findings]


@pytest.fixture
def base(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.chdir(tmp_path)
    baseline.write(run(TEXT), "base.json", MAY)
    return "base.json"


def test_what_it_has_is_put_aside_and_counted(base: str) -> None:
    before, after = run(TEXT), baseline.apply(run(TEXT), base)
    assert left(before) and not left(after)
    assert [finding.reason for finding in after.files[0].waived] == ["baseline 2024-05-01"] * len(left(before))


@pytest.mark.parametrize(
    "text",
    [
        "前言。\n\n" + TEXT,
        TEXT.replace("负责文电。", "负责文电、会务、机要、档案。\n（二）规划科。负责规划。"),
        TEXT.replace("\n", "\r\n"),
        TEXT.replace("（一）负贵", "（一）  负贵"),
        TEXT.replace("（二）负贵", "（二）指导工作。\n（三）负贵"),
    ],
    ids=["lines above", "text behind", "line ends", "blanks", "an item between"],
)
def test_edits_elsewhere_revive_nothing(text: str, base: str) -> None:
    assert [found for found in left(baseline.apply(run(text), base)) if found[0] == "typo"] == []


def test_a_new_finding_shows(base: str) -> None:
    text = TEXT.replace("负责文电", "负贵文电")
    assert left(baseline.apply(run(text), base)) == [("typo", "负贵")]


def test_one_more_of_the_same_shows(base: str) -> None:
    text = TEXT.replace("（二）负贵科技规划。\n", "（二）负贵科技规划。\n（二）负贵科技规划。\n")
    assert ("typo", "负贵") in left(baseline.apply(run(text), base))


def test_a_file_of_another_name_is_another_file(base: str) -> None:
    assert left(baseline.apply(run(TEXT, "other.txt"), base)) == left(run(TEXT))


def test_what_stands_for_a_whole_file_does_not_depend_on_its_first_place() -> None:
    one, two = run("主要职责:\n(一)负责工作。\n"), run("前言,\n主要职责:\n(一)负责工作。\n")
    keys = [
        [key for key, finding in baseline.keyed(report.findings, report.files[0], ".") if finding.count is not None]
        for report in (one, two)
    ]
    assert keys[0] == keys[1] != []


def test_what_has_become_graver_shows(base: str) -> None:
    text = Path(base).read_text("utf-8").replace('"error"', '"warning"')
    Path(base).write_text(text, "utf-8")
    assert ("typo", "负贵") in left(baseline.apply(run(TEXT), base))


def test_writing_again_keeps_the_first_day_and_tells_what_changed(base: str) -> None:
    text = TEXT.replace("（一）负贵", "（一）负责").replace("负责文电", "负贵文电")
    summary = baseline.write(run(text), base, JUNE)
    assert (summary.added, summary.removed) == (1, 1)
    days = {entry.first_seen for entry in baseline.read(base) if entry.rule == "typo"}
    assert days == {"2024-05-01", "2024-06-01"}
    assert "typo 2" in summary.say().en and "1 new, 1 gone" in summary.say().en


def test_it_keeps_no_text_of_the_drafts(base: str) -> None:
    assert "负贵" not in Path(base).read_text("utf-8")


def test_paths_are_relative_to_it(base: str) -> None:
    Path("sub").mkdir()
    baseline.write(run(TEXT), "sub/base.json", MAY)
    assert {entry.path for entry in baseline.read("sub/base.json")} == {"../draft.txt"}


@pytest.mark.parametrize(
    "content",
    [
        b"", b"{", b"[]", b"\xff", b'{"version": 2, "findings": []}', b'{"version": 1, "findings": [{"key": "x"}]}',
        b'{"version": 1, "findings": [1]}', b"[" * 100_000,
    ],
    ids=repr,
)  # fmt: skip
def test_a_broken_one_is_refused(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "base.json"
    path.write_bytes(content)
    with pytest.raises(InputError) as caught:
        baseline.apply(run(TEXT), str(path))
    assert caught.value.path == str(path)
    with pytest.raises(InputError):
        baseline.write(run(TEXT), str(path))
    assert path.read_bytes() == content


def test_one_that_is_absent_or_cannot_be_written_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no such file"):
        baseline.apply(run(TEXT), str(tmp_path / "none.json"))
    with pytest.raises(InputError, match="cannot be written"):
        baseline.write(run(TEXT), str(tmp_path / "none" / "base.json"))


def test_an_empty_report_makes_an_empty_baseline(tmp_path: Path) -> None:
    path = str(tmp_path / "base.json")
    empty = replace(run(TEXT), files=())
    assert baseline.write(empty, path).say() == Say(
        "基线共 0 个问题，新增 0 个，移除 0 个", "baseline of 0 findings, 0 new, 0 gone"
    )
    assert json.loads(Path(path).read_text("utf-8"))["findings"] == []
