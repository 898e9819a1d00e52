"""A draft's path as other tools know it: from the working folder, with forward slashes."""

from __future__ import annotations

import os


def shown(path: str) -> str:
    """Return a path for a report; bytes of a file name that are no UTF-8 show as U+FFFD."""
    return _relative(path).encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def uri(path: str) -> str:
    """Return a path as a relative URI reference, or as a file URI where it lies outside the working folder."""
    from urllib.parse import quote

    plain = _relative(path)
    if os.path.isabs(plain):
        return "file://" + ("" if plain.startswith("/") else "/") + quote(os.fsencode(plain), safe="/:")
    return quote(os.fsencode(plain))


def _relative(path: str) -> str:
    absolute = os.path.abspath(path)
    inside = os.path.join(os.getcwd(), "")
    plain = absolute.removeprefix(inside)
    return plain.replace(os.sep, "/")
