"""Reports half-width , ( ) : ; where Chinese text takes ，（）：；: once for the whole file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from mandate_lint import patterns
from mandate_lint.hit import Hit
from mandate_lint.mandate import Mandate, Node
from mandate_lint.normal import pinyin

OPTIONS: Mapping[str, Any] = {
    "type": "object",
    "additionalProperties": False,
    "properties": {"least": {"type": "integer", "minimum": 1}},
}
VALUES = ("count",)
CASES = ()
_WIDE = dict(zip(",;:()", "，；：（）", strict=True))
_HALF = patterns.compile(r"(?:(?<=[^\W\da-zA-Z_])|(?<=[”》）〕]))[,;:()]|[(](?=[^\W\da-zA-Z_])|(?<=[\dA-Za-z])[)](?=[^\W\da-zA-Z_])")


def check(nodes: Sequence[Node], mandate: Mandate, options: Mapping[str, Any]) -> Iterator[Hit]:
    """Yield one hit for the first half-width mark next to Chinese, with the count of all."""
    for node in nodes:
        residue = list(pinyin(node.text))
        found = [m for m in _HALF.finditer(node.text) if not any(start <= m.start() < end for start, end in residue)]
        if len(found) >= options.get("least", 1):
            first = found[0]
            yield Hit(
                node.span(first.start(), first.end()),
                {"count": len(found)},
                replacement=_WIDE[first[0]],
                verbatim=True,
                count=len(found),
                related=tuple(node.span(mark.start(), mark.end()) for mark in found[1:]),
            )
