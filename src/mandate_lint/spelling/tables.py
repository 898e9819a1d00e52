"""The shipped tables: one line of JSON that says what they are, then plain arrays of numbers.

Nothing is unpickled. A table that is missing, cut short or altered is an InputError.
"""

from __future__ import annotations

import json
import mmap
import zlib
from pathlib import Path
from typing import Any, NamedTuple

from mandate_lint.errors import InputError, Say

FORMAT = 1
FOLDER = Path(__file__).resolve().parent.parent / "data"


class Table(NamedTuple):
    """One table: its header and its parts by name."""

    header: dict[str, Any]
    parts: dict[str, memoryview[Any]]

    def text(self, name: str) -> str:
        """Return a part that holds UTF-8 text."""
        return bytes(self.parts[name]).decode("utf-8")


def load(name: str, folder: Path = FOLDER) -> Table:
    """Map the table `spelling-NAME.bin` into memory and check that it is whole."""
    path = folder / f"spelling-{name}.bin"
    try:
        with path.open("rb") as file:
            data = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        return _table(data, data.find(b"\n") + 1)
    except (OSError, ValueError, KeyError, TypeError) as problem:
        raise InputError(
            Say(f"拼写检测的数据表损坏或缺失（{problem}）", f"broken spelling table ({problem})"),
            Say("请重新安装 mandate-lint", "reinstall mandate-lint"),
            path=str(path),
        ) from None


def _table(data: mmap.mmap, start: int) -> Table:
    header = json.loads(data[:start])
    if header["format"] != FORMAT:
        raise ValueError(f"format {header['format']}, not {FORMAT}")
    body = memoryview(data)[start:]
    if zlib.crc32(body) != header["crc32"]:
        raise ValueError("checksum does not match")
    parts, at = {}, 0
    for part, code, size in header["parts"]:
        parts[part] = body[at : at + size].cast("B").cast(code)
        at += size
    return Table(header, parts)
