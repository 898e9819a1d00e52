"""The standard duties of a kind of agency, and how they are found in text.

A duty is stated by any of its anchors, or by a reference's wording with one wrong character: a
misspelt duty (科研城信) is no missing one.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping
from functools import cached_property
from typing import Any

from mandate_lint.errors import Say
from mandate_lint.phrases import Index, Match
from mandate_lint.records import NamedTuple, record

_MARKS = frozenset("…{}⟦⟧")  # marks of phrases, which a wording cannot hold
LEAST = 8  # characters of a wording that is known in spite of a wrong one
KEPT = 4096  # texts of which a catalogue remembers what they state


class Seen(NamedTuple):
    """Where a reference mandate states a duty, and how it words it there."""

    reference: str
    item: str
    wording: str


class Stated(NamedTuple):
    """A standard duty found in a text, at 0-based offsets, the end exclusive."""

    duty: str
    start: int
    end: int


@record
class StandardDuty:
    """One standard duty of a catalogue.

    `anchors` are phrases, any of which states the duty; `excluded` are phrases that take an anchor
    back where they cover it. `units` are words in the names of units that usually carry it.
    """

    id: str
    title: Say
    tier: str
    anchors: tuple[str, ...]
    excluded: tuple[str, ...] = ()
    needs_unit: bool = True
    units: tuple[str, ...] = ()
    levels: tuple[str, ...] = ()
    agencies: tuple[str, ...] = ()
    evidence: tuple[Seen, ...] = ()
    set_name: str = ""

    @property
    def is_general(self) -> bool:
        """Tell whether it is a responsibility of any agency (files, personnel), not of a department."""
        return self.set_name.startswith("general")

    @property
    def references(self) -> tuple[str, ...]:
        """Return the references that have the duty, each once."""
        return tuple(dict.fromkeys(seen.reference for seen in self.evidence))


class Catalogue:
    """Standard duties, with one index over all their anchors."""

    def __init__(self, duties: Iterable[StandardDuty] = ()) -> None:
        """Keep the duties; the index is built when it is first asked."""
        self.duties = tuple(duties)
        self.by_id = {duty.id: duty for duty in self.duties}
        self._kept: dict[str, tuple[Stated, ...]] = {}  # several checks ask about the same statements

    @classmethod
    def load(cls, entries: Iterable[Mapping[str, Any]]) -> Catalogue:
        """Return the catalogue of validated rule-file entries."""
        return cls(_duty(entry) for entry in entries)

    @property
    def special(self) -> tuple[StandardDuty, ...]:
        """Return the duties of the department, those of any agency left out."""
        return tuple(duty for duty in self.duties if not duty.is_general)

    @cached_property
    def references(self) -> tuple[str, ...]:
        """Return the references that the evidence of the department's duties names."""
        return tuple(sorted({name for duty in self.special for name in duty.references}))

    @cached_property
    def _anchors(self) -> Index[str]:
        return Index((duty.id, anchor) for duty in self.duties for anchor in duty.anchors)

    @cached_property
    def _excluded(self) -> Index[str]:
        return Index((duty.id, phrase) for duty in self.duties for phrase in duty.excluded)

    @cached_property
    def _halves(self) -> Index[tuple[str, str, int]]:
        """Index both halves of each long wording: one wrong character leaves one half whole."""
        wordings = {(duty.id, seen.wording) for duty in self.special for seen in duty.evidence}
        return Index(
            ((duty, wording, at), half)
            for duty, wording in sorted(wordings) if len(wording) >= LEAST and _MARKS.isdisjoint(wording)
            for at, half in ((0, wording[: len(wording) // 2]), (len(wording) // 2, wording[len(wording) // 2 :]))
        )  # fmt: skip

    def indexes(self) -> Iterable[Index[Any]]:
        """Return all phrase indexes, so that they can be worked out in advance."""
        return self._anchors, self._excluded, self._halves

    def find(self, text: str) -> tuple[Stated, ...]:
        """Return the duties that a normal text states, each where it does so first, in order."""
        kept = self._kept.get(text)
        if kept is None:
            if len(self._kept) >= KEPT:
                self._kept.clear()
            found: dict[str, Stated] = {}
            for stated in self._anchored(text, found):
                found[stated.duty] = stated
            for stated in self._misspelt(text, found):
                found[stated.duty] = stated
            kept = self._kept[text] = tuple(sorted(found.values(), key=_start))
        return kept

    def _anchored(self, text: str, found: Container[str]) -> Iterator[Stated]:
        taken_back: list[Match[str]] | None = None
        for match in self._anchors.find(text, found):
            if taken_back is None:
                taken_back = list(self._excluded.find(text))
            is_excluded = any(
                one.key == match.key and one.start <= match.start and match.end <= one.end for one in taken_back
            )
            if not is_excluded:
                yield Stated(match.key, match.start, match.end)

    def _misspelt(self, text: str, found: Container[str]) -> Iterator[Stated]:
        for match in self._halves.find(text):
            duty, wording, at = match.key
            start = match.start - at
            window = text[max(start, 0) : start + len(wording)]
            if duty not in found and len(window) == len(wording) and sum(map(str.__ne__, window, wording)) == 1:
                yield Stated(duty, start, start + len(wording))

    def ids(self, text: str) -> tuple[str, ...]:
        """Return the ids of the duties that a text states, each once, in order."""
        return tuple(stated.duty for stated in self.find(text))


def _duty(entry: Mapping[str, Any]) -> StandardDuty:
    title = entry["title"]
    return StandardDuty(
        id=entry["id"], title=Say(title, title) if isinstance(title, str) else Say(title["zh"], title["en"]),
        tier=entry["tier"], anchors=tuple(entry["anchors"]), excluded=tuple(entry.get("not", ())),
        needs_unit=entry.get("needs_unit", True), units=tuple(entry.get("units", ())),
        levels=tuple(entry.get("levels", ())), agencies=tuple(entry.get("agencies", ())),
        evidence=tuple(
            Seen(one["reference"], one.get("item", ""), one.get("wording", "")) for one in entry.get("evidence", ())
        ),
        set_name=entry.get("set", ""),
    )  # fmt: skip


def _start(stated: Stated) -> int:
    return stated.start


EMPTY = Catalogue()
