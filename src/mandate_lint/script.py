"""Simplified and Traditional: which script a text is in, and the way from one to the other.

Conversion is opencc's (its tables t2s and s2t), applied only where it helps: a blind t2s harms
Simplified text (土坏 becomes 土坯), so a character is exchanged only when Simplified text would not
have it, or when it stands in a stretch that has such characters.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any, Literal

from mandate_lint import patterns

Script = Literal["simplified", "traditional", "mixed"]

_HAN = patterns.compile(r"[^\W\da-zA-Z_]+")
# 著 as a particle or in the sense of "to touch, apply" is 着; in these words it stays.
_KEEPS_ZHU = patterns.compile(r"(?<![名专译论编原土显昭卓拙巨大合])著(?![名作述者录称书])")
# The name of a fish whose Simplified character few fonts have is written with the Traditional one: 鮡.
_COMMON = "\uffff"
# 行政复议 is 復議, to repeat a deliberation; opencc takes 複.
_AFTER_S2T = {"複議": "復議", "複查": "復查", "複墾": "復墾", "複審": "復審"}
_AFTER_T2S = {"衞": "卫", "網路": "网络", "网路": "网络"}


def is_in(codec: str, character: str) -> bool:
    """Tell whether a code page has a character."""
    try:
        character.encode(codec)
    except UnicodeEncodeError:
        return False
    return True


@lru_cache(maxsize=8)
def _converter(table: str) -> Any:
    from opencc import OpenCC

    return OpenCC(table)


def _convert(text: str, table: str) -> str:
    """Convert by phrases; by characters where the phrase would change the length."""
    converted: str = _converter(table).convert(text)
    if len(converted) == len(text):
        return converted
    return "".join(single if len(single := _converter(table).convert(c)) == 1 else c for c in text)


def traditional_only(text: str) -> frozenset[str]:
    """Return the characters of `text` that Simplified text would not have."""
    rare = {c for c in set(text) if not is_in("gb2312", c) and _HAN.match(c)}
    return frozenset(c for c in rare if c in _AFTER_T2S or c != _convert(c, "t2s") <= _COMMON)


def to_simplified(text: str) -> str:
    """Return `text` in Simplified characters, one for one; Simplified text comes back as it is."""
    foreign = traditional_only(text)
    if not foreign:
        return text
    heavy = sum(map(foreign.__contains__, text)) * 20 > len(text)
    pattern = _HAN if heavy else patterns.compile("[" + re.escape("".join(foreign)) + "]")
    return pattern.sub(lambda found: _simplify(found[0], foreign, heavy), text)


def _simplify(stretch: str, foreign: frozenset[str], heavy: bool) -> str:
    if foreign.isdisjoint(stretch) and not heavy:
        return stretch
    converted = _KEEPS_ZHU.sub("着", _convert(stretch, "t2s"))
    for regional, mainland in _AFTER_T2S.items():
        converted = converted.replace(regional, mainland)
    # opencc leaves a character now and then (和後勤); nothing Traditional may remain.
    return "".join(_convert(c, "t2s") if c in foreign else c for c in converted)


def to_traditional(text: str) -> str:
    """Return Simplified `text` in Traditional characters, one for one."""
    converted = _convert(text, "s2t")
    for wrong, right in _AFTER_S2T.items():
        converted = converted.replace(wrong, right)
    return converted


def script_of(text: str) -> Script:
    """Return the script of a text: mixed where the rarer one has over a tenth of the evidence."""
    foreign = traditional_only(text)
    if not foreign:
        return "simplified"
    traditional = sum(map(foreign.__contains__, text))
    simple = {c for c in set(text) if _HAN.match(c) and _is_simplified_only(c)}
    simplified = sum(map(simple.__contains__, text))
    if min(traditional, simplified) * 10 > traditional + simplified:
        return "mixed"
    return "traditional" if traditional > simplified else "simplified"


@lru_cache(maxsize=4096)
def _is_simplified_only(character: str) -> bool:
    """Tell whether Traditional text never has the character: it is nobody's conversion target."""
    return not is_in("big5", character) and _convert(character, "s2t") != character
