"""Reports an item or paragraph that ends without a mark."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from mandate_lint import patterns
from mandate_lint.hit import Hit
from mandate_lint.mandate import Mandate, Node

OPTIONS: Mapping[str, Any] = {
    "type": "object",
    "additionalProperties": False,
    "properties": {"shortest": {"type": "integer", "minimum": 1}},
}
VALUES = ()
CASES = ()
_CLOSED = "。；：！？…”）》."
_HAN_END = patterns.compile(r"[^\Wa-zA-Z_]$|[，、]$")
_RUNNING = patterns.compile("[，。；：]")
_SIGNATURE = patterns.compile(r"[二〇○零一二三四五六七八九十\d]{4}年.{1,6}月.{1,6}日$")


def check(nodes: Sequence[Node], mandate: Mandate, options: Mapping[str, Any]) -> Iterator[Hit]:
    """Yield a hit behind each duty, unit text or running paragraph that has no closing mark."""
    shortest = options.get("shortest", 8)
    for node in _ends(mandate):
        text = node.text
        is_open = len(text) >= shortest and text[-1] not in _CLOSED and _HAN_END.search(text)
        if is_open and not _SIGNATURE.search(text):
            replacement = text[-1] + "。" if text[-1] not in "，、" else "。"
            yield Hit(node.span(len(text) - 1), replacement=replacement)


def _ends(mandate: Mandate) -> Iterator[Node]:
    """Yield the nodes that must end with a mark, each place once."""
    sections = [s for s in mandate.sections if s.kind in ("basis", "status", "staffing", "supplement")]
    seen: set[int] = set()
    stretches: list[Node] = [*mandate.duties, *mandate.units, *mandate.affiliates]
    starts = [section.start for section in sections]
    for block in mandate.blocks:
        at = bisect_right(starts, block.start) - 1
        inside = at >= 0 and block.start < sections[at].end and block != sections[at].title
        if inside and len(block.text) >= 15 and _RUNNING.search(block.text) and "\t" not in block.quote:
            stretches.append(block)
    if told := mandate.no_internal_units:
        stretches += [block for block in mandate.blocks if block.start <= told.start < block.end]
    for node in stretches:
        if node.end > node.start and node.end not in seen and node.normal.text[node.end : node.end + 1] in ("", "\n"):
            seen.add(node.end)
            yield node
