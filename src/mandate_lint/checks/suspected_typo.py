"""Reports wrong characters that nobody listed, found by the detector of the package `spelling`.

The detector says how sure it is. What is sure enough for a warning is always reported; what is
less sure only with the option `info`, which asking for the rule by name sets.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from mandate_lint.errors import Say
from mandate_lint.hit import Evidence, Hit
from mandate_lint.mandate import Mandate, Node
from mandate_lint.script import to_traditional
from mandate_lint.spelling import Suspect, detect, levels

OPTIONS: Mapping[str, Any] = {
    "type": "object",
    "additionalProperties": False,
    "properties": {"info": {"type": "boolean"}, "scores": {"type": "boolean"}},
}
VALUES = ("reason", "confidence", "others")
CASES = ("warning", "info", "warning-extra", "info-extra")


def check(nodes: Sequence[Node], mandate: Mandate, options: Mapping[str, Any]) -> Iterator[Hit]:
    """Yield a hit for each suspect inside the mandate's own paragraphs."""
    needed = levels()
    least = needed["info" if options.get("info") else "warning"]
    starts = [block.start for block in mandate.blocks]
    for suspect in detect(mandate.normal.text, mandate.words, least):
        at = bisect_right(starts, suspect.start) - 1
        if at >= 0 and suspect.end <= mandate.blocks[at].end:
            case = "warning" if suspect.confidence >= needed["warning"] else "info"
            yield _hit(suspect, mandate, case, options)


def _others(suspect: Suspect, mandate: Mandate) -> Say:
    """Return what else may be meant, in the draft's script."""
    others = [to_traditional(one) if mandate.script == "traditional" else one for one in suspect.alternatives if one]
    quoted = [f"“{one}”" for one in others]
    return Say("，也可能是" + "、".join(quoted), ", or " + " or ".join(quoted)) if quoted else Say("", "")


def _hit(suspect: Suspect, mandate: Mandate, case: str, options: Mapping[str, Any]) -> Hit:
    scores = "  ".join(f"{name} {value:.2f}" for name, value in suspect.scores.items())
    evidence = [Evidence(note=suspect.reason.zh, score=round(suspect.confidence, 3))]
    if options.get("scores"):
        evidence.append(Evidence(note=scores))
    return Hit(
        mandate.normal.span(suspect.start, suspect.end),
        {
            "reason": suspect.reason, "confidence": f"{suspect.confidence:.2f}", "others": _others(suspect, mandate),
        },
        case=case if suspect.replacement else f"{case}-extra",
        replacement=suspect.replacement,
        evidence=evidence,
    )  # fmt: skip
