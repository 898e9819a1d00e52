"""Chinese and Arabic numerals, and the item numbers that open a paragraph."""

from __future__ import annotations

import re

from mandate_lint import patterns
from mandate_lint.records import NamedTuple

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


_OPENING = patterns.compile(
    rf"(?P<open>第|[（【\[])?(?:(?P<chinese>[{_CHINESE}]{{1,6}})|(?P<arabic>\d{{1,3}}))"
    r"(?P<close>条[：、，]?|[章节部]分?[：、，]?|[）】\]][、．.]?|[、．.]|是(?!否)|，(?=[^，。；]{2,12}(?:\n|$)))?"
)
# What may not follow a bare number that opens an item: 2019年, 3名, 1.5.
_MEASURE = patterns.compile(r"[年月日名个人项号家时分.\d]")
_CIRCLED = {chr(0x2460 + i): i + 1 for i in range(20)}
_CIRCLED_MARK = patterns.compile(f"[{''.join(_CIRCLED)}]")


def marker_at(text: str, start: int = 0) -> Marker | None:
    """Return the item number that stands at `start` of normal text, or None."""
    if circled := _CIRCLED_MARK.match(text, start):
        return Marker("①", _CIRCLED[circled[0]], start, circled.end(), circled[0])
    found = _OPENING.match(text, start)
    style = _style(found, text) if found else None
    if not found or not style:
        return None
    value = to_int(found["chinese"] or found["arabic"])
    return None if value is None else Marker(style, value, start, found.end(), found[0])


def _style(found: re.Match[str], text: str) -> str | None:
    """Return how a number is written, or None where it opens no item."""
    opening, close, is_arabic = found["open"] or "", found["close"] or "", found["arabic"] is not None
    if opening == "第":
        return "article" if close.startswith("条") else "chapter" if close[:1] in ("章", "节", "部") else None
    if opening:
        bracketed = "（1）" if is_arabic else "（一）"
        return bracketed if close[:1] in ("）", "】", "]") else None
    if not close:
        return _bare(found["arabic"], text, found.end()) if is_arabic else None
    return (_arabic if is_arabic else _chinese)(close, text, found.end())


def _arabic(close: str, text: str, end: int) -> str | None:
    if close in ("．", "."):
        return None if text[end : end + 1].isdigit() else "1."
    return {"、": "1、", "）": "1)"}.get(close[0])


def _chinese(close: str, text: str, end: int) -> str | None:
    return {"、": "一、", "．": "一、", ".": "一、", "，": "一、", "）": "一)", "是": "一是"}.get(close[0])


def _bare(digits: str, text: str, end: int) -> str | None:
    """Tell a number whose mark was lost: 1 贯彻…, 01贯彻…; not 2019年 or 3名."""
    following = text[end : end + 1]
    if not following or not "㐀" <= following <= "鿿" or _MEASURE.match(following) or len(digits) > 2:
        return None
    return "01" if digits[0] == "0" else "1"


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
