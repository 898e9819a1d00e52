"""The duty × unit matrix, as JSON and as a table that fits a terminal."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from mandate_lint.coverage import Coverage, Link, main_duties
from mandate_lint.errors import Say
from mandate_lint.mandate import Duty, Node
from mandate_lint.source import display_width

_MARKS = ((0.9, "●"), (0.6, "◐"), (0.0, "○"))
_LABEL = 34  # display columns for a duty


def as_json(coverage: Coverage) -> str:
    """Return the coverage as one JSON document."""
    return json.dumps(as_data(coverage), ensure_ascii=False, indent=1) + "\n"


def as_data(coverage: Coverage) -> dict[str, Any]:
    """Return the coverage as plain data."""
    mandate = coverage.mandate
    return {
        "version": 1,
        "path": mandate.source.path,
        "duties": [
            {"number": duty.label, "line": duty.line, "text": duty.quote, "kind": duty.kind} for duty in mandate.duties
        ],
        "units": [{"name": unit.name, "line": unit.heading.line} for unit in mandate.units],
        "links": [_link(link) for link in coverage.links],
        "duties_without_unit": [duty.label for duty in coverage.duties_without_unit],
        "units_without_duty": [unit.name for unit in coverage.units_without_duty],
        "clauses_without_unit": [
            {"duty": duty.label, "text": clause.quote, **_place(clause)} for duty, clause in coverage.loose
        ],
    }


def _link(link: Link) -> dict[str, Any]:
    return {
        "duty": link.duty.label, "unit": link.unit.name, "score": round(link.score, 2),
        "evidence": [
            {
                "duty_text": pair.duty.quote, "unit_text": pair.unit.quote, "standard_duty": pair.standard,
                "score": round(pair.score, 2),
            }
            for pair in link.pairs
        ],
    }  # fmt: skip


def _place(node: Node) -> dict[str, int]:
    start = node.normal.source.position(node.span().start)
    return {"line": start.line, "column": start.column}


def as_text(coverage: Coverage, lang: str = "zh") -> str:
    """Return the matrix for a terminal: units are letters, explained above the table."""
    return "\n".join(_lines(coverage, lang)) + "\n"


def _lines(coverage: Coverage, lang: str) -> Iterator[str]:
    mandate = coverage.mandate
    yield mandate.source.path
    for at, unit in enumerate(mandate.units):
        yield f"  {_letter(at)}  {unit.name}"
    if not mandate.units:
        yield Say("  没有内设机构", "  no internal units").of(lang)
        return
    yield ""
    yield " " * (_LABEL + 2) + " ".join(_letter(at) for at in range(len(mandate.units)))
    scores = {(link.duty.index, link.unit.heading.start): link.score for link in coverage.links}
    orphans = {duty.index for duty in coverage.duties_without_unit}
    for duty in main_duties(mandate):
        cells = [_mark(scores.get((duty.index, unit.heading.start))) for unit in mandate.units]
        note = Say("  ← 无机构承担", "  <- no unit").of(lang) if duty.index in orphans else ""
        yield _label(duty) + "  " + " ".join(cells) + note
    yield ""
    yield Say("● 同一标准职责且多处相符  ◐ 同一标准职责或很相近  ○ 相近", "● strong  ◐ good  ○ weak").of(lang)
    yield from _alone(coverage, lang)


def _alone(coverage: Coverage, lang: str) -> Iterator[str]:
    if units := "、".join(unit.name for unit in coverage.units_without_duty):
        yield Say(f"不承担主要职责的机构：{units}", f"units that carry no main duty: {units}").of(lang)
    for duty, clause in coverage.loose:
        at = _place(clause)
        where = f"{coverage.mandate.source.path}:{at['line']}:{at['column']}"
        yield Say(f"{where}: {duty.label} 无机构承担：{clause.quote}", f"{where}: {duty.label} no unit: {clause.quote}").of(lang)


def _letter(at: int) -> str:
    return chr(ord("A") + at) if at < 26 else chr(ord("a") + at - 26) if at < 52 else "?"


def _mark(score: float | None) -> str:
    return "·" if score is None else next(mark for least, mark in _MARKS if score >= least)


def _label(duty: Duty) -> str:
    text = f"{duty.label} {duty.quote}".replace("\n", "")
    while display_width(text) > _LABEL:
        text = text[:-2] + "…"
    return text + " " * (_LABEL - display_width(text))
