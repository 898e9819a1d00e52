"""What a revision changes, and a draft beside its references, as JSON: the interface for other tools."""

from __future__ import annotations

import json
from typing import Any

from mandate_lint.compare import ClauseChange, Comparison, Ground, PostChange, Row, Side, Table, UnitChange
from mandate_lint.mandate import Mandate, Node
from mandate_lint.reports.compare_text import counts, kind_of

VERSION = 1


def render(outcome: Comparison | Table, *, lang: str = "zh", **_: object) -> str:
    """Return a comparison, or a sideways table, as one JSON document with a final line end."""
    data = table_data(outcome, lang) if isinstance(outcome, Table) else comparison_data(outcome, lang)
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def comparison_data(found: Comparison, lang: str) -> dict[str, Any]:
    """Return a comparison as plain data. Statements that are the same in the same place are left out."""
    return {
        "version": VERSION,
        "old": _mandate(found.old),
        "new": _mandate(found.new),
        "edition": found.edition,
        "summary": counts(found) | {"units": sum(unit.kind != "kept" for unit in found.units)},
        "duties": [_change(change, lang) for change in found.duties if change.is_change],
        "units": [_unit(unit, lang) for unit in found.units],
        "unit_clauses": [_change(change, lang) for change in found.tasks if change.is_change],
        "posts": [_post(post) for post in found.posts],
    }


def _mandate(mandate: Mandate) -> dict[str, Any]:
    return {
        "path": mandate.source.path,
        "agency": mandate.agency.quote if mandate.agency else None,
        "script": mandate.script,
        "duties": len(mandate.duties),
        "units": len(mandate.units),
    }


def _change(change: ClauseChange, lang: str) -> dict[str, Any]:
    return {
        "change": kind_of(change),
        "moved": change.is_moved,
        "slight": change.is_slight,
        "old": _side(change.old),
        "new": _side(change.new),
        "edits": [{"kind": edit.kind, "old": edit.old, "new": edit.new} for edit in change.edits],
        "standard_duties": list(change.duties),
        "reform": _ground(change.ground, lang),
    }


def _side(side: Side | None) -> dict[str, Any] | None:
    return None if side is None else {"label": side.label, "text": side.text, **_place(side.clause)}


def _place(node: Node) -> dict[str, int]:
    start = node.normal.source.position(node.span().start)
    return {"line": start.line, "column": start.column}


def _ground(ground: Ground | None, lang: str) -> dict[str, Any] | None:
    if ground is None:
        return None
    return {"edition": ground.edition, "to": ground.to.of(lang) or None, "wording": ground.wording, "source": ground.source.of(lang)}


def _unit(unit: UnitChange, lang: str) -> dict[str, Any]:
    return {
        "change": unit.kind,
        "old": [one.name for one in unit.old],
        "new": [one.name for one in unit.new],
        "reform": _ground(unit.ground, lang),
    }


def _post(post: PostChange) -> dict[str, Any]:
    return {"title": post.title, "old": post.old, "new": post.new}


def table_data(table: Table, lang: str) -> dict[str, Any]:
    """Return a sideways table as plain data; the draft is the first mandate."""
    return {
        "version": VERSION,
        "mandates": [
            {"path": name, "agency": mandate.agency.quote if mandate.agency else None}
            for name, mandate in zip(table.names, table.mandates, strict=True)
        ],
        "duties": [_row(row, lang) for row in table.rows],
        "others": [_side(side) for side in table.others],
    }


def _row(row: Row, lang: str) -> dict[str, Any]:
    return {
        "id": row.duty.id,
        "title": row.duty.title.of(lang),
        "tier": row.duty.tier,
        "support": row.support,
        "missing": row.is_missing,
        "cells": [[_side(side) for side in cell] for cell in row.cells],
    }
