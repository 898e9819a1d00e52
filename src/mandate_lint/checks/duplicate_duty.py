"""Reports a duty that is stated twice: a statement that comes again in another duty."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from mandate_lint import patterns
from mandate_lint.duties import telling
from mandate_lint.hit import Hit
from mandate_lint.mandate import Clause, Duty, Mandate, Node
from mandate_lint.records import NamedTuple

OPTIONS: Mapping[str, Any] = {
    "type": "object",
    "additionalProperties": False,
    "properties": {"shortest": {"type": "integer", "minimum": 4}},
}
VALUES = ("other",)
CASES = ()
# What says how, where and for whom, and may differ in one duty stated twice.
MOST = 400  # statements that one is held against for another wording of the same
ALIKE = 0.85  # share of the words' weight that two wordings of one duty have in common
LONGER = 8  # characters by which one may be longer
REWORDED = 18.0  # the least weight for which that tells
_FORM = patterns.compile(
    r"[，、；。：（）“”]|负责|承担|组织|指导|协调|统筹|推进|推动|牵头|会同有关部门|全[省市县区州旗]|本[省市县区]|[省市县区]级|的|和|与|及|等|并|有关|相关|工作"
)
# 落实综合防灾减灾规划相关要求 opens several duties of one bureau, each about another hazard.
_OPENING = patterns.compile(r"(?:负责)?(?:贯彻)?(?:落实|执行|按照|根据)[^，。；]{2,30}(?:要求|部署|规定|安排)[，。；]?")


def check(nodes: Sequence[Node], mandate: Mandate, options: Mapping[str, Any]) -> Iterator[Hit]:
    """Yield a hit for each duty, or statement of one, that stands above already."""
    shortest = options.get("shortest", 10)
    cores: dict[str, tuple[Duty, Clause]] = {}
    recent: deque[_Stated] = deque(maxlen=MOST)
    for duty in mandate.duties:
        if duty.kind != "duty":
            continue
        repeated = []
        for clause in duty.clauses:
            core = _FORM.sub("", clause.text)
            if len(core) < shortest or _OPENING.fullmatch(clause.text):
                continue
            stated = _Stated(duty, clause, len(clause.text), frozenset(clause.text))
            first = cores.get(core) or _reworded(stated, recent)
            if first:
                repeated.append((clause, *first))
            cores.setdefault(core, (duty, clause))
            recent.append(stated)
        yield from _hits(duty, repeated)


class _Stated(NamedTuple):
    """A statement of a duty, with what tells cheaply that another is none of the same."""

    duty: Duty
    clause: Clause
    size: int
    characters: frozenset[str]


def _reworded(stated: _Stated, recent: Iterable[_Stated]) -> tuple[Duty, Clause] | None:
    """Return a statement above that has the same telling words, and several of them, in any order."""
    _, clause, size, own = stated
    for duty, other, other_size, others in recent:
        if -LONGER <= size - other_size <= LONGER:
            common = len(own & others)
            if common * 10 >= 6 * (len(own) + len(others) - common) and _has_same_words(clause, other):
                return duty, other
    return None


def _has_same_words(clause: Clause, other: Clause) -> bool:
    first, second = telling(clause.text), telling(other.text)
    weights = (sum(first.values()), sum(second.values()))
    common = sum(weight for word, weight in first.items() if word in second)
    return min(weights) >= REWORDED and common >= ALIKE * max(weights)


def _hits(duty: Duty, repeated: Sequence[tuple[Clause, Duty, Clause]]) -> Iterator[Hit]:
    """Report the whole duty once where all of it comes again, else each statement."""
    if not repeated:
        return
    if all(other is duty for _, other, _ in repeated):
        for clause, other, first in repeated:
            yield Hit(clause.span(), {"other": other.label}, duty=duty.label, related=(first.span(),))
        return
    covered = sum(len(clause.text) for clause, _, _ in repeated)
    if covered * 10 >= len(duty.text) * 8:
        _, other, first = repeated[0]
        yield Hit(duty.span(), {"other": other.label}, duty=duty.label, related=(first.span(),))
        return
    for clause, other, first in repeated:
        yield Hit(clause.span(), {"other": other.label}, duty=duty.label, related=(first.span(),))
