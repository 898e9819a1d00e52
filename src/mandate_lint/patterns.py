"""Regular expressions whose compiled form is kept between runs.

A run needs some 160 patterns, and `re` takes longer to compile them than the check of a draft takes.
What it compiles a pattern to is a list of numbers, from which a pattern is made in a hundredth of
that time. These lists lie in the user's cache, under the name of the very Python that made them.
Python checks such code before it runs it; where anything is amiss, `re` compiles as usual.
"""

from __future__ import annotations

import functools
import re
import sys
from array import array
from binascii import a2b_base64, b2a_base64
from importlib import import_module
from typing import Any

from mandate_lint import cache

MOST = 400  # patterns kept; where there are more, those of this run alone
_CODE = "I"  # how `re` counts: unsigned, four bytes
_fresh: set[tuple[str, int]] = set()
_used: set[str] = set()


@functools.cache
def compile(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """Return what `re.compile` returns, from the cache where it lies there."""
    name = f"{int(flags)} {pattern}"
    kept = _kept().get(name)
    if kept:
        try:
            made = _rebuilt(pattern, *kept)
            _used.add(name)
            return made
        except (RuntimeError, ValueError, TypeError):  # damaged: made anew below
            pass
    _fresh.add((pattern, int(flags)))
    return re.compile(pattern, flags)


def keep() -> None:
    """Add what was compiled in this run to the cache; silent where that cannot be done."""
    if not _fresh:
        return
    known = _kept()
    if len(known) + len(_fresh) > MOST:  # those of a version before, or of rules no longer there
        known = {name: kept for name, kept in known.items() if name in _used}
    try:
        known = known | {f"{flags} {pattern}": _taken_apart(pattern, flags) for pattern, flags in sorted(_fresh)}
    except Exception:  # another Python may compile in another way
        return
    cache.store(_name(), known)
    _fresh.clear()


def _rebuilt(pattern: str, flags: int, groups: int, names: dict[str, int], code: str) -> re.Pattern[str]:
    numbers = array(_CODE, a2b_base64(code)).tolist()
    by_number: list[str | None] = [None] * (groups + 1)
    for name, number in names.items():
        by_number[number] = name
    made: re.Pattern[str] = _sre().compile(pattern, flags, numbers, groups, names, tuple(by_number))
    return made


def _taken_apart(pattern: str, flags: int) -> list[Any]:
    """Return a pattern's flags, number of groups, names and code: the steps of `re.compile` one by one."""
    parsed = import_module("re._parser").parse(pattern, flags)
    code = import_module("re._compiler")._code(parsed, flags)
    state = parsed.state
    numbers = b2a_base64(array(_CODE, code).tobytes(), newline=False).decode()
    return [int(flags | state.flags), state.groups - 1, state.groupdict, numbers]


@functools.cache
def _kept() -> dict[str, Any]:
    kept = cache.load(_name()) if array(_CODE).itemsize == _sre().CODESIZE else None
    return kept if isinstance(kept, dict) else {}


def _name() -> str:
    return f"patterns-{sys.implementation.cache_tag}-{sys.hexversion:x}-{_sre().MAGIC}"


@functools.cache
def _sre() -> Any:
    return import_module("_sre")
