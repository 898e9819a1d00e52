"""Automatic numbers of a .docx, rebuilt the way a word processor shows them.

A .docx holds no numbers, only "this paragraph is of list 3, level 0". What list 3 writes (（一）, 第一条, 1.)
stands in numbering.xml; styles may put their paragraphs into lists too.
"""

from __future__ import annotations

import dataclasses
import re
from collections import defaultdict
from xml.etree.ElementTree import Element

from mandate_lint.readers.counting import written
from mandate_lint.records import field, record, replace

_LEVELS = 9
_PLACE = re.compile(r"%([1-9])")
_DECIMAL = ("decimal", "none", "bullet", "custom", "decimalZero")


@record
class Level:
    """What one level of a list writes."""

    start: int = 1
    format: str = "decimal"
    pattern: str = ""
    text: str = ""
    has_blank: bool = False  # a blank parts it from the text; a tab is layout, and left out
    is_legal: bool = False  # isLgl: all numbers in it are written in digits
    restarts_after: int | None = None  # the level (from 1) that sets it back; 0: none does
    style: str | None = None


@record
class ListOf:
    """A w:num: an abstract list, and what it overrides of it."""

    abstract: str
    levels: dict[int, Level]
    starts: dict[int, int] = field(default_factory=dict)


@record
class Style:
    """What a paragraph style says of numbers."""

    based_on: str | None
    num_id: str | None
    level: int | None


@dataclasses.dataclass
class Numbers:
    """The lists of a document and how far each has counted. `label` counts one paragraph on."""

    lists: dict[str, ListOf]
    styles: dict[str, Style]
    default_style: str | None = None
    _counts: dict[str, dict[int, int]] = dataclasses.field(default_factory=lambda: defaultdict(dict))
    _begun: set[tuple[str, int]] = dataclasses.field(default_factory=set)

    def label(self, num_id: str | None, level: int | None, style: str | None) -> str:
        """Return the number of the next paragraph, "" where it has none."""
        num_id, level = self._place(num_id, level, style or self.default_style)
        found = self.lists.get(num_id or "")
        if not found or not 0 <= level < _LEVELS:
            return ""
        counts = self._counts[found.abstract]
        self._count(num_id or "", found, counts, level)
        own = found.levels.get(level, Level(text=""))
        text = "" if own.format == "bullet" else self._written(found, counts, own)
        return text + " " if text and own.has_blank else text

    def _place(self, num_id: str | None, level: int | None, style: str | None) -> tuple[str | None, int]:
        """Return list and level of a paragraph: its own, or those of its style."""
        seen: list[str] = []
        given_level = level
        while num_id is None and style is not None and style in self.styles and style not in seen:
            seen.append(style)
            given = self.styles[style]
            num_id = given.num_id
            given_level = given.level if given_level is None else given_level
            style = given.based_on
        if given_level is None and num_id is not None:
            levels = (self._level_of_style(num_id, name) for name in seen)
            given_level = next((at for at in levels if at is not None), None)
        return num_id, given_level or 0

    def _level_of_style(self, num_id: str, style: str) -> int | None:
        found = self.lists.get(num_id)
        linked = found.levels.items() if found else ()
        return next((index for index, level in linked if level.style == style), None)

    def _count(self, num_id: str, found: ListOf, counts: dict[int, int], level: int) -> None:
        if level in found.starts and (num_id, level) not in self._begun:
            counts[level] = found.starts[level]
        elif level in counts:
            counts[level] += 1
        else:
            counts[level] = found.levels.get(level, Level()).start
        self._begun.add((num_id, level))
        for above in range(level):
            given = found.levels.get(above, Level())
            counts.setdefault(above, found.starts.get(above, given.start))
        for below in range(level + 1, _LEVELS):
            after = found.levels.get(below, Level()).restarts_after
            # A level begins anew after any level above it, unless lvlRestart names one.
            if after is None or level < after:
                counts.pop(below, None)

    @staticmethod
    def _written(found: ListOf, counts: dict[int, int], own: Level) -> str:
        def number(place: re.Match[str]) -> str:
            index = int(place[1]) - 1
            level = found.levels.get(index, Level())
            is_digits = own.is_legal and level.format not in _DECIMAL
            return written("decimal" if is_digits else level.format, counts.get(index, level.start), level.pattern)

        return _PLACE.sub(number, own.text)


