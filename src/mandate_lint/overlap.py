"""Units beside each other, and units against the agency: one task twice, and a lead too far.

Two statements are one task where verb and object are the same. An agency that only takes part
(参与, 配合) has no unit that leads (牵头, 负责) in the same matter.
"""

from __future__ import annotations

from collections.abc import Iterator

from mandate_lint import patterns
from mandate_lint.coverage import is_general
from mandate_lint.duties import likeness, telling
from mandate_lint.mandate import Clause, Duty, Mandate, Unit
from mandate_lint.records import NamedTuple

SAME = 0.86  # likeness from which two objects are one
MOST = 100  # statements of one verb and word that are held against each other
TELLING = 9.0  # weight of the words that an object has at least
_LEADS = patterns.compile(r"牵头|会同|为主|统筹|主办|联合|配合|协助|参与|按职责分工|按分工|相关领域|本领域|有关(?:科室|处室|股室)|职责范围内|有关|相关")
_VERB = patterns.compile(
    r"^(?:负责|承担|具体负责|主要负责)?(?:组织)?(拟订|拟定|制定|编制|起草|组织实施|组织|指导|协调|统筹|推进|推动|管理|监督|审核|审批|受理|开展|"
    r"实施|建立|落实|提出|培育|办理|承办|承担|负责|登记|认定|评审|推荐|申报|统计)?"
)
_TAKES_PART = patterns.compile(r"^(?:参与|配合|协助|会同有关部门参与)")
_TAKES_LEAD = patterns.compile(r"^(?:牵头|负责|主持|统筹|主管)")
_OBJECT_START = patterns.compile(r"^(?:(?:参与|配合|协助)[^，]{2,14}?(?:局|委|厅|部门|机关)|参与|配合|协助|牵头|负责|组织|编制|拟订|主持|统筹|主管|开展|实施|承担|推进|推动|有关部门|全市|全县|全区|全省|市|县|区|省|本)+")


class Overlap(NamedTuple):
    """One task given to two units: the later statement, and the earlier one."""

    unit: Unit
    clause: Clause
    other: Unit
    earlier: Clause


class Lead(NamedTuple):
    """A unit that leads where its agency takes part."""

    unit: Unit
    clause: Clause
    duty: Duty
    part: Clause


def overlaps(mandate: Mandate) -> Iterator[Overlap]:
    """Yield each task that a second unit has too, with nothing that says who leads."""
    seen: dict[tuple[str, str], list[tuple[Unit, Clause, str]]] = {}
    for unit in mandate.units:
        for clause in unit.clauses:
            verb, matter = _task(clause)
            if len(matter) < 6 or is_general(unit) or _LEADS.search(clause.text) or not _tells(matter):
                continue
            # Objects that are one share their most telling word: only such are held against each other.
            beside = seen.setdefault((verb, _most_telling(matter)), [])
            for other, earlier, other_matter in beside[-MOST:]:
                if other is not unit and _is_same(matter, other_matter):
                    yield Overlap(unit, clause, other, earlier)
                    break
            beside.append((unit, clause, matter))


def _tells(matter: str) -> bool:
    """Tell whether an object says what it is about: 提出重大任务并监督实施 does not."""
    return sum(telling(matter).values()) >= TELLING


def _most_telling(matter: str) -> str:
    words = telling(matter)
    return max(words, key=lambda word: (words[word], word), default="")


def _task(clause: Clause) -> tuple[str, str]:
    found = _VERB.match(clause.text)
    verb = (found[1] or "") if found else ""
    matter = clause.text[found.end() :] if found else clause.text
    return verb, patterns.compile(r"(?:有关|相关)?工作$").sub("", matter)


def _is_same(first: str, second: str) -> bool:
    longer, shorter = max(len(first), len(second)), min(len(first), len(second))
    return first == second or (shorter * 10 >= longer * 7 and likeness(first, second) >= SAME)


def leads_beyond(mandate: Mandate) -> Iterator[Lead]:
    """Yield each statement of a unit that leads in what a main duty only takes part in."""
    parts = [
        (duty, clause) for duty in mandate.duties if duty.kind == "duty"
        for clause in duty.clauses if _TAKES_PART.match(clause.text)
    ]  # fmt: skip
    parts = parts[:MOST]
    for unit in mandate.units if parts else ():
        for clause in unit.clauses:
            if not _TAKES_LEAD.match(clause.text):
                continue
            matter = _OBJECT_START.sub("", clause.text)
            for duty, part in parts:
                own = _OBJECT_START.sub("", part.text)
                if min(len(matter), len(own)) >= 4 and (own in matter or likeness(matter, own) >= 0.8):
                    yield Lead(unit, clause, duty, part)
                    break


