"""Files written whole or not at all."""

from __future__ import annotations

import os
import stat
import sys


def write(path: str, content: bytes, mode: int | None = None) -> None:
    """Write a file so that a reader sees the old content or the new, also after an interruption.

    The file keeps its rights; `mode` sets those of a new one. A link is followed. Raises OSError.
    """
    import tempfile

    path = os.path.realpath(path)
    handle, draft = tempfile.mkstemp(prefix=".new-", dir=os.path.dirname(path))
    try:
        with open(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        if sys.platform != "win32":
            os.chmod(draft, _mode(path) if mode is None else mode)
        os.replace(draft, path)
    except BaseException:
        os.unlink(draft)
        raise


def _mode(path: str) -> int:
    """Return the rights of a file, or those that a new file would get."""
    try:
        return stat.S_IMODE(os.stat(path).st_mode)
    except FileNotFoundError:
        mask = os.umask(0)
        os.umask(mask)
        return 0o666 & ~mask
