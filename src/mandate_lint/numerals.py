"""Chinese and Arabic numerals, and the item numbers that open a paragraph."""

from __future__ import annotations

import re
from typing import NamedTuple

_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "○": 0, "两": 2}
_UNITS = {"十": 10, "百": 100, "千": 1000}
_CHINESE = "零〇○一二三四五六七八九十百千两"
NUMERAL = rf"(?:\d{{1,7}}|[{_CHINESE}]{{1,9}})"


def to_int(text: str) -> int | None:
    """Return the value of `12`, `十二`, `一百零三` or `二〇一九`; None when it is no number."""
    if text.isascii() and text.isdigit():
        return int(text)
    if not text or any(c not in _DIGITS and c not in _UNITS for c in text):
        return None
    if not any(c in _UNITS for c in text):
        return int("".join(str(_DIGITS[c]) for c in text))
    total = digit = 0
    for c in text:
        if c in _UNITS:
            total += (digit or 1) * _UNITS[c]
            digit = 0
        else:
            digit = _DIGITS[c]
    return total + digit


def to_chinese(value: int) -> str:
    """Return 1 to 9999 as Chinese counting writes it: 12 is 十二, 103 is 一百零三."""
    text, pending_zero = "", False
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, value = divmod(value, unit)
        if digit:
            text += ("零" if pending_zero else "") + "零一二三四五六七八九"[digit] + name
            pending_zero = False
        else:
            pending_zero = bool(text)
    return text[1:] if text.startswith("一十") else text


class Marker(NamedTuple):
    """An item number that opens a paragraph of normal text.

    `style` names how it is written: `article`, `chapter`, `一、`, `（一）`, `1.`, `1、`, `（1）`, `①`,
    `01`, `一是`, `1`; `end` is the offset of the first character after it.
    """

    style: str
    value: int
    start: int
    end: int
    text: str


_C = f"[{_CHINESE}]{{1,6}}"
_STYLES: tuple[tuple[str, str], ...] = (
    ("article", rf"第({_C}|\d{{1,3}})条[：、，]?"),
    ("chapter", rf"第({_C}|\d{{1,3}})[章节部]分?[：、，]?"),
    ("（一）", rf"[（【\[]({_C})[）】\]][、．.]?"),
    ("（1）", r"[（【\[](\d{1,3})[）】\]][、．.]?"),
    ("一、", rf"({_C})[、．.]"),
    ("一、", rf"({_C})，(?=[^，。；]{{2,12}}(?:\n|$))"),
    ("1、", r"(\d{1,3})、"),
    ("1.", r"(\d{1,3})\.(?!\d)"),
    ("1)", r"(\d{1,3})[）]"),
    ("一)", rf"({_C})[）]"),
    ("一是", rf"({_C})是(?!否|非)"),
    ("01", r"(0\d)(?=[^\d年月日.])"),
    ("1", r"(\d{1,2})(?=[一-鿿])(?![年月日名个人项号家时分])"),
)
_OPENING = re.compile("|".join(f"(?:{pattern})" for _, pattern in _STYLES))
_CIRCLED = {chr(0x2460 + i): i + 1 for i in range(20)}
_CIRCLED_MARK = re.compile(f"[{''.join(_CIRCLED)}]")


def marker_at(text: str, start: int = 0) -> Marker | None:
    """Return the item number that stands at `start` of normal text, or None."""
    if circled := _CIRCLED_MARK.match(text, start):
        return Marker("①", _CIRCLED[circled[0]], start, circled.end(), circled[0])
    found = _OPENING.match(text, start)
    if not found or found.lastindex is None:
        return None
    value = to_int(found[found.lastindex])
    if value is None:
        return None
    style = _STYLES[found.lastindex - 1][0]
    return Marker(style, value, start, found.end(), found[0])


def written(style: str, value: int) -> str:
    """Return the item number that `style` writes for `value`: written("（一）", 3) is （三）."""
    chinese = to_chinese(value)
    forms = {
        "article": f"第{chinese}条", "chapter": f"第{chinese}章", "（一）": f"（{chinese}）",
        "（1）": f"（{value}）", "一、": f"{chinese}、", "1、": f"{value}、", "1.": f"{value}.",
        "1)": f"{value}）", "一)": f"{chinese}）", "一是": f"{chinese}是", "01": f"{value:02}",
        "①": chr(0x2460 + value - 1) if 0 < value <= 20 else str(value),
    }  # fmt: skip
    return forms.get(style, str(value))
