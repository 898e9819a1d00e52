"""Phrases with gaps and alternatives: the only patterns that rule files may use.

A phrase is literal text with three marks:

* `…` is a gap of at most 12 characters that stays inside its statement; `…{30}` allows 30;
* `{甲|乙}` is a choice, `{甲|}` an optional one; choices do not nest;
* `⟦…⟧` (at most once) marks the stretch to be reported; all else is context.

Phrases are matched without backtracking over unbounded stretches: a phrase has at most
`MAX_GAPS` gaps of at most `MAX_GAP` characters, so that no rule file can hang a run.
"""

from __future__ import annotations

from collections.abc import Container, Hashable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import product
from math import prod
from typing import Generic, TypeVar

from mandate_lint import patterns
from mandate_lint.cache import digest
from mandate_lint.records import NamedTuple, record

DEFAULT_GAP = 12
MAX_GAP = 60
MAX_GAPS = 4
MAX_CHOICES = 200
MOST_TAILS = 64
STOPS = "。；;！？\n"

Key = TypeVar("Key", bound=Hashable)
_SPECIAL = frozenset("…{}⟦⟧")
_BRACKETS = frozenset("{}⟦⟧")
_STOP = patterns.compile(f"[{STOPS}]")
_MARK = patterns.compile(r"…(?:\{(?P<gap>\d+)\})?|\{(?P<choice>[^{}]*)\}|(?P<open>⟦)|(?P<close>⟧)")


class PhraseError(ValueError):
    """A phrase that cannot be understood; the message says why."""


def has_marks(text: str) -> bool:
    """Tell whether a text has any mark of phrases; a phrase without is plain text."""
    return not _SPECIAL.isdisjoint(text)


class _Part(NamedTuple):
    gap: int  # characters that may stand before this part
    choices: tuple[str, ...]


@record
class Phrase:
    """A compiled phrase: its parts in order, and which of them are the marked stretch.

    `tails` are all that may follow the opening of a phrase without gaps and marks, the first that fits
    to be taken; empty where there are too many.
    """

    pattern: str
    parts: tuple[_Part, ...]
    marked: tuple[int, int]
    tails: tuple[str, ...] = ()

    @classmethod
    def parse(cls, pattern: str) -> Phrase:
        """Compile `pattern`. Raises PhraseError when it is malformed or too wide."""
        if pattern and not has_marks(pattern):
            return cls(pattern, (_Part(0, (pattern,)),), (0, 1), ("",))
        parts, marks = _parts(pattern)
        if not parts or parts[0].gap or "" in parts[0].choices:
            raise PhraseError(f"a phrase begins with a character of its own: {pattern!r}")
        if sum(part.gap > 0 for part in parts) > MAX_GAPS:
            raise PhraseError(f"more than {MAX_GAPS} gaps: {pattern!r}")
        if len(marks) not in (0, 2):
            raise PhraseError(f"⟦ and ⟧ come once, in a pair: {pattern!r}")
        marked = (marks[0], marks[1]) if marks else (0, len(parts))
        if marked[0] > marked[1]:
            raise PhraseError(f"⟧ stands before ⟦: {pattern!r}")
        return cls(pattern, tuple(parts), marked, () if marks else _tails(parts[1:]))

    def may_be_in(self, text: str) -> bool:
        """Tell whether a text has what this phrase wants behind its gaps: cheap, and mostly it has not."""
        return all(any(choice in text for choice in part.choices) for part in self.parts if part.gap)

    def match_rest(self, text: str, start: int, end: int, dead: set[tuple[int, int]]) -> list[int] | None:
        """Return the bounds of all parts of the nearest match whose first part is `start` to `end`.

        The list has a begin and an end for each part, in order; None where the rest does not follow.
        `dead` holds, for one text, what has failed: nothing is tried twice.
        """
        rest = self._rest(text, end, 1, dead)
        return None if rest is None else [start, end, *rest]

    def _rest(
        self, text: str, at: int, index: int, dead: set[tuple[int, int]]
    ) -> list[int] | None:
        """Match the parts from `index` on; `dead` holds what has failed, so nothing is tried twice."""
        if index == len(self.parts):
            return []
        if (at, index) in dead:
            return None
        part = self.parts[index]
        if part.gap:
            places: Iterable[tuple[int, int]] = _places(text, at, part)
        else:
            places = [(at, at + len(choice)) for choice in part.choices if text.startswith(choice, at)]
        for begin, end in places:
            rest = self._rest(text, end, index + 1, dead)
            if rest is not None:
                return [begin, end, *rest]
        dead.add((at, index))
        return None

    def marked_span(self, bounds: list[int]) -> tuple[int, int]:
        """Return the marked stretch of a match given as bounds."""
        first, last = self.marked
        begin = bounds[2 * first] if first < len(self.parts) else bounds[-1]
        return begin, bounds[2 * last - 1] if last > first else begin


