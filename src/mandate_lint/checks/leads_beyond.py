"""Reports a unit that leads (牵头, 负责) what the agency only takes part in (参与, 配合)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from mandate_lint.hit import Hit
from mandate_lint.mandate import Mandate, Node
from mandate_lint.overlap import leads_beyond

OPTIONS: Mapping[str, Any] = {"type": "object", "additionalProperties": False}
VALUES = ("unit", "duty_label", "part")
CASES = ()


def check(nodes: Sequence[Node], mandate: Mandate, options: Mapping[str, Any]) -> Iterator[Hit]:
    """Yield a hit for each statement of a unit that goes beyond the main duty."""
    for found in leads_beyond(mandate):
        yield Hit(
            found.clause.span(), {"unit": found.unit.name, "duty_label": found.duty.label, "part": found.part.quote},
            unit=found.unit.name, related=(found.part.span(),),
        )  # fmt: skip
