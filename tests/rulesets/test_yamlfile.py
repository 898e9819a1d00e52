"""YAML files are read strictly, and each error says where it is and what to do."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from mandate_lint import yamlfile
from mandate_lint.errors import InputError

BOMB = "a: &a [x, x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{name}: &{name} [{', '.join(['*' + above] * 10)}]\n" for above, name in zip("abcdefg", "bcdefgh", strict=True)
)

REFUSED = {
    "an equal key": (b"a: 1\nb: 2\na: 3\n", "3:1", "twice"),
    "an equal key deep inside": (b"a:\n  - {b: 1, b: 2}\n", "2:12", "twice"),
    "two documents": (b"a: 1\n---\nb: 2\n", "2:1", "one document"),
    "a tag": (b"a: !!python/object/apply:os.system [ls]\n", "1:4", "not allowed"),
    "a binary": (b"a: !!binary aGk=\n", "1:4", "not allowed"),
    "a number as key": (b"{zh: plan, 2018: x}\n", "1:12", "not a text"),
    "a list as key": (b"[a, b]: 1\n", "1:1", "not a text"),
    "aliases that explode": (BOMB.encode(), "6:4", "too large"),
    "an anchor inside itself": (b"a: &a\n  b: *a\n", "1:4", "itself"),
    "too many levels": (b"a: " + b"[" * 60 + b"]" * 60, "1:53", "nests"),
    "a NUL": (b"a: 1\nb: \0\n", "2", "NUL"),
    "another encoding": ("a: 1\nb: 负责\n".encode("gb18030"), "2", "UTF-8"),
    "a tab": (b"a:\n\tb: 1\n", "2:1", "tab"),
    "a colon in a text": (b"a: b: c\n", "1:5", "colon"),
    "a brace in a text": ("a: {b: 文字{c}。, d: e}\n".encode(), "1:10", "inside"),
    "an open quotation mark": (b'a: "b\n', "2:1", "quotation mark"),
    "a control character": (b"a: \x07\n", "1", "not valid YAML"),
}


def test_far_too_many_levels_are_refused_soon() -> None:
    """Where PyYAML itself has a bound, it names another place than ours."""
    with pytest.raises(InputError, match="nests"):
        yamlfile.parse(b"a: " + b"[" * 100_000, "x.yaml")


@pytest.mark.parametrize("name", REFUSED)
def test_it_is_refused(name: str) -> None:
    content, place, reason = REFUSED[name]
    with pytest.raises(InputError) as caught:
        yamlfile.parse(content, "x.yaml")
    assert caught.value.place() == f"x.yaml:{place}"
    assert reason in caught.value.text("en")
    assert caught.value.text("zh") != caught.value.text("en")


def test_a_date_stays_a_text() -> None:
    assert yamlfile.parse(b"since: 2023-03-16\n", "x").data == {"since": "2023-03-16"}


def test_an_empty_file_is_nothing() -> None:
    assert yamlfile.parse(b"", "x").data is None
    assert yamlfile.parse(b"# only a comment\n", "x").data is None


def test_a_few_aliases_are_fine() -> None:
    assert yamlfile.parse(b"a: &a [x]\nb: *a\n", "x").data == {"a": ["x"], "b": ["x"]}


def test_a_position_is_that_of_the_value_or_of_the_key() -> None:
    document = yamlfile.parse("a:\n  - b: 甲\n    c: {d: 乙}\n".encode(), "x")
    assert document.position(("a", 0, "c", "d")) == (3, 12)
    assert document.position(("a", 0), "c") == (3, 5)
    assert document.position(("a", 7, "nowhere")) == (2, 3)  # as near as can be told


def test_an_absent_file_is_said_plainly(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no such file"):
        yamlfile.read(str(tmp_path / "none.yaml"))
    with pytest.raises(InputError, match="folder"):
        yamlfile.read(str(tmp_path))


def test_a_file_over_the_limit_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "big.yaml"
    path.write_bytes(b"#" * (yamlfile.MAX_BYTES + 1))
    with pytest.raises(InputError, match="over 5 MB"):
        yamlfile.read(str(path))


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
def test_a_pipe_does_not_stop_the_run(tmp_path: Path) -> None:
    path = tmp_path / "pipe.yaml"
    os.mkfifo(path)
    with pytest.raises(InputError, match="no plain file"):
        yamlfile.read(str(path))
