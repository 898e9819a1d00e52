"""What a revision changes as one page, both drafts side by side; and a draft beside its references.

Every text of a draft goes through `escape`. The page asks nothing of the network, follows the
reader's light or dark setting, and prints.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from html import escape
from importlib.resources import files

from mandate_lint.compare import ClauseChange, Comparison, Edit, Row, Side, Table, UnitChange
from mandate_lint.errors import Say
from mandate_lint.mandate import Mandate
from mandate_lint.reports.as_html import page
from mandate_lint.reports.compare_text import (
    HEADCOUNT,
    KINDS,
    TIERS,
    UNITS,
    counts,
    kind_of,
    reform_text,
)
from mandate_lint.reports.paths import shown

_SIGNS = {"added": "+", "dropped": "−", "reworded": "±", "moved": "↷", "kept": ""}


def render(outcome: Comparison | Table, *, lang: str = "zh", **_: object) -> str:
    """Return the page of a comparison, or of a sideways table."""
    is_table = isinstance(outcome, Table)
    title = Say("横向比较", "Beside the references") if is_table else Say("修订前后对照", "Revision, side by side")
    name = _name(outcome.mandates[0] if isinstance(outcome, Table) else outcome.new)
    body = _table(outcome, lang) if isinstance(outcome, Table) else _comparison(outcome, lang)
    head = f'<header class="page"><div class="wrap"><h1>{escape(name)}</h1><p class="meta">{title.of(lang)}</p>{_facts(outcome, lang)}</div></header>'
    whole = page(f"{name} · {title.of(lang)}", f'{head}<main id="main" class="wrap compare">{body}</main>{_script()}', lang)
    return whole.replace("</style>", _own("compare.css") + "</style>", 1)


def _name(mandate: Mandate) -> str:
    return mandate.agency.quote if mandate.agency else shown(mandate.source.path)


def _facts(outcome: Comparison | Table, lang: str) -> str:
    """Return the figures under the title."""
    if isinstance(outcome, Table):
        missing = sum(row.is_missing for row in outcome.rows)
        told = [(Say("标准职责", "standard duties"), len(outcome.rows), ""), (Say("草案没有", "not in the draft"), missing, "dropped")]
    else:
        told = [(KINDS[kind], number, kind) for kind, number in counts(outcome).items()]
        told.append((Say("机构变化", "units changed"), sum(unit.kind != "kept" for unit in outcome.units), ""))
    return '<ul class="counts">' + "".join(f'<li class="{kind}"><b>{number}</b>{say.of(lang)}</li>' for say, number, kind in told) + "</ul>"


def _comparison(found: Comparison, lang: str) -> str:
    heads = [Say("修订前", "Before"), Say("修订后", "After")]
    paths = [shown(mandate.source.path) for mandate in (found.old, found.new)]
    columns = "".join(f'<th scope="col">{say.of(lang)}<small>{escape(path)}</small></th>' for say, path in zip(heads, paths, strict=True))
    only = Say("只看有变化的", "Changes only").of(lang)
    parts = [f'<p class="only-screen"><label class="chip"><input type="checkbox" id="only" checked>{only}</label></p>']
    for title, changes in ((Say("主要职责", "Duties"), found.duties), (Say("机构职责", "Statements of units"), found.tasks)):
        if title.en != "Duties":
            parts.append(_units(found, lang))
        if changes:
            parts.append(_side_by_side(title.of(lang), columns, _rows(changes, found.edition, lang)))
    return "".join([*parts, _posts(found, lang)])


def _side_by_side(title: str, columns: str, rows: Iterable[str]) -> str:
    head = f'<thead><tr><th scope="col" class="sign"><span class="hidden-text">±</span></th>{columns}</tr></thead>'
    return f'<section><h2>{title}</h2><div class="scroll"><table class="sides">{head}<tbody>{"".join(rows)}</tbody></table></div></section>'


def _rows(changes: Iterable[ClauseChange], edition: str | None, lang: str) -> Iterator[str]:
    for change in changes:
        kind = kind_of(change)
        note = reform_text(change, edition, lang)
        look = " is-explained" if change.ground else ""
        told = f'<p class="reform{look}">{escape(note)}</p>' if note else ""
        slight = f'<span class="flag-slight">{Say("仅措辞", "wording only").of(lang)}</span>' if change.is_slight else ""
        moved = f'<span class="flag-slight">{KINDS["moved"].of(lang)}</span>' if change.is_moved else ""
        sign = f'<td class="sign" title="{KINDS[kind].of(lang)}"><span aria-hidden="true">{_SIGNS[kind]}</span><span class="hidden-text">{KINDS[kind].of(lang)}</span></td>'
        old = _cell(change.old, _marked(change.edits, "old") if change.edits else None, "" if change.new else told, "")
        new = _cell(change.new, _marked(change.edits, "new") if change.edits else None, told if change.new else "", slight + moved)
        yield f'<tr class="{kind}">{sign}{old}{new}</tr>'


def _cell(side: Side | None, marked: str | None, note: str, flags: str) -> str:
    if side is None:
        return '<td class="none"></td>'
    line = side.clause.line
    return f'<td><span class="label" title="{line}">{escape(side.label)}</span> {marked or escape(side.text)}{flags}{note}</td>'


def _marked(edits: Iterable[Edit], which: str) -> str:
    """Return one side of a reworded statement, its own words marked."""
    parts = []
    for edit in edits:
        text = escape(edit.old if which == "old" else edit.new)
        tag = "del" if which == "old" else "ins"
        parts.append(text if edit.kind == "same" or not text else f"<{tag}>{text}</{tag}>")
    return "".join(parts)


def _units(found: Comparison, lang: str) -> str:
    if not found.units:
        return ""
    rows = "".join(_unit(unit, found.edition, lang) for unit in found.units)
    heads = "".join(f'<th scope="col">{say.of(lang)}</th>' for say in (Say("变化", "Change"), Say("修订前", "Before"), Say("修订后", "After")))
    title = Say("内设机构", "Units").of(lang)
    return f'<section><h2>{title}</h2><div class="scroll"><table class="units"><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table></div></section>'


def _unit(unit: UnitChange, edition: str | None, lang: str) -> str:
    old, new = ("<br>".join(escape(one.heading.quote) for one in side) or "—" for side in (unit.old, unit.new))
    note = reform_text(unit, edition, lang)
    told = f'<p class="reform">{escape(note)}</p>' if note else ""
    return f'<tr class="{unit.kind}"><th scope="row">{UNITS[unit.kind].of(lang)}</th><td>{old}</td><td>{new}{told}</td></tr>'


def _posts(found: Comparison, lang: str) -> str:
    if not found.posts:
        return ""
    rows = "".join(
        f'<tr class="{"reworded" if post.is_change else "kept"}"><th scope="row">'
        f"{HEADCOUNT.of(lang) if post.title is None else escape(post.title)}</th>"
        f'<td>{"—" if post.old is None else post.old}</td><td>{"—" if post.new is None else post.new}</td></tr>'
        for post in found.posts
    )
    title = Say("编制和职数", "Headcount and posts").of(lang)
    return f'<section><h2>{title}</h2><div class="scroll"><table class="units"><tbody>{rows}</tbody></table></div></section>'


def _table(table: Table, lang: str) -> str:
    """Return standard duties × mandates; the draft's column stays in view."""
    heads = "".join(f'<th scope="col">{escape(shown(name))}<small>{escape(_name(mandate))}</small></th>'
                    for name, mandate in zip(table.names, table.mandates, strict=True))  # fmt: skip
    rows = "".join(_row(row, len(table.names) - 1, lang) for row in table.rows)
    only = Say("只看草案没有的", "Only what the draft lacks").of(lang)
    others = "".join(f'<li><span class="label">{escape(side.label)}</span> {escape(side.text)}</li>' for side in table.others)
    alone = f"<section><h2>{Say('草案独有的表述', 'In the draft alone').of(lang)}</h2><ul>{others}</ul></section>" if others else ""
    duty = Say("标准职责", "Standard duty").of(lang)
    return (
        f'<p class="only-screen"><label class="chip"><input type="checkbox" id="only">{only}</label></p>'
        f'<div class="scroll"><table class="across"><thead><tr><th scope="col">{duty}</th>{heads}</tr></thead>'
        f"<tbody>{rows}</tbody></table></div>{alone}"
    )


def _row(row: Row, many: int, lang: str) -> str:
    tier = TIERS[row.duty.tier].of(lang)
    cells = "".join(f"<td>{_said(cell)}</td>" if cell else '<td class="none"></td>' for cell in row.cells)
    look = "dropped" if row.is_missing else "kept"
    title = escape(row.duty.title.of(lang))
    return f'<tr class="{look}"><th scope="row">{title}<small>{tier} · {row.support}/{many}</small></th>{cells}</tr>'


def _said(cell: Iterable[Side]) -> str:
    return "".join(f'<p><span class="label">{escape(side.label)}</span> {escape(side.text)}</p>' for side in cell)


def _script() -> str:
    return (
        "<script>(() => { const only = document.getElementById('only'); if (!only) return;"
        " const show = () => document.body.classList.toggle('is-only', only.checked);"
        " only.addEventListener('change', show); show(); })();</script>"
    )


@cache
def _own(name: str) -> str:
    return files(__package__).joinpath(name).read_text("utf-8")
