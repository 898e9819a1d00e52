"""A reference as `derive` sees it: its mandate, a short name, and the clauses that state duties."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence

from mandate_lint.mandate import Duty, DutyKind, Mandate
from mandate_lint.records import field, record

_LEVELS = re.compile(
    r"全(?:省|市|县|区|州|盟|旗)|本(?:省|市|县|区|级|地区|部门|系统)|我(?:省|市|县|区)|(?:省|市|县|区|州)级|(?:国家|省|市|县|区|自治区|自治州)"
    r"(?:、(?:国家|省|市|县|区|自治区|自治州))+|市委|市政府|县委|县政府|省委|省政府|区委|区政府|人民政府"
)
_ITEM_MARK = re.compile(r"[()（）.、．\s]")


@record
class Statement:
    """A clause of a main duty: the reference, the item and the normal text it stands in."""

    reference: int
    item: int
    place: int  # its place among the reference's statements
    text: str
    label: str = field(compare=False)
    kind: DutyKind = field(default="duty", compare=False)


@record
class Reference:
    """A mandate that others are measured by."""

    name: str
    mandate: Mandate
    statements: tuple[Statement, ...] = ()

    @property
    def place_names(self) -> tuple[str, ...]:
        """Return the names of the reference's own place, the longest first."""
        if self.mandate.jurisdiction is None:
            return ()
        name = self.mandate.jurisdiction.text
        stem = name[:-1] if len(name) > 2 else name
        return (name, stem)


    @property
    def agency(self) -> str:
        """Return the agency's name without its place: 教育局; "" where none is known."""
        name = self.mandate.agency.text if self.mandate.agency else ""
        for place in self.place_names:
            name = name.removeprefix(place)
        return name


def references(mandates: Sequence[tuple[str, Mandate]]) -> tuple[Reference, ...]:
    """Return references with names that are short and differ: the files' names without their endings."""
    names = _short_names([path for path, _ in mandates])
    return tuple(
        Reference(name, mandate, tuple(_statements(index, mandate)))
        for index, (name, (_, mandate)) in enumerate(zip(names, mandates, strict=True))
    )


def _short_names(paths: Sequence[str]) -> list[str]:
    stems = [os.path.splitext(os.path.basename(path))[0] or path for path in paths]
    doubled = {stem for stem in stems if stems.count(stem) > 1}
    names: list[str] = []
    for path, stem in zip(paths, stems, strict=True):
        folder = os.path.basename(os.path.dirname(path))
        name = f"{folder}/{stem}" if stem in doubled and folder else stem
        while name in names:
            name += "'"
        names.append(name)
    return names


def _statements(reference: int, mandate: Mandate) -> Iterator[Statement]:
    """Yield what the main duties state; of a transition or a division of work, that there is one."""
    place = 0
    for duty in mandate.duties:
        for text in _texts(duty):
            yield Statement(reference, duty.index, place, text, duty.marker.text if duty.marker else duty.label, duty.kind)
            place += 1


def _texts(duty: Duty) -> tuple[str, ...]:
    if duty.kind in ("transition", "coordination"):
        return ("职能转变",) if duty.kind == "transition" else ("有关职责分工",)
    return tuple(clause.text for clause in duty.clauses)


def without_places(text: str, names: Sequence[str]) -> str:
    """Return a text without the reference's own place and without words for levels: 全市, 市级."""
    for name in names:
        text = text.replace(name, "")
    return _LEVELS.sub("", text)


def same_item(one: str, other: str) -> bool:
    """Tell whether two item numbers are the same, whatever brackets they wear: （三）, (三)."""
    return _ITEM_MARK.sub("", one) == _ITEM_MARK.sub("", other)
