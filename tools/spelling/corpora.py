"""Reads the corpora: documents of paragraphs, in the form of normal text, sorted into folds.

Folds are whole documents, by a hash of their title, so that what is measured was never counted.
"""

from __future__ import annotations

import hashlib
import lzma
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

FOLDS = 40
TRAIN_FOLD, TEST_FOLD = 38, 39  # never counted: for the decision, and for measuring
# Reports that a partial model does not count, again for the decision and for measuring.
REPORT_FOLDS = TRAIN_REPORTS, TEST_REPORTS = 0, 1

LINE_WEIGHT = 3  # of a line written for this project, a law's being 1

_WIDTH = {code: code - 0xFEE0 for code in range(0xFF10, 0xFF5B) if chr(code - 0xFEE0).isalnum()}
_PUNCTUATION = dict(zip(map(ord, ",;:()?!∶﹕．"), "，；：（）？！：：.", strict=True))
_DROP = dict.fromkeys([0x200B, 0xFEFF, 0xA0, 0x2002, 0x3000, 9, 32, *range(0xE000, 0xF900)])
_NORMAL = {**_WIDTH, **_PUNCTUATION, **_DROP}
_PASSED = re.compile(r"[（(]?\d{4}年\d{1,2}月\d{1,2}日.{0,120}(?:通过|公布|批准|发布|施行|修正|修订)")
_CHINESE = re.compile("[一-鿿]")
_FRAMES = (
    "负责{0}工作，指导{0}，组织协调{0}、{0}等，推进全市{0}和{0}的监督管理。拟订{0}规划、{0}政策。"
    "承担全县{0}及{0}管理有关工作，参与全区{0}建设，开展{0}服务，统筹{0}；监督{0}，实施{0}项目。{0}科。"
)


class Document(NamedTuple):
    """A law or a report."""

    kind: str
    title: str
    paragraphs: list[str]

    @property
    def fold(self) -> int:
        """Return the fold, the same for every document of this title."""
        if self.kind == "report":
            return int(self.title.split()[1]) % 3
        return int(hashlib.sha256(self.title.encode()).hexdigest(), 16) % FOLDS

    @property
    def is_held_out(self) -> bool:
        """Tell whether the document is kept out of the language model."""
        return self.kind == "law" and self.fold in (TRAIN_FOLD, TEST_FOLD)


def laws(folder: Path) -> Iterator[Document]:
    """Yield the laws; one begins at the line before `…年…月…日…通过`."""
    lines = _lines(folder / "official-laws.txt.xz")
    title, start = lines[0], 0
    for at in range(1, len(lines)):
        before = lines[at - 1]
        is_title = len(before) < 60 and not _PASSED.match(before) and before != title
        if is_title and _PASSED.match(lines[at]):
            yield Document("law", title, lines[start : at - 1])
            title, start = before, at - 1
    yield Document("law", title, lines[start:])


def reports(folder: Path) -> Iterator[Document]:
    """Yield the reports in stretches of 400 paragraphs: their borders are not marked."""
    lines = _lines(folder / "official-reports.txt.xz")
    for number, at in enumerate(range(0, len(lines), 400)):
        yield Document("report", f"report {number}", lines[at : at + 400])


def normal(line: str) -> str:
    """Return a line in the form of normal text: Chinese punctuation, no blanks."""
    return line.translate(_NORMAL)


def _lines(path: Path) -> list[str]:
    with lzma.open(path, "rt", encoding="utf-8") as file:
        return [line for line in map(normal, file.read().split("\n")) if _CHINESE.search(line)]


def written() -> list[tuple[str, int]]:
    """Return the lines written for this project about what mandates speak of, and how much each weighs.

    A list of terms is counted as it stands, and each term once more in the usual frames of duties.
    """
    lists = _lines_of("mandate_terms.txt")
    terms = dict.fromkeys(term for line in lists for term in line.rstrip("。").split("、"))
    lines = [(line, LINE_WEIGHT) for line in [*_lines_of("mandate_language.txt"), *lists]]
    return lines + [(_FRAMES.format(term), 1) for term in terms]


def _lines_of(name: str) -> list[str]:
    lines = Path(__file__).with_name(name).read_text("utf-8").split("\n")
    return [line for line in lines if line and not line.startswith("#")]
