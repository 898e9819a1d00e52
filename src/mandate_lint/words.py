"""Words: cut with a dictionary of our own, and how telling each is.

jieba's own dictionary takes over a second to load, and its shared cache lies unchecked in the
temporary folder. So there is a small file of the words that official text has; neither file nor
cache of jieba's is read.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from functools import lru_cache
from math import log
from typing import Any

from mandate_lint import patterns
from mandate_lint.records import NamedTuple

_DATA = os.path.join(os.path.dirname(__file__), "data", "words.txt")
_BLOCKS = patterns.compile(r"([\u4e00-\u9fd5a-zA-Z0-9+#&._%-]+)")  # as jieba has it
_LATIN = patterns.compile("[a-zA-Z0-9]")
UNSEEN = 9.0  # the weight of a word that the table does not have


class _Table(NamedTuple):
    places: dict[str, int]  # of the words; the beginnings of words have -1
    counts: list[str]
    weights: list[str]
    total: int


@lru_cache(maxsize=1)
def _table() -> _Table:
    """Read the table; its numbers are left as they are written, for few are asked."""
    with open(_DATA, encoding="utf-8") as file:
        words, counts, weights, beginnings, total = (line.split() for line in file.read().split("\n")[2:-1])
    places = dict.fromkeys(beginnings, -1)
    places.update(zip(words, range(len(words)), strict=True))
    return _Table(places, counts, weights, int(total[0]))


@lru_cache(maxsize=20_000)
def cut(text: str) -> tuple[str, ...]:
    """Return the words of a normal text, in order, punctuation included.

    The cut is jieba's without guesses: of all ways to cut a text into words of the table, that of the
    most frequent words. jieba itself takes as long to import as the check of a draft takes.
    """
    return tuple(word for block in _BLOCKS.split(text) for word in (_cut(block) if _BLOCKS.match(block) else block))


def _cut(block: str) -> Iterator[str]:
    """Yield the words of a stretch without punctuation; letters and digits that the table lacks stay together."""
    at, latin = 0, ""
    for end in _ends(block):
        word, at = block[at:end], end
        if len(word) == 1 and _LATIN.match(word):
            latin += word
            continue
        if latin:
            yield latin
            latin = ""
        yield word
    if latin:
        yield latin


def _ends(block: str) -> Iterator[int]:
    """Yield where each word of the likeliest cut ends."""
    places, counts, _, total = _table()
    whole, size = log(total), len(block)
    best, ends = [0.0] * (size + 1), [0] * size
    for start in range(size - 1, -1, -1):
        ways, end = [], start + 1
        while end <= size and (place := places.get(block[start:end])) is not None:
            if place >= 0:
                ways.append((log(int(counts[place])) - whole + best[end], end))
            end += 1
        best[start], ends[start] = max(ways) if ways else (best[start + 1] - whole, start + 1)
    at = 0
    while at < size:
        at = ends[at]
        yield at


def cut_for_readers(text: str) -> tuple[str, ...]:
    """Return the words of a normal text by jieba's cut with its guesses: it keeps words whole that the table lacks."""
    return tuple(_tokenizer().cut(text))


@lru_cache(maxsize=1)
def _tokenizer() -> Any:
    """Return a tokenizer of jieba's with our table: its own takes a second, and its cache is not checked."""
    table = _table()
    tokenizer = _jieba().Tokenizer()
    tokenizer.FREQ = {word: int(table.counts[place]) if place >= 0 else 0 for word, place in table.places.items()}
    tokenizer.total, tokenizer.initialized = table.total, True
    return tokenizer


def _jieba() -> Any:
    """Import jieba without pkg_resources, which it would only ask for its dictionary."""
    is_absent = "pkg_resources" not in sys.modules
    if is_absent:
        sys.modules["pkg_resources"] = None  # type: ignore[assignment]
    try:
        import jieba
    finally:
        if is_absent:
            del sys.modules["pkg_resources"]
    jieba.setLogLevel(40)  # errors alone
    return jieba


def is_word(text: str) -> bool:
    """Tell whether the table has a word."""
    return _table().places.get(text, -1) >= 0


def words() -> Iterator[str]:
    """Yield the words of the table."""
    return (word for word, place in _table().places.items() if place >= 0)


def weight(word: str) -> float:
    """Return how telling a word is: the logarithm of how rare it is among paragraphs."""
    table = _table()
    place = table.places.get(word, -1)
    return float(table.weights[place]) if place >= 0 else UNSEEN
