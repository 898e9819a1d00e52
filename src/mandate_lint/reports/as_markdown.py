"""The findings as Markdown for a merge-request comment: a table of drafts, and each draft's findings folded away."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape

from mandate_lint.errors import Say
from mandate_lint.finding import FileReport, Finding, Report
from mandate_lint.reports.paths import shown
from mandate_lint.rule import SEVERITIES

LIMIT = 60_000  # characters; GitHub refuses comments of more than 65,536
MARK = "<!-- mandate-lint -->"  # by which a job finds its own comment again
_WORDS = {"error": Say("错误", "error"), "warning": Say("警告", "warning"), "info": Say("提示", "info")}
_ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
_SIGNS = str.maketrans(_ENTITIES | {sign: f"\\{sign}" for sign in "\\`*_{}[]|~$"})
_MENTION = re.compile(r"([@#!])(?=\w)")  # what would call somebody, or link to an issue
_SHORT = 60  # characters of the draft in a cell
_MOST = 100  # drafts in the table


def render(report: Report, *, lang: str = "zh", limit: int = LIMIT, **_: object) -> str:
    """Return the report as Markdown of at most `limit` characters."""
    parts = [MARK, _heading(report, lang), *_overview(report, lang)]
    parts += [f"- {_escaped(error.text(lang))}" for error in report.unreadable]
    room = limit - sum(len(part) + 2 for part in parts) - 200
    return "\n\n".join([*parts, *_details(report, lang, room)]) + "\n"


def _heading(report: Report, lang: str) -> str:
    counts = [f"{_WORDS[severity].of(lang)} {report.count(severity)}" for severity in SEVERITIES]
    said = "，".join(counts) if lang == "zh" else ", ".join(counts)
    return "### mandate-lint" + Say("：", ": ").of(lang) + (said if report.findings else _clean(lang))


def _clean(lang: str) -> str:
    return Say("未发现问题", "nothing found").of(lang)


def _overview(report: Report, lang: str) -> Iterator[str]:
    if report.files:
        head = [Say("文件", "file"), *_WORDS.values(), Say("已豁免", "waived")]
        rows = [[_escaped(shown(file.path)), *map(str, _counts(file))] for file in report.files[:_MOST]]
        yield _table([one.of(lang) for one in head], rows)
    if (left := len(report.files) - _MOST) > 0:
        yield Say(f"另有 {left} 个文件未列出。", f"{left} more files are not listed.").of(lang)


def _counts(file: FileReport) -> list[int]:
    found = [finding.severity for finding in file.findings]
    return [*(found.count(severity) for severity in SEVERITIES), len(file.waived)]


def _details(report: Report, lang: str, room: int) -> Iterator[str]:
    """Yield the folded findings of each draft, as many as there is room for, and a note on the rest."""
    left = 0
    for file in report.files:
        rows = [_row(finding, lang) for finding in file.findings]
        kept = [row for row, end in zip(rows, _ends(rows), strict=True) if end < room]
        left += len(rows) - len(kept)
        if kept:
            block = _folded(file, kept, lang)
            yield block
            room -= len(block)
    if left:
        note = Say(f"篇幅所限，另有 {left} 处未列出。", f"{left} more findings are not listed for want of room.")
        yield note.of(lang)


def _ends(rows: list[list[str]]) -> Iterator[int]:
    total = 200  # the block's own frame
    for row in rows:
        total += sum(map(len, row)) + 3 * len(row) + 2
        yield total


def _folded(file: FileReport, rows: list[list[str]], lang: str) -> str:
    head = Say("位置 级别 问题 原文 改为", "place severity finding text instead").of(lang).split()
    table = _table(head, rows)
    summary = f"{escape(shown(file.path), quote=False)} ({len(file.findings)})"
    return f"<details>\n<summary>{summary}</summary>\n\n{table}\n\n</details>"


def _row(finding: Finding, lang: str) -> list[str]:
    count = f" ×{finding.count}" if finding.count and finding.count > 1 else ""
    instead = finding.replacement if finding.replacement is not None and not finding.count else None
    return [
        f"{finding.start.line}:{finding.start.column}",
        _WORDS[finding.severity].of(lang),
        f"{_escaped(finding.message.of(lang))} `{finding.rule.id}`{count}",
        _escaped(_shortened(finding.text)),
        Say("（删去）", "(delete)").of(lang) if instead == "" else _escaped(_shortened(instead or "")),
    ]


def _table(head: list[str], rows: list[list[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def _shortened(text: str) -> str:
    return text if len(text) <= _SHORT else text[: _SHORT - 1] + "…"


def _escaped(text: str) -> str:
    """Return text that Markdown and HTML take as it is, that ends no table cell and calls nobody."""
    return _MENTION.sub(r"\1<!-- -->", " ".join(text.split()).translate(_SIGNS))
