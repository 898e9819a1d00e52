"""Rule sets out of references: the standard duties that mandates of one kind of agency have in common.

    >>> derivation = derive([("a.txt", parse(read("a.txt"))), …])
    >>> derivation.as_yaml()
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from mandate_lint.catalogue import Catalogue
from mandate_lint.derive.proof import Proof, Remark, prove
from mandate_lint.derive.reference import Reference, references
from mandate_lint.derive.standard import Derived, default_support, standard_duties
from mandate_lint.derive.update import Updated
from mandate_lint.derive.update import update as _update
from mandate_lint.derive.writing import as_yaml, entry
from mandate_lint.errors import InputError, Say
from mandate_lint.mandate import Mandate
from mandate_lint.records import record
from mandate_lint.yamlfile import Document


@record
class Derivation:
    """What was derived from which references."""

    references: tuple[Reference, ...]
    duties: tuple[Derived, ...]
    department: str
    min_support: int

    def as_yaml(self) -> str:
        """Return the rule file."""
        return as_yaml(self.duties, [one.name for one in self.references], self.department, self.min_support)

    def catalogue(self) -> Catalogue:
        """Return the duties as a catalogue, to hold drafts against without writing a rule file."""
        return Catalogue.load(entry(duty, len(self.references)) for duty in self.duties if not duty.is_form)

    def update(self, document: Document, text: str) -> Updated:
        """Return an older rule file brought up to date, and what changed. Raises InputError."""
        return _update(document, text, self.duties, self.references)

    def summary(self) -> Say:
        """Return one sentence on what was found."""
        duties = [duty for duty in self.duties if not duty.is_form]
        tiers = Counter(duty.tier for duty in duties)
        zh = f"{len(self.references)} 份参照规定，归纳出 {len(duties)} 项标准职责"
        en = f"{len(duties)} standard duties out of {len(self.references)} references"
        parts = [f"{name} {tiers[name]}" for name in ("core", "common", "optional") if tiers[name]]
        return Say(f"{zh}（{'，'.join(parts)}）", f"{en} ({', '.join(parts)})")


def derive(
    mandates: Sequence[tuple[str, Mandate]], department: str | None = None, min_support: int | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Derivation:  # fmt: skip
    """Derive the standard duties of mandates, each given with its path. Raises InputError.

    `department` names the rule set; without it the agencies' own names do. A duty is kept where at
    least `min_support` mandates have it (default: two, or one in ten of many). `progress` is told of
    each group of statements done, and how many there are.
    """
    # In the order of their names, so that the order of the arguments does not matter.
    found = references(sorted(mandates, key=lambda pair: pair[0]))
    if not any(reference.statements for reference in found):
        reason = Say("参照规定里没有读出主要职责", "no main duties could be read in the references")
        raise InputError(reason, Say("可用 mandate-lint outline 查看读出了什么", "mandate-lint outline shows what was read"))
    least = default_support(len(found)) if min_support is None else min_support
    return Derivation(found, standard_duties(found, least, progress), department or _department(found), least)


def duties_of(document: Document) -> list[Mapping[str, Any]]:
    """Return the standard duties of a rule file that was read. Raises InputError where it has none."""
    duties = document.data.get("duties") if isinstance(document.data, dict) else None
    if not isinstance(duties, list) or not duties:
        reason = Say("没有标准职责（duties）", "has no standard duties")
        raise InputError(reason, Say("请给出 derive 写的规则集", "name a rule set that derive wrote"), path=document.path)
    return duties


def told(proof: Proof, document: Document, *, notes: bool = False) -> tuple[InputError, ...]:
    """Return what a proof found wrong, each with its line in the rule file; with `notes`, all its remarks."""
    return tuple(_placed(remark, document) for remark in proof.remarks if notes or remark.is_error)


def _placed(remark: Remark, document: Document) -> InputError:
    line, column = document.position(["duties", remark.number])
    return InputError(remark.message, path=document.path, line=line, column=column)


def _department(found: Sequence[Reference]) -> str:
    """Return what most agencies are called, without their places: 教育局."""
    names = Counter(reference.agency for reference in found if reference.agency)
    return max(sorted(names), key=lambda name: names[name]) if names else "本部门"


__all__ = [
    "Derivation", "Derived", "Proof", "Reference", "Remark", "Updated", "default_support", "derive",
    "duties_of", "prove", "references", "told",
]  # fmt: skip
