"""Reports names of office holders and telephone numbers inside a normative text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from mandate_lint.hit import Hit
from mandate_lint.mandate import Mandate, Node

OPTIONS: Mapping[str, Any] = {"type": "object", "additionalProperties": False}
VALUES = ("post",)
CASES = ("holder", "telephone", "section")
_TELEPHONE = re.compile(
    r"(?<![\d〔.])(?:0\d{2,3}[-－—）]?\d{7,8}|1[3-9]\d{9}|(?<=[，：话])\d{7,8})(?![\d号元年.万])"
)


def check(nodes: Sequence[Node], mandate: Mandate, options: Mapping[str, Any]) -> Iterator[Hit]:
    """Yield a hit for each office holder named, each telephone number, and a section of leaders."""
    for section in mandate.sections:
        if section.kind == "leaders" and section.title:
            yield Hit(section.title.span(), case="section")
    for leader in mandate.leaders:
        yield Hit(leader.span(), {"post": leader.post}, case="holder", replacement="")
    held = [(leader.start, leader.end) for leader in mandate.leaders]
    for node in nodes:
        for found in _TELEPHONE.finditer(node.text):
            at = node.start + found.start()
            if not any(start <= at < end for start, end in held):
                yield Hit(node.span(*found.span()), {"post": ""}, case="telephone", replacement="")
