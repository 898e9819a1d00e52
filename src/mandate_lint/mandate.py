"""A mandate as it was understood: plain frozen data, each part with its place in the text."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping
from functools import cached_property
from typing import Any, Literal, TypeVar

from mandate_lint.catalogue import EMPTY, Catalogue
from mandate_lint.normal import Normal
from mandate_lint.numerals import Marker
from mandate_lint.records import field, record
from mandate_lint.script import Script
from mandate_lint.source import Source, Span

Worked = TypeVar("Worked")

SectionKind = Literal[
    "title", "basis", "status", "duties", "units", "affiliates", "staffing", "leaders", "supplement",
    "other",
]  # fmt: skip
DutyKind = Literal["duty", "catch-all", "transition", "coordination"]
Level = Literal["province", "sub-provincial", "prefecture", "county", "township"]


@record
class Node:
    """A stretch of normal text, from offset `start` to before `end`."""

    normal: Normal = field(repr=False, compare=False)
    start: int
    end: int

    @property
    def text(self) -> str:
        """Return the stretch as understood."""
        return self.normal.text[self.start : self.end]

    @property
    def quote(self) -> str:
        """Return the stretch as it stands in the file."""
        return self.normal.source.quote(self.span())

    @property
    def line(self) -> int:
        """Return the 1-based line of the file on which the stretch begins."""
        return self.normal.source.position(self.span().start).line

    def span(self, start: int = 0, end: int | None = None) -> Span:
        """Return the source span of a part of the node, given by offsets from its start."""
        return self.normal.span(
            self.start + start, self.end if end is None else self.start + end
        )

    def after(self, at: int | None = None) -> Span:
        """Return the empty source span right behind the node, or behind its first `at` characters."""
        return self.normal.after(self.end if at is None else self.start + at)

    def part(self, start: int, end: int | None = None) -> Node:
        """Return a part of the node, given by offsets from its start."""
        return Node(self.normal, self.start + start, self.end if end is None else self.start + end)

    def holds(self, span: Span) -> bool:
        """Tell whether a source span begins inside the node."""
        own = self.span()
        return own.start <= span.start <= own.end


@record
class Clause(Node):
    """One statement of a duty or of a unit's text: 「会同有关部门健全创新激励机制」."""


@record
class Section(Node):
    """A section with its heading; `title` is None where the heading is missing."""

    kind: SectionKind
    title: Node | None = None


@record
class Duty(Node):
    """A main duty without its number; `marker` is the number, if the text has one."""

    kind: DutyKind
    marker: Marker | None
    clauses: tuple[Clause, ...] = ()
    index: int = 0  # its place among the duties, from 1

    @property
    def number(self) -> str | None:
        """Return the number as it stands in the file."""
        if self.marker is None:
            return None
        span = self.normal.span(self.marker.start, self.marker.end)
        return self.normal.source.quote(span)

    @property
    def label(self) -> str:
        """Return the number, or `#k` for the k-th duty where there is none."""
        return self.number or f"#{self.index}"

    @property
    def whole(self) -> Node:
        """Return the duty with its number."""
        return Node(self.normal, self.marker.start if self.marker else self.start, self.end)


@record
class Unit(Node):
    """An internal unit or an affiliated body; the stretch is the text that says what it does."""

    heading: Node  # its name without the number, second names included
    name_node: Node  # its first name alone
    marker: Marker | None
    aliases: tuple[Node, ...] = ()
    clauses: tuple[Clause, ...] = ()

    @property
    def name(self) -> str:
        """Return the first name as it stands in the file."""
        return self.name_node.quote

    @property
    def plain_name(self) -> str:
        """Return the first name in Simplified characters."""
        return self.name_node.text

    @property
    def number(self) -> str | None:
        """Return the unit's number as it stands in the file."""
        if self.marker is None:
            return None
        return self.normal.source.quote(self.normal.span(self.marker.start, self.marker.end))


