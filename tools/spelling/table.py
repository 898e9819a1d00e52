"""Writes a table in the form that `mandate_lint.spelling.tables` reads."""

from __future__ import annotations

import json
import zlib
from pathlib import Path
from typing import Any

BUILD = "python tools/build_spelling.py --corpora DIR"


def write(
    path: Path,
    parts: dict[str, tuple[str, bytes]],
    *,
    sources: list[str],
    counts: dict[str, int],
    more: dict[str, Any] | None = None,
) -> None:
    """Write `parts` (name: array type code and bytes) behind a header line."""
    body = b"".join(data for _, data in parts.values())
    header: dict[str, Any] = {
        "format": 1,
        "build": BUILD,
        "sources": sources,
        "counts": counts,
        **(more or {}),
        "crc32": zlib.crc32(body),
        "parts": [[name, code, len(data)] for name, (code, data) in parts.items()],
    }
    line = json.dumps(header, ensure_ascii=False).encode("utf-8")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(line + b"\n" + body)
