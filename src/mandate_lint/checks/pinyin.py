"""Reports romanisation that was left behind a character, 執(zhí)行, or in the place of one, 检yan登记."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any

from mandate_lint import patterns
from mandate_lint.hit import Hit
from mandate_lint.mandate import Mandate, Node
from mandate_lint.normal import pinyin
from mandate_lint.source import Span

OPTIONS: Mapping[str, Any] = {"type": "object", "additionalProperties": False}
VALUES = ("reading",)
CASES = ("placed",)
_PLACED = patterns.compile(r"(?<=[^\W\da-zA-Z_])[a-zü]{2,12}(?=[^\W\da-zA-Z_])")


def check(nodes: Sequence[Node], mandate: Mandate, options: Mapping[str, Any]) -> Iterator[Hit]:
    """Yield a hit for each character with its reading in brackets."""
    for node in nodes:
        text = node.text
        for start, end in pinyin(text):
            character = text[start - 1]
            yield Hit(
                Span(start - 1, end),
                {"reading": text[start:end].strip("()（） ")},
                replacement=character,
                is_safe=True,
                verbatim=True,
            )
        for found in _PLACED.finditer(text):
            if meant := _meant(text[found.start() - 1], found[0], text[found.end()]):
                yield Hit(node.span(*found.span()), {"reading": found[0]}, case="placed", replacement=meant, verbatim=True)


def _meant(before: str, reading: str, after: str) -> str | None:
    """Return what a reading stands for: the most usual word that it spells, with a neighbour or alone; None if there is none."""
    from mandate_lint.spelling.readings import characters
    from mandate_lint.words import is_word, weight

    known = characters(reading)
    made = [(weight(word), char) for char in known for word in (before + char, char + after) if is_word(word)]
    if made:
        return min(made)[1]
    return None if known else _word(reading)


@lru_cache(maxsize=256)
def _word(reading: str) -> str | None:
    from mandate_lint.spelling.readings import are_syllables, spells
    from mandate_lint.words import weight, words

    made = [word for word in words() if len(word) > 1 and spells(word, reading)] if are_syllables(reading) else []
    return min(made, key=weight) if made else None
