"""Reports a main duty that the chosen edition of a reform moved to another department."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from mandate_lint.hit import Evidence, Hit, once
from mandate_lint.mandate import Duty, Mandate, Node
from mandate_lint.phrases import Index, Match
from mandate_lint.rule import say

OPTIONS: Mapping[str, Any] = {"type": "object", "additionalProperties": False}
VALUES = ("edition", "receiver", "duty_title")
CASES = ()


def check(nodes: Sequence[Node], mandate: Mandate, options: Mapping[str, Any]) -> Iterator[Hit]:
    """Yield a hit for each duty and move, at the first words that state what was moved."""
    for edition in mandate.editions:
        index = once(edition, "moves", _index)
        moves = edition.get("moves", ())
        for duty in nodes:
            if isinstance(duty, Duty) and duty.kind == "duty":
                yield from _hits(duty, edition, moves, index)


def _index(edition: Mapping[str, Any]) -> Index[int]:
    moves = enumerate(edition.get("moves", ()))
    return Index((at, anchor) for at, move in moves for anchor in move["anchors"])


def _hits(
    duty: Duty, edition: Mapping[str, Any], moves: Sequence[Mapping[str, Any]], index: Index[int]
) -> Iterator[Hit]:
    first: dict[int, Match[int]] = {}
    for match in index.find(duty.text):
        first.setdefault(match.key, match)
    for at, match in first.items():
        move = moves[at]
        source = say(move["source"]) if "source" in move else say(edition["source"])
        yield Hit(
            duty.span(match.start, match.end),
            {"edition": edition["edition"], "receiver": say(move["to"])},
            duty=move["duty"],
            evidence=[Evidence(reference=source.zh, wording=move.get("wording", ""))],
        )
