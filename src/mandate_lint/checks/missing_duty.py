"""Reports a standard duty of the profile's catalogue that no main duty states.

The finding shows how many references have the duty and how they word it, the nearest statement of
the draft and how near it is, and the unit whose text has it where only a unit does. A draft that
lacks most of a catalogue (a merged or a small bureau) is told so once.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from mandate_lint.catalogue import StandardDuty
from mandate_lint.coverage import main_duties
from mandate_lint.duties import nearest
from mandate_lint.errors import Say
from mandate_lint.hit import Evidence, Hit, Value
from mandate_lint.mandate import Duty, Mandate, Node
from mandate_lint.source import Span

OPTIONS: Mapping[str, Any] = {
    "type": "object",
    "additionalProperties": False,
    "properties": {
        "most": {"type": "number", "minimum": 0, "maximum": 1},
        "wordings": {"type": "integer", "minimum": 1},
    },
}
VALUES = ("title", "have", "references", "near", "near_score", "unit_note", "count")
CASES = ("core", "common", "most")


def check(nodes: Sequence[Node], mandate: Mandate, options: Mapping[str, Any]) -> Iterator[Hit]:
    """Yield a hit for each core or common standard duty that is absent."""
    duties = list(main_duties(mandate))
    asked = [duty for duty in mandate.catalogue.special if _is_asked(duty, mandate)]
    if not duties or not asked:
        return
    stated = {found.duty for duty in mandate.duties for found in mandate.catalogue.find(duty.text) if duty.kind == "duty"}
    missing = [duty for duty in asked if duty.id not in stated]
    place = duties[-1].after()
    if len(missing) > options.get("most", 0.5) * len(asked):
        titles = Say("、".join(d.title.zh for d in missing), "; ".join(d.title.en for d in missing))
        yield Hit(place, {"count": len(missing), "references": len(asked), "title": titles}, case="most")
        return
    for duty in missing:
        yield _hit(duty, duties, mandate, place, options)


def _is_asked(duty: StandardDuty, mandate: Mandate) -> bool:
    """Tell whether a draft of this level, name and date is expected to have a duty."""
    moves = [move for edition in mandate.editions for move in edition.get("moves", ())]
    moved = {name for move in moves for name in (move.get("duty"), *move.get("linked", ()))}
    agency = mandate.document.text if duty.agencies else ""
    return (
        duty.tier in ("core", "common")
        and duty.id not in moved
        and (not duty.levels or mandate.level in (None, *duty.levels))
        and (not duty.agencies or any(name in agency for name in duty.agencies))
    )


def _hit(
    duty: StandardDuty, duties: Sequence[Duty], mandate: Mandate, place: Span, options: Mapping[str, Any]
) -> Hit:
    near = nearest(duty, [clause for one in duties for clause in one.clauses])
    unit = next((u for u in mandate.units if duty.id in mandate.catalogue.ids(u.text)), None)
    note = Say("", "")
    if unit:
        note = Say(f"只见于“{unit.name}”的职责。", f" Only the unit {unit.name} has it.")
    values: dict[str, Value] = {
        "title": duty.title, "have": len(duty.references), "references": len(mandate.catalogue.references),
        "near": _short(near[0].quote) if near else "", "near_score": f"{near[1]:.2f}" if near else "0.00", "unit_note": note,
    }  # fmt: skip
    wordings = [Evidence(seen.reference, seen.item, seen.wording) for seen in duty.evidence]
    close = [Evidence(note="nearest", wording=near[0].quote, score=round(near[1], 2))] if near else []
    return Hit(
        place, values, case=duty.tier, duty=duty.id, unit=unit.name if unit else None,
        evidence=[*wordings[: options.get("wordings", 6)], *close],
    )  # fmt: skip


def _short(text: str, length: int = 24) -> str:
    return text if len(text) <= length else text[: length - 1] + "…"
