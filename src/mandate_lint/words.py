"""Words: jieba's cut with a dictionary of our own, and how telling each word is.

jieba's own dictionary takes over a second to load, and its shared cache lies unchecked in the
temporary folder. Here the tokenizer is given its table directly, from a small file of the words
that official text has; neither file nor cache of jieba's is read.
"""

from __future__ import annotations

import logging
import sys
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

_DATA = Path(__file__).with_name("data") / "words.txt"
UNSEEN = 9.0  # the weight of a word that the table does not have


class _Table(NamedTuple):
    counts: dict[str, int]  # also holds every beginning of a word, with 0, as jieba wants it
    weights: dict[str, float]
    total: int


@lru_cache(maxsize=1)
def _table() -> _Table:
    counts: dict[str, int] = {}
    weights: dict[str, float] = {}
    total = 0
    for line in _DATA.read_text(encoding="utf-8").split("\n")[2:-1]:
        word, count, weight = line.split(" ")
        counts[word] = int(count)
        weights[word] = float(weight)
        total += counts[word]
    for word in weights:
        for end in range(1, len(word)):
            counts.setdefault(word[:end], 0)
    return _Table(counts, weights, total)


def _import_jieba() -> Any:
    """Import jieba without pkg_resources, which it would only use to find its dictionary."""
    absent = "pkg_resources" not in sys.modules
    if absent:
        sys.modules["pkg_resources"] = None  # type: ignore[assignment]
    try:
        import jieba
    finally:
        if absent:
            del sys.modules["pkg_resources"]
    jieba.setLogLevel(logging.ERROR)
    return jieba


@lru_cache(maxsize=1)
def _tokenizer() -> Any:
    table = _table()
    tokenizer = _import_jieba().Tokenizer()
    tokenizer.FREQ, tokenizer.total, tokenizer.initialized = table.counts, table.total, True
    return tokenizer


@lru_cache(maxsize=20_000)
def cut(text: str) -> tuple[str, ...]:
    """Return the words of a normal text, in order, punctuation included."""
    return tuple(_tokenizer().cut(text, HMM=False))


def is_word(text: str) -> bool:
    """Tell whether the table has a word."""
    return text in _table().weights


def weight(word: str) -> float:
    """Return how telling a word is: the logarithm of how rare it is among paragraphs."""
    return _table().weights.get(word, UNSEEN)
