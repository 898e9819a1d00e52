"""The findings as workflow commands, which GitHub shows as annotations on the changed lines."""

from __future__ import annotations

from collections.abc import Iterator

from mandate_lint.errors import InputError, Say
from mandate_lint.finding import FileReport, Finding, Report
from mandate_lint.reports.paths import shown

_COMMANDS = {"error": "error", "warning": "warning", "info": "notice"}
_IN_DATA = (("%", "%25"), ("\r", "%0D"), ("\n", "%0A"))  # the first must stay the first
_IN_PROPERTY = (*_IN_DATA, (":", "%3A"), (",", "%2C"))


def render(report: Report, *, lang: str = "zh", **_: object) -> str:
    """Return one command a line; nothing at all where nothing was found."""
    lines = [*(line for file in report.files for line in _file(file, lang)), *_unreadable(report.unreadable, lang)]
    return "".join(f"{line}\n" for line in lines)


def _file(file: FileReport, lang: str) -> Iterator[str]:
    for finding in file.findings:
        yield _command(
            _COMMANDS[finding.severity],
            finding.message.of(lang) + _repair(finding, lang),
            file=shown(file.path), line=finding.start.line, endLine=finding.end.line,
            **_columns(finding), title=f"mandate-lint {finding.rule.id}",
        )  # fmt: skip


def _columns(finding: Finding) -> dict[str, int]:
    """Return the columns: GitHub wants none where a stretch crosses lines."""
    if finding.start.line != finding.end.line:
        return {}
    return {"col": finding.start.column, "endColumn": finding.end.column}


def _repair(finding: Finding, lang: str) -> str:
    if not finding.is_fixable:
        return ""
    return Say("（可用 --fix 自动修改）", " (fixable with --fix)").of(lang)


def _unreadable(errors: tuple[InputError, ...], lang: str) -> Iterator[str]:
    for error in errors:
        place: dict[str, str | int | None] = {"file": shown(error.path) if error.path else None, "line": error.line}
        known = {key: value for key, value in place.items() if value is not None}
        yield _command("error", error.text(lang), **known, title="mandate-lint")


def _command(name: str, message: str, **properties: str | int) -> str:
    told = ",".join(f"{key}={_escaped(str(value), _IN_PROPERTY)}" for key, value in properties.items())
    return f"::{name} {told}::{_escaped(message, _IN_DATA)}"


def _escaped(text: str, table: tuple[tuple[str, str], ...]) -> str:
    for character, escape in table:
        text = text.replace(character, escape)
    return text
