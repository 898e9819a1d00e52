"""Reports duties or units that are there without a heading or a sentence that leads in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from mandate_lint.hit import Hit
from mandate_lint.mandate import Mandate, Node, Section
from mandate_lint.source import Span

OPTIONS: Mapping[str, Any] = {
    "type": "object",
    "required": ["sections"],
    "additionalProperties": False,
    "properties": {"sections": {"type": "array", "minItems": 1, "items": {"enum": ["duties", "units", "staffing"]}}},
}
VALUES = ()
CASES = ("duties", "units", "staffing")


def check(nodes: Sequence[Node], mandate: Mandate, options: Mapping[str, Any]) -> Iterator[Hit]:
    """Yield a hit before the first item of each section without heading."""
    for kind in options["sections"]:
        section = mandate.section(kind)
        if section is None or section.title is not None or not _has_items(mandate, kind):
            continue
        if _is_article(mandate, section):
            continue
        yield Hit(_place(mandate, section), case=kind)


def _is_article(mandate: Mandate, section: Section) -> bool:
    """Tell whether a section begins with an article, which is its own heading; duties alone are also items 一、."""
    style = next((marker.style for marker, node in mandate.numbered if node.start == section.start), None)
    return style == "article" or (style == "一、" and section.kind != "duties")


def _place(mandate: Mandate, section: Section) -> Span:
    """Return where the heading belongs; a lead-in 主要职责是： ends the paragraph above."""
    at = mandate.sections.index(section)
    above = mandate.sections[at - 1] if at else None
    return above.after() if above and above.kind == "status" else section.span(0, 0)


def _has_items(mandate: Mandate, kind: str) -> bool:
    if kind == "units":
        return len(mandate.units) > 1
    return len(mandate.duties) > 1 if kind == "duties" else mandate.staffing is not None
