"""The checks: one way of looking a file. The folder is the registry; a rule names a file of it."""

from __future__ import annotations

from importlib import import_module
from typing import cast

from mandate_lint.hit import Check


def load_check(name: str) -> Check | None:
    """Return the check module of a name, or None where there is none."""
    if not name.isidentifier():
        return None
    try:
        return cast(Check, import_module(f"{__name__}.{name}"))
    except ModuleNotFoundError as error:
        if error.name != f"{__name__}.{name}":
            raise
        return None
