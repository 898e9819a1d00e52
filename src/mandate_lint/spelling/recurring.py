"""What several drafts share: a term that recurs across a repository is no slip."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from mandate_lint.spelling import language
from mandate_lint.spelling.edits import Line
from mandate_lint.spelling.symbols import encode

TEXTS, TIMES = 2, 3  # a draft and its copy share their slips: twice is not enough


def recurring(texts: Iterable[str]) -> frozenset[str]:
    """Return the rows of three characters that the model does not know but the drafts repeat.

    They are meant for `known` of `detect`: in at least two drafts, three times in all.
    """
    times: Counter[str] = Counter()
    drafts: Counter[str] = Counter()
    for text in texts:
        strange = Counter(row for line in text.split("\n") for row in _strange(line))
        times.update(strange)
        drafts.update(strange.keys())
    return frozenset(row for row, n in drafts.items() if n >= TEXTS and times[row] >= TIMES)


def _strange(paragraph: str) -> list[str]:
    model = language.shipped()
    symbols, offsets = encode(paragraph, model.ids)
    line = Line(symbols, [paragraph[at] for at in offsets], model)
    rows = ("".join(line.chars[at : at + 3]) for at, odd in enumerate(line.strange) if odd)
    return [row for row in rows if len(row) == 3]
