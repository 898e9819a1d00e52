"""Reports an internal unit with no text that says what it does."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from mandate_lint.hit import Hit
from mandate_lint.mandate import Mandate, Node

OPTIONS: Mapping[str, Any] = {"type": "object", "additionalProperties": False}
VALUES = ("name",)
CASES = ()


def check(nodes: Sequence[Node], mandate: Mandate, options: Mapping[str, Any]) -> Iterator[Hit]:
    """Yield a hit for each unit without text; units only named in one sentence are passed over."""
    if mandate.names_only:
        return
    for unit in mandate.units:
        if len(unit.text.strip("。；：，")) < 2:
            yield Hit(unit.heading.span(), {"name": unit.name}, unit=unit.name)
