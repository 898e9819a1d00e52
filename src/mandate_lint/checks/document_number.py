"""Reports the year of a document number in other brackets than 〔〕, or with 年: 云办发[2019]12号, 〔2019年〕12号."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from mandate_lint import patterns
from mandate_lint.hit import Hit
from mandate_lint.mandate import Mandate, Node

OPTIONS: Mapping[str, Any] = {"type": "object", "additionalProperties": False}
VALUES = ()
CASES = ()
_NUMBER = patterns.compile(
    r"(?<=[^\W\da-z_])(?P<year>(?!〔\d{4}〕)[〔\[（【「［〈〖](?P<digits>(?:19|20)\d\d)年?[〕\]）】」］〉〗])(?=第?\d{1,4}(?:[-－—]\d{1,4})?号)"
)


def check(nodes: Sequence[Node], mandate: Mandate, options: Mapping[str, Any]) -> Iterator[Hit]:
    """Yield a hit for each year of a document number in the wrong brackets."""
    for node in nodes:
        for found in _NUMBER.finditer(node.text):
            yield Hit(
                node.span(*found.span("year")),
                replacement=f"〔{found['digits']}〕",
                is_safe=True,
                verbatim=True,
            )
