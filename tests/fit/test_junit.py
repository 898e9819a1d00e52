"""JUnit reports, read back by junitparser."""

from __future__ import annotations

from pathlib import Path

from conftest import NAME
from junitparser import Error, Failure, JUnitXml, Skipped

from mandate_lint.errors import Say
from mandate_lint.finding import Report
from mandate_lint.records import replace
from mandate_lint.reports.as_junit import render


def _read(output: str, folder: Path) -> JUnitXml:
    path = folder / "junit.xml"
    path.write_text(output, "utf-8")
    return JUnitXml.fromfile(str(path))


def test_junitparser_reads_every_finding(report: Report, tmp_path: Path) -> None:
    xml = _read(render(report), tmp_path)
    clean, flawed, missing = list(xml)
    assert (clean.name, flawed.name, missing.name) == ("clean.txt", NAME, "missing.txt")
    failures = [
        (result.type, result.message) for case in flawed for result in case.result if isinstance(result, Failure)
    ]
    assert failures == [(f.rule.id, f"[{f.severity}] {f.message.zh}") for f in report.files[1].findings]
    assert [result.message for case in flawed for result in case.result if isinstance(result, Skipped)] == [
        "已豁免：原文如此"
    ]
    assert [case.is_passed for case in clean] == [True]
    assert [type(result) for case in missing for result in case.result] == [Error]


def test_the_counts_are_those_of_the_cases(report: Report, tmp_path: Path) -> None:
    xml = _read(render(report), tmp_path)
    found = len(report.files[1].findings)
    assert (xml.tests, xml.failures, xml.errors, xml.skipped) == (found + 3, found, 1, 1)
    said = [(suite.tests, suite.failures, suite.errors, suite.skipped) for suite in xml]
    xml.update_statistics()
    assert said == [(suite.tests, suite.failures, suite.errors, suite.skipped) for suite in xml]


def test_signs_that_xml_cannot_hold_are_replaced(report: Report, tmp_path: Path) -> None:
    finding = replace(report.files[1].findings[0], message=Say("\x00\x1b<&]]>\ufffe\ud800", ""))
    odd = Report((replace(report.files[1], findings=(finding,), waived=()),))
    ((case,),) = _read(render(odd), tmp_path)
    assert case.result[0].message == f"[{finding.severity}] \ufffd\ufffd<&]]>\ufffd\ufffd"
