"""From files to Sources; one format a module."""

from __future__ import annotations

from pathlib import Path

from mandate_lint.errors import InputError, Say
from mandate_lint.source import Source

MAX_BYTES = 50_000_000
SUFFIXES = (".txt", ".md")


def read(path: str) -> Source:
    """Read the draft at `path`. Raises InputError where it cannot be read."""
    return read_bytes(load(path), path)


def load(path: str) -> bytes:
    """Return the bytes of a file. Raises InputError: absent, no right, no file, too large."""
    try:
        size = Path(path).stat().st_size
        if size > MAX_BYTES:
            raise _too_large(path, size)
        return Path(path).read_bytes()
    except OSError as error:
        raise _unreadable(path, error) from None


def read_bytes(data: bytes, path: str) -> Source:
    """Return the Source of a draft's bytes; `path` names it in messages."""
    from mandate_lint.readers.text import decode

    if len(data) > MAX_BYTES:
        raise _too_large(path, len(data))
    return decode(data, path)


def _too_large(path: str, size: int) -> InputError:
    limit = MAX_BYTES // 1_000_000
    return InputError(
        Say(f"文件有 {size // 1_000_000} MB，超过 {limit} MB", f"file of {size // 1_000_000} MB, over {limit} MB"),
        Say("请只检查三定规定本身", "check the mandate alone"),
        path=path,
    )


def _unreadable(path: str, error: OSError) -> InputError:
    reasons = {
        FileNotFoundError: Say("没有这个文件", "no such file"),
        PermissionError: Say("没有读取权限", "no permission to read"),
        IsADirectoryError: Say("是文件夹，不是文件", "is a folder, not a file"),
    }
    fallback = Say(f"读取失败（{error.strerror}）", f"cannot be read ({error.strerror})")
    return InputError(
        reasons.get(type(error), fallback),
        Say("请核对路径和权限", "check the path and your rights"),
        path=path,
    )