@record
class Post:
    """A leading post and how many there are: 副局长 2."""

    title_node: Node
    count: int
    node: Node

    @property
    def title(self) -> str:
        """Return the post as it stands in the file."""
        return self.title_node.quote


@record
class Staffing(Node):
    """The section on headcount and posts."""

    administrative: int | None
    total: int | None
    posts: tuple[Post, ...]


@record
class Leader(Node):
    """An office holder named in the text."""

    post: str
    name: str


@record
class Mandate:
    """A whole draft as understood."""

    normal: Normal = field(repr=False)
    blocks: tuple[Node, ...] = field(repr=False)  # the paragraphs that belong to the mandate
    title: Node | None
    sections: tuple[Section, ...]
    duties: tuple[Duty, ...]
    units: tuple[Unit, ...]
    affiliates: tuple[Unit, ...]
    staffing: Staffing | None
    leaders: tuple[Leader, ...]
    numbered: tuple[tuple[Marker, Node], ...] = field(repr=False)
    no_internal_units: Node | None
    agency: Node | None
    jurisdiction: Node | None
    level: Level | None
    script: Script
    names_only: bool = False  # the units are named in one sentence, without texts
    catalogue: Catalogue = field(default=EMPTY, repr=False, compare=False)  # what it is held against
    words: frozenset[str] = field(default=frozenset(), repr=False, compare=False)  # no slips: a team's own
    editions: tuple[Mapping[str, Any], ...] = field(default=(), repr=False, compare=False)  # reforms that apply

    @property
    def source(self) -> Source:
        """Return the text of the file."""
        return self.normal.source

    @cached_property
    def raw(self) -> Normal:
        """Return the file's text in the shape of a normal text."""
        return Normal.raw(self.source)

    @property
    def document(self) -> Node:
        """Return the whole normal text."""
        return Node(self.normal, 0, len(self.normal.text))

    def once(self, name: str, work_out: Callable[[], Worked]) -> Worked:
        """Return what is worked out from this mandate, once for each name; a changed copy works it out anew."""
        key = f"once {name}"
        if key not in self.__dict__:
            self.__dict__[key] = work_out()
        found: Worked = self.__dict__[key]
        return found

    def section(self, kind: SectionKind) -> Section | None:
        """Return the first section of a kind."""
        return next((section for section in self.sections if section.kind == kind), None)

    def select(self, where: str) -> Iterator[Node]:
        """Yield the nodes that a rule's `where` names, in order. `WHERE` lists the names."""
        if where == "raw":
            return iter([Node(self.raw, 0, len(self.source.text))])
        if where == "document":
            return iter([self.document])
        if where == "paragraphs":
            return iter(self.blocks)
        if where in ("title", "staffing"):
            one: Node | None = self.title if where == "title" else self.staffing
            return iter([one] if one else [])
        nodes: tuple[Node, ...] = getattr(self, where)
        return iter(nodes)

    def duty_at(self, span: Span) -> Duty | None:
        """Return the duty in which a source span begins."""
        at = bisect_right(self._duty_starts, span.start) - 1
        return self.duties[at] if at >= 0 and self.duties[at].whole.holds(span) else None

    def unit_at(self, span: Span) -> Unit | None:
        """Return the internal unit in whose name or text a source span begins."""
        at = bisect_right(self._unit_starts, span.start) - 1
        unit = self.units[at] if at >= 0 else None
        return unit if unit and (unit.heading.holds(span) or unit.holds(span)) else None

    @cached_property
    def _duty_starts(self) -> list[int]:
        return [duty.whole.span().start for duty in self.duties]

    @cached_property
    def _unit_starts(self) -> list[int]:
        return [unit.heading.span().start for unit in self.units]


WHERE = (
    "document", "raw", "paragraphs", "title", "sections", "duties", "units", "affiliates", "staffing",
    "leaders",
)  # fmt: skip
