"""Finds wrong characters that nobody listed, in normal text."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from functools import cache

from mandate_lint.errors import Say
from mandate_lint.records import NamedTuple
from mandate_lint.script import is_in
from mandate_lint.spelling import confusions, decision, language, names, reasons
from mandate_lint.spelling.confusions import SAME, Confusions
from mandate_lint.spelling.decision import Decision
from mandate_lint.spelling.edits import CONTEXT, LOST, Edit, Line, contest
from mandate_lint.spelling.evidence import Draft, Evidence, weigh
from mandate_lint.spelling.language import Language
from mandate_lint.spelling.symbols import UNKNOWN, encode

ALTERNATIVES = 2
AGAIN = 2
NEAR, BESIDE = 4, 0.5  # a slip seldom comes alone: less is asked beside a sure one
TOUCHED = 16  # characters as far as a repair changes how others are weighed
NO_CHARACTER, NO_CHARACTER_GAIN, ALIKE = 0.6, 60, 8
_BETWEEN = "、，。；：和与及"
SURE, SURE_GAIN = 0.8, 60  # beyond doubt: reported even inside a title


class Suspect(NamedTuple):
    """A stretch of normal text that is probably wrong, and what was probably meant."""

    start: int
    end: int
    replacement: str
    alternatives: tuple[str, ...]
    confidence: float
    reason: Say
    scores: dict[str, float]


class _Repair(NamedTuple):
    """A repair of a line in characters, not yet chosen."""

    start: int
    end: int
    new: str
    edit: Edit
    evidence: Evidence
    confidence: float


_Chosen = tuple[_Repair, list[_Repair]]


class Detector:
    """The tables, loaded once, and the search over a text."""

    def __init__(self, language: Language, confusions: Confusions, decision: Decision) -> None:
        """Take the three tables."""
        self._language, self._confusions, self._decision = language, confusions, decision
        self.levels = decision.levels

    def detect(
        self,
        text: str,
        known: Collection[str] = (),
        least: float = 0.0,
        draft: Draft | None = None,
    ) -> list[Suspect]:
        """Return the suspects of `text` in order, each at least as sure as `least`.

        Nothing is reported inside a word of `known`. What recurs is counted in `draft`, if `text`
        is a part of one.
        """
        least = least or self.levels["info"]
        draft = draft or Draft(text)
        found: list[Suspect] = []
        at = 0
        for paragraph in text.split("\n"):
            chosen = self._choose(paragraph, draft, least) if paragraph else []
            for best, others in chosen:
                if not self._is_name(paragraph, best, known) and not _repeats_item(paragraph, best):
                    found.append(self._suspect(paragraph, at, best, others))
            at += len(paragraph) + 1
        return found

    def _choose(self, paragraph: str, draft: Draft, least: float) -> list[_Chosen]:
        """Return the surest repairs that do not touch, each with its rivals.

        A slip beside a slip is often seen only once the other is repaired: so look again.
        """
        chosen = _surest(self._repairs(paragraph, draft, least), least)
        for _ in range(AGAIN):
            repaired = _repaired(paragraph, chosen)
            if repaired == paragraph:
                break
            more = _surest(self._beside(repaired, draft, least, chosen), 0.0)
            if not more:
                break
            chosen += more
        return sorted(chosen, key=lambda pair: pair[0].start)

    def _beside(self, repaired: str, draft: Draft, least: float, chosen: list[_Chosen]) -> Iterator[_Repair]:
        """Yield what a paragraph still needs once `chosen` is repaired."""
        taken = {at for repair, _ in chosen for at in _places(repair)}
        changed = {near for at in taken for near in range(at - TOUCHED, at + TOUCHED + 1)}
        sure = {r.start for r, _ in chosen if r.confidence >= self.levels["warning"]}
        for one in self._repairs(repaired, draft, among=changed):
            is_near = not sure.isdisjoint(range(one.start - NEAR, one.start + NEAR + 1))
            is_sure = one.confidence >= (least * BESIDE if is_near else least)
            if is_sure and taken.isdisjoint(_places(one)):
                yield one

    def _is_name(self, paragraph: str, best: _Repair, known: Collection[str]) -> bool:
        start, end = best.start, best.end
        is_sure = best.confidence >= SURE and best.edit.gain >= SURE_GAIN
        return names.is_known(paragraph, start, end, known, is_sure=is_sure) or names.makes_division(
            paragraph, start, end, best.new
        )

    def _repairs(
        self, paragraph: str, draft: Draft, needed: float = 0.0, among: Collection[int] | None = None
    ) -> list[_Repair]:
        """Return the repairs that are worth a thought; none if not one is as sure as `needed`.

        With `among`, only at these places.
        """
        symbols, offsets = encode(paragraph, self._language.ids)
        line = Line(symbols, [paragraph[at] for at in offsets], self._language)
        offsets.append(len(paragraph))
        places = None if among is None else {at for at, offset in enumerate(offsets, CONTEXT) if offset in among}
        found = contest(line, self._confusions, places)
        weighed = [(one[0], weigh(line, one, draft, self._confusions)) for one in found]
        if needed and not any(self._confidence(line, *one, needed) for one in weighed):
            return []
        return [
            _Repair(
                offsets[edit.start - CONTEXT],
                offsets[edit.end - CONTEXT],
                "".join(map(self._language.char, edit.new)),
                edit,
                evidence,
                self._confidence(line, edit, evidence),
            )
            for edit, evidence in weighed
        ]

    def _confidence(self, line: Line, edit: Edit, evidence: Evidence, needed: float = 0.0) -> float:
        """Return how sure a repair is; 0 where that is less than `needed`.

        A character that Simplified text does not have (祘 for 算) speaks for itself, which no sample could teach.
        """
        found = self._decision.confidence(evidence, needed)
        return max(found, NO_CHARACTER) if _is_no_character(line, edit, evidence) else found

    def is_word(self, text: str) -> bool:
        """Tell whether `text` is a word of two characters."""
        symbols = [self._language.ids.get(char, UNKNOWN) for char in text]
        return len(symbols) == 2 and self._confusions.is_word(*symbols)

    def was_seen(self, text: str) -> bool:
        """Tell whether two or three characters were ever seen in a row."""
        symbols = [self._language.ids.get(char, UNKNOWN) for char in text]
        if len(symbols) == 2:
            return self._language.pair(*symbols) >= 0
        return len(symbols) == 3 and self._language.triple(*symbols) >= 0

    def _suspect(self, paragraph: str, at: int, best: _Repair, others: list[_Repair]) -> Suspect:
        start, end, new = best.start, best.end, best.new
        if best.edit.kind == LOST:  # a reader needs a character to look at
            start, new = start - 1, paragraph[start - 1] + new
        alternatives = dict.fromkeys(one.new for one in others if (one.start, one.end) == (best.start, best.end))
        alternatives.pop(best.new, None)
        return Suspect(
            at + start,
            at + end,
            new,
            tuple(alternatives)[:ALTERNATIVES],
            round(best.confidence, 3),
            reasons.reason(paragraph, best.start, best.end, best.new, best.edit, best.evidence, self),
            {name: float(value) for name, value in best.evidence._asdict().items()},
        )


def _is_no_character(line: Line, edit: Edit, evidence: Evidence) -> bool:
    """Tell whether a repair exchanges one character outside GB 2312, seen nowhere, for one that it sounds or looks like."""
    if line.symbols[edit.start : edit.end] != [UNKNOWN] or len(edit.new) != 1 or edit.gain < NO_CHARACTER_GAIN:
        return False
    is_alike = edit.sound == SAME or edit.likeness >= ALIKE
    return is_alike and evidence.old_repeats < 2 and not is_in("gb2312", line.chars[edit.start])


def _repeats_item(paragraph: str, repair: _Repair) -> bool:
    """Tell whether a repair would make an item the same as that beside it: 公职律师、公司律师 are two kinds."""
    least, most = max(repair.start - names.WINDOW, 0), min(repair.end + names.WINDOW, len(paragraph))
    begin = max(least, *(paragraph.rfind(mark, least, repair.start) + 1 for mark in _BETWEEN))
    end = min((at for mark in _BETWEEN if (at := paragraph.find(mark, repair.end, most)) >= 0), default=most)
    item = paragraph[begin : repair.start] + repair.new + paragraph[repair.end : end]
    is_second = paragraph.endswith(item, 0, max(begin - 1, 0))
    return len(item) > 1 and (is_second or paragraph.startswith(item, end + 1))


def _surest(repairs: Iterable[_Repair], least: float) -> list[_Chosen]:
    """Return the surest repairs of which none touches another, each with those it beats."""
    chosen: list[_Chosen] = []
    at_place: dict[int, _Chosen] = {}
    for repair in sorted(repairs, key=lambda one: -one.confidence):
        places = range(repair.start, repair.end + 1)
        touching = next((at_place[at] for at in places if at in at_place), None)
        if touching:
            touching[1].append(repair)
        elif repair.confidence >= least:
            chosen.append((repair, []))
            at_place.update(dict.fromkeys(places, chosen[-1]))
    return chosen


def _repaired(paragraph: str, chosen: list[_Chosen]) -> str:
    """Return the paragraph with those repairs made that keep its length."""
    characters = list(paragraph)
    for repair, _ in chosen:
        if len(repair.new) == repair.end - repair.start:
            characters[repair.start : repair.end] = repair.new
    return "".join(characters)


def _places(repair: _Repair) -> range:
    return range(repair.start, max(repair.end, repair.start + 1))


@cache
def shipped() -> Detector:
    """Return the detector over the tables that ship with the package."""
    return Detector(language.shipped(), confusions.shipped(), decision.shipped())


def levels() -> dict[str, float]:
    """Return from which confidence a suspect deserves a `warning`, and from which an `info`."""
    return dict(shipped().levels)


def detect(text: str, known: Collection[str] = (), least: float = 0.0) -> list[Suspect]:
    """Return what is probably misspelt in normal text; see `Detector.detect`."""
    return shipped().detect(text, known, least)
