"""Reports a bracket, quotation mark or title mark without its partner in the paragraph."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from mandate_lint.hit import Hit
from mandate_lint.mandate import Mandate, Node
from mandate_lint.numerals import marker_at

OPTIONS: Mapping[str, Any] = {"type": "object", "additionalProperties": False}
VALUES = ("partner",)
CASES = ()
_PARTNERS = dict(("（）", "《》", "〔〕", "“”", "‘’", "〈〉", "【】", "「」", "『』"))
_OPENERS = {closer: opener for opener, closer in _PARTNERS.items()}
_MARK = re.compile("[" + "".join(_PARTNERS) + "".join(_OPENERS) + "]")


def check(nodes: Sequence[Node], mandate: Mandate, options: Mapping[str, Any]) -> Iterator[Hit]:
    """Yield a hit for each mark that opens or closes nothing."""
    for node in nodes:
        for at in _unpaired(node.text):
            mark = node.text[at]
            partner = _PARTNERS.get(mark) or _OPENERS[mark]
            yield Hit(node.span(at, at + 1), {"partner": partner})


def _unpaired(text: str) -> list[int]:
    """Return the offsets of marks without partner; a list number like 1） needs none."""
    open_marks: list[int] = []
    lone: list[int] = []
    marker = marker_at(text)
    start = marker.end if marker and marker.style in ("1)", "一)") else 0
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
