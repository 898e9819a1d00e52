"""Reports sections that the profile asks for and the draft does not have.

The place is where the section belongs. The units are not asked for where the draft says it has
none, or names them in a sentence.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from mandate_lint import patterns
from mandate_lint.hit import Hit
from mandate_lint.mandate import Mandate, Node, SectionKind
from mandate_lint.source import Span

ORDER: tuple[SectionKind, ...] = (
    "title", "basis", "status", "duties", "units", "affiliates", "staffing", "supplement",
)  # fmt: skip
OPTIONS: Mapping[str, Any] = {
    "type": "object",
    "required": ["sections"],
    "additionalProperties": False,
    "properties": {"sections": {"type": "array", "minItems": 1, "items": {"enum": list(ORDER)}}},
}
VALUES = ()
CASES = ("basis", "status", "duties", "units", "staffing", "supplement", "title")
_STATUS = patterns.compile(r"是[^，。；]{0,24}(?:部门|机构|机关|单位|组织)|[为是][^，。；]{0,4}[正副][厅处科县]级|合署办公")


def check(nodes: Sequence[Node], mandate: Mandate, options: Mapping[str, Any]) -> Iterator[Hit]:
    """Yield a hit for each section that is asked for and absent."""
    for kind in options["sections"]:
        if not _has(mandate, kind):
            yield Hit(_place(mandate, kind), case=kind)


def _has(mandate: Mandate, kind: SectionKind) -> bool:
    if kind == "duties":
        return bool(mandate.duties)
    if kind == "units":
        return bool(mandate.units) or mandate.no_internal_units is not None
    if kind == "basis" and _opens_with_status(mandate):
        return True  # the basis stands in the letter that issues the mandate
    found = [section for section in mandate.sections if section.kind == kind]
    return any(kind != "supplement" or section.title is None or section.title.end < section.end for section in found)


def _opens_with_status(mandate: Mandate) -> bool:
    """Tell whether a mandate without numbered articles says first what the agency is."""
    duties = mandate.section("duties")
    head = mandate.normal.text[: duties.start] if duties else ""
    return _STATUS.search(head) is not None and not any(marker.style == "article" for marker, _ in mandate.numbered)


def _place(mandate: Mandate, kind: SectionKind) -> Span:
    """Return the place behind the last section that comes before, or the beginning."""
    before = ORDER[: ORDER.index(kind)]
    nodes: list[Node] = [s for s in mandate.sections if s.kind in before and s.kind not in ("title", "units")]
    nodes += [*mandate.units, *mandate.affiliates] if "units" in before else []
    if mandate.title and not nodes and kind != "title":
        return mandate.title.after()
    return max(nodes, key=lambda node: node.end).after() if nodes else mandate.document.span(0, 0)
