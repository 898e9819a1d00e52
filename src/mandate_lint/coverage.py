"""Which unit carries which duty.

Every statement of a main duty is held against every statement of a unit. Two that state the same
standard duty are linked; a statement that no standard duty links is linked by likeness. What then
stays alone is reported: duties without a unit, units without a duty, statements without a unit.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cached_property

from mandate_lint import patterns
from mandate_lint.catalogue import Catalogue
from mandate_lint.duties import likeness, telling
from mandate_lint.mandate import Clause, Duty, Mandate, Unit
from mandate_lint.records import NamedTuple, record

LIKE = 0.34  # likeness from which two statements are taken to speak of the same
LIKE_ONE, LIKE_BOTH = 0.5, 0.75  # the same where the catalogue knows one of them, or each as another duty
NEARLY = 0.8  # share of the best likeness that a further unit needs
SHARE = 0.7  # what a short statement that lies wholly in another one scores
WHOLE = 8  # characters of a unit's statement that, whole within a duty's, speaks of the same
MOST_PAIRS = 1_000_000  # pairs of statements above which a text is no single mandate
TELLING = 6.0  # weight of its words from which a statement says what it is about
# General offices, personnel and Party units are judged by their own standard responsibilities.
_GENERAL_UNIT = patterns.compile(
    r"办公室$|综合[科处股室部]$|人事|党委|党总支|党支部|纪委|纪检|工会|团委|妇联|老干部|离退休|机关党|财务|审计|后勤|秘书|政工|督查"
)
_NO_UNIT_NEEDED = patterns.compile(r"贯彻(?:落实|执行).{0,30}(?:方针|法律|法规|政策|决策部署)|落实[^，。；]{0,20}(?:决策部署|工作部署)|党(?:中央|的)|安全生产|生态环境保护|意识形态|从严治党|党风廉政|贯彻[^，。；]{0,12}思想|团结、?教育")


@record
class Pair:
    """Two statements that are linked, and by which standard duty (None: by likeness)."""

    duty: Clause
    unit: Clause
    standard: str | None
    score: float


@record
class Link:
    """A unit that carries a duty, with the statements that show it."""

    duty: Duty
    unit: Unit
    pairs: tuple[Pair, ...]

    @property
    def score(self) -> float:
        """Return the score of the best pair, from 0 to 1."""
        return max(pair.score for pair in self.pairs)


@record
class Coverage:
    """The duty × unit matrix of a mandate."""

    mandate: Mandate
    links: tuple[Link, ...]
    loose: tuple[tuple[Duty, Clause], ...]  # statements of main duties that no unit carries
    is_judged: bool = True  # False for a text that is too large to be one mandate

    @cached_property
    def duties_without_unit(self) -> tuple[Duty, ...]:
        """Return the main duties of which no unit carries anything."""
        linked = {link.duty.index for link in self.links}
        return () if not self.is_judged else tuple(duty for duty in main_duties(self.mandate) if duty.index not in linked)

    @cached_property
    def units_without_duty(self) -> tuple[Unit, ...]:
        """Return the units that carry no main duty."""
        linked = {link.unit.heading.start for link in self.links}
        return () if not self.is_judged else tuple(unit for unit in self.mandate.units if unit.heading.start not in linked)


def main_duties(mandate: Mandate) -> Iterator[Duty]:
    """Yield the duties that units are there to carry: no catch-all, transition or coordination."""
    return (duty for duty in mandate.duties if duty.kind == "duty")


def is_general(unit: Unit) -> bool:
    """Tell whether a unit keeps the house: offices, personnel, Party, finance."""
    return bool(_GENERAL_UNIT.search(unit.plain_name))


def coverage(mandate: Mandate, catalogue: Catalogue) -> Coverage:
    """Return the links between duties and units of a mandate."""
    return _Matcher(mandate, catalogue).coverage()


def of(mandate: Mandate) -> Coverage:
    """Return the coverage of a mandate with its own catalogue, worked out once."""
    return mandate.once("coverage", lambda: coverage(mandate, mandate.catalogue))


class _Stated(NamedTuple):
    """A statement of a unit: its text, where that is long enough to tell, and its words with their weights."""

    unit: Unit
    clause: Clause
    whole: str
    words: dict[str, float]
    weight: float


def _score(text: str, words: dict[str, float], first: float, stated: _Stated) -> float:
    """Return how alike a duty's statement, whose words weigh `first`, and a unit's are, by words that tell units apart."""
    if stated.whole and stated.whole in text:
        return SHARE
    if words.keys().isdisjoint(stated.words):
        return 0.0
    common, second = sum(weight for word, weight in words.items() if word in stated.words), stated.weight
    if not common:
        return 0.0
    part = common / min(first, second) if min(first, second) >= TELLING else 0.0
    return max(common / math.sqrt(first * second), part * SHARE)


class _Matcher:
    """Matches the statements of one mandate; keeps what each states."""

    def __init__(self, mandate: Mandate, catalogue: Catalogue) -> None:
        self.mandate = mandate
        self.catalogue = catalogue
        self.special = {duty.id for duty in catalogue.special}
        self.duty_clauses = [(duty, clause) for duty in main_duties(mandate) for clause in duty.clauses]
        self.unit_clauses = [(unit, clause) for unit in mandate.units for clause in unit.clauses]
        self._ids: dict[int, frozenset[str]] = {}
        self._kept: dict[int, dict[str, float]] = {}

    def ids(self, clause: Clause) -> frozenset[str]:
        """Return the department's standard duties that a clause states."""
        if clause.start not in self._ids:
            self._ids[clause.start] = frozenset(self.catalogue.ids(clause.text)) & self.special
        return self._ids[clause.start]

    def coverage(self) -> Coverage:
        """Return the links, and the statements without any."""
        if len(self.duty_clauses) * len(self.unit_clauses) > MOST_PAIRS:
            return Coverage(self.mandate, (), (), is_judged=False)
        by_standard = [pair for duty, clause in self.duty_clauses for pair in self._by_standard(duty, clause)]
        linked = {pair.duty.start for _, _, pair in by_standard}
        by_likeness = [
            found for duty, clause in self.duty_clauses if clause.start not in linked
            for found in self._by_likeness(duty, clause)
        ]  # fmt: skip
        pairs = [*by_standard, *by_likeness]
        linked |= {pair.duty.start for _, _, pair in by_likeness}
        loose = tuple(
            (duty, clause) for duty, clause in self.duty_clauses if clause.start not in linked and self._needs_unit(clause)
        )
        return Coverage(self.mandate, tuple(_links(pairs)), loose)

    def _by_standard(self, duty: Duty, clause: Clause) -> Iterator[tuple[Duty, Unit, Pair]]:
        own = self.ids(clause)
        found = {other.start: (unit, other) for name in own for unit, other in self._by_id.get(name, ())}
        for _, (unit, other) in sorted(found.items()):
            common = own & self.ids(other)
            score = 1.0 if clause.text == other.text else 0.9 if len(common) > 1 else 0.8
            yield duty, unit, Pair(clause, other, min(common), score)

    @cached_property
    def _by_id(self) -> dict[str, list[tuple[Unit, Clause]]]:
        """Return the unit statements that state each standard duty."""
        found: dict[str, list[tuple[Unit, Clause]]] = {}
        for unit, clause in self.unit_clauses:
            for name in self.ids(clause):
                found.setdefault(name, []).append((unit, clause))
        return found

    def _by_likeness(self, duty: Duty, clause: Clause) -> list[tuple[Duty, Unit, Pair]]:
        """Link a statement to the unit statements most like it, and to those nearly as like."""
        if self._is_without_unit(clause):
            return []
        text, words = clause.text, self._words(clause)
        weight = sum(words.values())
        scored = [(_score(text, words, weight, stated), stated) for stated in self._stated]
        alike = [
            (score, stated.unit, stated.clause)
            for score, stated in scored
            if score >= LIKE and score >= self._least(clause, stated.clause)
        ]
        best = max((score for score, _, _ in alike), default=0.0)
        return [
            (duty, unit, Pair(clause, other, None, round(score, 2)))
            for score, unit, other in alike if score >= NEARLY * best
        ]  # fmt: skip

    def _least(self, clause: Clause, other: Clause) -> float:
        """Return the likeness that two statements need: more where the catalogue tells them apart."""
        return (LIKE, LIKE_ONE, LIKE_BOTH)[bool(self.ids(clause)) + bool(self.ids(other))]

    def _is_without_unit(self, clause: Clause) -> bool:
        """Tell whether a statement is of standard duties alone that no unit is expected to carry."""
        duties = [self.catalogue.by_id[name] for name in self.ids(clause)]
        return bool(duties) and not any(duty.needs_unit for duty in duties)

    @cached_property
    def _stated(self) -> list[_Stated]:
        """Return what each unit states, ready to be held against every duty."""
        texts = [clause.text.rstrip("。；，") for _, clause in self.unit_clauses]
        words = [self._words(clause) for _, clause in self.unit_clauses]
        return [
            _Stated(unit, clause, text if len(text) >= WHOLE else "", own, sum(own.values()))
            for (unit, clause), text, own in zip(self.unit_clauses, texts, words, strict=True)
        ]

    def _words(self, clause: Clause) -> dict[str, float]:
        """Return the telling words of a statement; those that every unit has tell nothing."""
        if clause.start not in self._kept:
            self._kept[clause.start] = {
                word: weight * self._apart.get(word, 1.0) for word, weight in telling(clause.text).items()
            }
        return self._kept[clause.start]

    @cached_property
    def _apart(self) -> dict[str, float]:
        """Return how well each word tells the units apart: 1 for a word of one unit, 0 for one of all."""
        units = [unit for unit in self.mandate.units if unit.clauses]
        seen: Counter[str] = Counter()
        for unit in units:
            seen.update({word for clause in unit.clauses for word in telling(clause.text)})
        whole = math.log(len(units) + 1)
        return {word: max(math.log((len(units) + 1) / n) / whole, 0.0) for word, n in seen.items()}

    def _needs_unit(self, clause: Clause) -> bool:
        if self._is_without_unit(clause):
            return False
        return needs_unit(clause) and sum(telling(clause.text).values()) >= TELLING


