"""Derived duties as a rule file: YAML in the form that people edit, the same for the same input."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from mandate_lint.catalogue import Seen
from mandate_lint.derive.standard import Derived

_BLOCKS = ("anchors", "not")  # lists that stand one a line
_ORDER = (
    "id", "title", "tier", "group", "anchors", "not", "needs_unit", "units", "levels", "agencies", "support",
    "references", "source", "note", "evidence",
)  # fmt: skip
_PLAIN = re.compile(r"[A-Za-z][\w/-]*(?: [\w/-]+)*")
_NOT_PLAIN = frozenset("true false yes no on off null y n".split())
_NAMES_IN_HEADER = 12


def as_yaml(duties: Sequence[Derived], names: Sequence[str], department: str, least: int) -> str:
    """Return a whole rule file; what is part of any mandate's form is left to the general rules."""
    blocks = [block(entry(duty, len(names))) for duty in duties if not duty.is_form]
    title = f"title: {{zh: {scalar(f'{department}标准职责')}, en: {scalar(f'Standard duties: {department}')}}}"
    return "\n".join([*_header(names, least), "version: 1", title, "duties:", *blocks]) + "\n"


def _header(names: Sequence[str], least: int) -> Iterator[str]:
    shown = " ".join(names[:_NAMES_IN_HEADER]) + (" …" if len(names) > _NAMES_IN_HEADER else "")
    yield f"# Made by `mandate-lint derive --min-support {least}` from {len(names)} references: {shown}"
    yield "# 由参照规定归纳而成，可以修改。core = 八成以上的参照规定写明，common = 六成以上，optional = 更少。"
    yield "# Edit it as you like: `mandate-lint derive --update` keeps ids, titles, tiers, anchors and notes, and refreshes"
    yield "# the evidence; `mandate-lint derive --check` proves the anchors against the references."


def entry(duty: Derived, references: int) -> dict[str, Any]:
    """Return a duty as it stands in a rule file."""
    found: dict[str, Any] = {"id": duty.id, "title": duty.title, "tier": duty.tier, "anchors": list(duty.anchors)}
    if not duty.needs_unit:
        found["needs_unit"] = False
    if duty.units:
        found["units"] = list(duty.units)
    return found | {"support": duty.support, "references": references, "evidence": evidence(duty.evidence)}


def evidence(seen: Sequence[Seen]) -> list[dict[str, str]]:
    """Return evidence as it stands in a rule file."""
    return [{"reference": one.reference, "item": one.item, "wording": one.wording} for one in seen]


def block(duty: Mapping[str, Any]) -> str:
    """Return one duty of a rule file as a block of lines."""
    keys = sorted(duty, key=lambda key: _ORDER.index(key) if key in _ORDER else len(_ORDER))
    lines = [line for key in keys for line in _lines(key, duty[key])]
    return "\n".join(["  - " + lines[0], *("    " + line for line in lines[1:])])


def _lines(key: str, value: Any) -> Iterator[str]:
    if isinstance(value, list) and (key in _BLOCKS or key == "evidence"):
        yield f"{key}:"
        yield from (f"  - {_flow(one)}" for one in value)
    else:
        yield f"{key}: {_flow(value)}"


def _flow(value: Any) -> str:
    """Return a value on one line."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {_flow(one)}" for key, one in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_flow, value)) + "]"
    if isinstance(value, bool):
        return "true" if value else "false"
    return scalar(value) if isinstance(value, str) else str(value)


def scalar(text: str) -> str:
    """Return a text as a YAML scalar: plain where it is a plain word, else in quotation marks."""
    if _PLAIN.fullmatch(text) and text.lower() not in _NOT_PLAIN:
        return text
    if any(ord(character) < 32 for character in text):
        return '"' + text.encode("unicode_escape").decode("ascii").replace('"', '\\"') + '"'
    return "'" + text.replace("'", "''") + "'"
