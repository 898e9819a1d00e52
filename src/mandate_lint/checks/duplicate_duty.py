"""Reports a duty that is stated twice: a statement that comes again in another duty."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any

from mandate_lint import patterns
from mandate_lint.duties import telling
from mandate_lint.hit import Hit
from mandate_lint.mandate import Clause, Duty, Mandate, Node

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
    recent: deque[tuple[Duty, Clause]] = deque(maxlen=MOST)
    for duty in mandate.duties:
        if duty.kind != "duty":
            continue
        repeated = []
        for clause in duty.clauses:
            core = _FORM.sub("", clause.text)
            if len(core) < shortest or _OPENING.fullmatch(clause.text):
                continue
            first = cores.get(core) or next((one for one in recent if _is_reworded(clause, one[1])), None)
            if first:
                repeated.append((clause, *first))
            cores.setdefault(core, (duty, clause))
            recent.append((duty, clause))
        yield from _hits(duty, repeated)


@lru_cache(maxsize=1024)
def _characters(text: str) -> frozenset[str]:
    return frozenset(text)


def _is_reworded(clause: Clause, other: Clause) -> bool:
    """Tell whether two statements have the same telling words, and several of them, in any order."""
    if abs(clause.end - clause.start - other.end + other.start) > 8:
        return False
    own, others = _characters(clause.text), _characters(other.text)
    common_characters = len(own & others)
    if common_characters * 10 < 6 * (len(own) + len(others) - common_characters):
        return False  # cheap to tell, and nearly always so
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