def needs_unit(clause: Clause) -> bool:
    """Tell whether one unit is expected to carry a statement; some bind all: 贯彻执行…方针政策, 党的建设."""
    return not _NO_UNIT_NEEDED.search(clause.text)


def _links(pairs: Sequence[tuple[Duty, Unit, Pair]]) -> Iterator[Link]:
    grouped: dict[tuple[int, int], list[tuple[Duty, Unit, Pair]]] = {}
    for duty, unit, pair in pairs:
        grouped.setdefault((duty.index, unit.heading.start), []).append((duty, unit, pair))
    for key in sorted(grouped):
        duty, unit, _ = grouped[key][0]
        best = sorted((pair for _, _, pair in grouped[key]), key=lambda pair: -pair.score)
        yield Link(duty, unit, tuple(best))


def nearest_unit(clause: Clause, mandate: Mandate) -> tuple[Unit, Clause, float] | None:
    """Return the unit statement nearest to a statement of a duty, and how near it is."""
    scored = [
        (likeness(clause.text, other.text), index, unit, other)
        for index, (unit, other) in enumerate((u, c) for u in mandate.units for c in u.clauses)
    ]
    if not scored:
        return None
    score, _, unit, other = max(scored, key=lambda one: (one[0], -one[1]))
    return (unit, other, score) if score > 0 else None
