"""A draft with made-up findings: reports are tested apart from the rules."""

from __future__ import annotations

import re
from collections.abc import Sequence

from mandate_lint.errors import Say
from mandate_lint.finding import FileReport, Finding, Report
from mandate_lint.hit import Evidence
from mandate_lint.parser import parse
from mandate_lint.readers import read_bytes
from mandate_lint.rule import Rule, Severity
from mandate_lint.source import Source, Span


def rule(name: str, severity: Severity = "error") -> Rule:
    """Return a rule that says what it is called."""
    return Rule(
        id=name, title=Say(f"题 {name}", f"title {name}"), check="none", where="raw", severity=severity,
        message=Say("说明", "message"), why=Say("", ""), source=Say("出处甲", "source A"),
    )  # fmt: skip


def finding(
    source: Source, span: Span, replacement: str | None = None, severity: Severity = "error", name: str = "typo"
) -> Finding:
    """Return a finding on a stretch of a source; one with a replacement is safe to repair."""
    text = source.quote(span)
    return Finding(
        rule=rule(name, severity), severity=severity, span=span, start=source.position(span.start),
        end=source.position(span.end), text=text, message=Say(f"“{text}”有误 <b>&", f"{text} is wrong <b>&"),
        replacement=replacement, is_fixable=replacement is not None, page=source.page(span.start),
        evidence=(Evidence("meizhou", "（三）", "拟订规划"),),
    )  # fmt: skip


def at(
    source: Source, text: str, replacement: str | None = None, severity: Severity = "error", name: str = "typo"
) -> Finding:
    """Return a finding on the first place of `text`; one that ends in ^ points behind it."""
    start = source.text.index(text.removesuffix("^"))
    end = start + len(text.removesuffix("^"))
    return finding(source, Span(end, end) if text.endswith("^") else Span(start, end), replacement, severity, name)


def checked(data: bytes | str, wanted: Sequence[tuple[str, str | None]], path: str = "draft.docx") -> FileReport:
    """Return the report of a draft with a finding on each wanted text."""
    source = read_bytes(data.encode() if isinstance(data, str) else data, path)
    found = [at(source, text, new) for text, new in wanted]
    return of(source, sorted(found, key=lambda one: one.span))


def of(source: Source, findings: Sequence[Finding]) -> FileReport:
    """Return the report of a source with the given findings."""
    return FileReport(
        source=source, mandate=parse(source), profile="science", profile_reason=Say("机构名称", "the agency's name"),
        rules=30, findings=tuple(findings),
    )  # fmt: skip


def report(*files: FileReport) -> Report:
    """Return the report of a run."""
    return Report(files)


def tags(xml: bytes | str, name: str) -> list[str]:
    """Return the elements of a name, without nesting, as text."""
    text = xml.decode() if isinstance(xml, bytes) else xml
    return re.findall(rf"<w:{name}[ >].*?</w:{name}>", text, re.DOTALL)
