"""Reports a bracket, quotation mark or title mark without its partner in the paragraph."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from mandate_lint import patterns
from mandate_lint.hit import Hit
from mandate_lint.mandate import Mandate, Node
from mandate_lint.numerals import marker_at

OPTIONS: Mapping[str, Any] = {"type": "object", "additionalProperties": False}
VALUES = ("partner",)
CASES = ()
_PARTNERS = {pair[0]: pair[1] for pair in ("（）", "《》", "〔〕", "“”", "‘’", "〈〉", "【】", "「」", "『』")}
_OPENERS = {closer: opener for opener, closer in _PARTNERS.items()}
_QUOTATION = "“‘「『"
_REACH = 12  # paragraphs
_LETTER = patterns.compile(r"[a-zA-Z]{1,2}）")  # a list number too: a）
_MARK = patterns.compile("[" + "".join(_PARTNERS) + "".join(_OPENERS) + "]")


def check(nodes: Sequence[Node], mandate: Mandate, options: Mapping[str, Any]) -> Iterator[Hit]:
    """Yield a hit for each mark that opens or closes nothing, here or in the next few paragraphs."""
    texts = [node.text for node in nodes]
    lone = [
        (at, node, offset)
        for at, node in enumerate(nodes)
        for offset in _unpaired(node.text)
        if not _is_carried_on(texts[at][offset], texts[at + 1 : at + 2])
    ]
    for index in _without_partner(lone):
        _, node, offset = lone[index]
        mark = node.text[offset]
        yield Hit(node.span(offset, offset + 1), {"partner": _PARTNERS.get(mark) or _OPENERS[mark]})


def _is_carried_on(mark: str, following: Sequence[str]) -> bool:
    """Tell whether a quotation of several paragraphs goes on: each opens with the mark, the last alone closes."""
    return mark in _QUOTATION and any(text.startswith(mark) for text in following)


def _without_partner(lone: Sequence[tuple[int, Node, int]]) -> list[int]:
    """Pair marks over a few paragraphs: a quotation may run on, a copy may break a title."""
    waiting: dict[str, list[int]] = {}
    paired: set[int] = set()
    for index, (paragraph, node, offset) in enumerate(lone):
        mark = node.text[offset]
        if mark in _PARTNERS:
            waiting.setdefault(mark, []).append(index)
            continue
        openers = waiting.get(_OPENERS[mark], [])
        if openers and 0 < paragraph - lone[openers[-1]][0] <= _REACH:
            paired |= {openers.pop(), index}
    return [index for index in range(len(lone)) if index not in paired]


def _unpaired(text: str) -> list[int]:
    """Return the offsets of marks without partner; a list number like 1） needs none."""
    open_marks: list[int] = []
    lone: list[int] = []
    marker = marker_at(text)
    start = marker.end if marker and marker.style in ("1)", "一)") else 0
    if letter := _LETTER.match(text):
        start = letter.end()
    for found in _MARK.finditer(text, start):
        mark = found[0]
        if mark in _PARTNERS:
            open_marks.append(found.start())
        elif open_marks and _PARTNERS[text[open_marks[-1]]] == mark:
            open_marks.pop()
        elif _OPENERS[mark] in (text[at] for at in open_marks[-4:]):
            while text[open_marks[-1]] != _OPENERS[mark]:
                lone.append(open_marks.pop())
            open_marks.pop()
        else:
            lone.append(found.start())
    return sorted(lone + open_marks)
