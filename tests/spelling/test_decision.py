"""The trees may stop early, but never say anything else for it."""

from __future__ import annotations

import pytest

from mandate_lint.spelling import confusions, decision, edits, evidence, language
from mandate_lint.spelling.symbols import encode

TEXT = "综合管理科。负贵局机关行政审批工作。指导种稙业、畜牧业，加强市场兼管工作。"


@pytest.fixture(scope="module")
def weighed() -> list[evidence.Evidence]:
    model, known = language.shipped(), confusions.shipped()
    symbols, offsets = encode(TEXT, model.ids)
    line = edits.Line(symbols, [TEXT[at] for at in offsets], model)
    draft = evidence.Draft(TEXT)
    return [evidence.weigh(line, found, draft, known) for found in edits.contest(line, known)]


@pytest.mark.parametrize("needed", [0.01, 0.2, 0.4, 0.99])
def test_a_confidence_below_what_is_needed_is_zero(weighed: list[evidence.Evidence], needed: float) -> None:
    trees = decision.shipped()
    assert weighed
    for one in weighed:
        whole, short = trees.confidence(one), trees.confidence(one, needed)
        assert short == whole or (short == 0 and whole < needed)


def test_most_is_what_the_trees_left_can_add(weighed: list[evidence.Evidence]) -> None:
    trees = decision.shipped()
    assert any(trees.confidence(one, 0.99) == 0 for one in weighed)
    assert trees.confidence(weighed[0], 1e-9) == trees.confidence(weighed[0])


def test_a_decision_on_other_evidence_is_refused() -> None:
    from mandate_lint.spelling import tables

    table = tables.load("decision")
    with pytest.raises(ValueError, match="other evidence"):
        decision.Decision(tables.Table(table.header | {"features": ["gain"]}, table.parts))
