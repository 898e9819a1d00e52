"""Anchors: the shortest wordings that find a duty wherever it is stated, and nowhere else.

Candidates are sequences of one to six words of what a group of statements is about, and two such
sequences with a gap between them. They are chosen greedily (Chvátal 1979, A greedy heuristic for
the set-covering problem): next comes the one that finds most mandates not yet found. One that
stands in a mandate without the duty is never chosen.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from mandate_lint.derive.objects import LONG_AND_SHORT, Object, is_formula, words
from mandate_lint.derive.texts import Texts, expression
from mandate_lint.derive.wordings import cost, gapped, literals, run_of
from mandate_lint.phrases import PhraseError
from mandate_lint.records import record

# The weight of words that an anchor should have, so as not to be found by chance; less if need be.
_LEAST_TOLD = (3.0, 2.2, 0.0)
_ADOPT_TOLD = 4.0
_ADOPT_LENGTH = 4
_TERM_TOLD = 2.0  # of a word of the dictionary that the whole group has: 职业教育
_BESIDES = 0.4  # what it costs to find another statement of a mandate that has the duty
_WIDER_TOLD = 3.0
_MOST_WIDER = 6
_LOOSE_TOLD = 4.0
_MOST = 0.6  # the part of a group's mandates that share a wording which others are adopted by
_MOST_GAPPED = 120
_STRANGE = 20


@record
class Candidate:
    """A phrase, the statements it finds, and how well it is suited."""

    pattern: str
    found: frozenset[int]
    cost: float  # the longer and the more gaps, the worse


@record
class Task:
    """What anchors are wanted for: the group, where it stands, and names that no anchor may hold."""

    members: frozenset[int]
    support: frozenset[int]
    objects: tuple[Object, ...]
    names: frozenset[str] = frozenset()


def anchors(task: Task, texts: Texts, weight: Mapping[str, float]) -> list[str]:
    """Return anchors that find every statement of a group and none of a mandate without the duty."""
    chosen: list[Candidate] = []
    left = set(task.members)
    for least in _LEAST_TOLD:
        if not left:
            break
        pool = _clean(_candidates(task, weight, least), task, texts)
        while left:
            best = max(pool, key=lambda one: _worth(one, left, task, texts), default=None)
            if best is None or not best.found & left:
                break
            chosen.append(best)
            left -= best.found
    kept = [_loosened(one.pattern, task, texts, weight) for one in _needed(chosen, task)]
    found = _shortened([*kept, *_wider(kept, task, texts, weight)], task, texts)
    return [_both_ways(pattern, task, texts) for pattern in found]


def _both_ways(pattern: str, task: Task, texts: Texts) -> str:
    """Return an anchor that also finds the short form of a word it has in full: {科学技术|科技}奖."""
    long, short = LONG_AND_SHORT
    wider = pattern.replace(long, f"{{{long}|{short}}}", 1)
    return wider if "{" not in pattern and wider != pattern and _is_safe(wider, task, texts) else pattern


def _loosened(pattern: str, task: Task, texts: Texts, weight: Mapping[str, float]) -> str:
    """Return a literal without its middle words, if it still finds no other duty: 企业…创新能力."""
    cut = [] if "…" in pattern else words(pattern, True)
    telling = [word for word in cut if not is_formula(word)]
    if len(telling) < 3 or sum(weight.get(word, 1.0) for word in (telling[0], *telling[-1:])) < _LOOSE_TOLD:
        return pattern
    loose = pattern[: pattern.find(telling[0]) + len(telling[0])] + "…" + pattern[pattern.rfind(telling[-1]) :]
    same = texts.find(loose) - task.members == texts.find(pattern) - task.members
    return loose if same and _is_safe(loose, task, texts) else pattern


def _wider(kept: Sequence[str], task: Task, texts: Texts, weight: Mapping[str, float]) -> list[str]:
    """Return anchors for what the group's statements say besides, so that other wordings are found too.

    Each object that no anchor stands in gets the best one of its own; those shared by more mandates come first.
    """
    more: list[str] = []
    runs = Counter(run_of(one) for one in task.objects)
    for run, _ in sorted(runs.items(), key=lambda pair: (-pair[1], pair[0][0])):
        if any(_stands_in(pattern, run[0]) for pattern in (*kept, *more)):
            continue
        found = [*literals(run, weight, _WIDER_TOLD, task.names), *gapped(run, weight, _WIDER_TOLD, task.names)]
        clean = _clean({pattern: cost(pattern, told) + ("…" in pattern) for pattern, told in found}, task, texts)
        clean = [one for one in clean if len(one.found - task.members) * 2 <= len(one.found & task.members)]
        best = max(clean, key=lambda one: (len(one.found & task.members) * 0.3 - one.cost, one.pattern), default=None)
        if best is not None and len(more) < _MOST_WIDER:
            more.append(best.pattern)
    return more


def _stands_in(pattern: str, text: str) -> bool:
    return expression(pattern).search(text) is not None


def adopted(task: Task, texts: Texts, weight: Mapping[str, float]) -> frozenset[int]:
    """Return statements of other mandates that hold the wording most of the group has in common.

    Grouping weighs whole objects; a mandate that names a duty in passing (创新调查、科普工作) is far
    from the others by weight, though it uses their very words.
    """
    runs = dict.fromkeys(run_of(one) for one in task.objects)
    # Words that say all of an object: 职业教育 of 指导职业教育改革发展.
    told_by = [[word for word in one.words if not is_formula(word)] for one in task.objects]
    terms = {each[0] for each in told_by if len(each) == 1}
    patterns: dict[str, float] = {}
    for run in runs:
        for pattern, told in literals(run, weight, _TERM_TOLD, task.names):
            patterns[pattern] = max(told, patterns.get(pattern, 0.0))
    taken: set[int] = set()
    for pattern, told in sorted(patterns.items()):
        found = texts.find(pattern)
        is_term = pattern in terms and task.members <= found
        if len(pattern) < _ADOPT_LENGTH or (told < _ADOPT_TOLD and not is_term):
            continue
        mandates = {texts.statements[each].reference for each in found & task.members}
        strange = {each for each in found - task.members if texts.statements[each].reference not in task.support}
        if len(mandates) >= max(2, _MOST * len(task.support)) and len(strange) <= max(1, len(mandates) // 2):
            taken |= strange
    return frozenset(taken)


def _candidates(task: Task, weight: Mapping[str, float], least: float) -> dict[str, float]:
    """Return the patterns that may serve, each with its cost."""
    found: dict[str, float] = {}
    runs = list(dict.fromkeys(run_of(one) for one in task.objects))
    for run in runs:
        for pattern, told in literals(run, weight, least, task.names):
            found.setdefault(pattern, cost(pattern, told))
    loose: dict[str, float] = {}
    for run in runs:
        for pattern, told in gapped(run, weight, least, task.names):
            loose.setdefault(pattern, cost(pattern, told) + 1.0)
    for pattern in sorted(loose, key=lambda each: (loose[each], each))[:_MOST_GAPPED]:
        found[pattern] = loose[pattern]
    return found


def _clean(patterns: Mapping[str, float], task: Task, texts: Texts) -> list[Candidate]:
    """Return the candidates that stand in no mandate without the duty."""
    found = [Candidate(pattern, texts.find(pattern), patterns[pattern]) for pattern in sorted(patterns)]
    return [one for one in found if _is_clean(one.found, task, texts)]


def _is_clean(found: frozenset[int], task: Task, texts: Texts) -> bool:
    """Tell whether statements are of mandates with the duty; among many mandates a few may be strange.

    In a group of forty, one more mandate that uses the very words has the duty, whatever the grouping says.
    """
    strange = {texts.statements[each].reference for each in found - task.members} - task.support
    return len(strange) <= len(task.support) // _STRANGE


def _worth(one: Candidate, left: set[int], task: Task, texts: Texts) -> tuple[float, str]:
    """Return how much a candidate adds: mandates, then statements; what it finds besides counts against it."""
    new = one.found & left
    mandates = len({texts.statements[each].reference for each in new})
    besides = len(one.found - task.members)
    return (mandates + 0.3 * len(new) - _BESIDES * besides - one.cost if new else float("-inf"), one.pattern)


def _needed(chosen: Sequence[Candidate], task: Task) -> list[Candidate]:
    """Leave out, the last first, what finds no statement that others do not find."""
    kept = list(chosen)
    for one in reversed(chosen):
        rest = frozenset().union(*(other.found for other in kept if other is not one))
        if task.members & one.found <= rest and len(kept) > 1:
            kept.remove(one)
    return kept


def _shortened(patterns: list[str], task: Task, texts: Texts) -> list[str]:
    """Write two anchors that differ in one place as one with alternatives: 科技成果转{化|移转化}."""
    done: list[str] = []
    for pattern in patterns:
        for index, other in enumerate(done):
            both = _alternatives(other, pattern)
            if both and _is_safe(both, task, texts):
                done[index] = both
                break
        else:
            done.append(pattern)
    return done


def _alternatives(one: str, other: str) -> str | None:
    """Return both as one phrase, where they share their beginning or, after a beginning, their end."""
    if "…" in one + other or "{" in one + other:
        return None
    start = _shared(one, other)
    end = min(_shared(one[::-1], other[::-1]), len(one) - start, len(other) - start)
    a, b = one[start : len(one) - end], other[start : len(other) - end]
    if start < 2 or max(len(a), len(b)) > 6 or start + end < 3:
        return None
    return one[:start] + "{" + "|".join(dict.fromkeys((a, b))) + "}" + one[len(one) - end :] if end else (
        one[:start] + "{" + a + "|" + b + "}" if a and b else None
    )


def _shared(one: str, other: str) -> int:
    count = 0
    for a, b in zip(one, other, strict=False):
        if a != b:
            break
        count += 1
    return count


def _is_safe(pattern: str, task: Task, texts: Texts) -> bool:
    try:
        found = texts.find(pattern)
    except PhraseError:
        return False
    return _is_clean(found, task, texts)
