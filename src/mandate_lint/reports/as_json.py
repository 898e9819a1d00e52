"""The findings as JSON: the interface for other tools."""

from __future__ import annotations

import json
from typing import Any

from mandate_lint.errors import InputError
from mandate_lint.finding import FileReport, Finding, Report
from mandate_lint.hit import Evidence
from mandate_lint.rule import SEVERITIES
from mandate_lint.source import Source, Span

VERSION = 1


def render(report: Report, *, lang: str = "zh", **_: object) -> str:
    """Return the report as one JSON document with a final line end."""
    return json.dumps(as_data(report, lang), ensure_ascii=False, indent=1) + "\n"


def as_data(report: Report, lang: str) -> dict[str, Any]:
    """Return the report as plain data."""
    waived = sum(len(file.waived) for file in report.files)
    return {
        "version": VERSION,
        "files": [_file(file, lang) for file in report.files],
        "unreadable": [_unreadable(error, lang) for error in report.unreadable],
        "summary": {
            "files": len(report.files),
            **{severity: report.count(severity) for severity in SEVERITIES},
            "waived": waived,
            "duration_s": round(report.duration, 3),
        },
    }


def _file(file: FileReport, lang: str) -> dict[str, Any]:
    source = file.source
    return {
        "path": file.path,
        "encoding": source.encoding,
        "profile": file.profile,
        "profile_reason": file.profile_reason.of(lang),
        "agency": file.agency,
        "rules": file.rules,
        "notes": [note.of(lang) for note in file.notes],
        "findings": [finding_data(finding, source, lang) for finding in file.findings],
        "waived": [finding_data(finding, source, lang) for finding in file.waived],
    }


def finding_data(finding: Finding, source: Source, lang: str) -> dict[str, Any]:
    """Return one finding as plain data."""
    data: dict[str, Any] = {
        "rule": finding.rule.id,
        "severity": finding.severity,
        "line": finding.start.line,
        "column": finding.start.column,
        "end_line": finding.end.line,
        "end_column": finding.end.column,
        "text": finding.text,
        "message": finding.message.of(lang),
        "replacement": finding.replacement,
        "fixable": finding.is_fixable,
        "duty": finding.duty,
        "unit": finding.unit,
        "evidence": [_evidence(one) for one in finding.evidence],
        "related": [_related(span, source) for span in finding.related],
    }
    optional = {"count": finding.count, "page": finding.page, "reason": finding.reason}
    return data | {key: value for key, value in optional.items() if value is not None}


def _evidence(evidence: Evidence) -> dict[str, Any]:
    return {key: value for key, value in evidence._asdict().items() if value not in ("", None)}


def _related(span: Span, source: Source) -> dict[str, Any]:
    start, end = source.position(span.start), source.position(span.end)
    return {
        "line": start.line, "column": start.column, "end_line": end.line, "end_column": end.column,
        "text": source.quote(span),
    }  # fmt: skip


def _unreadable(error: InputError, lang: str) -> dict[str, Any]:
    reason = "；".join(part for part in (error.reason.of(lang), error.hint.of(lang)) if part)
    return {"path": error.path, "reason": reason, "line": error.line, "column": error.column}
