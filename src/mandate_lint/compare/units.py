"""What became of the units: known by their names, and by where their statements went."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from mandate_lint.compare.changes import ClauseChange, UnitChange
from mandate_lint.compare.reform import Reform
from mandate_lint.mandate import Unit

_MAINLY = 0.5  # part of a unit's statements that must go to, or come from, another
_SUFFIX = re.compile(r"(?:科|处|室|股|办公室|局)$")
Flow = Counter[tuple[int, int]]


def compare_units(
    old: Sequence[Unit], new: Sequence[Unit], tasks: Iterable[ClauseChange], reform: Reform
) -> tuple[UnitChange, ...]:
    """Return what became of each unit, in the order of the new draft, abolished ones last."""
    flow = _flow(old, new, tasks)
    partner = _by_name(old, new)
    partner |= _renamed(old, new, flow, partner)
    merged = _joined(old, flow, {a: a for a in partner}, partner, is_old=True)
    split = _joined(new, flow, {b: b for b in partner.values()}, {b: a for a, b in partner.items()}, is_old=False)
    back = {b: a for a, b in partner.items()}
    changes = [_of_new(at, old, new, back, merged, split, reform) for at in range(len(new)) if at not in split]
    gone = [at for at in range(len(old)) if at not in partner and at not in merged]
    changes += [UnitChange("abolished", (old[at],), (), reform.moved(_words(old[at]))) for at in gone]
    return tuple(changes)


def _words(unit: Unit) -> str:
    return f"{unit.heading.text}。{unit.text}"


def _flow(old: Sequence[Unit], new: Sequence[Unit], tasks: Iterable[ClauseChange]) -> Flow:
    """Count the statements that went from an old unit to a new one."""
    before = {id(clause): at for at, unit in enumerate(old) for clause in unit.clauses}
    after = {id(clause): at for at, unit in enumerate(new) for clause in unit.clauses}
    flow: Flow = Counter()
    for task in tasks:
        if task.old and task.new:
            flow[before[id(task.old.clause)], after[id(task.new.clause)]] += 1
    return flow


def bare(unit: Unit) -> str:
    """Return a unit's name without what marks its rank: 科技人才科 and 科技人才处 are one."""
    return _SUFFIX.sub("", unit.plain_name) or unit.plain_name


def _by_name(old: Sequence[Unit], new: Sequence[Unit]) -> dict[int, int]:
    places = {bare(unit): at for at, unit in reversed(list(enumerate(new)))}
    partner: dict[int, int] = {}
    for at, unit in enumerate(old):
        there = places.get(bare(unit))
        if there is not None and there not in partner.values():
            partner[at] = there
    return partner


def _renamed(old: Sequence[Unit], new: Sequence[Unit], flow: Flow, partner: Mapping[int, int]) -> dict[int, int]:
    """Pair units of other names where most statements went from one to the other."""
    taken = set(partner.values())
    found: dict[int, int] = {}
    for (a, b), count in sorted(flow.items(), key=lambda each: (-each[1], each[0])):
        fresh = a not in partner and a not in found and b not in taken and b not in found.values()
        if fresh and count >= _MAINLY * min(len(old[a].clauses), len(new[b].clauses)):
            found[a] = b
    for a, unit in enumerate(old):
        for b, other in enumerate(new):
            fresh = a not in partner and a not in found and b not in taken and b not in found.values()
            if fresh and _are_alike(unit, other) and not (unit.clauses and other.clauses):
                found[a] = b
    return found


def _are_alike(one: Unit, other: Unit) -> bool:
    """Tell whether two names share most of their characters, for units without texts."""
    a, b = set(bare(one)), set(bare(other))
    return len(a & b) >= 0.6 * max(len(a), len(b))


def _joined(
    units: Sequence[Unit], flow: Flow, known: Mapping[int, int], partner: Mapping[int, int], *, is_old: bool
) -> dict[int, int]:
    """Return units without a partner whose statements mainly went to (came from) a unit that has one."""
    found: dict[int, int] = {}
    for at, unit in enumerate(units):
        if at in known or not unit.clauses:
            continue
        ways = [(count, -(b if is_old else a)) for (a, b), count in flow.items() if (a if is_old else b) == at]
        count, other = max(ways, default=(0, 0))
        if count >= _MAINLY * len(unit.clauses) and -other in partner.values():
            found[at] = -other
    return found


def _of_new(
    at: int, old: Sequence[Unit], new: Sequence[Unit], back: Mapping[int, int], merged: Mapping[int, int],
    split: Mapping[int, int], reform: Reform,
) -> UnitChange:  # fmt: skip
    """Return what a new unit is: kept, renamed, one of several merged, the main part of one split, or created."""
    if at not in back:
        return UnitChange("created", (), (new[at],), reform.brought(_words(new[at])))
    own = old[back[at]]
    sources = [old[each] for each, there in merged.items() if there == at]
    parts = [new[each] for each, here in split.items() if here == back[at]]
    if sources:
        return UnitChange("merged", (own, *sources), (new[at], *parts))
    if parts:
        return UnitChange("split", (own,), (new[at], *parts))
    is_kept = own.heading.text == new[at].heading.text
    ground = None if is_kept else reform.moved(own.heading.text, new[at].heading.text)
    return UnitChange("kept" if is_kept else "renamed", (own,), (new[at],), ground)
