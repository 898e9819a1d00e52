"""Words: jieba's cut with a dictionary of our own, and how telling each word is.

jieba's own dictionary takes over a second to load, and its shared cache lies unchecked in the
temporary folder. Here the tokenizer is given its table directly, from a small file of the words
that official text has; neither file nor cache of jieba's is read.
"""

from __future__ import annotations

import importlib
import os
import sys
from functools import lru_cache
from types import ModuleType
from typing import Any, NamedTuple

_DATA = os.path.join(os.path.dirname(__file__), "data", "words.txt")
UNSEEN = 9.0  # the weight of a word that the table does not have


class _Table(NamedTuple):
    counts: dict[str, int]  # also holds every beginning of a word, with 0, as jieba wants it
    weights: dict[str, float]
    total: int


@lru_cache(maxsize=1)
def _table() -> _Table:
    with open(_DATA, encoding="utf-8") as file:
        words, counts, weights, beginnings = (line.split() for line in file.read().split("\n")[2:-1])
    numbers = list(map(int, counts))
    table = dict.fromkeys(beginnings, 0) | dict(zip(words, numbers, strict=True))
    return _Table(table, dict(zip(words, map(float, weights), strict=True)), sum(numbers))


class _Later(ModuleType):
    """Stands for jieba.finalseg, whose tables for unknown words we never ask: loaded when someone does."""

    def __getattr__(self, name: str) -> Any:
        del sys.modules[self.__name__]
        import jieba

        jieba.finalseg = importlib.import_module(self.__name__)
        return getattr(jieba.finalseg, name)


def _import_jieba() -> Any:
    """Import jieba without pkg_resources (it would only find its dictionary) and without its model."""
    if "jieba" in sys.modules:
        return sys.modules["jieba"]
    absent = "pkg_resources" not in sys.modules
    if absent:
        sys.modules["pkg_resources"] = None  # type: ignore[assignment]
    sys.modules["jieba.finalseg"] = _Later("jieba.finalseg")
    try:
        import jieba
    finally:
        if absent:
            del sys.modules["pkg_resources"]
    jieba.setLogLevel(40)  # errors alone
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
