"""The certain slips of the references are found with no list of confusions at all."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from mandate_lint.source import Source
from mandate_lint.spelling import detect

SHARED = Path(__file__).resolve().parents[3] / "shared"
# Only meaning tells that these are wrong: the words are right elsewhere, or their order is.
MEANING = {"措施建设", "科技中小型企业", "發"}

pytestmark = pytest.mark.skipif(not SHARED.is_dir(), reason="the references are not part of the project")


def slips() -> list[tuple[str, str]]:
    if not SHARED.is_dir():
        return []
    rows = map(json.loads, (SHARED / "gold/reference-defects.jsonl").read_text("utf-8").splitlines())
    return [
        (row["reference"], row["wrong"])
        for row in rows
        if row["kind"] == "typo" and row["certain"] and row["wrong"] not in MEANING
    ]


@pytest.mark.parametrize(("reference", "wrong"), slips())
def test_listed_slip_is_found(reference: str, wrong: str) -> None:
    normal = pytest.importorskip("mandate_lint.normal")
    path = SHARED / "references" / f"{reference}.txt"
    text = normal.normalise(Source(str(path), path.read_text("utf-8")))
    wrong = normal.normalise(Source("wrong", wrong)).text
    spots = [(one.start, one.end) for one in detect(text.text)]
    assert any(wrong in text.text[max(start - 2, 0) : end + 2] for start, end in spots)
