"""Reports a waiver that waives nothing: `<!-- mandate-lint: allow RULE 理由 -->`, or an entry of the settings.

This check reports every such line of the draft; a run takes back those that hide a finding.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from mandate_lint.comments import comments
from mandate_lint.hit import Hit
from mandate_lint.mandate import Mandate, Node

OPTIONS: Mapping[str, Any] = {"type": "object", "additionalProperties": False}
VALUES = ("rule",)
CASES = ("unused", "unknown", "malformed")


def check(nodes: Sequence[Node], mandate: Mandate, options: Mapping[str, Any]) -> Iterator[Hit]:
    """Yield a hit for each rule that a line of the draft allows, and for lines not understood."""
    for comment in comments(mandate.source):
        yield Hit(comment.span, {"rule": comment.rule}, case="unused" if comment.rule else "malformed")
