"""Waivers: what they hide, and what is said of those that hide nothing."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from mandate_lint.errors import Say
from mandate_lint.finding import FileReport, Finding
from mandate_lint.linter import lint
from mandate_lint.parser import parse
from mandate_lint.ruleset import load
from mandate_lint.source import Source
from mandate_lint.waivers import Split, Waiver, report_unused, split

IDS = ("typo", "numbering", "stray-space", "unused-waiver")
KNOWN = (*IDS, "missing-duty")
DUTIES = "主要职责\n（一）负贵科技工作。\n（二）负贵科技规划。\n（四）提供服务。\n内设机构\n（一）办公室。负贵文电。\n"


def run(text: str, waivers: Sequence[Waiver] = (), ids: Sequence[str] = IDS) -> Split:
    by_id = load(["general"]).by_id
    mandate = parse(Source("draft.txt", text))
    return split(lint(mandate, [by_id[name] for name in ids]), mandate, waivers, ran=ids, known=KNOWN)


def shown(findings: Sequence[Finding]) -> list[tuple[str, int, str]]:
    return [(finding.rule.id, finding.start.line, finding.text) for finding in findings]


def test_without_waivers_everything_stays() -> None:
    parted = run(DUTIES)
    assert shown(parted.kept) == [
        ("typo", 2, "负贵"), ("typo", 3, "负贵"), ("numbering", 4, "（四）"), ("typo", 6, "负贵"),
    ]  # fmt: skip
    assert parted.waived == ()


def test_a_line_above_speaks_of_the_next_line() -> None:
    parted = run(DUTIES.replace("（二）", "<!-- mandate-lint: allow typo 引用原文 -->\n\n（二）"))
    assert shown(parted.waived) == [("typo", 5, "负贵")]
    assert parted.waived[0].reason == "引用原文"
    assert shown(parted.kept) == [("typo", 2, "负贵"), ("numbering", 6, "（四）"), ("typo", 8, "负贵")]


def test_a_line_at_the_top_speaks_of_the_whole_file() -> None:
    parted = run("\n<!-- draft of May -->\n<!-- mandate-lint: allow typo 引用原文 -->\n" + DUTIES)
    assert shown(parted.kept) == [("numbering", 7, "（四）")]
    assert len(parted.waived) == 3


def test_one_line_may_allow_several_rules_and_several_lines_may_follow() -> None:
    above = "<!-- mandate-lint: allow typo, stray-space 一 -->\n<!-- mandate-lint: allow numbering 二 -->\n"
    parted = run(DUTIES.replace("（四）提供", above + "（四）负贵提 供"))
    assert [(f.rule.id, f.reason) for f in parted.waived] == [
        ("numbering", "二"),
        ("typo", "一"),
        ("stray-space", "一"),
    ]
    assert shown(parted.kept) == [("typo", 2, "负贵"), ("typo", 3, "负贵"), ("typo", 8, "负贵")]


def test_a_line_at_the_end_speaks_of_nothing() -> None:
    parted = run(DUTIES + "<!-- mandate-lint: allow typo 引用原文 -->\n")
    assert (shown(parted.kept)[-1], parted.waived) == (("unused-waiver", 7, "typo"), ())


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_any_line_end_will_do(line_end: str) -> None:
    text = DUTIES.replace("（二）", "　<!-- mandate-lint: allow typo 引用 -->\n（二）").replace("\n", line_end)
    assert shown(run(text).waived) == [("typo", 4, "负贵")]


def test_what_hides_nothing_is_a_finding() -> None:
    parted = run("主要职责\n<!-- mandate-lint: allow typo, numbering 原文 -->\n（一）负贵工作。\n")
    assert shown(parted.kept) == [("unused-waiver", 2, "numbering")]
    assert parted.kept[0].message.en == "The waiver of “numbering” waives nothing: remove it."


def test_an_unknown_rule_is_said_to_be_unknown() -> None:
    parted = run("主要职责\n<!-- mandate-lint: allow tipo 原文 -->\n（一）负责工作。\n")
    assert [f.message.en for f in parted.kept] == ["There is no rule “tipo” to waive. Did you mean “typo”?"]


@pytest.mark.parametrize(
    "line",
    [
        "<!-- mandate-lint: allow typo -->",
        "<!-- mandate-lint: alow typo 原文 -->",
        "<!-- mandate-lint allow typo 原文 -->",
    ],
)
def test_a_line_not_understood_is_a_finding_and_hides_nothing(line: str) -> None:
    parted = run(f"主要职责\n{line}\n（一）负贵工作。\n")
    assert shown(parted.kept) == [("unused-waiver", 2, line), ("typo", 3, "负贵")]


def test_the_waiver_of_a_rule_that_did_not_run_is_left_alone() -> None:
    text = "主要职责\n<!-- mandate-lint: allow missing-duty 原文 -->\n（一）负责工作。\n"
    assert run(text).kept == ()
    assert run(text.replace("missing-duty", "typo"), ids=("numbering", "unused-waiver")).kept == ()


# Entries of the settings.


@pytest.mark.parametrize(
    ("waiver", "lines"),
    [
        (Waiver("typo", "x", match="负贵科技"), [2, 3]),
        (Waiver("typo", "x", match="贵科技规"), [3]),
        (Waiver("typo", "x", match="贵"), [2, 3, 6]),
        (Waiver("typo", "x", match="科技规划"), []),  # stands beside the finding, not at it
        (Waiver("typo", "x", match="負貴科技"), [2, 3]),  # as it is understood
        (Waiver("numbering", "x", match="（四）"), [4]),
        (Waiver("typo", "x", unit="办公室"), [6]),
        (Waiver("typo", "x", unit="辦公室"), [6]),
        (Waiver("typo", "x", duty="（二）"), [3]),
        (Waiver("typo", "x", duty="（二）", match="文电"), []),
        (Waiver("stray-space", "x", match="负贵"), []),
    ],
    ids=str,
)
def test_an_entry_waives_what_it_names(waiver: Waiver, lines: list[int]) -> None:
    assert [finding.start.line for finding in run(DUTIES, [waiver]).waived] == lines


def report(text: str, waivers: Sequence[Waiver]) -> FileReport:
    mandate = parse(Source("draft.txt", text))
    parted = run(text, waivers)
    return FileReport(mandate.source, mandate, "general", Say("", ""), 4, parted.kept, parted.waived)


def test_an_entry_that_no_draft_needs_is_a_finding_in_the_settings(tmp_path: Path) -> None:
    path = tmp_path / ".mandate-lint.yaml"
    path.write_text(
        "waive:\n  - {rule: typo, match: 解化, reason: x}\n  - {rule: typo, match: 负贵, reason: x}\n", "utf-8"
    )
    idle = Waiver("typo", "x", match="解化", path=str(path), line=2, column=5)
    used = Waiver("typo", "x", match="负贵", path=str(path), line=3, column=5)
    files = [report("主要职责\n（一）负责工作。\n", [idle, used]), report(DUTIES, [idle, used])]
    rule = load(["general"]).by_id["unused-waiver"]
    (found,) = report_unused([idle, used], files, rule, ran=IDS)
    assert found.path == str(path)
    assert shown(found.findings) == [("unused-waiver", 2, "{rule: typo, match: 解化, reason: x}")]
    assert found.findings[0].start == (2, 5)
    assert report_unused([idle], files, rule, ran=["numbering"]) == []
