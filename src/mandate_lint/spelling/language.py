"""How likely a row of characters is in official text: a Kneser-Ney model of order 4.

Costs are whole numbers, ten to a factor of ten of probability: 30 is one in a thousand.
"""

from __future__ import annotations

from bisect import bisect_left
from functools import cache

from mandate_lint.spelling import retrieval, tables
from mandate_lint.spelling.retrieval import BITS
from mandate_lint.spelling.symbols import FIRST_CHAR, Set

CACHED = 40_000  # look-ups remembered; a larger draft starts over


class Language:
    """The model: costs of symbols in context, and which n-grams were ever seen."""

    def __init__(self, table: tables.Table) -> None:
        """Wrap the table that tools/spelling/model.py wrote."""
        self.alphabet = table.text("alphabet")
        self.ids = dict(zip(self.alphabet, range(FIRST_CHAR, FIRST_CHAR + len(self.alphabet)), strict=True))
        self._unigrams = bytes(table.parts["unigrams"])
        self._unigram_backoffs = bytes(table.parts["unigram_backoffs"])
        self._parts = table.parts
        three, four = table.header["shape3"], table.header["shape4"]
        self.triple, self.unseen = retrieval.triples(table.parts["cells3"], *three)
        self._find_backoff = retrieval.extras(table.parts["extra3"], *three)
        self._find_four = retrieval.values(table.parts["cells4"], *four)
        self._costs: dict[int, int] = {}
        self._followers: dict[int, Set] = {}
        self._preceders: dict[int, Set] = {}

    def char(self, symbol: int) -> str:
        """Return the character of a symbol, or "" where it stands for many."""
        return self.alphabet[symbol - FIRST_CHAR] if symbol >= FIRST_CHAR else ""

    def alone(self, symbol: int) -> int:
        """Return the cost of a symbol without context."""
        return self._unigrams[symbol]

    def followers(self, symbol: int) -> Set:
        """Return all that was ever seen after `symbol`."""
        return self._set(self._followers, "follower", symbol)

    def preceders(self, symbol: int) -> Set:
        """Return all that was ever seen before `symbol`."""
        return self._set(self._preceders, "preceder", symbol)

    def _set(self, known: dict[int, Set], name: str, symbol: int) -> Set:
        found = known.get(symbol)
        if found is None:
            starts = self._parts[f"{name}_starts"]
            found = known[symbol] = str(self._parts[f"{name}s"][starts[symbol] : starts[symbol + 1]], "utf-16")
        return found

    def pair(self, a: int, b: int) -> int:
        """Return the cost of `b` after `a` where the pair was seen, else -1."""
        at = self._pair_at(a, b)
        return -1 if at < 0 else self._parts["pair_costs"][at]

    def _pair_at(self, a: int, b: int) -> int:
        starts, followers = self._parts["follower_starts"], self._parts["followers"]
        end = starts[a + 1]
        at = bisect_left(followers, b, starts[a], end)
        return at if at < end and followers[at] == b else -1

    def four(self, a: int, b: int, c: int, d: int) -> int:
        """Return the cost of `d` where the four were seen together, else -1."""
        if self.triple(b, c, d) < 0 or self.triple(a, b, c) < 0:
            return -1
        return self._find_four(a << 3 * BITS | b << 2 * BITS | c << BITS | d)

    def cost(self, a: int, b: int, c: int, d: int) -> int:
        """Return the cost of `d` after `a`, `b`, `c`."""
        key = a << 3 * BITS | b << 2 * BITS | c << BITS | d
        value = self._costs.get(key)
        if value is None:
            if len(self._costs) > CACHED:
                self._costs.clear()
            value = self._costs[key] = self._cost(a, b, c, d, key)
        return value

    def _cost(self, a: int, b: int, c: int, d: int, key: int) -> int:
        three = self.triple(b, c, d)
        before = self.triple(a, b, c)
        if before < 0:
            return self.after_two(b, c, d)
        if three >= 0 and (four := self._find_four(key)) >= 0:
            return four
        return 2 * self._find_backoff(key >> BITS) + self.after_two(b, c, d)

    def after_two(self, b: int, c: int, d: int) -> int:
        """Return the cost of `d` after `b`, `c`, where what stands before them says nothing."""
        three = self.triple(b, c, d)
        if three >= 0:
            return three
        context = self._pair_at(b, c)
        if context < 0:
            return self.after_one(c, d)
        backoff: int = self._parts["pair_backoffs"][context >> 1] >> ((context & 1) << 2) & 15
        return 2 * backoff + self.after_one(c, d)

    def after_one(self, c: int, d: int) -> int:
        """Return the cost of `d` after `c`, where what stands before says nothing."""
        two = self.pair(c, d)
        return two if two >= 0 else 2 * self._unigram_backoffs[c] + self._unigrams[d]


@cache
def shipped(folder: str = tables.FOLDER) -> Language:
    """Return the model that ships with the package."""
    return Language(tables.load("model", folder))
