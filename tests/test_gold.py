"""The five references against their gold list: which certain defects are found, kind by kind."""

from __future__ import annotations

import json
from collections import Counter
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest

import mandate_lint
from mandate_lint.api import Options

SHARED = Path(__file__).resolve().parents[2] / "shared"
GOLD = SHARED / "gold" / "reference-defects.jsonl"
pytestmark = pytest.mark.skipif(not GOLD.exists(), reason="the references are not beside this checkout (../shared)")

# The rules that cover a kind of the gold list.
COVERED_BY = {
    "pinyin-garble": "pinyin-residue", "opencc-variant": "mixed-script", "opencc-vocab": "mixed-script",
    "personal-info": "personal-information", "missing-punct": "run-on-clause typo missing-full-stop",
    "missing-final-stop": "missing-full-stop", "ni-ding": "nonstandard-verb",
    "typo": "typo", "fixed-term": "typo repeated-text", "jianshe-jianyi": "typo", "missing-word": "typo",
    "repeated-term": "repeated-text typo", "duplicate-line": "repeated-text", "stray-space": "stray-space",
    "doc-number-bracket": "document-number-brackets", "missing-staffing": "missing-section",
    "missing-supplementary": "missing-section", "missing-front-matter": "missing-section",
    "missing-article": "missing-heading missing-section", "missing-lead-in": "missing-heading", "stale-org": "obsolete-agency-name",
}  # fmt: skip
# No rule of the interface covers these; and what is still missed, kind by kind.
UNCOVERED = {"list-separator", "missing-verb", "heading-punct", "item-end-punct"}
MISSED: dict[str, int] = {}


@lru_cache(maxsize=1)
def findings() -> dict[str, Any]:
    """Return the reports of the references, judged as formal drafts."""
    found = {}
    for path in sorted((SHARED / "references").glob("*.txt")):
        report = mandate_lint.check(path, options=Options(profile="science"))
        found[path.stem] = report.files[0]
    return found


def records() -> list[dict[str, Any]]:
    return [json.loads(line) for line in GOLD.read_text("utf-8").splitlines()]


def is_found(record: dict[str, Any]) -> bool:
    """Tell whether a rule that covers the kind reports an overlapping stretch."""
    file = findings()[record["reference"]]
    start = file.source.line_starts[record["line"] - 1] + record["col"] - 1
    end = start + len(record["wrong"])
    if not record["wrong"]:  # something is missing: on the line, or at the end of the one above
        start, end = start - 2, start + len(file.source.line_text(record["line"]))
    rules = COVERED_BY.get(record["rule"], "").split()
    return any(
        finding.rule.id in rules and finding.span.start <= max(end, start) and start <= finding.span.end
        for finding in file.findings
    )


def test_certain_defects_are_found() -> None:
    certain = [record for record in records() if record["certain"] and record["rule"] not in UNCOVERED]
    missed = Counter(record["rule"] for record in certain if not is_found(record))
    assert dict(missed) == MISSED
    assert len(certain) >= 140


def test_every_kind_is_covered_or_named_as_not() -> None:
    kinds = {record["rule"] for record in records() if record["certain"]}
    assert kinds <= set(COVERED_BY) | UNCOVERED


def test_every_error_is_a_defect_of_the_list() -> None:
    """What the duty rules say of a whole text is judged elsewhere."""
    strange = []
    for name, file in findings().items():
        listed = [record for record in records() if record["reference"] == name]
        starts = file.source.line_starts
        for finding in file.findings:
            if finding.severity != "error" or finding.rule.id in ("missing-duty", "unmapped-unit", "missing-section"):
                continue
            near = [r for r in listed if starts[r["line"] - 1] + r["col"] - 1 <= finding.span.end + 1
                    and finding.span.start <= starts[r["line"] - 1] + r["col"] + len(r["wrong"])]  # fmt: skip
            if not near:
                strange.append((name, finding.rule.id, finding.start))
    assert strange == []
