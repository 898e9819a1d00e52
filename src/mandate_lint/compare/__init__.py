"""Two drafts of one mandate, and what changed in meaning; and a draft beside its references.

    >>> comparison = compare(parse(read("old.txt")), parse(read("new.txt")))
    >>> [change.kind for change in comparison.duties if change.is_change]
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from mandate_lint.catalogue import EMPTY, Catalogue
from mandate_lint.compare.changes import ClauseChange, Comparison, Edit, Ground, PostChange, Side, UnitChange
from mandate_lint.compare.matching import edits, pair, plain
from mandate_lint.compare.reform import Reform
from mandate_lint.compare.table import Row, Table, sideways
from mandate_lint.compare.units import bare, compare_units
from mandate_lint.duties import likeness
from mandate_lint.mandate import Mandate, Staffing, Unit
from mandate_lint.records import replace

_SLIGHT = 0.97  # likeness from which on only words of form differ


def compare(
    old: Mandate, new: Mandate, catalogue: Catalogue = EMPTY, edition: Mapping[str, Any] | None = None
) -> Comparison:
    """Compare a mandate with its revision.

    The catalogue names the standard duties that are concerned; an edition of a reform, as a rule
    file has it, says which changes it explains. Scripts and forms may differ.
    """
    reform = Reform(edition)
    before, after = list(_duty_sides(old)), list(_duty_sides(new))
    duties = _changes(before, after, catalogue, reform, _is_other_duty)
    before, after = list(_unit_sides(old.units)), list(_unit_sides(new.units))
    tasks = _changes(before, after, catalogue, reform, _is_other_unit(old.units, new.units))
    units = compare_units(old.units, new.units, tasks, reform)
    return Comparison(old, new, reform.name, duties, _settled(tasks, units), units, tuple(_posts(old, new)))


def _duty_sides(mandate: Mandate) -> Iterator[Side]:
    return (Side(duty.label, clause) for duty in mandate.duties for clause in duty.clauses)


def _unit_sides(units: Sequence[Unit]) -> Iterator[Side]:
    return (Side(unit.name, clause) for unit in units for clause in unit.clauses)


def _is_other_duty(old: Side, new: Side) -> bool:
    return False  # numbers shift with every item that comes or goes; that is no change of meaning


def _is_other_unit(old: Sequence[Unit], new: Sequence[Unit]) -> Callable[[Side, Side], bool]:
    names = {unit.name: bare(unit) for unit in (*old, *new)}
    return lambda one, other: names[one.label] != names[other.label]


def _changes(
    old: Sequence[Side], new: Sequence[Side], catalogue: Catalogue, reform: Reform, is_moved: Callable[[Side, Side], bool]
) -> tuple[ClauseChange, ...]:
    """Return what became of the statements, in the order of the new draft, dropped ones where they stood."""
    found: list[tuple[float, int, ClauseChange]] = []
    after: dict[int, float] = {}
    pairs = pair(old, new, catalogue.ids)
    for a, b in pairs:
        if a is not None and b is not None:
            after.setdefault(a, b)
    for a, b in pairs:
        one, other = (old[a] if a is not None else None), (new[b] if b is not None else None)
        place = float(b) if b is not None else _place(a or 0, after)
        found.append((place, a if a is not None else -1, _change(one, other, catalogue, reform, is_moved)))
    return tuple(change for _, _, change in sorted(found, key=lambda each: each[:2]))


def _place(at: int, after: Mapping[int, float]) -> float:
    """Return where a dropped statement is shown: behind the one that it stood behind."""
    return next((after[each] + 0.5 for each in range(at - 1, -1, -1) if each in after), -1.0)


def _change(
    old: Side | None, new: Side | None, catalogue: Catalogue, reform: Reform, is_moved: Callable[[Side, Side], bool]
) -> ClauseChange:
    if new is None:
        assert old is not None
        return ClauseChange("dropped", old, None, duties=catalogue.ids(old.clause.text), ground=reform.moved(old.clause.text))
    duties = catalogue.ids(new.clause.text)
    if old is None:
        return ClauseChange("added", None, new, duties=duties, ground=reform.brought(new.clause.text))
    moved = is_moved(old, new)
    if plain(old) == plain(new):
        return ClauseChange("kept", old, new, duties=duties, is_moved=moved)
    text, other = old.clause.text, new.clause.text
    return ClauseChange(
        "reworded", old, new, edits(old, new), duties, moved, likeness(text, other) >= _SLIGHT,
        reform.moved(text, other) or (None if reform.brought(text) else reform.brought(other)),
    )  # fmt: skip


def _settled(tasks: Sequence[ClauseChange], units: Sequence[UnitChange]) -> tuple[ClauseChange, ...]:
    """Take back that a statement moved where its unit was only renamed, merged or split."""

    same = {(o.name, n.name) for unit in units for o in unit.old for n in unit.new}
    return tuple(
        replace(task, is_moved=False) if task.old and task.new and (task.old.label, task.new.label) in same else task
        for task in tasks
    )


def _posts(old: Mandate, new: Mandate) -> Iterator[PostChange]:
    """Yield the headcount and the posts of both drafts, where either names any."""
    before, after = old.staffing, new.staffing
    if before is None and after is None:
        return
    counts = (before.administrative if before else None, after.administrative if after else None)
    if any(count is not None for count in counts):
        yield PostChange(None, *counts)
    there, here = _counts(before), _counts(after)
    for title in dict.fromkeys([*there, *here]):
        yield PostChange(title, there.get(title), here.get(title))


def _counts(staffing: Staffing | None) -> dict[str, int]:
    return {post.title_node.text: post.count for post in staffing.posts} if staffing else {}


__all__ = [
    "ClauseChange", "Comparison", "Edit", "Ground", "PostChange", "Row", "Side", "Table", "UnitChange", "compare", "sideways",
]  # fmt: skip
