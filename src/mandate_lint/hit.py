"""A hit: what a check yields. It does not know its rule yet."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Protocol, TypeVar

from mandate_lint.errors import Say
from mandate_lint.mandate import Mandate, Node
from mandate_lint.records import NamedTuple, field, record
from mandate_lint.source import Span

Built = TypeVar("Built")
Value = str | int | float | Say


class Evidence(NamedTuple):
    """What supports a hit: a reference and its item, a wording, a place in the draft, a source."""

    reference: str = ""
    item: str = ""
    wording: str = ""
    note: str = ""
    score: float | None = None


@record
class Hit:
    """Something found at a place of the file.

    `span` is in the source text; `values` fill the rule's message; `case` picks one of the rule's
    messages; `replacement` is for the whole span, in Simplified characters unless `verbatim`.
    `is_safe` says that the replacement may be made without asking.
    """

    span: Span
    values: Mapping[str, Value] = field(default_factory=dict)
    case: str = ""
    replacement: str | None = None
    is_safe: bool = False
    verbatim: bool = False
    duty: str | None = None
    unit: str | None = None
    evidence: Sequence[Evidence] = ()
    related: Sequence[Span] = ()
    count: int | None = None


_BUILT: dict[tuple[int, str], tuple[object, Any]] = {}


def once(options: Mapping[str, Any], name: str, build: Callable[[Mapping[str, Any]], Built]) -> Built:
    """Return what `build` makes of a rule's options, made once for each options object and name."""
    key = id(options), name
    kept = _BUILT.get(key)
    if kept is None or kept[0] is not options:
        kept = _BUILT[key] = options, build(options)
    built: Built = kept[1]
    return built


class Check(Protocol):
    """A module `checks/<name>.py`.

    `OPTIONS` is the JSON Schema of its options, `VALUES` names what a message may use besides
    `text` and `replacement`, `CASES` the cases of its hits.
    """

    OPTIONS: Mapping[str, Any]
    VALUES: Sequence[str]
    CASES: Sequence[str]

    def check(
        self, nodes: Sequence[Node], mandate: Mandate, options: Mapping[str, Any]
    ) -> Iterator[Hit]:
        """Yield the hits in `nodes` of `mandate`."""
        ...
