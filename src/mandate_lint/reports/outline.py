"""The mandate as it was understood, as JSON or as text."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from mandate_lint.errors import Say
from mandate_lint.mandate import Clause, Mandate, Node, Unit

Standard = Callable[[Clause], Sequence[str]]  # the standard duties of a clause

_KINDS = {
    "title": Say("标题", "title"), "basis": Say("制定依据", "basis"), "status": Say("性质规格", "status"),
    "duties": Say("主要职责", "duties"), "units": Say("内设机构", "units"), "affiliates": Say("所属单位", "affiliates"),
    "staffing": Say("人员编制", "staffing"), "leaders": Say("领导", "leaders"), "supplement": Say("附则", "supplement"),
    "other": Say("其他", "other"), "duty": Say("职责", "duty"), "catch-all": Say("兜底", "catch-all"),
    "transition": Say("职能转变", "transition"), "coordination": Say("职责分工", "coordination"),
}  # fmt: skip


def as_json(mandate: Mandate, department: str | None, standard: Standard) -> str:
    """Return the outline as one JSON document."""
    return json.dumps(as_data(mandate, department, standard), ensure_ascii=False, indent=1) + "\n"


def as_data(mandate: Mandate, department: str | None, standard: Standard) -> dict[str, Any]:
    """Return the outline as plain data."""
    return {
        "version": 1,
        "path": mandate.source.path,
        "agency": _quote(mandate.agency),
        "jurisdiction": _quote(mandate.jurisdiction),
        "level": mandate.level,
        "department": department,
        "script": mandate.script,
        "sections": [
            {"kind": s.kind, "title": _quote(s.title), "line": s.line} for s in mandate.sections
        ],
        "duties": [
            {
                "number": duty.number, "line": duty.line, "kind": duty.kind, "text": duty.quote,
                "clauses": [_clause(clause, standard) for clause in duty.clauses],
            }
            for duty in mandate.duties
        ],
        "units": [_unit(unit, standard) for unit in mandate.units],
        "no_internal_units": mandate.no_internal_units is not None,
        "affiliates": [
            {"name": one.name, "line": one.heading.line, "text": one.quote} for one in mandate.affiliates
        ],
        "staffing": _staffing(mandate),
        "leaders": [{"post": one.post, "name": one.name, "line": one.line} for one in mandate.leaders],
    }  # fmt: skip


def _quote(node: Node | None) -> str | None:
    return node.quote.rstrip("：:") if node else None


def _clause(clause: Clause, standard: Standard) -> dict[str, Any]:
    start = clause.normal.source.position(clause.span().start)
    return {"text": clause.quote, "line": start.line, "column": start.column, "standard_duties": list(standard(clause))}


def _unit(unit: Unit, standard: Standard) -> dict[str, Any]:
    return {
        "name": unit.name, "aliases": [alias.quote for alias in unit.aliases], "number": unit.number,
        "line": unit.heading.line, "text": unit.quote, "clauses": [_clause(clause, standard) for clause in unit.clauses],
    }  # fmt: skip


def _staffing(mandate: Mandate) -> dict[str, Any] | None:
    staffing = mandate.staffing
    if staffing is None:
        return None
    return {
        "administrative": staffing.administrative, "total": staffing.total,
        "posts": [{"title": post.title, "count": post.count} for post in staffing.posts], "line": staffing.line,
    }  # fmt: skip


def as_text(mandate: Mandate, department: str | None, standard: Standard, lang: str = "zh") -> str:
    """Return the outline for people."""
    return "\n".join(_lines(mandate, department, standard, lang)) + "\n"


def _lines(mandate: Mandate, department: str | None, standard: Standard, lang: str) -> Iterator[str]:
    unknown = Say("（未识别）", "(unknown)").of(lang)
    facts = (
        (Say("机构", "agency"), _quote(mandate.agency)), (Say("行政区", "jurisdiction"), _quote(mandate.jurisdiction)),
        (Say("层级", "level"), mandate.level), (Say("部门", "department"), department), (Say("字形", "script"), mandate.script),
    )  # fmt: skip
    yield f"{mandate.source.path}"
    yield "  " + "  ".join(f"{name.of(lang)} {value or unknown}" for name, value in facts)
    for section in mandate.sections:
        title = _quote(section.title) or Say("（无标题）", "(no heading)").of(lang)
        yield f"{section.line:5}  {_KINDS[section.kind].of(lang)}  {title}"
        yield from _contents(section.kind, mandate, standard, lang)


def _contents(kind: str, mandate: Mandate, standard: Standard, lang: str) -> Iterator[str]:
    if kind == "duties":
        for duty in mandate.duties:
            names = sorted({name for clause in duty.clauses for name in standard(clause)})
            kind_word = "" if duty.kind == "duty" else f"[{_KINDS[duty.kind].of(lang)}] "
            yield f"{duty.line:5}    {duty.label} {kind_word}{_short(duty)}" + (f"  → {', '.join(names)}" if names else "")
    if kind in ("units", "affiliates"):
        for unit in mandate.units if kind == "units" else mandate.affiliates:
            aliases = "".join(f"（{alias.quote}）" for alias in unit.aliases)
            clauses = Say(f"{len(unit.clauses)} 项", f"{len(unit.clauses)} statements").of(lang)
            yield f"{unit.heading.line:5}    {unit.number or ''}{unit.name}{aliases}  {clauses}"
    if kind == "staffing" and mandate.staffing:
        posts = "，".join(f"{post.title} {post.count}" for post in mandate.staffing.posts)
        total = mandate.staffing.administrative or mandate.staffing.total
        yield f"{mandate.staffing.line:5}    {Say('编制', 'headcount').of(lang)} {total if total is not None else '?'}  {posts}"


def _short(node: Node, length: int = 28) -> str:
    text = node.quote.replace("\n", "")
    return text if len(text) <= length else text[: length - 1] + "…"
