"""Phrases with gaps and alternatives: the only patterns that rule files may use.

A phrase is literal text with three marks:

* `…` is a gap of at most 12 characters that stays inside its statement; `…{30}` allows 30;
* `{甲|乙}` is a choice, `{甲|}` an optional one; choices do not nest;
* `⟦…⟧` (at most once) marks the stretch to be reported; all else is context.

Phrases are matched without backtracking over unbounded stretches: a phrase has at most
`MAX_GAPS` gaps of at most `MAX_GAP` characters, so that no rule file can hang a run.
"""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass
from typing import Generic, NamedTuple, TypeVar

DEFAULT_GAP = 12
MAX_GAP = 60
MAX_GAPS = 4
MAX_CHOICES = 200
STOPS = "。；;！？\n"

Key = TypeVar("Key", bound=Hashable)
_SPECIAL = frozenset("…{}⟦⟧")
_MARK = re.compile(r"…(?:\{(?P<gap>\d+)\})?|\{(?P<choice>[^{}]*)\}|(?P<open>⟦)|(?P<close>⟧)")


class PhraseError(ValueError):
    """A phrase that cannot be understood; the message says why."""


class _Part(NamedTuple):
    gap: int  # characters that may stand before this part
    choices: tuple[str, ...]


@dataclass(frozen=True)
class Phrase:
    """A compiled phrase: its parts in order, and which of them are the marked stretch."""

    pattern: str
    parts: tuple[_Part, ...]
    marked: tuple[int, int]

    @classmethod
    def parse(cls, pattern: str) -> Phrase:
        """Compile `pattern`. Raises PhraseError when it is malformed or too wide."""
        if _SPECIAL.isdisjoint(pattern) and pattern:
            return cls(pattern, (_Part(0, (pattern,)),), (0, 1))
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
        return cls(pattern, tuple(parts), marked)

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
        for begin, end in _places(text, at, self.parts[index]):
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


def _places(text: str, at: int, part: _Part) -> Iterator[tuple[int, int]]:
    """Yield where `part` stands at or after `at`, the nearest first."""
    if not part.gap:
        for choice in part.choices:
            if text.startswith(choice, at):
                yield at, at + len(choice)
        return
    limit = _statement_end(text, at, at + part.gap)
    found = [
        (begin, begin + len(choice))
        for choice in part.choices
        for begin in _all_finds(text, choice, at, limit)
    ]
    yield from sorted(found)


def _statement_end(text: str, start: int, end: int) -> int:
    """Return how far a gap that begins at `start` may reach, `end` at most."""
    for offset in range(start, min(end, len(text))):
        if text[offset] in STOPS:
            return offset
    return min(end, len(text))


def _all_finds(text: str, choice: str, start: int, limit: int) -> Iterator[int]:
    at = text.find(choice, start, limit + len(choice))
    while at != -1:
        yield at
        at = text.find(choice, at + 1, limit + len(choice))


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
    if stray := set("{}⟦⟧") & {character for part in parts for c in part.choices for character in c}:
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


class Index(Generic[Key]):
    """Many phrases, found together in one pass over a text."""

    def __init__(self, phrases: Iterable[tuple[Key, str]]) -> None:
        """Compile `(key, pattern)` pairs; a key may come more than once."""
        self._by_head: dict[str, list[tuple[Key, str, Phrase]]] = {}
        for key, pattern in phrases:
            phrase = Phrase.parse(pattern)
            for choice in phrase.parts[0].choices:
                self._by_head.setdefault(choice[:2], []).append((key, choice, phrase))
        self._has_single = any(len(head) == 1 for head in self._by_head)

    def find(self, text: str) -> Iterator[Match[Key]]:
        """Yield the matches in order of start; of a phrase at one start the nearest end (for each opening)."""
        dead: dict[str, set[tuple[int, int]]] = {}
        for start in self._starts(text):
            for head in {text[start : start + 2], text[start]}:
                for key, opening, phrase in self._by_head.get(head, ()):
                    if not text.startswith(opening, start):
                        continue
                    end = start + len(opening)
                    if len(phrase.parts) == 1:
                        yield Match(key, start, end, *phrase.marked_span([start, end]))
                    elif bounds := phrase.match_rest(text, start, end, dead.setdefault(phrase.pattern, set())):
                        yield Match(key, start, bounds[-1], *phrase.marked_span(bounds))

    def _starts(self, text: str) -> Iterator[int]:
        pairs = self._by_head
        if self._has_single:
            return (
                at for at in range(len(text)) if text[at : at + 2] in pairs or text[at] in pairs
            )
        return (at for at, pair in enumerate(map(str.__add__, text, text[1:])) if pair in pairs)
