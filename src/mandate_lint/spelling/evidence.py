"""What speaks for and against a repair, as numbers for the decision."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from functools import cached_property

from mandate_lint.records import NamedTuple
from mandate_lint.spelling.confusions import Confusions
from mandate_lint.spelling.edits import CONTEXT, DOUBLED, LOST, Edit, Line

UNSEEN = 64
AROUND = 8
SEARCHED = 20_000  # characters of a draft up to which searching takes less than counting all of it


class Draft:
    """How often pairs and triples of characters come in a draft."""

    def __init__(self, text: str) -> None:
        """Take the text; a long one is counted once asked for, a short one is searched each time."""
        self._text = text

    def count(self, row: str) -> int:
        """Return how often two or three characters come in a row."""
        if len(self._text) <= SEARCHED:
            return self._text.count(row)
        return (self._pairs if len(row) == 2 else self._triples).get(row, 0)

    @cached_property
    def _pairs(self) -> Mapping[str, int]:
        return Counter(map(str.__add__, self._text, self._text[1:]))

    @cached_property
    def _triples(self) -> Mapping[str, int]:
        text = self._text
        return Counter(map(str.__add__, map(str.__add__, text, text[1:]), text[2:]))


class Evidence(NamedTuple):
    """The features, in the order in which the decision expects them."""

    kind: int
    sound: int
    likeness: int
    gain: int
    margin: int
    rank: int
    old_cost: int
    new_cost: int
    old_worst: int
    new_worst: int
    old_unknown_triples: int
    new_unknown_triples: int
    old_known_fours: int
    new_known_fours: int
    old_left_pair: int
    old_right_pair: int
    new_left_pair: int
    new_right_pair: int
    old_rarity: int
    new_rarity: int
    old_words: int
    new_words: int
    around_cost: int
    around_unknown: int
    elsewhere_unknown: int
    old_repeats: int
    old_pair_repeats: int
    new_repeats: int
    new_pair_repeats: int
    left_bound: int
    right_bound: int


def weigh(line: Line, contest: tuple[Edit, int, int], draft: Draft, confusions: Confusions) -> Evidence:
    """Return the evidence for a repair, given with its rank and margin among its rivals."""
    edit, rank, margin = contest
    start, end, new = edit.start, edit.end, edit.new
    left = line.symbols[start - CONTEXT : start]
    right = line.symbols[end : min(end + CONTEXT, line.end + 1)]
    old_row = [*left, *line.symbols[start:end], *right]
    new_row = [*left, *new, *right]
    old, fresh = _row(line, old_row, end - start), _row(line, new_row, len(new))
    old_chars = "".join(line.chars[start - 2 : end + 2])
    new_chars = "".join([*line.chars[start - 2 : start], *map(line.language.char, new), *line.chars[end : end + 2]])
    alone = line.language.alone
    old_triple, old_pair = _repeats(old_chars, draft)
    new_triple, new_pair = _repeats(new_chars, draft)
    around, unknown = _around(line, start, end)
    return Evidence(
        edit.kind, edit.sound, edit.likeness, edit.gain, margin, rank,
        old.cost, fresh.cost, old.worst, fresh.worst,
        old.unknown_triples, fresh.unknown_triples, old.known_fours, fresh.known_fours,
        old.left_pair, old.right_pair, fresh.left_pair, fresh.right_pair,
        max(map(alone, _questioned(line, edit, confusions))), max(map(alone, new), default=0),
        _old_words(edit, old_row, confusions), _words(new_row, len(left), confusions),
        around, unknown, _elsewhere(line, start, end),
        max(old_triple - 1, 0), max(old_pair - 1, 0), new_triple, new_pair,
        int(not line.is_character(start - 1)), int(not line.is_character(end)),
    )  # fmt: skip


class _Row(NamedTuple):
    cost: int
    worst: int
    unknown_triples: int
    known_fours: int
    left_pair: int
    right_pair: int


def _row(line: Line, row: list[int], middle: int) -> _Row:
    """Look at a row of three symbols of context, `middle` changed ones, and what follows."""
    language, first = line.language, CONTEXT
    costs = [language.cost(*row[at - 3 : at + 1]) for at in range(first, len(row))]
    triples = [language.triple(*row[at : at + 3]) < 0 for at in range(1, min(first + middle, len(row) - 2))]
    fours = [language.four(*row[at : at + 4]) >= 0 for at in range(min(first + middle, len(row) - 3))]
    return _Row(
        sum(costs),
        max(costs),
        sum(triples),
        sum(fours),
        _pair(line, row[first - 1], row[first]),
        _pair(line, row[first + middle - 1], row[first + middle]),
    )


def _pair(line: Line, one: int, two: int) -> int:
    value = line.language.pair(one, two)
    return UNSEEN if value < 0 else value


def _repeats(chars: str, draft: Draft) -> tuple[int, int]:
    """Return how often the draft has the rarest-but-one triple and pair of a stretch."""
    triples = [draft.count(chars[at : at + 3]) for at in range(len(chars) - 2)]
    pairs = [draft.count(chars[at : at + 2]) for at in range(1, len(chars) - 2)]
    return min(max(triples, default=0), 20), min(max(pairs, default=0), 20)


def _questioned(line: Line, edit: Edit, confusions: Confusions) -> list[int]:
    """Return the symbols in question; for a lost one, that of which it would make a word: 应 stands alone, 护 seldom."""
    if edit.kind != LOST:
        return line.symbols[edit.start : edit.end]
    before, after, lost = line.symbols[edit.start - 1], line.symbols[edit.start], edit.new[0]
    return [after if confusions.is_word(lost, after) and not confusions.is_word(before, lost) else before]


def _old_words(edit: Edit, row: list[int], confusions: Confusions) -> int:
    """Count the words that what stands there makes; a doubled character may end one and begin one."""
    at = CONTEXT
    if edit.kind == DOUBLED:
        ends, begins = (row[at - 2], row[at - 1]), (row[at], row[at + 1])
        return confusions.is_word(*ends) + confusions.is_word(*begins)
    return _words(row, at, confusions)


def _words(row: list[int], at: int, confusions: Confusions) -> int:
    """Tell whether a word of two characters begins or ends at `at` (0 to 2)."""
    return confusions.is_word(row[at - 1], row[at]) + (at + 1 < len(row) and confusions.is_word(row[at], row[at + 1]))


def _elsewhere(line: Line, start: int, end: int) -> int:
    """Return how many in 100 rows of three of the rest of the paragraph are unknown."""
    here = range(start - CONTEXT + 1, end)
    rest = len(line.symbols) - 2 * CONTEXT - len(here)
    return 100 * (len(line.odd) - sum(line.strange[at] for at in here)) // rest if rest > 0 else 0


def _around(line: Line, start: int, end: int) -> tuple[int, int]:
    """Return the mean cost near a place but out of its reach, and how much is unknown there."""
    before = range(max(CONTEXT, start - AROUND), start)
    after = range(end + CONTEXT, min(end + CONTEXT + AROUND, line.end))
    costs = [line.cost(at) for at in (*before, *after)]
    unknown = sum(line.strange[at - 2] for at in (*before, *after))
    return (sum(costs) // len(costs) if costs else 0), unknown
