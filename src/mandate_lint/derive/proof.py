"""Whether a rule set's anchors find in the references what its evidence says, and nothing else."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Literal

from mandate_lint.catalogue import Catalogue, StandardDuty
from mandate_lint.derive.reference import Reference, Statement, same_item
from mandate_lint.errors import Say
from mandate_lint.phrases import Index
from mandate_lint.records import record

Kind = Literal["unfound", "elsewhere", "stray", "no-wording", "idle"]
_SHOWN = 30


@record
class Remark:
    """What does not fit: an error, or (`elsewhere`, `idle`) a note."""

    kind: Kind
    duty: str
    number: int  # the duty's place in the rule set, from 0
    reference: str
    message: Say

    @property
    def is_error(self) -> bool:
        """Tell whether the rule set is wrong, and not merely wider than these references."""
        return self.kind in ("unfound", "stray", "no-wording")


@record
class Proof:
    """The outcome for a rule set: what was proved, what does not fit, and what could not be seen."""

    duties: int
    proved: int  # pairs of a duty and a reference, both as the evidence says
    remarks: tuple[Remark, ...]
    absent: tuple[str, ...]  # references that the evidence names and that are not at hand

    def summary(self) -> Say:
        """Return one sentence on the whole."""
        errors = sum(remark.is_error for remark in self.remarks)
        zh = f"{self.duties} 项标准职责：{self.proved} 处与证据相符，{errors} 处不符"
        en = f"{self.duties} standard duties: {self.proved} pairs as the evidence says, {errors} not"
        if self.absent:
            zh += f"；未提供参照规定 {'、'.join(self.absent)}"
            en += f"; references not given: {', '.join(self.absent)}"
        return Say(zh + "。", en + ".")


def prove(entries: Sequence[Mapping[str, Any]], references: Sequence[Reference]) -> Proof:
    """Prove the duties of a rule set against references."""
    catalogue = Catalogue.load(entries)
    # Without evidence a catalogue finds by its anchors alone, not by wordings in spite of a slip.
    anchored = Catalogue.load({key: value for key, value in one.items() if key != "evidence"} for one in entries)
    found = {one.name: _found(anchored, one) for one in references}
    remarks: list[Remark] = []
    for number, duty in enumerate(catalogue.duties):
        for reference in references:
            remarks += _of_pair(duty, number, reference, found[reference.name].get(duty.id, []))
        remarks += _idle(duty, number, references)
    named = {seen.reference for duty in catalogue.duties for seen in duty.evidence}
    pairs = len(catalogue.duties) * len(references)
    wrong = {(remark.duty, remark.reference) for remark in remarks if remark.is_error}
    return Proof(len(catalogue.duties), pairs - len(wrong), tuple(remarks), tuple(sorted(named - found.keys())))


def _found(catalogue: Catalogue, reference: Reference) -> dict[str, list[Statement]]:
    found: dict[str, list[Statement]] = {}
    for statement in reference.statements:
        for duty in catalogue.ids(statement.text):
            found.setdefault(duty, []).append(statement)
    return found


def _of_pair(duty: StandardDuty, number: int, reference: Reference, found: Sequence[Statement]) -> Iterator[Remark]:
    """Yield what does not fit between a duty and a reference."""
    told = [seen for seen in duty.evidence if seen.reference == reference.name]
    if not told:
        if found:
            where, text = found[0].label, found[0].text[:_SHOWN]
            yield Remark("stray", duty.id, number, reference.name, Say(
                f"{duty.id}：证据没有 {reference.name}，锚点却在{where}找到“{text}”",
                f"{duty.id}: no evidence from {reference.name}, yet an anchor finds “{text}” in {where}",
            ))  # fmt: skip
        return
    items = {statement.label for statement in found}
    for seen in told:
        at_item = [one for one in reference.statements if same_item(one.label, seen.item)]
        if seen.wording and at_item and not any(_has(seen.wording, one.text) for one in at_item):
            yield Remark("no-wording", duty.id, number, reference.name, Say(
                f"{duty.id}：{reference.name}{seen.item}没有“{seen.wording}”",
                f"{duty.id}: {seen.item} of {reference.name} does not say “{seen.wording}”",
            ))  # fmt: skip
        if not any(same_item(seen.item, item) for item in items):
            yield _not_there(duty, number, seen.item, reference.name, sorted(items))


def _has(wording: str, text: str) -> bool:
    """Tell whether an item says a wording; one that runs past a statement's end is known by its beginning."""
    return wording in text or (len(wording) > 4 and (text in wording or wording[: len(wording) // 2 + 1] in text))


def _not_there(duty: StandardDuty, number: int, item: str, name: str, items: Sequence[str]) -> Remark:
    if items:
        return Remark("elsewhere", duty.id, number, name, Say(
            f"{duty.id}：{name}{item}没有锚点找到，但{'、'.join(items)}有",
            f"{duty.id}: no anchor finds {item} of {name}, but {', '.join(items)}",
        ))  # fmt: skip
    return Remark("unfound", duty.id, number, name, Say(
        f"{duty.id}：证据说 {name}{item}写明该职责，锚点却找不到",
        f"{duty.id}: the evidence says {item} of {name}, but no anchor finds it",
    ))  # fmt: skip


def _idle(duty: StandardDuty, number: int, references: Sequence[Reference]) -> Iterator[Remark]:
    """Yield the anchors that find nothing in any reference."""
    texts = [statement.text for reference in references for statement in reference.statements]
    for anchor in duty.anchors:
        index = Index([(anchor, anchor)])
        if not any(next(iter(index.find(text)), None) for text in texts):
            yield Remark("idle", duty.id, number, "", Say(
                f"{duty.id}：锚点“{anchor}”在这些参照规定中没有找到任何文字",
                f"{duty.id}: the anchor “{anchor}” finds nothing in these references",
            ))  # fmt: skip
