"""Reports phrases that are wrong, with what should stand there.

An entry names what is wrong (a phrase with gaps and alternatives; ⟦⟧ marks the stretch to be
reported), what is right, the ground, and the phrases in which it is right (`except`). An entry
with `fix: false` is never repaired automatically; one with `since` is wrong from that year on, so
that drafts of an earlier one are left alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from mandate_lint.dates import latest
from mandate_lint.hit import Hit, once
from mandate_lint.mandate import Mandate, Node
from mandate_lint.phrases import Index, Match
from mandate_lint.rule import say

SAY = {"oneOf": [{"type": "string"}, {"type": "object", "required": ["zh", "en"],
       "additionalProperties": False, "properties": {"zh": {"type": "string"}, "en": {"type": "string"}}}]}  # fmt: skip
PHRASES = {"type": "array", "items": {"type": "string", "minLength": 1, "format": "phrase"}}
OPTIONS: Mapping[str, Any] = {
    "type": "object",
    "required": ["entries"],
    "additionalProperties": False,
    "properties": {
        "entries": {
            "type": "array",
            "minItems": 1,
            "items": {
                "type": "object",
                "required": ["wrong", "right", "ground"],
                "additionalProperties": False,
                "properties": {
                    "wrong": {"type": "string", "minLength": 1, "format": "phrase"},
                    "right": {"type": "string"},
                    "ground": SAY,
                    "except": PHRASES,
                    "fix": {"type": "boolean"},
                    "source": {"type": "string"},
                    "since": {"type": "integer", "minimum": 1949, "maximum": 2100},
                },
            },
        }
    },
}
VALUES = ("ground", "right")
CASES = ()


def check(nodes: Sequence[Node], mandate: Mandate, options: Mapping[str, Any]) -> Iterator[Hit]:
    """Yield a hit for each wrong phrase that no exception covers; of overlapping ones the first."""
    wrong = once(options, "wrong", _wrong)
    for node in nodes:
        matches = [one for one in wrong.find(node.text) if not _is_later(options["entries"][one.key], mandate)]
        yield from _hits(node, options, matches)


def indexes(options: Mapping[str, Any]) -> Sequence[Index[int]]:
    """Return all phrase indexes of a rule, so that they can be worked out in advance."""
    return _wrong(options), _right(options)


def _wrong(options: Mapping[str, Any]) -> Index[int]:
    return Index((at, entry["wrong"]) for at, entry in enumerate(options["entries"]))


def _right(options: Mapping[str, Any]) -> Index[int]:
    return Index((at, one) for at, entry in enumerate(options["entries"]) for one in entry.get("except", ()))


def _is_later(entry: Mapping[str, Any], mandate: Mandate) -> bool:
    """Tell whether the draft is older than what made an entry wrong."""
    if "since" not in entry:
        return False
    since: int = entry["since"]
    return 0 < latest(mandate) < since * 10000


def _hits(node: Node, options: Mapping[str, Any], matches: Sequence[Match[int]]) -> Iterator[Hit]:
    if not matches:
        return
    entries = options["entries"]
    allowed = list(once(options, "right", _right).find(node.text))
    end = -1
    for match in sorted(matches, key=lambda m: (m.marked_start, -m.marked_end)):
        if match.marked_start < end or any(_covers(one, match) for one in allowed):
            continue
        end = match.marked_end
        entry = entries[match.key]
        yield Hit(
            node.span(match.marked_start, match.marked_end),
            {"ground": say(entry["ground"]), "right": entry["right"]},
            replacement=entry["right"] or None,
            is_safe=entry.get("fix", True) and match.marked_end > match.marked_start,
        )


def _covers(allowed: Match[int], match: Match[int]) -> bool:
    """Tell whether an exception of the same entry covers what would be reported."""
    return (
        allowed.key == match.key
        and allowed.start <= match.marked_start
        and match.marked_end <= allowed.end
    )
