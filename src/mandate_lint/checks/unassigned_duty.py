"""Reports a main duty, or a statement of one, that no internal unit carries."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from mandate_lint.coverage import Coverage, nearest_unit, needs_unit, of
from mandate_lint.duties import share
from mandate_lint.hit import Evidence, Hit, Value
from mandate_lint.mandate import Clause, Duty, Mandate, Node

OPTIONS: Mapping[str, Any] = {
    "type": "object",
    "additionalProperties": False,
    "properties": {"clauses": {"type": "boolean"}, "near": {"type": "number", "minimum": 0, "maximum": 1}},
}
BELOW = 0.15  # share of a duty's words, found with an affiliated body, that speaks for that body
ECHOED = 0.4  # share of a statement's words that, all over one unit's text, speak for that unit
TOPIC = 16  # characters of a statement that heads its duty
VALUES = ("near", "near_unit", "near_score")
CASES = ("duty", "clause", "duty-alone", "clause-alone")  # alone: no unit says anything like it


def check(nodes: Sequence[Node], mandate: Mandate, options: Mapping[str, Any]) -> Iterator[Hit]:
    """Yield a hit for each duty without unit, and for each statement of a duty that is carried in part."""
    if mandate.names_only or not any(unit.clauses for unit in mandate.units):
        return
    found, near = of(mandate), options.get("near", 0.25)
    loose = _by_duty(found)
    whole = {duty.index for duty in found.duties_without_unit}
    for duty, clauses in loose:
        if duty.index in whole:
            # 加强党的建设, 贯彻执行…方针政策 are of all units; and a body under the agency may do the work.
            if needs_unit(duty.clauses[0]) and not any(share(duty.text, one.name + one.text) >= BELOW for one in mandate.affiliates):
                yield _hit(duty, duty, clauses[0], mandate, "duty")
        elif options.get("clauses", True):
            for clause in clauses:
                if not _is_topic(clause, duty) and _stands_alone(clause, mandate, near):
                    yield _hit(clause, duty, clause, mandate, "clause")


def _stands_alone(clause: Clause, mandate: Mandate, near: float) -> bool:
    """Tell whether a statement is a standard duty of which no unit speaks, though one carries the rest of its duty.

    Units word duties more briefly, so that nothing follows from other statements that no unit echoes.
    """
    special = [name for name in mandate.catalogue.ids(clause.text) if not mandate.catalogue.by_id[name].is_general]
    if not special or any(share(clause.text, unit.text) >= ECHOED for unit in mandate.units):
        return False
    nearest = nearest_unit(clause, mandate)
    return nearest is None or nearest[2] < near


def _is_topic(clause: Clause, duty: Duty) -> bool:
    """Tell whether a statement only says what its duty is about; units carry the rest: 负责水土保持工作。拟订…."""
    is_head = clause == duty.clauses[0] and len(clause.text) <= TOPIC and len(duty.clauses) > 1
    return is_head and duty.text[len(clause.text) : len(clause.text) + 1] == "。"


def _by_duty(found: Coverage) -> list[tuple[Duty, list[Clause]]]:
    grouped: dict[int, tuple[Duty, list[Clause]]] = {}
    for duty, clause in found.loose:
        grouped.setdefault(duty.index, (duty, []))[1].append(clause)
    return list(grouped.values())


def _hit(node: Node, duty: Duty, clause: Clause, mandate: Mandate, case: str) -> Hit:
    near = nearest_unit(clause, mandate)
    number = duty.number or duty.label
    if near is None:
        return Hit(node.span(), {"near": "", "near_unit": "", "near_score": "0.00"}, case=f"{case}-alone", duty=number)
    values: dict[str, Value] = {"near": near[1].quote, "near_unit": near[0].name, "near_score": f"{near[2]:.2f}"}
    evidence = [Evidence(reference=near[0].name, wording=near[1].quote, score=round(near[2], 2), note="nearest")]
    return Hit(node.span(), values, case=case, duty=number, evidence=evidence)
