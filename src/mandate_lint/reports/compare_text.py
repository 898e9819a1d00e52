"""What a revision changes, and a draft beside its references, for a terminal."""

from __future__ import annotations

from collections.abc import Iterator

from mandate_lint.compare import ClauseChange, Comparison, Edit, Ground, PostChange, Row, Side, Table, UnitChange
from mandate_lint.errors import Say
from mandate_lint.reports.paths import shown
from mandate_lint.source import display_width

KINDS = {
    "kept": Say("未变", "kept"), "reworded": Say("改写", "reworded"), "added": Say("新增", "added"),
    "dropped": Say("删去", "dropped"), "moved": Say("移动", "moved"),
}  # fmt: skip
UNITS = {
    "kept": Say("未变", "kept"), "renamed": Say("更名", "renamed"), "created": Say("新设", "created"),
    "abolished": Say("撤销", "abolished"), "merged": Say("合并", "merged"), "split": Say("拆分", "split"),
}  # fmt: skip
TIERS = {"core": Say("基本", "core"), "common": Say("常见", "common"), "optional": Say("可选", "optional")}
HEADCOUNT = Say("行政编制", "headcount")
_COLORS = {"added": "32", "dropped": "31", "reworded": "33", "moved": "36", "dim": "2", "bold": "1"}
_WORDING = 24  # characters of a cell's wording
_TITLE = 40  # display columns of a duty's title


def render(outcome: Comparison | Table, *, lang: str = "zh", color: bool = False, **_: object) -> str:
    """Return a comparison, or a sideways table, as text for people."""
    lines = _table(outcome, lang, color) if isinstance(outcome, Table) else _comparison(outcome, lang, color)
    return "\n".join(lines) + "\n"


def _paint(text: str, kind: str, is_on: bool) -> str:
    return f"\x1b[{_COLORS[kind]}m{text}\x1b[0m" if is_on and kind in _COLORS else text


def _comparison(found: Comparison, lang: str, color: bool) -> Iterator[str]:
    yield f"--- {shown(found.old.source.path)}"
    yield f"+++ {shown(found.new.source.path)}"
    if found.is_same:
        yield Say("职责、机构和编制都没有变化。", "No change in duties, units or posts.").of(lang)
        return
    yield from _statements(Say("主要职责", "Duties"), found.duties, found, lang, color)
    yield from _units(found, lang, color)
    yield from _statements(Say("机构职责", "Statements of units"), found.tasks, found, lang, color)
    posts = [post for post in found.posts if post.is_change]
    if posts:
        yield from ("", _paint(Say("编制和职数", "Headcount and posts").of(lang), "bold", color))
        yield from (f"  {post_text(post, lang)}" for post in posts)
    yield ""
    yield summary(found, lang)


def _statements(
    title: Say, changes: tuple[ClauseChange, ...], found: Comparison, lang: str, color: bool
) -> Iterator[str]:
    told = [change for change in changes if change.is_change]
    if not told:
        return
    yield from ("", _paint(title.of(lang), "bold", color))
    for change in told:
        kind = kind_of(change)
        yield f"  {_paint(KINDS[kind].of(lang), kind, color)} {_where(change)} {_wording(change, color)}"
        if note := reform_text(change, found.edition, lang):
            yield _paint(f"      = {note}", "dim", color)


def kind_of(change: ClauseChange) -> str:
    """Return what a change is called; a statement with the same words in another unit has moved."""
    return "moved" if change.kind == "kept" and change.is_moved else change.kind


def _where(change: ClauseChange) -> str:
    old, new = (side.label if side else "" for side in (change.old, change.new))
    return old if old == new or not new else new if not old else f"{old} → {new}"


def _wording(change: ClauseChange, color: bool) -> str:
    if change.edits:
        return "".join(_edit(edit, color) for edit in change.edits)
    side = change.new or change.old
    return side.text if side else ""


def _edit(edit: Edit, color: bool) -> str:
    if edit.kind == "same":
        return edit.new
    gone = _paint(f"[-{edit.old}-]", "dropped", color) if edit.old else ""
    return gone + (_paint(f"{{+{edit.new}+}}", "added", color) if edit.new else "")


def reform_text(change: ClauseChange | UnitChange, edition: str | None, lang: str) -> str:
    """Return whether the reform explains a change; "" where none was asked about or it takes nothing away."""
    if change.ground is not None:
        return ground_text(change.ground).of(lang)
    is_loss = change.kind in ("dropped", "abolished")
    return Say(f"{edition} 年改革没有说明这一变化", f"the reform of {edition} does not explain this").of(lang) if edition and is_loss else ""