def _places(text: str, at: int, part: _Part) -> list[tuple[int, int]]:
    """Return where a part behind a gap stands, the nearest first."""
    limit = _statement_end(text, at, at + part.gap)
    return sorted(
        (begin, begin + len(choice)) for choice in part.choices for begin in _all_finds(text, choice, at, limit)
    )


def _statement_end(text: str, start: int, end: int) -> int:
    """Return how far a gap that begins at `start` may reach, `end` at most."""
    stop = _STOP.search(text, start, end)
    return stop.start() if stop else min(end, len(text))


def _all_finds(text: str, choice: str, start: int, limit: int) -> Iterator[int]:
    at = text.find(choice, start, limit + len(choice))
    while at != -1:
        yield at
        at = text.find(choice, at + 1, limit + len(choice))


def _tails(parts: Sequence[_Part]) -> tuple[str, ...]:
    if any(part.gap for part in parts) or prod(len(part.choices) for part in parts) > MOST_TAILS:
        return ()
    return tuple(dict.fromkeys(map("".join, product(*(part.choices for part in parts)))))


def _parts(pattern: str) -> tuple[list[_Part], list[int]]:
    """Cut a pattern into its parts; the marks are given as indices into the parts."""
    parts: list[_Part] = []
    marks: list[int] = []
    gap = at = 0
    for mark in _MARK.finditer(pattern):
        if mark.start() > at:
            parts.append(_Part(gap, (pattern[at : mark.start()],)))
            gap = 0
        at = mark.end()
        if mark["choice"] is not None:
            parts.append(_Part(gap, _choices(mark["choice"], pattern)))
            gap = 0
        elif mark["open"] or mark["close"]:
            if bool(mark["open"]) != (not marks) or (mark["open"] and gap):
                raise PhraseError(f"⟦ and ⟧ come once, in a pair, not after a gap: {pattern!r}")
            marks.append(len(parts))
        else:
            gap = _gap(mark["gap"], pattern)
    if at < len(pattern):
        parts.append(_Part(gap, (pattern[at:],)))
        gap = 0
    if gap:
        raise PhraseError(f"a gap at the end matches anything: {pattern!r}")
    if stray := _BRACKETS.intersection("".join(choice for part in parts for choice in part.choices)):
        raise PhraseError(f"unpaired {' '.join(sorted(stray))}: {pattern!r}")
    return parts, marks


def _choices(inside: str, pattern: str) -> tuple[str, ...]:
    choices = tuple(inside.split("|"))
    if len(choices) > MAX_CHOICES:
        raise PhraseError(f"more than {MAX_CHOICES} choices: {pattern!r}")
    # The longest first, so that 规划计划 is not cut short by 规划; an empty choice comes last.
    return tuple(sorted(choices, key=len, reverse=True))


def _gap(digits: str | None, pattern: str) -> int:
    gap = int(digits[:4]) if digits else DEFAULT_GAP
    if not 0 < gap <= MAX_GAP:
        raise PhraseError(f"a gap is 1 to {MAX_GAP} characters: {pattern!r}")
    return gap


class Match(NamedTuple, Generic[Key]):
    """A phrase found in a text; all offsets are 0-based, ends exclusive."""

    key: Key
    start: int
    end: int
    marked_start: int
    marked_end: int


# Two numbers for its place (what begins alike is tried as it was given), key, a choice of its first part, pattern.
_Entry = tuple[int, int, Key, str, str]
# For each head the places of what begins so, and what begins with a choice: its phrase's place, and the opening.
# A plain phrase has its own place; what begins with a choice has one counted from -1 downward.
# One place stands alone, without a list.
Table = tuple[Mapping[str, int | Sequence[int]], Sequence[tuple[int, str]]]


