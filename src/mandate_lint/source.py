"""The text as it stands in the file, and where things are in it."""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from functools import cached_property

from mandate_lint.records import NamedTuple, field, record


class Span(NamedTuple):
    """A half-open stretch of the source text, in code points from 0."""

    start: int
    end: int

    def overlaps(self, other: Span) -> bool:
        """Tell whether the two share a character (an empty one: whether it lies inside)."""
        return self.start < max(other.end, other.start + 1) and other.start < max(
            self.end, self.start + 1
        )


class Position(NamedTuple):
    """A place as editors show it: line and column from 1, columns in code points."""

    line: int
    column: int


@record
class Source:
    """A draft as it was read: its text, and how it was written in the file."""

    path: str
    text: str
    encoding: str = "utf-8"
    has_bom: bool = False
    pages: tuple[int, ...] = field(default=(), repr=False)  # where each page begins, where known

    @cached_property
    def line_starts(self) -> list[int]:
        r"""Return the offset of each line; lines end in \n, \r\n or \r."""
        text, starts, at = self.text, [0], 0
        if "\r" not in text:
            while (at := text.find("\n", at) + 1) > 0:
                starts.append(at)
            return starts
        for line in text.replace("\r\n", "\n\n").replace("\r", "\n").split("\n")[:-1]:
            at += len(line) + 1
            starts.append(at)
        # A \r\n counted twice above: drop the start that would lie between the two.
        return [at for at in starts if text[at - 1 : at + 1] != "\r\n" or at == 0]

    def position(self, offset: int) -> Position:
        """Return line and column of a code-point offset."""
        line = bisect_right(self.line_starts, offset)
        return Position(line, offset - self.line_starts[line - 1] + 1)

    def line_text(self, line: int) -> str:
        """Return the 1-based line without its line end."""
        starts = self.line_starts
        end = starts[line] if line < len(starts) else len(self.text)
        return self.text[starts[line - 1] : end].rstrip("\r\n")

    def page(self, offset: int) -> int | None:
        """Return the 1-based page of an offset, or None where pages are not known."""
        return bisect_right(self.pages, offset) if self.pages else None

    def quote(self, span: Span) -> str:
        """Return the text of a span."""
        return self.text[span.start : span.end]


def display_width(text: str) -> int:
    """Return the columns that `text` takes on a terminal: wide characters count two."""
    return sum(map(_WIDTHS.__getitem__, text))


class _Widths(dict[str, int]):
    """The columns of each character that was asked for."""

    def __missing__(self, char: str) -> int:
        wide = 2 if unicodedata.east_asian_width(char) in "WF" else 1
        width = self[char] = 0 if unicodedata.combining(char) else wide
        return width


_WIDTHS = _Widths()
