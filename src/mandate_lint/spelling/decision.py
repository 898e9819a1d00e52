"""How sure a repair is: boosted trees over its evidence, learnt by tools/spelling/decision.py."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from math import exp
from pathlib import Path

from mandate_lint.spelling import tables
from mandate_lint.spelling.evidence import Evidence

LEAF = 255


class Decision:
    """The trees, as flat lists: a node tests one feature, or is a leaf with a value."""

    def __init__(self, table: tables.Table) -> None:
        """Wrap the table; its features must be those that `Evidence` has."""
        if table.header["features"] != list(Evidence._fields):
            raise ValueError("the decision was learnt on other evidence")
        self._roots = table.parts["roots"].tolist()
        self._feature = table.parts["feature"].tolist()
        self._threshold = table.parts["threshold"].tolist()
        self._low = table.parts["low"].tolist()
        self._high = table.parts["high"].tolist()
        self._value = table.parts["value"].tolist()
        self._bias = float(table.header["bias"])
        self.levels: dict[str, float] = table.header["levels"]

    def confidence(self, evidence: Sequence[int]) -> float:
        """Return the chance, from 0 to 1, that the repair is right."""
        feature, threshold, low, high = self._feature, self._threshold, self._low, self._high
        total = self._bias
        for node in self._roots:
            while (tested := feature[node]) != LEAF:
                node = low[node] if evidence[tested] <= threshold[node] else high[node]
            total += self._value[node]
        return 1 / (1 + exp(-total))


@cache
def shipped(folder: Path = tables.FOLDER) -> Decision:
    """Return the decision that ships with the package."""
    return Decision(tables.load("decision", folder))
