"""A draft's own dates: of its basis, of its issue, of the day from which it holds.

Dates of the page around the draft (发布时间) and budget years are not its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from mandate_lint import patterns
from mandate_lint.mandate import Mandate, Node
from mandate_lint.records import NamedTuple

_DIGITS = str.maketrans("〇○零一二三四五六七八九", "000123456789")
_NUMBER = "[0-9一二三四五六七八九十]{1,3}"
_DATE = patterns.compile(
    "(?P<year>[12][09][0-9]{2}|[一二][〇○零九0][〇○零一二三四五六七八九0]{2})(?:年|[-./](?=[0-9]))"
    f"(?:(?P<month>{_NUMBER})(?:月|[-./](?=[0-9]))(?:(?P<day>{_NUMBER})日?)?)?"
)
_DOCUMENT_NUMBER = patterns.compile(r"[〔\[（【](?P<year>(?:19|20)\d\d)年?[〕\]）】](?=第?\d)")
_OF_THE_PAGE = patterns.compile(r"(?:发布|公开|更新|生成|成文|浏览|来源|索引|时间|日期|点击|年度|预算|决算|截至|底)")
_ISSUED = patterns.compile(r"^\D{0,30}[12〇○零一二九\d]{4}年.{1,3}月.{1,4}日(?:印发|起?施行)?[）)]?$")
_REFORM = patterns.compile(r"机构改革")


class Dated(NamedTuple):
    """A date that stands in a draft: as a number (20230316; 0 where a part is unknown), and its words."""

    number: int
    wording: str
    names_reform: bool  # the statement speaks of an institutional reform


def own_dates(mandate: Mandate) -> Iterator[Dated]:
    """Yield the dates that the draft gives of itself, in the order of the text."""
    for node in _stretches(mandate):
        names_reform = bool(_REFORM.search(node.text))
        for pattern in (_DATE, _DOCUMENT_NUMBER):
            for found in pattern.finditer(node.text):
                yield Dated(_number(found), found[0], names_reform)


def latest(mandate: Mandate) -> int:
    """Return the latest of a draft's own dates as a number (20230316), or 0 where it gives none; worked out once."""
    return mandate.once("latest", lambda: max((dated.number for dated in own_dates(mandate)), default=0))


def _stretches(mandate: Mandate) -> Iterator[Node]:
    """Yield the paragraphs that may date the draft."""
    sections = [s for s in mandate.sections if s.kind in ("basis", "status", "supplement", "title")]
    for block in mandate.blocks:
        is_own = any(s.start <= block.start < s.end for s in sections) or _ISSUED.search(block.text)
        if is_own and not _OF_THE_PAGE.search(block.text.split("，")[0][:16]):
            yield block


def _number(found: re.Match[str]) -> int:
    parts = found.groupdict()
    month = _value(parts.get("month"), 12)
    return _value(parts["year"], 9999) * 10000 + month * 100 + (_value(parts.get("day"), 31) if month else 0)


def _value(text: str | None, limit: int) -> int:
    """Return a year, month or day as a number (2023, 二〇二三, 十二, 三十一); 0 for none that can be."""
    found = patterns.compile("([一二三]?)十([一二三四五六七八九]?)").fullmatch(text or "")
    if found:
        value = int(found[1].translate(_DIGITS) or 1) * 10 + int(found[2].translate(_DIGITS) or 0)
    elif not text or "十" in text:
        return 0
    else:
        value = int(text.translate(_DIGITS))
    return value if value <= limit else 0
