"""Reports romanisation that a broken conversion left behind a character: 執(zhí)行."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from mandate_lint.hit import Hit
from mandate_lint.mandate import Mandate, Node
from mandate_lint.normal import pinyin
from mandate_lint.source import Span

OPTIONS: Mapping[str, Any] = {"type": "object", "additionalProperties": False}
VALUES = ("reading",)
CASES = ()


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
