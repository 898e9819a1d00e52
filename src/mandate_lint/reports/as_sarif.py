"""The findings as SARIF 2.1.0, for code scanning and for editors."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping, Sequence
from typing import Any

from mandate_lint import __version__, explain
from mandate_lint.baseline import keyed
from mandate_lint.comments import comments
from mandate_lint.errors import InputError, Say
from mandate_lint.finding import FileReport, Finding, Report
from mandate_lint.reports.paths import uri
from mandate_lint.rule import Rule
from mandate_lint.source import Position, Source, Span

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVELS = {"error": "error", "warning": "warning", "info": "note"}
_PROBLEMS = {"error": "error", "warning": "warning", "info": "recommendation"}
_LANGUAGES = {"zh": "zh-CN", "en": "en-US"}
Json = dict[str, Any]


def render(report: Report, *, lang: str = "zh", **_: object) -> str:
    """Return the report as one SARIF log with a final line end."""
    return json.dumps(as_data(report, lang), ensure_ascii=False, indent=1) + "\n"


def as_data(report: Report, lang: str) -> Json:
    """Return the log as plain data."""
    return {"$schema": SCHEMA, "version": "2.1.0", "runs": [_run(report, lang)]}


def _run(report: Report, lang: str) -> Json:
    rules = _rules(report)
    places = {rule.id: index for index, rule in enumerate(rules)}
    return {
        "tool": {"driver": _driver(rules, lang)},
        "language": _LANGUAGES[lang],
        # GitHub takes what stands before the slash as the category of the alerts.
        "automationDetails": {"id": "mandate-lint/"},
        "columnKind": "unicodeCodePoints",
        "newlineSequences": ["\r\n", "\n", "\r"],
        "invocations": [_invocation(report, lang)],
        "artifacts": [_artifact(file) for file in report.files],
        "results": [
            result for index, file in enumerate(report.files) for result in _results(file, index, places, lang)
        ],
    }


def _rules(report: Report) -> list[Rule]:
    found = [finding for file in report.files for finding in (*file.findings, *file.waived)]
    rules = {finding.rule.id: finding.rule for finding in found}
    return [rules[name] for name in sorted(rules)]


def _driver(rules: Sequence[Rule], lang: str) -> Json:
    return {
        "name": "mandate-lint",
        "version": __version__,
        "semanticVersion": __version__,
        "language": _LANGUAGES[lang],
        "shortDescription": {"text": Say("三定规定检查工具", "the linter for 三定 mandates").of(lang)},
        "rules": [_rule(rule, lang) for rule in rules],
    }


def _rule(rule: Rule, lang: str) -> Json:
    return {
        "id": rule.id,
        "name": "".join(part.capitalize() for part in rule.id.split("-")),
        "shortDescription": {"text": rule.title.of(lang)},
        "fullDescription": {"text": rule.why.of(lang)},
        "help": {"text": explain.text(rule, lang), "markdown": explain.markdown(rule, lang)},
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
        "properties": {"tags": [rule.set_name or "own"], "problem.severity": _PROBLEMS[rule.severity]},
    }


def _invocation(report: Report, lang: str) -> Json:
    notes = [_unreadable(error, lang) for error in report.unreadable]
    return {"executionSuccessful": not notes, "toolExecutionNotifications": notes}


def _unreadable(error: InputError, lang: str) -> Json:
    notification: Json = {"descriptor": {"id": "unreadable"}, "level": "error", "message": {"text": error.text(lang)}}
    if error.path:
        place: Json = {"artifactLocation": _location(error.path)}
        if error.line:
            place["region"] = {"startLine": error.line, "startColumn": error.column or 1}
        notification["locations"] = [{"physicalLocation": place}]
    return notification


def _artifact(file: FileReport) -> Json:
    return {"location": _location(file.path), "encoding": file.source.encoding, "roles": ["analysisTarget"]}


def _location(path: str) -> Json:
    name = uri(path)
    return {"uri": name} if name.startswith("file:") else {"uri": name, "uriBaseId": "%SRCROOT%"}


def _results(file: FileReport, index: int, places: Mapping[str, int], lang: str) -> list[Json]:
    # Waived findings are keyed with the rest: a waiver must not change the names of its neighbours.
    found = sorted((*file.findings, *file.waived), key=lambda finding: (finding.span, finding.rule.id))
    return [
        _result(finding, key, file, index, places[finding.rule.id], lang)
        for key, finding in keyed(found, file, os.getcwd())
    ]


def _result(finding: Finding, key: str, file: FileReport, index: int, rule: int, lang: str) -> Json:
    region = _region(finding.start, finding.end, finding.text)
    result: Json = {
        "ruleId": finding.rule.id,
        "ruleIndex": rule,
        "kind": "fail",
        "level": _LEVELS[finding.severity],
        "message": {"text": _plain(finding.message.of(lang))},
        "locations": [{"physicalLocation": _place(file.path, index, region)}],
        # The first is the one that GitHub compares: hash, colon, number.
        "partialFingerprints": {"primaryLocationLineHash": f"{key[:16]}:1", "mandateLint/v1": key},
        "suppressions": [_suppression(finding, file.source)] if finding.reason is not None else [],
        "properties": _properties(finding),
    }
    if finding.related:
        related = enumerate(finding.related)
        result["relatedLocations"] = [_related(span, number, file, index) for number, span in related]
    if finding.is_fixable and finding.replacement is not None:
        result["fixes"] = [_fix(finding, file.path, index, lang)]
    return result


def _plain(message: str) -> str:
    """Return a message in which no brackets are taken for a link, as SARIF has them."""
    return message.replace("](", "\\](") if "](" in message else message


def _place(path: str, index: int, region: Json) -> Json:
    return {"artifactLocation": _location(path) | {"index": index}, "region": region}


def _region(start: Position, end: Position, text: str | None = None) -> Json:
    region: Json = {
        "startLine": start.line, "startColumn": start.column, "endLine": end.line, "endColumn": end.column,
    }  # fmt: skip
    return region | {"snippet": {"text": text}} if text else region


def _related(span: Span, number: int, file: FileReport, index: int) -> Json:
    source = file.source
    region = _region(source.position(span.start), source.position(span.end), source.quote(span))
    return {"id": number, "physicalLocation": _place(file.path, index, region)}


def _suppression(finding: Finding, source: Source) -> Json:
    is_in_text = any(
        comment.rule == finding.rule.id and comment.reason == finding.reason for comment in comments(source)
    )
    return {
        "kind": "inSource" if is_in_text else "external",
        "status": "accepted",
        "justification": finding.reason,
    }


def _fix(finding: Finding, path: str, index: int, lang: str) -> Json:
    replacement: Json = {"deletedRegion": _region(finding.start, finding.end)}
    if finding.replacement:
        replacement["insertedContent"] = {"text": finding.replacement}
    what = Say(f"改为“{finding.replacement}”", f"replace it by {finding.replacement!r}")
    return {
        "description": {"text": what.of(lang)},
        "artifactChanges": [{"artifactLocation": _location(path) | {"index": index}, "replacements": [replacement]}],
    }


def _properties(finding: Finding) -> Json:
    known = {
        "duty": finding.duty,
        "unit": finding.unit,
        "replacement": finding.replacement,
        "count": finding.count,
        "page": finding.page,
        "evidence": [one._asdict() for one in finding.evidence] or None,
    }
    return {key: value for key, value in known.items() if value is not None}
