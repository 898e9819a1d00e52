"""Markdown reports, rendered by markdown-it: what a reader sees is what was found."""

from __future__ import annotations

import re
from html import unescape

import pytest
from conftest import CLEAN, NAME, Check
from markdown_it import MarkdownIt

from mandate_lint.errors import Say
from mandate_lint.finding import Report
from mandate_lint.records import replace
from mandate_lint.reports.as_markdown import LIMIT, MARK, render

ODD = "| <script>alert(1)</script> `x` *y* _z_ [a](http://b.example) ![i](j) @someone #12 ~~d~~ \\ &lt; $m$"


def _tables(markdown: str) -> list[list[list[str]]]:
    """Return the cells of the rendered tables, as a reader sees them."""
    html = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"]).render(markdown)
    tables = re.findall(r"<table>.*?</table>", html, re.DOTALL)
    return [
        [re.findall(r"<t[dh][^>]*>(.*?)</t[dh]>", row, re.DOTALL) for row in table.split("</tr>")[:-1]]
        for table in tables
    ]


def _seen(cell: str) -> str:
    return unescape(re.sub(r"<!-- -->|</?code>", "", cell))


def test_the_first_table_counts_by_draft(report: Report) -> None:
    overview = _tables(render(report))[0]
    found = [f.severity for f in report.files[1].findings]
    counts = [str(found.count(severity)) for severity in ("error", "warning", "info")]
    assert [[_seen(cell) for cell in row] for row in overview[1:]] == [
        ["clean.txt", "0", "0", "0", "0"],
        [NAME, *counts, "1"],
    ]


def test_each_finding_is_a_row(report: Report) -> None:
    rows = _tables(render(report))[1][1:]
    for row, finding in zip(rows, report.files[1].findings, strict=True):
        place, _, message, text, _ = map(_seen, row)
        assert place == f"{finding.start.line}:{finding.start.column}"
        assert message.startswith(f"{finding.message.zh} {finding.rule.id}")
        assert text == finding.text


def test_signs_of_markdown_and_html_show_as_they_are(report: Report) -> None:
    finding = replace(report.files[1].findings[0], message=Say(ODD, ODD), text="|`|", replacement="<b>")
    markdown = render(Report((replace(report.files[1], findings=(finding,)),)))
    (row,) = _tables(markdown)[1][1:]
    assert _seen(row[2]) == f"{ODD} {finding.rule.id}"
    assert [_seen(cell) for cell in row[3:]] == ["|`|", "<b>"]
    # Nothing of it became an element, a link or a mention.
    assert not re.search("<(script|a|img|em|s|b)\\b", "".join(row))
    assert "@someone" not in markdown and "#12" not in markdown


@pytest.mark.parametrize("limit", [2_000, 5_000, LIMIT])
def test_a_long_report_is_cut_with_a_note(report: Report, limit: int) -> None:
    file = report.files[1]
    many = Report(tuple(replace(file, findings=file.findings * 40) for _ in range(20)))
    markdown = render(many, limit=limit)
    assert len(markdown) <= limit
    listed = sum(len(table) - 1 for table in _tables(markdown)[1:])
    (left,) = re.findall(r"另有 (\d+) 处未列出", markdown)
    assert listed + int(left) == len(many.findings)


def test_it_bears_a_mark_to_be_found_again(check: Check) -> None:
    markdown = render(check({"a.txt": CLEAN}), lang="en")
    assert markdown.startswith(MARK)
    assert "nothing found" in markdown