def numbers(numbering: Element | None, styles: Element | None) -> Numbers:
    """Return the lists of a document from its numbering.xml and styles.xml (as trees, without namespaces)."""
    known = {style.get("styleId", ""): style for style in styles.iter("style")} if styles is not None else {}
    default = next((key for key, style in known.items() if _is_default(style)), None)
    read = {key: _style(style) for key, style in known.items()}
    return Numbers(_lists(numbering, read) if numbering is not None else {}, read, default)


def _is_default(style: Element) -> bool:
    return style.get("type") == "paragraph" and style.get("default") in ("1", "true", "on")


def _style(element: Element) -> Style:
    number = element.find("pPr/numPr")
    num_id, level = (_value(number, "numId"), _integer(number, "ilvl")) if number is not None else (None, None)
    return Style(_value(element, "basedOn"), num_id, level)


def _lists(numbering: Element, styles: dict[str, Style]) -> dict[str, ListOf]:
    abstracts = {item.get("abstractNumId", ""): item for item in numbering.findall("abstractNum")}
    nums = {item.get("numId", ""): item for item in numbering.findall("num")}
    found = {}
    for num_id, num in nums.items():
        abstract = _linked(_value(num, "abstractNumId") or "", abstracts, nums, styles)
        if abstract not in abstracts:
            continue
        levels = _levels(abstracts[abstract])
        starts = {}
        for override in num.findall("lvlOverride"):
            index = _index(override)
            if (own := override.find("lvl")) is not None:
                levels[index] = _level(own)
            if (start := _integer(override, "startOverride")) is not None:
                starts[index] = start
                levels[index] = replace(levels.get(index, Level()), start=start)
        found[num_id] = ListOf(abstract, levels, starts)
    return found


def _linked(abstract: str, abstracts: dict[str, Element], nums: dict[str, Element], styles: dict[str, Style]) -> str:
    """Follow numStyleLink: a list that is kept in a numbering style."""
    for _ in range(5):
        element = abstracts.get(abstract)
        link = _value(element, "numStyleLink") if element is not None else None
        if not link:
            break
        num = nums.get(styles[link].num_id or "") if link in styles else None
        by_style = (key for key, item in abstracts.items() if _value(item, "styleLink") == link)
        abstract = next(by_style, "") or (_value(num, "abstractNumId") or "" if num is not None else "")
    return abstract


def _levels(abstract: Element) -> dict[int, Level]:
    return {_index(element): _level(element) for element in abstract.findall("lvl")}


def _level(element: Element) -> Level:
    style, pattern = _format(element)
    start, legal = _integer(element, "start"), element.find("isLgl")
    return Level(
        start=1 if start is None else start,
        format=style,
        pattern=pattern,
        text=_value(element, "lvlText") or "",
        has_blank=_value(element, "suff") == "space",
        is_legal=legal is not None and legal.get("val", "1") not in ("0", "false", "off"),
        restarts_after=_integer(element, "lvlRestart"),
        style=_value(element, "pStyle"),
    )


def _format(level: Element) -> tuple[str, str]:
    """Return the number format of a level; a custom one comes wrapped with its fallback."""
    formats = list(level.iter("numFmt"))
    chosen = next((item for item in formats if item.get("val") == "custom"), formats[0] if formats else None)
    return (chosen.get("val", "decimal"), chosen.get("format", "")) if chosen is not None else ("decimal", "")


def _value(element: Element | None, name: str) -> str | None:
    child = element.find(name) if element is not None else None
    return child.get("val") if child is not None else None


def _integer(element: Element | None, name: str) -> int | None:
    return _number(_value(element, name))


def _index(element: Element) -> int:
    return _number(element.get("ilvl")) or 0


def _number(text: str | None) -> int | None:
    try:
        return int(text) if text is not None and len(text) < 8 else None
    except ValueError:
        return None
