"""OFD drafts (GB/T 33190-2016): a zip of XML, read with the standard library.

No library is used: what a draft uses of the format is small, and packages and XML are bounded as those of Word
are. ofdkit, the one without further dependencies, is young and made for invoices; easyofd brings PyMuPDF.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from xml.etree.ElementTree import Element

from mandate_lint.errors import InputError, Say
from mandate_lint.readers.archive import Archive, joined
from mandate_lint.readers.layout import PagedSource, Row, clean, in_lines, paged
from mandate_lint.readers.markup import MarkupError, tree
from mandate_lint.records import NamedTuple

MAX_PAGES = 3_000
MAX_CHARACTERS = 1_000_000
_POINTS = 72 / 25.4  # OFD measures in millimetres
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?(?:[eE]-?\d+)?")


class _Piece(NamedTuple):
    """One TextCode where it stands on the page, in points."""

    left: float
    right: float
    top: float
    bottom: float
    text: str


def read_ofd(data: bytes, path: str) -> PagedSource:
    """Return the text of an OFD file, with its pages."""
    archive = Archive(data, path)
    rows: list[Row] = []
    pages = weight = 0
    for content in _contents(archive):
        pages += 1
        page = _rows(_tree(archive, content), pages)
        weight += sum(len(row.text) for row in page)
        if pages > MAX_PAGES or weight > MAX_CHARACTERS:
            raise _bad(Say("OFD 的文字过多", "the OFD has too much text"), path)
        rows += page
    if not rows:
        raise _bad(Say("OFD 中没有文字（可能是扫描件）", "the OFD has no text (it may be scanned)"), path)
    return paged(path, rows, pages)


def _contents(archive: Archive) -> Iterator[str]:
    """Yield the content part of each page, in order."""
    root = _tree(archive, "OFD.xml")
    for place in root.iter("DocRoot"):
        document = joined("OFD.xml", (place.text or "").strip())
        for page in _tree(archive, document).findall("Pages/Page"):
            yield joined(document, page.get("BaseLoc", ""))


def _rows(page: Element, number: int) -> list[Row]:
    pieces = [piece for item in page.iter("TextObject") for piece in _pieces(item)]
    return [row for line in in_lines(pieces) if (row := _row(line, number))]


def _pieces(item: Element) -> Iterator[_Piece]:
    box = _numbers(item.get("Boundary"))
    size = (_numbers(item.get("Size")) or [4.0])[0]
    matrix = _numbers(item.get("CTM"))
    if len(box) < 4 or (len(matrix) == 6 and abs(matrix[1]) > abs(matrix[0]) * 0.2):
        return  # no place, or slanted: a watermark or a stamp
    a, _, _, d, e, f = matrix if len(matrix) == 6 else (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
    x, y = 0.0, size
    for code in item.iter("TextCode"):
        x = (_numbers(code.get("X")) or [x])[0]
        y = (_numbers(code.get("Y")) or [y])[0]
        text = code.text or ""
        steps = _deltas(code.get("DeltaX"), len(text))
        width = sum(steps) + size if steps else size * len(text)
        left, base = box[0] + a * x + e, box[1] + d * y + f
        height = abs(d) * size
        top, bottom = base - height * 0.88, base + height * 0.12
        yield _Piece(left * _POINTS, (left + abs(a) * width) * _POINTS, top * _POINTS, bottom * _POINTS, text)


def _deltas(text: str | None, count: int) -> list[float]:
    """Return the steps between characters; `g 3 4.2` stands for three steps of 4.2."""
    steps: list[float] = []
    words = (text or "").split()
    at = 0
    while at < len(words) and len(steps) < count:
        if words[at] == "g" and at + 2 < len(words):
            times = _numbers(words[at + 1])
            steps += (_numbers(words[at + 2]) or [0.0]) * min(int(times[0]) if times else 0, count)
            at += 3
        else:
            steps += _numbers(words[at])
            at += 1
    return steps[: max(count - 1, 0)]


def _row(line: list[_Piece], page: int) -> Row | None:
    text = line[0].text
    for before, piece in pairwise(line):
        is_latin = text[-1:].isascii() and piece.text[:1].isascii() and text[-1:].isalnum() and piece.text[:1].isalnum()
        is_apart = piece.left - before.right > 0.2 * (piece.bottom - piece.top)
        text += (" " if is_latin and is_apart else "") + piece.text
    text = clean(text)
    inked = [piece for piece in line if piece.text.strip()]
    if not text or not inked:
        return None
    blanks = len(inked[0].text) - len(inked[0].text.lstrip())
    left = inked[0].left + blanks * (inked[0].right - inked[0].left) / len(inked[0].text)
    return Row(page, left, max(p.right for p in inked), min(p.top for p in inked),
               max(p.bottom for p in inked), text)  # fmt: skip


def _numbers(text: str | None) -> list[float]:
    return [float(found) for found in _NUMBER.findall((text or "")[:200_000]) if len(found) < 20]


def _tree(archive: Archive, name: str) -> Element:
    try:
        return tree(archive.read(name))
    except MarkupError as error:
        raise error.at(archive.path, name) from None


def _bad(reason: Say, path: str) -> InputError:
    return InputError(reason, Say("请改用 .docx 或带文字的 PDF", "use the .docx or a PDF with text"), path=path)