def ground_text(ground: Ground) -> Say:
    """Return why a reform explains a change."""
    to = Say(f"划入{ground.to.zh}", f"moved to {ground.to.en}") if ground.to.zh else Say("新提法", "a new wording")
    source = Say(f"（{ground.source.zh}）", f" ({ground.source.en})") if ground.source.zh else Say("", "")
    return Say(f"{ground.edition} 年改革：{to.zh}{source.zh}", f"reform of {ground.edition}: {to.en}{source.en}")


def _units(found: Comparison, lang: str, color: bool) -> Iterator[str]:
    told = [unit for unit in found.units if unit.kind != "kept"]
    if not told:
        return
    yield from ("", _paint(Say("内设机构", "Units").of(lang), "bold", color))
    for unit in told:
        yield f"  {UNITS[unit.kind].of(lang)} {unit_text(unit)}"
        if note := reform_text(unit, found.edition, lang):
            yield _paint(f"      = {note}", "dim", color)


def unit_text(unit: UnitChange) -> str:
    """Return the names on both sides of a unit's change."""
    old = " + ".join(one.heading.quote for one in unit.old)
    new = " + ".join(one.heading.quote for one in unit.new)
    return f"{old} → {new}" if old and new else old or new


def post_text(post: PostChange, lang: str) -> str:
    """Return a post with its numbers."""
    title = HEADCOUNT.of(lang) if post.title is None else post.title
    old, new = ("—" if count is None else str(count) for count in (post.old, post.new))
    return f"{title} {old} → {new}"


def counts(found: Comparison) -> dict[str, int]:
    """Return how many statements changed in which way, duties and units' statements together."""
    kinds = [kind_of(change) for change in (*found.duties, *found.tasks) if change.is_change]
    return {kind: kinds.count(kind) for kind in ("added", "dropped", "reworded", "moved")}


def summary(found: Comparison, lang: str) -> str:
    """Return one line on the whole."""
    units = sum(unit.kind != "kept" for unit in found.units)
    zh = "，".join(f"{KINDS[kind].zh} {number}" for kind, number in counts(found).items() if number)
    en = ", ".join(f"{number} {KINDS[kind].en}" for kind, number in counts(found).items() if number)
    return Say(f"职责表述：{zh or '无变化'}；机构变化 {units}。", f"Statements: {en or 'no change'}; {units} units changed.").of(lang)


def _table(table: Table, lang: str, color: bool) -> Iterator[str]:
    for at, name in enumerate(table.names):
        yield f"  {_letter(at)}  {shown(name)}"
    yield ""
    letters = " ".join(_letter(at) for at in range(len(table.names)))
    yield " " * (_TITLE + 2) + letters
    for row in table.rows:
        yield _row(row, table, lang, color)
    missing = [row for row in table.rows if row.is_missing]
    if missing:
        yield from ("", _paint(Say("草案没有、参照规定有的：", "In references, not in the draft:").of(lang), "bold", color))
        for row in missing:
            yield f"  {row.duty.title.of(lang)}（{TIERS[row.duty.tier].of(lang)}，{row.support}/{len(table.names) - 1}）"
            yield from (f"      {shown(name)} {cell[0].label} {cell[0].text[:_WORDING]}" for name, cell in _stating(table, row))
    if table.others:
        yield from ("", _paint(Say("草案独有的表述：", "In the draft alone:").of(lang), "bold", color))
        yield from (f"  {side.label} {side.text}" for side in table.others)


def _stating(table: Table, row: Row) -> Iterator[tuple[str, tuple[Side, ...]]]:
    return ((name, cell) for name, cell in zip(table.names[1:], row.cells[1:], strict=True) if cell)


def _row(row: Row, table: Table, lang: str, color: bool) -> str:
    title = row.duty.title.of(lang)
    while display_width(title) > _TITLE:
        title = title.removesuffix("…")[:-1] + "…"
    cells = " ".join("●" if cell else "·" for cell in row.cells)
    line = title + " " * (_TITLE + 2 - display_width(title)) + cells
    return _paint(line, "dropped", color) if row.is_missing and row.duty.tier != "optional" else line


def _letter(at: int) -> str:
    return chr(ord("A") + at) if at < 26 else chr(ord("a") + at - 26) if at < 52 else "?"
