"""Reports names of office holders and telephone numbers inside a normative text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from mandate_lint import patterns
from mandate_lint.hit import Hit
from mandate_lint.mandate import Mandate, Node

OPTIONS: Mapping[str, Any] = {
    "type": "object", "additionalProperties": False, "properties": {"page": {"type": "boolean"}},
}  # fmt: skip
VALUES = ("post",)
CASES = ("holder", "telephone", "section")
_TELEPHONE = patterns.compile(
    r"(?<![\d〔.])(?:0\d{2,3}[-－—）]\d{7,8}|1[3-9]\d{9}|(?<=[，：话])0?\d{7,11})(?![\d号元年.万×])"
)
_OFFICE_LINE = patterns.compile(r"[^\W\d_]{0,4}(?:电话|传真|热线)[^，。；]{0,4}$")


def check(nodes: Sequence[Node], mandate: Mandate, options: Mapping[str, Any]) -> Iterator[Hit]:
    """Yield a hit for each office holder named, each telephone number, and a section of leaders."""
    for section in mandate.sections:
        if section.kind == "leaders" and section.title:
            yield Hit(section.title.span(), case="section")
    for leader in mandate.leaders:
        yield Hit(leader.span(), {"post": leader.post}, case="holder", replacement="")
    held = [(leader.start, leader.end) for leader in mandate.leaders]
    inside = _inside(mandate)
    for found in _TELEPHONE.finditer(inside.text):
        at = inside.start + found.start()
        line = inside.text[inside.text.rfind("\n", 0, found.start()) + 1 : found.start()]
        if options.get("page") and _OFFICE_LINE.fullmatch(line):
            continue  # a page tells the public where to call
        if not any(start <= at < end for start, end in held):
            yield Hit(inside.span(*found.span()), {"post": ""}, case="telephone", replacement="")


def _inside(mandate: Mandate) -> Node:
    """Return the text from the duties to the end of the mandate, page lines between included."""
    starts = [section.start for section in mandate.sections if section.kind in ("duties", "units")]
    ends = [section.end for section in mandate.sections if section.kind not in ("leaders", "other")]
    return Node(mandate.normal, min(starts, default=0), max(ends, default=0))
