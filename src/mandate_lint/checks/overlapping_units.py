"""Reports one responsibility given to two units without saying who leads."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from mandate_lint.hit import Hit
from mandate_lint.mandate import Mandate, Node
from mandate_lint.overlap import overlaps

OPTIONS: Mapping[str, Any] = {"type": "object", "additionalProperties": False}
VALUES = ("unit", "other")
CASES = ()


def check(nodes: Sequence[Node], mandate: Mandate, options: Mapping[str, Any]) -> Iterator[Hit]:
    """Yield a hit for each statement that an earlier unit has with the same verb and object."""
    for found in overlaps(mandate):
        yield Hit(
            found.clause.span(), {"unit": found.unit.name, "other": found.other.name},
            unit=found.unit.name, related=(found.earlier.span(),),
        )  # fmt: skip
