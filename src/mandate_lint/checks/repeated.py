"""Reports the same word twice in a row, a mark twice, and the same line twice in a row."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate
from typing import Any

from mandate_lint import patterns
from mandate_lint.hit import Hit
from mandate_lint.mandate import Mandate, Node

OPTIONS: Mapping[str, Any] = {
    "type": "object",
    "required": ["allowed"],
    "additionalProperties": False,
    "properties": {
        "allowed": {"type": "array", "items": {"type": "string"}},
        "particles": {"type": "string"},
    },
}
VALUES = ()
CASES = ("word", "line")
_CONTEXT = 12  # characters on either side that are cut into words
_HAN = patterns.compile(r"[^\W\da-zA-Z_]")
_WORD = patterns.compile(r"([^\W\da-zA-Z_]{2,8}?)\1")
_LISTED = patterns.compile(
    r"(?:(?<=负责|推动|推进|加强|指导|组织|开展|促进|承担|协调|管理|实施|统筹|监督|培育|建设)|(?<![^\W\da-zA-Z_]))"
    r"([^\W\da-zA-Z_]{3,12})、\1(?=建设|工作(?!人员|者)|管理(?!人员|者)|发展|[、，。；和等]|$)"
)
_CLAUSE = patterns.compile(r"(?:^|(?<=[，。；、：]))([^，。；：、]{6,40})[，；]\1(?=[，。；]|$)")
_MARK = patterns.compile(r"([，。；、：])\1+")
_ONE_BY_ONE = patterns.compile(r"一[个件项家户批步次村镇县区年月代层处]")
_NUMERAL = patterns.compile(r"[一二三四五六七八九十百千万亿零〇两几多]+")


def check(nodes: Sequence[Node], mandate: Mandate, options: Mapping[str, Any]) -> Iterator[Hit]:
    """Yield a hit for each repetition; the stretch is the second, needless one."""
    allowed = options["allowed"]
    particles = patterns.compile(f"([{options.get('particles', '的了')}])\\1")
    above: Node | None = None
    for node in nodes:
        text = node.text
        if above is not None and above.text == text and len(text) >= 4 and _HAN.search(text) and "×" not in text:
            yield Hit(node.span(), case="line", replacement="", related=(above.span(),))
        above = node
        for found in _LISTED.finditer(text):
            yield Hit(node.span(found.end(1), found.end()), case="word", replacement="")
        for found in _CLAUSE.finditer(text):
            yield Hit(node.span(found.end(1), found.end()), case="word", replacement="")
        for pattern in (_WORD, _MARK, particles):
            for found in pattern.finditer(text):
                if not _is_right(text, found, allowed):
                    half = found.start() + len(found[1])
                    yield Hit(node.span(half, found.end()), case="word", replacement="")


def _is_right(text: str, found: re.Match[str], allowed: Sequence[str]) -> bool:
    word = found[1]
    if (_NUMERAL.match(word) and len(word) <= 3) or (len(set(word)) == 1 and len(word) > 1) or _ONE_BY_ONE.match(word):
        return True
    around = text[max(0, found.start() - 4) : found.end() + 4]
    return any(one in around for one in allowed) or (len(word) > 1 and _meets_by_chance(text, found))


def _meets_by_chance(text: str, found: re.Match[str]) -> bool:
    """Tell whether the same characters meet across words: 使用信用信息, 企业创业创新, 出版出版物, 航道的航道保护."""
    start, end, word = found.start(), found.end(), found[1]
    if word[0] == "的" and _HAN.match(text, end):
        return True
    from mandate_lint.words import cut, is_word

    begin = max(0, start - _CONTEXT)
    borders = set(accumulate(map(len, cut(text[begin : end + _CONTEXT])), initial=begin))
    parts_words = borders >= {start + len(word), end}
    return not parts_words or (start not in borders and not is_word(word))
