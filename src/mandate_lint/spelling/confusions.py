"""What is mistaken for what: characters by sound and shape, words by sound."""

from __future__ import annotations

from bisect import bisect_left
from functools import cache
from operator import mul

from mandate_lint.records import NamedTuple
from mandate_lint.spelling import tables
from mandate_lint.spelling.readings import FIRST, readings
from mandate_lint.spelling.symbols import FIRST_CHAR, Set

NEAR, SAME = 1, 2
_NO_SYLLABLE = 0xFFFF
_LAST_SHAPE = 0x9FA5


class Confusable(NamedTuple):
    """How near a character sounds that may have been meant, and how alike it looks (0 to 15)."""

    sound: int
    likeness: int


class Confusions:
    """Candidates for what stands in a draft."""

    def __init__(self, table: tables.Table) -> None:
        """Wrap the table that tools/spelling/confusions.py wrote."""
        self._parts = table.parts
        self._syllables = {name: at for at, name in enumerate(table.text("syllables").split())}
        self._of_symbol: dict[tuple[int, str], Set] = {}
        self._near: dict[int, Set] = {}
        self._words: dict[tuple[int, int], list[tuple[int, int]]] = {}
        self._sketch: tuple[int, int, float, int] = tuple(table.header["sketch"])

    def characters(self, symbol: int, char: str) -> Set:
        """Return what sounds or looks like `char`, in order."""
        found = self._of_symbol.get((symbol, char))
        if found is None:
            alike = {*self._row("shape_targets", self._shapes(char))}
            found = "".join(sorted(alike.union(*map(self._nearby, self._syllables_of(symbol, char))) - {chr(symbol)}))
            self._of_symbol[symbol, char] = found
        return found

    def confusable(self, symbol: int, char: str, meant: int) -> Confusable:
        """Return in what way `meant` may be mistaken for `char`."""
        syllables, one = self._syllables_of(symbol, char), chr(meant)
        is_same = any(one in self._members(syllable) for syllable in syllables)
        is_near = any(one in self._nearby(syllable) for syllable in syllables)
        return Confusable(SAME if is_same else NEAR if is_near else 0, self.alike(char).get(meant, 0))

    def likeness(self, one: int, other: int) -> int:
        """Return how alike any two characters look, 0 to 15, from the sketches of their glyphs."""
        size, scale, least, steps = self._sketch
        if min(one, other) < FIRST_CHAR:
            return 0
        sketches = self._parts["sketches"]
        rows = (sketches[(at - FIRST_CHAR) * size : (at - FIRST_CHAR + 1) * size] for at in (one, other))
        cosine: float = sum(map(mul, *rows)) / scale**2
        return min(max(round((cosine - least) / (1 - least) * steps), 0), steps)

    def words(self, first: int, second: int) -> list[tuple[int, int]]:
        """Return the words of two characters that sound like these two."""
        found = self._words.get((first, second))
        if found is None:
            found = self._words[first, second] = [
                word for one in self._sounds(first) for two in self._sounds(second) for word in self._sounding(one, two)
            ]
        return found

    def is_word(self, first: int, second: int) -> bool:
        """Tell whether the two are a word."""
        return (first, second) in self.words(first, second)

    def after(self, symbol: int) -> Set:
        """Return what most often stands after a character, the commonest first."""
        return self._row("after", self._range("after_starts", symbol))

    def before(self, symbol: int) -> Set:
        """Return what most often stands before a character, the commonest first."""
        return self._row("before", self._range("before_starts", symbol))

    def _row(self, name: str, places: slice) -> Set:
        return str(self._parts[name][places], "utf-16")

    def _range(self, starts: str, row: int) -> slice:
        return slice(self._parts[starts][row], self._parts[starts][row + 1])

    def _members(self, syllable: int) -> Set:
        """Return the characters of a syllable."""
        return self._row("members", self._range("members_starts", syllable))

    def _nearby(self, syllable: int) -> Set:
        """Return the characters of a syllable and of those near it."""
        found = self._near.get(syllable)
        if found is None:
            near = self._parts["near"][self._range("near_starts", syllable)]
            found = self._near[syllable] = "".join(map(self._members, (syllable, *near)))
        return found

    def _syllables_of(self, symbol: int, char: str) -> list[int]:
        return self._sounds(symbol) or self._listed_sounds(char)

    def _sounds(self, symbol: int) -> list[int]:
        if symbol < FIRST_CHAR:
            return []
        both = (self._parts["first"][symbol - FIRST_CHAR], self._parts["second"][symbol - FIRST_CHAR])
        return [one for one in both if one != _NO_SYLLABLE]

    def _listed_sounds(self, char: str) -> list[int]:
        return sorted(self._syllables[one] for one in readings(char) if one in self._syllables)

    def alike(self, char: str) -> dict[int, int]:
        """Return what looks like `char`, and how alike it is."""
        row = self._shapes(char)
        return dict(zip(self._parts["shape_targets"][row], self._parts["likeness"][row], strict=True))

    def _shapes(self, char: str) -> slice:
        return self._range("shape_starts", ord(char) - FIRST) if FIRST <= ord(char) <= _LAST_SHAPE else slice(0)

    def _sounding(self, one: int, two: int) -> list[tuple[int, int]]:
        loose, keys = self._parts["loose"], self._parts["word_keys"]
        key = loose[one] << 16 | loose[two]
        at = bisect_left(keys, key)
        found = []
        while at < len(keys) and keys[at] == key:
            found.append((self._parts["word_first"][at], self._parts["word_second"][at]))
            at += 1
        return found


@cache
def shipped(folder: str = tables.FOLDER) -> Confusions:
    """Return the table that ships with the package."""
    return Confusions(tables.load("confusions", folder))
