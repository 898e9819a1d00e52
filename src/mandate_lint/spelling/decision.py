"""How sure a repair is: boosted trees over its evidence, learnt by tools/spelling/decision.py."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, cached_property
from math import exp
from typing import Any

from mandate_lint.spelling import tables
from mandate_lint.spelling.evidence import Evidence

LEAF = 255


class Decision:
    """The trees: a node tests one feature, a leaf adds its value."""

    def __init__(self, table: tables.Table) -> None:
        """Wrap the table; its features must be those that `Evidence` has."""
        if table.header["features"] != list(Evidence._fields):
            raise ValueError("the decision was learnt on other evidence")
        self._table = table
        self._bias = float(table.header["bias"])
        self.levels: dict[str, float] = table.header["levels"]

    def confidence(self, evidence: Sequence[int]) -> float:
        """Return the chance, from 0 to 1, that the repair is right."""
        total = self._bias
        for node in self._trees:
            while type(node) is tuple:
                feature, threshold, low, high = node
                node = low if evidence[feature] <= threshold else high
            total += node
        return 1 / (1 + exp(-total))

    @cached_property
    def _trees(self) -> list[Any]:
        """Build the trees from the flat lists, the last node first: children follow their parent."""
        names = ("feature", "threshold", "low", "high", "value")
        feature, threshold, low, high, value = (self._table.parts[name].tolist() for name in names)
        nodes: list[Any] = value
        for at in range(len(nodes) - 1, -1, -1):
            if feature[at] != LEAF:
                nodes[at] = (feature[at], threshold[at], nodes[low[at]], nodes[high[at]])
        return [nodes[root] for root in self._table.parts["roots"]]


@cache
def shipped(folder: str = tables.FOLDER) -> Decision:
    """Return the decision that ships with the package."""
    return Decision(tables.load("decision", folder))
