"""The findings as JUnit XML: a suite a draft, a failed case a finding, one passed case for a clean draft."""

from __future__ import annotations

import re
from xml.etree import ElementTree as Xml

from mandate_lint.errors import InputError, Say
from mandate_lint.finding import FileReport, Finding, Report
from mandate_lint.reports.paths import shown

# What XML 1.0 cannot hold, not even escaped.
_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def render(report: Report, *, lang: str = "zh", **_: object) -> str:
    """Return the report as one XML document."""
    root = Xml.Element("testsuites", name="mandate-lint")
    for file in report.files:
        _add_file(root, file, lang)
    for error in report.unreadable:
        _add_unreadable(root, error, lang)
    _count(root)
    root.set("time", f"{report.duration:.3f}")
    Xml.indent(root, " ")
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + Xml.tostring(root, "unicode") + "\n"


def _add_file(root: Xml.Element, file: FileReport, lang: str) -> None:
    suite = _add(root, "testsuite", name=shown(file.path))
    for finding in file.findings:
        case = _add_case(suite, file.path, _name(finding), finding.start.line)
        message = f"[{finding.severity}] {finding.message.of(lang)}"
        failure = _add(case, "failure", type=finding.rule.id, message=message)
        failure.text = _clean(_detail(finding, file, lang))
    for finding in file.waived:
        case = _add_case(suite, file.path, _name(finding), finding.start.line)
        _add(case, "skipped", message=Say(f"已豁免：{finding.reason}", f"waived: {finding.reason}").of(lang))
    if not file.findings:
        _add_case(suite, file.path, Say("未发现问题", "nothing found").of(lang))
    _count(suite)


def _add_unreadable(root: Xml.Element, error: InputError, lang: str) -> None:
    path = error.path or "mandate-lint"
    suite = _add(root, "testsuite", name=shown(path))
    case = _add_case(suite, path, Say("可读取", "readable").of(lang), error.line)
    _add(case, "error", type="unreadable", message=error.text(lang))
    _count(suite)


def _name(finding: Finding) -> str:
    quoted = finding.text if len(finding.text) <= 20 else finding.text[:19] + "…"
    return f"{finding.rule.id} {finding.start.line}:{finding.start.column} {quoted}".strip()


def _detail(finding: Finding, file: FileReport, lang: str) -> str:
    place = f"{shown(file.path)}:{finding.start.line}:{finding.start.column}: {finding.message.of(lang)}"
    if not finding.replacement or finding.count:
        return place
    return place + "\n" + Say("改为：", "instead: ").of(lang) + finding.replacement


def _add_case(suite: Xml.Element, path: str, name: str, line: int | None = None) -> Xml.Element:
    where = {"line": str(line)} if line else {}
    return _add(suite, "testcase", name=name, classname=shown(path), file=shown(path), **where)


def _add(parent: Xml.Element, tag: str, **attributes: str) -> Xml.Element:
    return Xml.SubElement(parent, tag, {key: _clean(value) for key, value in attributes.items()})


def _clean(text: str) -> str:
    return _NO_XML.sub("\ufffd", text)


def _count(element: Xml.Element) -> None:
    for name, tag in (("tests", "testcase"), ("failures", "failure"), ("errors", "error"), ("skipped", "skipped")):
        element.set(name, str(sum(1 for _ in element.iter(tag))))
