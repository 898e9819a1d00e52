"""Reports blanks inside or before Chinese text: 项 目, 体系建设 、.

Blanks that set text out are left alone: the ideographic space after 第一条 or a number, the
indentation of a paragraph, the blanks that spread a short heading (附　则), and the columns of a
table.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from mandate_lint import patterns
from mandate_lint.hit import Hit
from mandate_lint.mandate import Mandate, Node
from mandate_lint.parser.blocks import is_noise
from mandate_lint.source import Span

OPTIONS: Mapping[str, Any] = {"type": "object", "additionalProperties": False}
VALUES = ()
CASES = ()
_LINE = patterns.compile(r"[^\r\n]+")
_HAN = r"[^\W\da-zA-Z_①-⓿Ⅰ-ⅿ]"
_MARKS = "，。；：、！？）》”〕"
_STRAY = patterns.compile(
    rf"(?<={_HAN})(?P<before>[ \t\xa0\u3000\u2002-\u200b]+)(?=[{_MARKS},;:)]|{_HAN})|(?<=[{_MARKS}])(?P<after>[ \t\xa0\u3000\u2002-\u200b]+)(?={_HAN})"
)
_RUNNING = patterns.compile("[，。；、,;]")  # running text, no heading or row of names
_NUMBER = patterns.compile(
    r"[\s　]*(?:第[一二三四五六七八九十百零〇\d]{1,5}[章節节条條款]|[（(]?[一二三四五六七八九十\d]{1,3}[）)、.．]?)[ \t\xa0\u3000\u2002-\u200a]+"
)
# Behind an article's number, a date, a document number, a blank sets out what follows.
_SHORT = 24
_HABIT = 3  # blanks behind full stops in one line: paragraphs run together, or a writer's habit
_NEXT_ITEM = patterns.compile(
    r"[（(]?[一二三四五六七八九十]{1,3}[）)、]|第[一二三四五六七八九十百零〇\d]{1,7}[章節节條条款编]"
)
# Two bodies that issue a text together stand apart: …委办公室 云河市人民政府办公室关于印发….
_BODY = patterns.compile(r"[^\W\d_]{3,}(?:[院厅廳局部府会會室署办辦]|[省市县縣区區州盟旗]委|委员会|委員會)(?:公告公布)?$")
_NEXT_BODY = patterns.compile(
    r"(?:[^\W\d_]{2,16}?(?:[院厅廳局部府会會室署办辦]|委员会|委員會))(?=[ \u3000]|关于|關於|印发|令|公告|$)|关于|關於|自\d{4}年"
)
_SET_OUT = patterns.compile(r"第[一二三四五六七八九十百千零〇\d]{1,7}[章節节条條编款](?:之[一二三四五六七八九十])?$|日$|号$|[年月]度?$|附件[一二三四五六七八九十\d]*$|略）$")


def check(nodes: Sequence[Node], mandate: Mandate, options: Mapping[str, Any]) -> Iterator[Hit]:
    """Yield a hit for each run of blanks that parts what belongs together."""
    for node in nodes:
        for line in _LINE.finditer(node.text):
            yield from _in_line(node, line)


def _in_line(node: Node, line: re.Match[str]) -> Iterator[Hit]:
    text = line[0]
    if " " not in text and not patterns.compile(r"[\t\xa0\u3000\u2002-\u200b]").search(text):
        return
    found = [stray for stray in _STRAY.finditer(text) if not _is_layout(text, stray)]
    behind_stops = [stray for stray in found if text[stray.start() - 1] == "。" and stray["after"]]
    if len(behind_stops) >= _HABIT:
        found = [stray for stray in found if stray not in behind_stops]
    if is_noise(text.strip()) or _is_spread(text, len(found)) or not _RUNNING.search(text):
        return
    for stray in found:
        start = line.start() + stray.start()
        shown = Span(start - 1, line.start() + stray.end() + 1)
        yield Hit(
            shown,
            replacement=node.text[shown.start] + node.text[shown.end - 1],
            is_safe=True,
            verbatim=True,
        )


def _is_layout(text: str, stray: re.Match[str]) -> bool:
    """Tell whether a blank sets out what is before it: an item number, or a name before text."""
    head = text[max(0, stray.start() - 200) : stray.start()].strip()
    number = _NUMBER.match(text)
    after_number = number is not None and number.end() == stray.end()
    after_number = after_number or bool(_SET_OUT.search(head))
    after_label = stray["after"] is not None and head[-1:] in "：。" and len(head) <= _SHORT
    is_wide = ("\u3000" in stray[0] and len(head) <= 16 and not _RUNNING.search(head)) or (len(stray[0]) > 1 and len(head) > 1 and stray["before"] is None)
    opens_item = _NEXT_ITEM.match(text, stray.end()) is not None
    parts_bodies = bool(_BODY.search(head) and _NEXT_BODY.match(text, stray.end()))
    return not head or opens_item or parts_bodies or after_number or after_label or is_wide


def _is_spread(text: str, strays: int) -> bool:
    """Tell whether a short line is spread out, or a row of columns: 附　则, 目 录, 局长 1 名."""
    letters = len(patterns.compile(r"\s").sub("", text))
    return letters <= 6 or (strays >= 2 and strays * 4 >= letters) or bool(patterns.compile(r"\S {4,}\S|\t").search(text))
