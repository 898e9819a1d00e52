"""Scanned pages, read by rapidocr with the models inside its wheel. Runs in the PDF process only."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from mandate_lint.readers.layout import Row, clean, in_lines

MAX_PAGES = 60
# Lines are looked for in a smaller picture and read one at a time: 390 MB instead of 840, the same characters.
_SETTINGS = {
    "Global.log_level": "critical",
    "Rec.rec_batch_num": 1,
    "Det.limit_side_len": 960,
    "Det.limit_type": "max",
}
_HALF_WIDTH = re.compile(r"(?<=[^\x00-\x7f])[,:;()]|[,:;()](?=[^\x00-\x7f])")
_FULL_WIDTH = dict(zip(",:;()", "，：；（）", strict=True))
_DPI = 170
_MAX_SIDE = 2_400  # pixels; larger pages are drawn smaller


def recognised(document: Any) -> Iterator[list[Row]]:
    """Yield the lines that OCR finds on each page."""
    import logging

    from rapidocr import RapidOCR  # type: ignore[import-not-found,unused-ignore]

    logging.disable(logging.CRITICAL)
    engine = RapidOCR(params=_SETTINGS)
    for index in range(min(len(document), MAX_PAGES)):
        page = document[index]
        scale = min(_DPI / 72, _MAX_SIDE / max(page.get_size()))
        picture = page.render(scale=scale).to_numpy()
        found = engine(picture)
        texts = found.txts if found.txts is not None else ()
        boxes = found.boxes if found.boxes is not None else ()
        rows = [_row(index + 1, box, text, scale) for box, text in zip(boxes, texts, strict=True)]
        yield _in_order([row for row in rows if row.text])
        page.close()


def _row(page: int, box: Any, text: str, scale: float) -> Row:
    xs, ys = [float(x) / scale for x, _ in box], [float(y) / scale for _, y in box]
    # Whether a mark is of full width is what OCR cannot see.
    text = _HALF_WIDTH.sub(lambda found: _FULL_WIDTH[found[0]], clean(text))
    return Row.at(page, min(xs), max(xs), min(ys), max(ys), text)


def _in_order(rows: list[Row]) -> list[Row]:
    """Sort into lines from the top, each from the left, and join the pieces of a line."""
    joined = []
    for line in in_lines(rows):
        first, last = line[0], line[-1]
        text = "".join(row.text for row in line)
        joined.append(Row(first.page, first.left, last.right, min(r.top for r in line),
                          max(r.bottom for r in line), text))  # fmt: skip
    return joined
