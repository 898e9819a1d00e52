"""From printed lines to paragraphs: running heads and page numbers out, broken lines joined.

PDF and OFD know where characters stand, not what a paragraph is. A line goes on in the next one when it fills
the page's width and the next one stands where lines that surely go on stand.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Protocol, TypeVar

from mandate_lint.errors import Say
from mandate_lint.records import NamedTuple, record
from mandate_lint.source import Source

_PAGE_NUMBER = re.compile(
    r"[-—–―－·•.~\s]*(?:\d{1,4}|[ivxIVX]{1,6})[-—–―－·•.~\s]*|第\s*\d{1,4}\s*页.{0,12}|\d{1,4}\s*/\s*\d{1,4}|Page\s+\d+.{0,12}"
)
_ITEM = re.compile(
    r"[（(][一二三四五六七八九十百零\d]{1,4}[）)]|第[一二三四五六七八九十百零\d]{1,4}[条章节]|[一二三四五六七八九十]{1,4}、|"
    r"\d{1,3}[.．、](?!\d)|[①-⑳]|[一二三四五六七八九]是"
)
_CLOSED = "。；：！？;:!?”》"
_WORD = re.compile("[!-~]{1,30}")
_BULLET = re.compile(r"^[•●▪◆■◦·\ue000-\uf8ff]\s*(?=\S)")
_RADICAL = re.compile("[⺀-⿟豈-﫿]")
_EDGE = 3  # lines at the top and the bottom of a page that may be running heads


class Row(NamedTuple):
    """A printed line. Measures are in points, from the upper left corner of its page."""

    page: int
    left: float
    right: float
    top: float
    bottom: float
    text: str

    @classmethod
    def at(cls, page: int, left: float, right: float, top: float, bottom: float, text: str) -> Row:
        """Return a line with its measures rounded to tenths of a point."""
        return cls(page, round(left, 1), round(right, 1), round(top, 1), round(bottom, 1), text)

    @property
    def size(self) -> float:
        """Return the height of its characters."""
        return max(self.bottom - self.top, 1.0)


class Placed(Protocol):
    """A piece of print that stands somewhere on its page, in points."""

    @property
    def left(self) -> float: ...
    @property
    def top(self) -> float: ...
    @property
    def bottom(self) -> float: ...


_P = TypeVar("_P", bound=Placed)


def in_lines(pieces: Sequence[_P]) -> list[list[_P]]:
    """Put pieces on one height together; lines from the top, pieces from the left."""
    lines: list[list[_P]] = []
    for piece in sorted(pieces, key=lambda piece: (piece.top + piece.bottom) / 2):
        middle = (piece.top + piece.bottom) / 2
        if lines and lines[-1][0].top < middle < lines[-1][0].bottom:
            lines[-1].append(piece)
        else:
            lines.append([piece])
    return [sorted(line, key=lambda piece: piece.left) for line in lines]


@record
class PagedSource(Source):
    """A draft that was read from pages; `is_ocr` where it was read from pictures of them."""

    is_ocr: bool = False
    remarks: tuple[Say, ...] = ()


def paged(path: str, rows: Sequence[Row], pages: int, **extra: bool | tuple[Say, ...]) -> PagedSource:
    """Return the text of printed lines, with the offset at which each page begins."""
    texts: list[str] = []
    starts: dict[int, int] = {}
    at = 0
    for paragraph in paragraphs(rows):
        if at:
            texts.append("\n")
            at += 1
        written = ""
        for row in paragraph:
            glue = _glue(written, row.text)
            written = written.removesuffix("-") if glue is None else written + glue
            starts.setdefault(row.page, at + len(written))
            written += row.text
        texts.append(written)
        at += len(written)
    begins, following = [], at
    for page in range(pages, 0, -1):
        following = starts.get(page, following)
        begins.append(following)
    return PagedSource(path, "".join(texts), pages=tuple(reversed(begins)), **extra)  # type: ignore[arg-type]


def _glue(before: str, after: str) -> str | None:
    """Return what joins two lines: a blank between Latin words; None where a hyphen goes."""
    if not before or not after or not (before[-1].isascii() and after[0].isascii()):
        return ""
    if before[-1] == "-" and before[-2:-1].isalpha() and after[0].islower():
        return None
    is_number = before[-1].isdigit() and after[0].isdigit()
    return " " if before[-1].isalnum() and after[0].isalnum() and not is_number else ""


def clean(text: str) -> str:
    """Undo what fonts do to a text: radicals for characters, hyphens of the line end, controls."""
    text = _RADICAL.sub(lambda found: unicodedata.normalize("NFKC", found[0]), text)
    text = "".join(c for c in text if c >= " " and c not in "\ufffe\uffff\ufffd\xad\ufeff")
    return _BULLET.sub("", text.strip(" \u3000\xa0\t"))


def paragraphs(rows: Sequence[Row]) -> list[list[Row]]:
    """Return the lines of each paragraph."""
    body = [row for row in _without_running_heads(rows) if row.text]
    if not body:
        return []
    page = _Measures.of(body)
    found = [[body[0]]]
    for before, row in pairwise(body):
        if page.goes_on(before, row):
            found[-1].append(row)
        else:
            found.append([row])
    return found


class _Measures(NamedTuple):
    """What the lines of a draft have in common."""

    right: float  # where full lines end
    follow: float | None  # where lines stand that go on from the one before
    tells_starts: bool  # paragraphs begin elsewhere, or with a number
    gap: float  # between lines of one paragraph

    @classmethod
    def of(cls, rows: Sequence[Row]) -> _Measures:
        rights = sorted(row.right for row in rows)
        right = rights[-1 - len(rights) // 50]
        pairs = list(pairwise(rows))
        sure = [
            (a, b) for a, b in pairs
            if _is_full(a, b, right) and a.text[-1] not in _CLOSED and not _ITEM.match(b.text)
        ]  # fmt: skip
        follow = _mode(b.left for _, b in sure)
        starts = [b for a, b in pairs if not _is_full(a, b, right)]
        same = sum(_is_near(row, follow) and not _ITEM.match(row.text) for row in starts)
        gap = _mode(b.top - a.top for a, b in sure if a.page == b.page)
        return cls(right, follow, same * 5 <= len(starts) * 2, gap or 0.0)

    def goes_on(self, before: Row, row: Row) -> bool:
        """Tell whether the sentence or paragraph of `before` goes on in `row`."""
        if not _is_full(before, row, self.right):
            return False
        is_apart = before.page == row.page and bool(self.gap) and row.top - before.top > self.gap * 1.5
        stands_as_following = _is_near(row, self.follow)
        if _ITEM.match(row.text):
            # A number at the line's begin opens an item, unless it stands where only sentences go on.
            return before.text[-1] not in _CLOSED and stands_as_following and self.tells_starts and not is_apart
        if before.text[-1] in _CLOSED:
            return stands_as_following and self.tells_starts and not is_apart
        return not is_apart or stands_as_following


def _is_full(row: Row, following: Row, right: float) -> bool:
    """Tell whether a line has no room for what begins the next one: a mark, a character, a Latin word."""
    word = _WORD.match(following.text)
    room = 2.3 + (0.55 * word.end() if word else 0)
    return row.right >= right - room * row.size


def _is_near(row: Row, left: float | None) -> bool:
    return left is not None and abs(row.left - left) < 0.6 * row.size


def _mode(values: Iterable[float]) -> float | None:
    counted = Counter(round(value / 3) * 3 for value in values)
    return float(counted.most_common(1)[0][0]) if counted else None


def _without_running_heads(rows: Sequence[Row]) -> list[Row]:
    """Leave out page numbers, and lines that stand in one place at the edge of many pages."""
    pages: dict[int, list[Row]] = {}
    for row in rows:
        pages.setdefault(row.page, []).append(row)
    edges = [row for page in pages.values() for row in _edges(page)]
    seen = Counter(_place(row) for row in edges)
    heads = {place for place, count in seen.items() if count >= 2 and count * 5 >= len(pages) * 2}
    dropped = {
        id(row) for row in edges
        if _place(row) in heads and len(row.text) <= 60 and not row.text.endswith(tuple(_CLOSED))
    }  # fmt: skip
    for page in pages.values():
        dropped |= _page_numbers(page)
    return [row for row in rows if id(row) not in dropped]


def _edges(page: list[Row]) -> list[Row]:
    by_height = sorted(page, key=lambda row: row.top)
    return by_height[:_EDGE] + by_height[_EDGE:][-_EDGE:]


def _page_numbers(page: list[Row]) -> set[int]:
    by_height = sorted(page, key=lambda row: row.top)
    return {id(row) for row in (by_height[0], by_height[-1]) if _PAGE_NUMBER.fullmatch(row.text)}


def _place(row: Row) -> tuple[str, int]:
    return re.sub(r"\d+", "#", row.text), round(row.top / 6)
