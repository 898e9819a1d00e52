"""Reports an internal unit none of whose responsibilities serves any of the main duties.

General offices, personnel and Party units are judged by the responsibilities that such units have
anywhere (files, personnel, Party work), not by the main duties.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from mandate_lint.coverage import is_general, of
from mandate_lint.duties import likeness
from mandate_lint.hit import Evidence, Hit
from mandate_lint.mandate import Mandate, Node, Unit

OPTIONS: Mapping[str, Any] = {
    "type": "object",
    "additionalProperties": False,
    "properties": {"near": {"type": "number", "minimum": 0, "maximum": 1}},
}
VALUES = ("name", "near_score")
CASES = ()


def check(nodes: Sequence[Node], mandate: Mandate, options: Mapping[str, Any]) -> Iterator[Hit]:
    """Yield a hit for each unit with text that carries no duty of the draft."""
    if mandate.names_only or not mandate.units or len([d for d in mandate.duties if d.kind == "duty"]) < 3:
        return
    for unit in of(mandate).units_without_duty:
        if unit.clauses and not _serves(unit, mandate):
            near = _nearest(unit, mandate)
            if near and near[1] >= options.get("near", 0.3):
                continue
            yield Hit(
                unit.heading.span(), {"name": unit.name, "near_score": f"{near[1]:.2f}" if near else "0.00"},
                unit=unit.name, evidence=[Evidence(note="nearest", wording=near[0], score=round(near[1], 2))] if near else [],
            )  # fmt: skip


def _serves(unit: Unit, mandate: Mandate) -> bool:
    """Tell whether a unit does what general units do, or states a standard duty of the department."""
    general = {duty.id for duty in mandate.catalogue.duties if duty.is_general}
    stated = [set(mandate.catalogue.ids(clause.text)) for clause in unit.clauses]
    if any(ids - general for ids in stated):
        return True
    kept = sum(bool(ids & general) for ids in stated)
    return (is_general(unit) and kept > 0) or kept * 2 > len(stated)


def _nearest(unit: Unit, mandate: Mandate) -> tuple[str, float] | None:
    scored = [
        (likeness(clause.text, other.text), other.quote)
        for clause in unit.clauses for duty in mandate.duties if duty.kind == "duty" for other in duty.clauses
    ]  # fmt: skip
    if not scored:
        return None
    score, text = max(scored)
    return text, score
