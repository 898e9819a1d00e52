"""All statements of all references, searched together."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import lru_cache

from mandate_lint.derive.reference import Statement
from mandate_lint.phrases import DEFAULT_GAP, STOPS, Phrase


class Texts:
    """All statements of all references, searched in one string."""

    def __init__(self, statements: Sequence[Statement]) -> None:
        self.statements = statements
        self._starts: list[int] = []
        at = 0
        for one in statements:
            self._starts.append(at)
            at += len(one.text) + 1
        self._joined = "\n".join(one.text for one in statements)
        self._known: dict[str, frozenset[int]] = {}

    def find(self, pattern: str) -> frozenset[int]:
        """Return the numbers of the statements that a pattern finds."""
        if pattern not in self._known:
            places = self._gapped(pattern) if "…" in pattern or "{" in pattern else self._literal(pattern)
            self._known[pattern] = frozenset(bisect_right(self._starts, at) - 1 for at in places)
        return self._known[pattern]

    def _literal(self, text: str) -> Iterator[int]:
        at = self._joined.find(text)
        while at != -1:
            yield at
            at = self._joined.find(text, at + 1)

    def _gapped(self, pattern: str) -> Iterator[int]:
        return (found.start() for found in expression(pattern).finditer(self._joined))


@lru_cache(maxsize=65536)
def expression(pattern: str) -> re.Pattern[str]:
    """Return a phrase without marks as a regular expression that finds the same places."""
    Phrase.parse(pattern)
    parts = re.split(r"(…|\{[^{}]*\})", pattern)
    return re.compile("".join(_part(part) for part in parts))


def _part(part: str) -> str:
    if part == "…":
        return f"[^{re.escape(STOPS)}]{{0,{DEFAULT_GAP}}}?"
    if part.startswith("{"):
        return "(?:" + "|".join(re.escape(one) for one in sorted(part[1:-1].split("|"), key=len, reverse=True)) + ")"
    return re.escape(part)
