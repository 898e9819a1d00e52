"""The process that opens a PDF: bytes on standard input, printed lines as JSON on standard output.

PDFium is C++ and the file may be hostile: a crash or a memory bomb ends this process, not the program.
"""

from __future__ import annotations

import contextlib
import ctypes
import json
import re
import sys
from collections.abc import Iterator
from itertools import pairwise
from statistics import median
from typing import Any

from mandate_lint.readers.layout import Row, clean
from mandate_lint.records import NamedTuple

MAX_PAGES = 3_000
MAX_CHARACTERS = 1_000_000
_MEMORY = {"text": 380_000_000, "ocr": 1_500_000_000}
_LABEL = re.compile(r"\s*(?:[（(][一二三四五六七八九十百\d]+[）)]|[一二三四五六七八九十\d]+[、.．])\s*")
_UPRIGHT = 0.2  # radians; text at another angle is a watermark or a stamp


class _Character(NamedTuple):
    text: str
    left: float
    right: float
    top: float
    bottom: float
    is_generated: bool


def main() -> None:
    """Answer with the lines of the PDF on standard input."""
    mode = sys.argv[1]
    _bound_memory(_MEMORY[mode])
    data = sys.stdin.buffer.read()
    sys.stdout.buffer.write(json.dumps(_answer(data, mode)).encode())


def _bound_memory(limit: int) -> None:
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_DATA, (limit, limit))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _answer(data: bytes, mode: str) -> dict[str, Any]:
    import pypdfium2  # type: ignore[import-untyped,unused-ignore]

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        return {"error": "password" if "password" in str(error).lower() else "damaged"}
    if mode == "ocr":
        from mandate_lint.readers.ocr import recognised

        pages: Iterator[list[Row]] = recognised(document)
    else:
        pages = (_page_rows(document, index) for index in range(min(len(document), MAX_PAGES)))
    rows: list[Row] = []
    weight = 0
    for page in pages:
        rows += page
        weight += sum(len(row.text) for row in page)
        if weight > MAX_CHARACTERS:
            return {"error": "long"}
    return {"rows": rows, "pages": len(document), "is_cut": len(document) > MAX_PAGES}


def _page_rows(document: Any, index: int) -> list[Row]:
    import pypdfium2

    try:
        page = document[index]
        height = page.get_height()
        text = page.get_textpage()
    except pypdfium2.PdfiumError:
        return []
    rows = [row for line in _lines(text) if (row := _row(line, index + 1, height))]
    text.close()
    page.close()
    return _merged(rows)


def _lines(text: Any) -> Iterator[list[_Character]]:
    """Yield the characters of each line, as PDFium parts the lines."""
    line: list[_Character] = []
    for character in _characters(text):
        if character.text in "\r\n":
            if line:
                yield line
            line = []
        else:
            line.append(character)
    if line:
        yield line


def _characters(text: Any) -> Iterator[_Character]:
    import pypdfium2.raw as pdfium  # type: ignore[import-untyped,unused-ignore]

    handle, box = text.raw, pdfium.FS_RECTF()
    place = ctypes.byref(box)
    for index in range(pdfium.FPDFText_CountChars(handle)):
        code = pdfium.FPDFText_GetUnicode(handle, index)
        if not code or code > 0x10FFFF:
            continue
        is_generated = pdfium.FPDFText_IsGenerated(handle, index) == 1
        if not is_generated and _UPRIGHT < pdfium.FPDFText_GetCharAngle(handle, index) < 6.28 - _UPRIGHT:
            continue
        pdfium.FPDFText_GetLooseCharBox(handle, index, place)
        yield _Character(chr(code), box.left, box.right, box.top, box.bottom, is_generated)


def _row(line: list[_Character], page: int, height: float) -> Row | None:
    inked = [c for c in line if not c.is_generated and c.text.strip(" \u3000\xa0\t")]
    if not inked:
        return None
    usual = median(b.left - a.right for a, b in pairwise(inked)) if len(inked) > 1 else 0.0
    written = "".join(c.text for i, c in enumerate(line) if not c.is_generated or _is_blank(line, i, usual))
    # Characters beyond the first plane come as two surrogates.
    text = clean(written.encode("utf-16", "surrogatepass").decode("utf-16", "replace"))
    top, bottom = max(c.top for c in inked), min(c.bottom for c in inked)
    left, right = min(c.left for c in inked), max(c.right for c in inked)
    return Row.at(page, left, right, height - top, height - bottom, text) if text else None


def _is_blank(line: list[_Character], at: int, usual: float) -> bool:
    """Tell whether a blank that PDFium puts where characters stand apart is one of the text's.

    Justified lines stand apart throughout, and a number from its item: those are none.
    """
    if not 0 < at < len(line) - 1:
        return False
    before, after = line[at - 1], line[at + 1]
    if before.text.isascii() and after.text.isascii():
        return before.text.isalnum() and after.text.isalnum()
    gap = after.left - before.right - usual
    is_label = _LABEL.fullmatch("".join(c.text for c in line[:at]))
    is_chinese = not before.text.isascii() and not after.text.isascii()
    return is_chinese and not is_label and 0.2 < gap / max(before.top - before.bottom, 1.0) < 1.2


def _merged(rows: list[Row]) -> list[Row]:
    """Join pieces of one line that PDFium parted: a number and the text behind its tab."""
    merged: list[Row] = []
    for row in rows:
        last = merged[-1] if merged else None
        if last and _is_beside(last, row):
            merged[-1] = Row(row.page, last.left, row.right, min(last.top, row.top),
                             max(last.bottom, row.bottom), last.text + row.text)  # fmt: skip
        else:
            merged.append(row)
    return merged


def _is_beside(row: Row, following: Row) -> bool:
    middle = (following.top + following.bottom) / 2
    return row.top < middle < row.bottom and -1 < following.left - row.right < 3 * row.size


if __name__ == "__main__":
    main()
