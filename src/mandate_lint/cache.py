"""Compiled data on disk, found by the content it was made from: in the package, then in the user's cache.

Nothing here is trusted: the name of a file is the digest of what it was made from, its first line
the digest of its body, and the body is JSON. Digests guard against damage and old files, not against
forgery: who can write into the cache of a user needs none. So checksums do, and hashlib, which
takes as long to import as all of this takes, stays out. Where the folder cannot be written, or what
lies there is damaged, mandate-lint works without.
"""

from __future__ import annotations

import functools
import json
import os
import sys
import zlib
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from typing import Any

MAX_FILES = 40
_OF_FILES, _MOST = "of-files", 16  # what is kept of files, and of how many groups of them


def digest(parts: Iterable[bytes]) -> str:
    """Return the name for what is made from `parts`; where one ends and the next begins counts."""
    size, total, again = 0, 0, 1
    for part in parts:
        for piece in (len(part).to_bytes(8, "big"), part):
            size, total, again = size + len(piece), zlib.crc32(piece, total), zlib.adler32(piece, again)
    return f"{total:08x}{again:08x}-{size}"


def folder() -> str:
    """Return the cache folder of this user; MANDATE_LINT_CACHE names another."""
    if own := os.environ.get("MANDATE_LINT_CACHE"):
        return own
    home = os.path.expanduser("~")
    if sys.platform == "win32":
        base = os.environ.get("LOCALAPPDATA") or os.path.join(home, "AppData", "Local")
    elif sys.platform == "darwin":
        base = os.path.join(home, "Library", "Caches")
    else:
        base = os.environ.get("XDG_CACHE_HOME", "")
        base = base if os.path.isabs(base) else os.path.join(home, ".cache")
    return os.path.join(base, "mandate-lint")


def load(name: str, shipped: str | None = None) -> Any | None:
    """Return the data kept under a digest: from the folder `shipped` with the package, else from the cache."""
    if shipped:
        with suppress(OSError, ValueError, RecursionError):
            return unpack(_read(os.path.join(shipped, f"{name}.json")))
    with suppress(OSError, ValueError, RecursionError):
        return unpack(_read(os.path.join(folder(), f"{name}.json"), is_own=True))
    return None


def of_files(paths: Sequence[str], work_out: Callable[[], Any], version: str = "") -> Any:
    """Return what `work_out` makes of files, worked out once and not once a run.

    A file is taken for the same while its size, its times and its number on the disk are. Raises OSError.
    """
    key = "\n".join((version, *paths))
    status = [os.stat(path) for path in paths]
    identity = [[one.st_size, one.st_mtime_ns, one.st_ctime_ns, one.st_ino] for one in status]
    known = _of_files()
    kept = known.pop(key, None)
    is_same = isinstance(kept, list) and len(kept) == 2 and kept[0] == identity
    known[key] = kept if is_same else [identity, work_out()]
    if not is_same:
        for oldest in list(known)[:-_MOST]:
            del known[oldest]
        store(_OF_FILES, known)
    return known[key][1]


@functools.cache
def _of_files() -> dict[str, Any]:
    kept = load(_OF_FILES)
    return kept if isinstance(kept, dict) else {}


def store(name: str, data: Any) -> None:
    """Keep data in the cache: whole or not at all, readable by its owner only; silent on failure."""
    where = folder()
    from mandate_lint import atomic

    with suppress(OSError):
        os.makedirs(where, mode=0o700, exist_ok=True)
        atomic.write(os.path.join(where, f"{name}.json"), pack(data), 0o600)
        _prune(where)


def pack(data: Any) -> bytes:
    """Return data as bytes: the digest of the body, then the body."""
    body = json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode()
    return digest([body]).encode() + b"\n" + body


def unpack(content: bytes) -> Any:
    """Return what `pack` packed. Raises ValueError where the body does not fit its digest."""
    head, _, body = content.partition(b"\n")
    if digest([body]).encode() != head:
        raise ValueError("damaged")
    return json.loads(body)


def _read(path: str, *, is_own: bool = False) -> bytes:
    with open(path, "rb") as file:
        # In a cache folder that others can write to, what another user left could be anything.
        if is_own and sys.platform != "win32" and os.fstat(file.fileno()).st_uid != os.getuid():
            raise PermissionError("belongs to somebody else")
        return file.read()


def _prune(where: str) -> None:
    """Remove the oldest files of a cache that has grown."""
    names = [os.path.join(where, name) for name in os.listdir(where) if name.endswith(".json")]
    for path in sorted(names, key=os.path.getmtime)[: max(0, len(names) - MAX_FILES)]:
        os.unlink(path)
