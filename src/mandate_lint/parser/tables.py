"""Tables of units as Markdown writes them: | 序号 | 内设机构 | 主要职责 |."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from mandate_lint import patterns
from mandate_lint.normal import Normal

Span = tuple[int, int]
_NAME = patterns.compile(r"[^|]{0,6}(?:机构|科室|处室|股室|部门)(?:名称)?")
_TEXT = patterns.compile(r"[^|]{0,6}(?:职责|职能|任务)[^|]{0,4}")


def unit_rows(normal: Normal) -> Mapping[int, tuple[Span, Span]]:
    """Return the name and the text of each unit of a table, as normal offsets, by where its row begins.

    Rows of other tables, heads and rules are not in it.
    """
    found: dict[int, tuple[Span, Span]] = {}
    columns: Span | None = None
    for start, end in normal.paragraphs:
        if normal.text[start] != "|":
            columns = None
            continue
        cells = list(_cells(normal.text, start, end))
        if columns is None:
            columns = _columns([normal.text[slice(*cell)] for cell in cells])
        elif max(columns) < len(cells) and not set(normal.text[start:end]) <= set("|-: "):
            found[start] = cells[columns[0]], cells[columns[1]]
    return found


def _cells(text: str, start: int, end: int) -> Iterator[Span]:
    at = start + 1
    while at < end:
        until = text.find("|", at, end)
        until = end if until < 0 else until
        inner = text[at:until]
        yield at + len(inner) - len(inner.lstrip()), at + len(inner.rstrip())
        at = until + 1


def _columns(heads: list[str]) -> Span | None:
    """Return which columns have the names and the texts."""
    names = [at for at, head in enumerate(heads) if _NAME.fullmatch(head)]
    texts = [at for at, head in enumerate(heads) if _TEXT.fullmatch(head)]
    return (names[0], texts[0]) if names and texts else None