class Index(Generic[Key]):
    """Many phrases, found together in one pass over a text.

    A phrase is tried only where the text has its head: the first characters that it may begin with.
    """

    def __init__(self, phrases: Iterable[tuple[Key, str]]) -> None:
        """Take `(key, pattern)` pairs; a key may come more than once. Raises PhraseError."""
        self._phrases = list(phrases)
        patterns = [pattern for _, pattern in self._phrases]
        self.digest = digest(["\n".join(patterns).encode()])
        self.table = _known.get(self.digest) or _table(patterns)
        self._pairs = {head[:2] for head in self.table[0]}
        self._firsts = {pair[0] for pair in self._pairs}
        self._begun: dict[str, list[_Entry[Key]]] = {}

    def find(self, text: str, done: Container[Key] = ()) -> Iterator[Match[Key]]:
        """Yield the matches in order of start; of a phrase at one start the nearest end (for each opening).

        A key in `done` is not looked for; the caller may add to it while matches come.
        """
        dead: dict[str, set[tuple[int, int]]] = {}
        absent: set[str] = set()
        for start in self._starts(text):
            for _, _, key, opening, pattern in self._tried(text[start : start + HEAD]):
                if key in done or pattern in absent or not text.startswith(opening, start):
                    continue
                phrase, end = _parsed(pattern), start + len(opening)
                if phrase.tails:
                    if text.startswith(phrase.tails, end):
                        end += len(next(tail for tail in phrase.tails if text.startswith(tail, end)))
                        yield Match(key, start, end, start, end)
                elif pattern not in dead and not phrase.may_be_in(text):
                    absent.add(pattern)
                elif bounds := phrase.match_rest(text, start, end, dead.setdefault(pattern, set())):
                    yield Match(key, start, bounds[-1], *phrase.marked_span(bounds))

    def _starts(self, text: str) -> list[int]:
        firsts, pairs = self._firsts, self._pairs
        return [
            at for at, char in enumerate(text) if char in firsts and (text[at : at + 2] in pairs or char in pairs)
        ]

    def _tried(self, here: str) -> Sequence[_Entry[Key]]:
        """Return what may stand where a text goes on with `here`, in the order in which it was given."""
        tried = self._begun.get(here)
        if tried is None:
            heads, chosen = self.table
            found = [heads[here[:size]] for size in range(1, len(here) + 1) if here[:size] in heads]
            places = {place for some in found for place in ((some,) if isinstance(some, int) else some)}
            tried = self._begun[here] = sorted(self._entry(place, chosen) for place in places) if places else []
        return tried

    def _entry(self, place: int, chosen: Sequence[tuple[int, str]]) -> _Entry[Key]:
        number, opening = chosen[-place - 1] if place < 0 else (place, "")
        key, pattern = self._phrases[number]
        return number, max(-place, 0), key, opening or pattern, pattern


HEAD, MOST_HEADS = 4, 60
_known: dict[str, Table] = {}
_parsed = lru_cache(maxsize=4096)(Phrase.parse)


def remember(known: Mapping[str, Table]) -> None:
    """Take over the tables of indexes, worked out when their rule sets were compiled."""
    _known.update(known)


def _table(patterns: Sequence[str]) -> Table:
    """Return under which heads a text is to be searched for phrases."""
    heads: dict[str, list[int]] = {}
    chosen: list[tuple[int, str]] = []
    for number, pattern in enumerate(patterns):
        if pattern and _SPECIAL.isdisjoint(pattern):  # most are plain, and there are thousands
            heads.setdefault(pattern[:HEAD], []).append(number)
            continue
        phrase = _parsed(pattern)
        for opening in phrase.parts[0].choices:
            chosen.append((number, opening))
            for head in _heads(opening, phrase.parts[1:]):
                heads.setdefault(head, []).append(-len(chosen))
    return {head: places[0] if len(places) == 1 else places for head, places in heads.items()}, chosen


def _heads(opening: str, rest: Sequence[_Part]) -> Sequence[str]:
    """Return the heads of a phrase: HEAD characters, fewer where it may end or has a gap, or for many choices."""
    for size in range(HEAD, 0, -1):
        done, growing = set[str](), {opening}
        for part in rest:
            done |= {head[:size] for head in growing if part.gap or len(head) >= size}
            growing = {head + choice for head in growing if not part.gap and len(head) < size for choice in part.choices}
        heads = done | {head[:size] for head in growing}
        if len(heads) <= MOST_HEADS:
            break
    return sorted(heads)
