"""Rules applied to a mandate: from hits to findings. Pure: no file is read here."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from mandate_lint.checks import load_check
from mandate_lint.errors import Say
from mandate_lint.finding import Finding, fill
from mandate_lint.hit import Hit
from mandate_lint.mandate import Mandate
from mandate_lint.rule import Rule
from mandate_lint.script import script_of, to_traditional

_BESIDE = 20  # findings before and after, in the order of the text, among which rivals are looked for
# A stretch with a sure defect needs no second remark of a weaker kind at the same place.
_YIELDS_TO = {"suspected-typo": ("typo", "pinyin-residue", "mixed-script", "nonstandard-verb", "stray-space", "foreign-place-name", "repeated-text")}


def lint(mandate: Mandate, rules: Iterable[Rule]) -> tuple[Finding, ...]:
    """Return the findings of `rules` in a mandate, in the order of the text."""
    found = [finding for rule in rules for finding in _apply(rule, mandate)]
    found.sort(key=lambda finding: (finding.span, finding.rule.id))
    return tuple(_unrepeated(found))


def _apply(rule: Rule, mandate: Mandate) -> Iterator[Finding]:
    check = load_check(rule.check)
    assert check is not None, rule.check  # the rule set was validated
    nodes = list(mandate.select(rule.where))
    for hit in check.check(nodes, mandate, rule.options):
        yield _finding(rule, hit, mandate)


def _finding(rule: Rule, hit: Hit, mandate: Mandate) -> Finding:
    source = mandate.source
    text = source.quote(hit.span)
    replacement = _in_script(hit, mandate)
    case = rule.case(hit.case)
    duty, unit = _whose(hit, mandate)
    said = {key: value for key, value in hit.values.items() if isinstance(value, Say)}
    plain = {key: value for key, value in hit.values.items() if not isinstance(value, Say)}
    plain |= {"text": text, "replacement": replacement or ""}
    return Finding(
        rule=rule, severity=case.severity, span=hit.span,
        start=source.position(hit.span.start), end=source.position(hit.span.end),
        text=text, message=fill(case.message, plain, said),
        replacement=replacement, is_fixable=hit.is_safe and replacement is not None,
        duty=duty, unit=unit, evidence=tuple(hit.evidence), related=tuple(hit.related),
        count=hit.count, page=source.page(hit.span.start),
    )  # fmt: skip


def _in_script(hit: Hit, mandate: Mandate) -> str | None:
    """Return the replacement in the draft's own script."""
    if hit.replacement is None or hit.verbatim or mandate.script == "simplified":
        return hit.replacement
    is_traditional = mandate.script == "traditional"
    if mandate.script == "mixed":  # the line's own characters decide
        line = mandate.source.line_text(mandate.source.position(hit.span.start).line)
        is_traditional = script_of(line) == "traditional"
    return to_traditional(hit.replacement) if is_traditional else hit.replacement


def _whose(hit: Hit, mandate: Mandate) -> tuple[str | None, str | None]:
    """Return the duty and unit that a hit concerns: its own, or those it stands in."""
    if hit.duty or hit.unit:
        return hit.duty, hit.unit
    duty, unit = mandate.duty_at(hit.span), mandate.unit_at(hit.span)
    return (duty.number if duty else None), (unit.name if unit else None)


def _unrepeated(found: Sequence[Finding]) -> Iterator[Finding]:
    """Leave out weaker findings where a sure one stands on the same stretch."""
    for at, finding in enumerate(found):
        stronger = _YIELDS_TO.get(finding.rule.id, ())
        beside = found[max(0, at - _BESIDE) : at + _BESIDE] if stronger else ()
        if not any(other.rule.id in stronger and other.span.overlaps(finding.span) for other in beside):
            yield finding
