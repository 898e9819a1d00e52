"""Reports a unit whose name ends otherwise than those of its fellows: 科 among 处."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from mandate_lint.hit import Hit, Value
from mandate_lint.mandate import Mandate, Node

OPTIONS: Mapping[str, Any] = {
    "type": "object",
    "required": ["suffixes"],
    "additionalProperties": False,
    "properties": {
        "suffixes": {"type": "string", "minLength": 2},
        "apart": {"type": "array", "items": {"type": "string"}},
    },
}
VALUES = ("name", "suffix", "usual", "count")
CASES = ()


def check(nodes: Sequence[Node], mandate: Mandate, options: Mapping[str, Any]) -> Iterator[Hit]:
    """Yield a hit for each unit, or second name of one, that breaks the text's own usage."""
    suffixes = {}
    for unit in mandate.units:
        for name in (unit.name_node, *unit.aliases):
            if name.text[-1] in options["suffixes"] and name.text not in options.get("apart", ()):
                suffixes[name] = (name.text[-1], unit)
    counts = Counter(suffix for suffix, _ in suffixes.values())
    if len(counts) < 2:
        return
    (usual, most), (_, next_most) = counts.most_common(2)
    if most <= next_most:
        return
    for name, (suffix, unit) in suffixes.items():
        if suffix != usual:
            values: dict[str, Value] = {"name": name.quote, "suffix": suffix, "usual": usual, "count": most}
            yield Hit(name.span(len(name.text) - 1), values, replacement=usual, unit=unit.name)
