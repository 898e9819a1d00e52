"""Whatever a rule file or settings file holds, the outcome is data or one plain error."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mandate_lint import ruleset, settings, yamlfile
from mandate_lint.errors import InputError

SOUND = Path(ruleset.built_in_folder(), "general", "structure.yaml").read_text("utf-8")
PIECES = [
    "{",
    "}",
    "[",
    "]",
    ":",
    "- ",
    "\n",
    "\t",
    "&a ",
    "*a",
    "<<: ",
    "? ",
    "| ",
    "!x ",
    "'",
    '"',
    "%",
    "\0",
    "⟦",
    "…",
]


@given(st.binary(max_size=200))
def test_any_bytes(content: bytes) -> None:
    _data_or_error(content)


@given(st.text(alphabet="ab:-[]{}&*!|>'\"#%@` \n\t?,~<1.", max_size=60))
def test_any_yaml_like_text(text: str) -> None:
    _data_or_error(text.encode())


def _data_or_error(content: bytes) -> None:
    try:
        document = yamlfile.parse(content, "x")
    except InputError as error:
        assert error.text("zh").startswith("x") and "\n" not in error.text("en")
    else:
        assert document.position(("a", 0, "b")) >= (1, 1)


VALUES: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers(0, 3) | st.sampled_from(["", "typo", "phrases", "科技", "{", "⟦"]),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["zh", "en", "rule", "id", "x"]), inner)
    ),
    max_leaves=8,
)
KEYS = ("version", "rules", "extend", "duties", "edition", "moves", "new_phrases", "title")
SETTINGS = ("select", "ignore", "waive", "per-path", "rules", "edition", "words", "jobs", "baseline")


@given(st.dictionaries(st.sampled_from(KEYS), VALUES))
def test_any_data_as_a_rule_file(data: dict[str, Any]) -> None:
    _check(_dump(data))


@given(st.dictionaries(st.sampled_from(SETTINGS), VALUES))
def test_any_data_as_settings(data: dict[str, Any]) -> None:
    try:
        found = settings._settings(yamlfile.parse(_dump(data).encode(), "x.yaml"))
        found.of("draft.txt")
        found.require(["typo"])
    except InputError as error:
        assert error.path == "x.yaml"


def _dump(data: Any) -> str:
    import yaml

    return str(yaml.safe_dump(data, allow_unicode=True))


@pytest.mark.parametrize("seed", range(20))
def test_a_sound_file_that_was_damaged(seed: int, tmp_path: Path) -> None:
    chance = random.Random(seed)
    text = list(SOUND)
    for _ in range(chance.randint(1, 4)):
        at = chance.randrange(len(text))
        text[at : at + chance.choice((0, 1, 8))] = chance.choice(PIECES)
    _check("".join(text))


def _check(text: str) -> None:
    """Validate a rule file; what is wrong with it must be said, not raised."""
    from mandate_lint import rulefile

    try:
        document = yamlfile.parse(text.encode(), "x.yaml")
    except InputError:
        return
    for error in rulefile.errors(document, rulefile.own_rules(document.data)):
        assert error.path == "x.yaml" and error.line and error.text("zh") and error.text("en")
