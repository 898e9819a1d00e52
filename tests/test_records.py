"""Records behave as frozen dataclasses do."""

from __future__ import annotations

import pickle
import subprocess
import sys
from pathlib import Path

import pytest

from mandate_lint.records import NamedTuple, field, fields, record, replace


@record
class Place:
    """A place."""

    line: int
    column: int = 1
    notes: list[str] = field(default_factory=list, repr=False, compare=False)


@record
class Named(Place):
    """A place with a name."""

    name: str = ""


def test_fields_are_given_in_order_or_by_name() -> None:
    assert vars(Named(2, name="甲")) == {"line": 2, "column": 1, "notes": [], "name": "甲"}
    assert [one.name for one in fields(Named)] == ["line", "column", "notes", "name"]


def test_what_is_missing_or_unknown_is_refused() -> None:
    for given in ({}, {"line": 1, "row": 2}):
        with pytest.raises(TypeError):
            Place(**given)  # type: ignore[arg-type]


def test_each_record_has_a_list_of_its_own() -> None:
    first, second = Place(1), Place(1)
    first.notes.append("x")
    assert second.notes == []


def test_records_of_one_class_are_equal_by_their_fields() -> None:
    assert Place(1, 2, ["x"]) == Place(1, 2)
    assert len({Place(1, 2, ["x"]), Place(1, 2)}) == 1
    assert Place(1, 2) != Place(1, 3)
    assert Place(1) != Named(1)


def test_a_record_is_shown_without_what_is_not_for_showing() -> None:
    assert repr(Named(1, name="甲")) == "Named(line=1, column=1, name='甲')"


def test_a_changed_copy_leaves_the_record_alone() -> None:
    place = Named(1, name="甲")
    assert (replace(place, line=3), place.line) == (Named(3, name="甲"), 1)


def test_a_change_of_an_unknown_field_is_refused() -> None:
    with pytest.raises(TypeError, match="row"):
        replace(Place(1), row=2)


def test_a_record_crosses_processes() -> None:
    assert pickle.loads(pickle.dumps(Named(1, 2, ["x"], "甲"))) == Named(1, 2, name="甲")


def test_the_type_checker_refuses_an_assignment(tmp_path: Path) -> None:
    code = tmp_path / "assigns.py"
    code.write_text("from mandate_lint.source import Source\nSource('a', 'b').path = 'c'\nSource(1, 'b')\n", "utf-8")
    found = subprocess.run(
        [sys.executable, "-m", "mypy", "--no-incremental", str(code)], capture_output=True, text=True, check=False, cwd=tmp_path
    )  # fmt: skip
    assert 'Property "path" defined in "Source" is read-only' in found.stdout
    assert 'incompatible type "int"; expected "str"' in found.stdout


class Span(NamedTuple):
    """A stretch."""

    start: int
    end: int = 9

    @property
    def size(self) -> int:
        """Return how long it is."""
        return self.end - self.start


def test_named_tuples_are_those_of_typing() -> None:
    span = Span(4)
    assert (span, span.size, repr(span), span._replace(end=5)) == ((4, 9), 5, "Span(start=4, end=9)", Span(4, 5))
    assert (Span.__doc__, Span._fields, Span.__module__) == ("A stretch.", ("start", "end"), __name__)
    assert pickle.loads(pickle.dumps(span)) == span
    with pytest.raises(TypeError):
        Span()  # type: ignore[call-arg]
