"""How sure a repair is: boosted trees over its evidence, learnt by tools/spelling/decision.py."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from math import exp, inf, log

from mandate_lint.spelling import tables
from mandate_lint.spelling.evidence import Evidence

LEAF = 255


class Decision:
    """The trees: a node tests one feature, a leaf adds its value."""

    def __init__(self, table: tables.Table) -> None:
        """Wrap the table; its features must be those that `Evidence` has."""
        if table.header["features"] != list(Evidence._fields):
            raise ValueError("the decision was learnt on other evidence")
        self._bias = float(table.header["bias"])
        self.levels: dict[str, float] = table.header["levels"]
        parts = table.parts
        self._trees = list(zip(parts["roots"], parts["most"], strict=True))
        self._features, self._skips = bytes(parts["features"]), bytes(parts["skips"])
        self._thresholds, self._values = parts["thresholds"], parts["values"]

    def confidence(self, evidence: Sequence[int], least: float = 0.0) -> float:
        """Return the chance, from 0 to 1, that the repair is right; 0 where that is below `least`.

        A node's low child follows it, the high one comes `skip` later. `most` is what a tree and those
        after it can still add.
        """
        features, skips, thresholds = self._features, self._skips, self._thresholds
        needed = log(least / (1 - least)) if least else -inf
        total = self._bias
        for at, most in self._trees:
            if total + most < needed:
                return 0.0
            while (feature := features[at]) != LEAF:
                at += 1 if evidence[feature] <= thresholds[at] else skips[at]
            total += self._values[at]
        return 1 / (1 + exp(-total))


@cache
def shipped(folder: str = tables.FOLDER) -> Decision:
    """Return the decision that ships with the package."""
    return Decision(tables.load("decision", folder))
