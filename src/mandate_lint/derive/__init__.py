"""Rule sets out of references: the standard duties that mandates of one kind of agency have in common.

    >>> derivation = derive([("a.txt", parse(read("a.txt"))), …])
    >>> derivation.as_yaml()
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from mandate_lint.derive.proof import Proof, Remark, prove
from mandate_lint.derive.reference import Reference, references
from mandate_lint.derive.standard import Derived, default_support, standard_duties
from mandate_lint.derive.update import Updated
from mandate_lint.derive.update import update as _update
from mandate_lint.derive.writing import as_yaml
from mandate_lint.errors import InputError, Say
from mandate_lint.mandate import Mandate
from mandate_lint.yamlfile import Document


@dataclass(frozen=True)
class Derivation:
    """What was derived from which references."""

    references: tuple[Reference, ...]
    duties: tuple[Derived, ...]
    department: str
    min_support: int

    def as_yaml(self) -> str:
        """Return the rule file."""
        return as_yaml(self.duties, [one.name for one in self.references], self.department, self.min_support)

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


def _department(found: Sequence[Reference]) -> str:
    """Return what most agencies are called, without their places: 教育局."""
    names: Counter[str] = Counter()
    for reference in found:
        agency = reference.mandate.agency
        if agency is not None:
            name = agency.text
            for place in reference.place_names:
                name = name.removeprefix(place)
            names[name] += 1
    return max(sorted(names), key=lambda name: names[name]) if names else "本部门"


__all__ = [
    "Derivation", "Derived", "Proof", "Reference", "Remark", "Updated", "default_support", "derive", "prove", "references",
]  # fmt: skip
