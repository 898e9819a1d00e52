"""The sideways comparison: standard duties × mandates, with the wording of each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mandate_lint.catalogue import Catalogue, StandardDuty
from mandate_lint.compare.changes import Side
from mandate_lint.mandate import Clause, Duty, Mandate
from mandate_lint.records import record


@record
class Row:
    """One standard duty: where each mandate states it, the draft first; an empty cell where it does not."""

    duty: StandardDuty
    cells: tuple[tuple[Side, ...], ...]

    @property
    def support(self) -> int:
        """Return how many of the references state it."""
        return sum(bool(cell) for cell in self.cells[1:])

    @property
    def is_missing(self) -> bool:
        """Tell whether the draft lacks what some reference has."""
        return not self.cells[0] and self.support > 0


@record
class Table:
    """Standard duties × mandates. `others` are the statements of the draft that state no standard duty."""

    names: tuple[str, ...]
    mandates: tuple[Mandate, ...]
    rows: tuple[Row, ...]
    others: tuple[Side, ...]


def sideways(draft: tuple[str, Mandate], references: Sequence[tuple[str, Mandate]], catalogue: Catalogue) -> Table:
    """Return the table of a draft and its references, by a catalogue of standard duties."""
    named = [draft, *references]
    found = [_stated(mandate, catalogue) for _, mandate in named]
    rows = []
    for duty in catalogue.special:
        cells = tuple(tuple(side for side, ids in stated if duty.id in ids) for stated in found)
        if any(cells):
            rows.append(Row(duty, cells))
    form = {duty.label for duty in draft[1].duties if duty.kind != "duty"}
    others = tuple(side for side, ids in found[0] if not ids and side.label not in form)
    return Table(tuple(name for name, _ in named), tuple(mandate for _, mandate in named), tuple(rows), others)


def _stated(mandate: Mandate, catalogue: Catalogue) -> list[tuple[Side, tuple[str, ...]]]:
    return [(side, catalogue.ids(side.clause.text)) for side in duty_sides(mandate)]


def duty_sides(mandate: Mandate) -> Iterator[Side]:
    """Yield the statements of the main duties; of a transition or a division of work, its opening alone."""
    for duty in mandate.duties:
        yield from (Side(duty.label, clause) for clause in _own(duty))


def _own(duty: Duty) -> Sequence[Clause]:
    return duty.clauses if duty.kind in ("duty", "catch-all") else duty.clauses[:1]
