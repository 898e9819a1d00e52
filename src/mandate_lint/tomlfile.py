"""TOML files that people write, with the places of their values.

The standard library's reader keeps no positions, so they are looked up in the text: tables by
their headers, keys by the line on which they are set. What stands inside a value is at the value.
"""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Sequence
from typing import Any

from mandate_lint import patterns
from mandate_lint.errors import InputError, Say
from mandate_lint.records import record
from mandate_lint.yamlfile import Document, Step, decode, load

_HEADER = patterns.compile(r"\s*(?P<array>\[)?\[(?P<name>[^\[\]]+)\]")
_KEY = patterns.compile(r"""\s*(?P<name>(?:[\w-]+|"[^"]*"|'[^']*')(?:\s*\.\s*(?:[\w-]+|"[^"]*"|'[^']*'))*)\s*=""")
_WHERE = patterns.compile(r"at line (\d+), column (\d+)")


@record
class TomlDocument(Document):
    """A TOML file's data, or one table of it; `above` is the path to the table."""

    text: str = ""
    above: tuple[Step, ...] = ()

    def position(self, where: Sequence[Step], key: str | None = None) -> tuple[int, int]:
        """Return line and column of the nearest table or key on the way to a value."""
        wanted = (*self.above, *where, *([key] if key is not None else []))
        best, place = 0, (1, 1)
        for path, line, column in _places(self.text):
            if len(path) > best and path == wanted[: len(path)]:
                best, place = len(path), (line, column)
        return place


def read(path: str) -> TomlDocument:
    """Read the TOML file at `path`. Raises InputError."""
    text = decode(load(path), path)
    try:
        return TomlDocument(path, tomllib.loads(text), text=text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        found = _WHERE.search(str(error))
        raise InputError(
            Say("TOML 写法有误", "not valid TOML"), Say("请核对这一行", "check this line"),
            path=path, line=int(found[1]) if found else None, column=int(found[2]) if found else None,
        ) from None  # fmt: skip


def _places(text: str) -> list[tuple[tuple[Step, ...], int, int]]:
    """Return the path, line and column of each table and key, in order."""
    places: list[tuple[tuple[Step, ...], int, int]] = []
    table: tuple[Step, ...] = ()
    counts: Counter[tuple[Step, ...]] = Counter()
    for number, line in enumerate(text.splitlines(), 1):
        if header := _HEADER.match(line):
            name = _split(header["name"])
            if header["array"]:
                counts[name] += 1
            table = _indexed(name, counts)
            places.append((table, number, header.start("name") + 1))
        elif found := _KEY.match(line):
            places.append(((*table, *_split(found["name"])), number, found.start("name") + 1))
    return places


def _split(name: str) -> tuple[Step, ...]:
    return tuple(part.strip().strip("\"'") for part in name.split("."))


def _indexed(name: tuple[Step, ...], counts: Counter[tuple[Step, ...]]) -> tuple[Step, ...]:
    """Put the numbers of the entries of arrays of tables into a path."""
    path: list[Step] = []
    for end, step in enumerate(name, 1):
        path.append(step)
        if counts[name[:end]]:
            path.append(counts[name[:end]] - 1)
    return tuple(path)


def table(document: TomlDocument, *names: str) -> TomlDocument | None:
    """Return one table of a document, or None where there is none."""
    data: Any = document.data
    for name in names:
        if not isinstance(data, dict) or name not in data:
            return None
        data = data[name]
    return TomlDocument(document.path, data, text=document.text, above=names)
