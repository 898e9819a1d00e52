"""The shipped tables: one line of JSON that says what they are, then plain arrays of numbers.

Nothing is unpickled. A table that is missing, cut short or altered is an InputError. Whether its
checksum fits is worked out once a file, not once a run: that takes longer than a draft does.
"""

from __future__ import annotations

import json
import mmap
import os
import zlib
from typing import Any

from mandate_lint import cache
from mandate_lint.errors import InputError, Say
from mandate_lint.records import NamedTuple

FORMAT = 1
FOLDER = os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "data")


class Table(NamedTuple):
    """One table: its header and its parts by name."""

    header: dict[str, Any]
    parts: dict[str, memoryview[Any]]

    def text(self, name: str) -> str:
        """Return a part that holds UTF-8 text."""
        return str(self.parts[name], "utf-8")


def load(name: str, folder: str | os.PathLike[str] = FOLDER) -> Table:
    """Map the table `spelling-NAME.bin` into memory and check that it is whole."""
    path = os.path.join(folder, f"spelling-{name}.bin")
    try:
        with open(path, "rb") as file:
            data = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        header, body = _split(data)
        if cache.of_files([path], lambda: zlib.crc32(body)) != header["crc32"]:
            raise ValueError("checksum does not match")
        return _table(header, body)
    except (OSError, ValueError, KeyError, TypeError) as problem:
        raise InputError(
            Say(f"拼写检测的数据表损坏或缺失（{problem}）", f"broken spelling table ({problem})"),
            Say("请重新安装 mandate-lint", "reinstall mandate-lint"),
            path=path,
        ) from None


def _split(data: mmap.mmap) -> tuple[dict[str, Any], memoryview[Any]]:
    start = data.find(b"\n") + 1
    header = json.loads(data[:start])
    if header["format"] != FORMAT:
        raise ValueError(f"format {header['format']}, not {FORMAT}")
    return header, memoryview(data)[start:]


def _table(header: dict[str, Any], body: memoryview[Any]) -> Table:
    parts, at = {}, 0
    for part, code, size in header["parts"]:
        parts[part] = body[at : at + size].cast("B").cast(code)
        at += size
    return Table(header, parts)
