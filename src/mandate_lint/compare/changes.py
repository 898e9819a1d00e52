"""What a comparison holds: plain frozen data."""

from __future__ import annotations

from typing import Literal

from mandate_lint.errors import Say
from mandate_lint.mandate import Clause, Mandate, Unit
from mandate_lint.records import record

EditKind = Literal["same", "changed"]
ClauseKind = Literal["kept", "reworded", "added", "dropped"]
UnitKind = Literal["kept", "renamed", "created", "abolished", "merged", "split"]


@record
class Edit:
    """A stretch of two wordings, as the files have it: the same in both, or other words."""

    kind: EditKind
    old: str
    new: str


@record
class Side:
    """A statement and where it stands: the number of its duty, or the name of its unit."""

    label: str
    clause: Clause

    @property
    def text(self) -> str:
        """Return the statement as the file has it."""
        return self.clause.quote


@record
class Ground:
    """Why a reform explains a change: who received the duty, in what words, by which source."""

    edition: str
    to: Say
    wording: str
    source: Say


@record
class ClauseChange:
    """What became of one statement. `is_moved`: it stands in another unit, or under another duty."""

    kind: ClauseKind
    old: Side | None
    new: Side | None
    edits: tuple[Edit, ...] = ()
    duties: tuple[str, ...] = ()
    is_moved: bool = False
    is_slight: bool = False  # only words of form differ
    ground: Ground | None = None

    @property
    def is_change(self) -> bool:
        """Tell whether anything changed at all."""
        return self.kind != "kept" or self.is_moved


@record
class UnitChange:
    """What became of units: several old ones where they were merged, several new ones where one was split."""

    kind: UnitKind
    old: tuple[Unit, ...]
    new: tuple[Unit, ...]
    ground: Ground | None = None


@record
class PostChange:
    """A number of the staffing section: a leading post, or the headcount (`title` is then None)."""

    title: str | None
    old: int | None
    new: int | None

    @property
    def is_change(self) -> bool:
        """Tell whether the numbers differ."""
        return self.old != self.new


@record
class Comparison:
    """What a revision changes. Statements stand in the order of the new draft, dropped ones where they were."""

    old: Mandate
    new: Mandate
    edition: str | None
    duties: tuple[ClauseChange, ...]
    tasks: tuple[ClauseChange, ...]  # statements of units
    units: tuple[UnitChange, ...]
    posts: tuple[PostChange, ...]

    @property
    def is_same(self) -> bool:
        """Tell whether nothing changed."""
        statements = any(change.is_change for change in (*self.duties, *self.tasks))
        return not statements and all(u.kind == "kept" for u in self.units) and not any(p.is_change for p in self.posts)
