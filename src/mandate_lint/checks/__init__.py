"""The checks: one way of looking a file. The folder is the registry; a rule names a file of it."""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec
from typing import cast

from mandate_lint.hit import Check


def load_check(name: str) -> Check | None:
    """Return the check module of a name, or None where there is none."""
    if not name.isidentifier() or find_spec(f"{__name__}.{name}") is None:
        return None
    return cast(Check, import_module(f"{__name__}.{name}"))
