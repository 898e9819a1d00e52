"""GitHub's workflow commands, read back as GitHub's runner reads them."""

from __future__ import annotations

import re

from conftest import CLEAN, NAME, Check

from mandate_lint.errors import InputError, Say
from mandate_lint.finding import Report
from mandate_lint.records import replace
from mandate_lint.reports.as_github import render

_COMMAND = re.compile(r"::(\w+) ([^\n]*?)::([^\n]*)")
_UNESCAPED = {"%0D": "\r", "%0A": "\n", "%3A": ":", "%2C": ",", "%25": "%"}


def _read(output: str) -> list[tuple[str, dict[str, str], str]]:
    """Read commands the way the runner does: split at the signs first, then unescape each part."""
    commands = []
    for line in output.splitlines():
        found = _COMMAND.fullmatch(line)
        assert found, line
        pairs = dict(pair.split("=", 1) for pair in found[2].split(","))
        commands.append((found[1], {key: _plain(value) for key, value in pairs.items()}, _plain(found[3])))
    return commands


def _plain(text: str) -> str:
    return re.sub("%(0D|0A|3A|2C|25)", lambda found: _UNESCAPED[found[0]], text)


def test_each_finding_is_one_command(report: Report) -> None:
    *found, unreadable = _read(render(report))
    levels = {"error": "error", "warning": "warning", "info": "notice"}
    assert [(kind, one["file"], one["title"], int(one["line"]), int(one["col"])) for kind, one, _ in found] == [
        (levels[f.severity], NAME, f"mandate-lint {f.rule.id}", f.start.line, f.start.column)
        for f in report.files[1].findings
    ]
    assert [message.removesuffix("（可用 --fix 自动修改）") for _, _, message in found] == [
        f.message.zh for f in report.files[1].findings
    ]
    assert unreadable[0] == "error" and unreadable[1]["file"] == "missing.txt"


def test_signs_in_names_and_messages_are_escaped(report: Report) -> None:
    odd = InputError(Say("第一行\r\n::error::50%", ""), path="a,b:c=d%0A\n.txt", line=3)
    ((kind, place, message),) = _read(render(Report((), (odd,))))
    assert (kind, place["file"], place["line"]) == ("error", "a,b:c=d%0A\n.txt", "3")
    assert "::error::50%" in message


def test_a_stretch_over_two_lines_has_no_columns(report: Report) -> None:
    finding = report.files[1].findings[0]
    long = replace(finding, end=finding.end._replace(line=finding.end.line + 1))
    ((_, place, _),) = _read(render(Report((replace(report.files[1], findings=(long,)),))))
    assert (int(place["line"]), int(place["endLine"])) == (long.start.line, long.end.line)
    assert "col" not in place


def test_a_clean_run_prints_nothing(check: Check) -> None:
    assert render(check({"a.txt": CLEAN})) == ""
