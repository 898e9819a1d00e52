"""Headcount and posts: 机关行政编制11名，其中：局长1名，副局长2名."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from mandate_lint import patterns
from mandate_lint.mandate import Leader, Node, Post, Staffing
from mandate_lint.normal import Normal
from mandate_lint.numerals import NUMERAL, to_int
from mandate_lint.parser.blocks import Block

_COUNT = rf"(?P<count>{NUMERAL})(?:名|人|个|职)"
_ADMINISTRATIVE = patterns.compile(rf"(?:行政|机关|公务员)(?:人员)?编制(?:总?数|总额)?(?:为|是|共|核定为|：)?{_COUNT}")
_TOTAL = patterns.compile(rf"(?<!行政)(?<!事业)(?<!机关)编制(?:总?数|总额)?(?:为|是|共|核定为|：)?{_COUNT}")
_POST = patterns.compile(
    rf"(?P<title>[\w（）()]{{0,24}}?(?:长|[正副][处科股]级|主任|书记|职数|职位|主席|领导|总师|总工程师|委员|组长|督察|专员|馆长|"
    rf"长（主任）|主任（局长）|领导干部|领导职务)(?:职数)?)(?:为|是|共|：)?{_COUNT}"
)
_SHORT_POSTS = patterns.compile(rf"(?P<first>{NUMERAL})正(?P<second>{NUMERAL})副")
_LEAD = patterns.compile(r"^(?:其中|核定|设|配备|领导职数|含|和|及|共|另设|另)+(?=.{2})")
IS_STAFFING = patterns.compile(
    rf"(?:编制(?:总?数|总额)?(?:为|是|共|核定为|：)?{NUMERAL}(?:名|人|个))|(?:核定|配备|设).{{0,12}}{_COUNT.replace('?P<count>', '?:')}.{{0,6}}编制|"
    rf"(?:领导职数|局长|主任){NUMERAL}(?:名|人|职)"
)

_POST_WORD = (
    r"(?:党组书记|党委书记|党组成员|党组副书记|党委副书记|副?局长|副?主任|副?处长|副?科长|副?股长|副?厅长|副?部长|副?书记|纪检组长|组长|"
    r"副?馆长|副?院长|副?校长|副?会长|副?主席|总工程师|副?调研员|[一二三四]级(?:调研员|主任科员|巡视员)|主任科员|副主任科员|负责人)"
)
_LEADER = patterns.compile(
    rf"(?P<post>[^\W\da-zA-Z_]{{0,12}}{_POST_WORD}(?:（[^（）]{{1,16}}）)?(?:[、兼及]+[^\W\da-zA-Z_]{{0,10}}{_POST_WORD})*(?:（[^（）]{{1,12}}）)?)"
    r"(?:姓名)?：(?P<name>[\w·]{2,8})(?P<rest>$|[。，、；（]|(?=[\d电]))"
)


def read_staffing(normal: Normal, blocks: Sequence[Block]) -> Staffing | None:
    """Return headcount and posts of a staffing section, or None where there are no blocks."""
    if not blocks:
        return None
    start, end = blocks[0].start, blocks[-1].end
    text = normal.text[start:end]
    return Staffing(
        normal, start, end,
        administrative=_first(_ADMINISTRATIVE, text),
        total=_first(_TOTAL, text),
        posts=tuple(_posts(normal, start, end)),
    )  # fmt: skip


def _first(pattern: re.Pattern[str], text: str) -> int | None:
    found = pattern.search(text)
    return to_int(found["count"]) if found else None


def _posts(normal: Normal, start: int, end: int) -> Iterator[Post]:
    for found in _POST.finditer(normal.text, start, end):
        count = to_int(found["count"])
        lead = _LEAD.match(found["title"])
        start = found.start("title") + (lead.end() if lead else 0)
        if count is not None:
            yield Post(Node(normal, start, found.end("title")), count, Node(normal, start, found.end()))
    for found in _SHORT_POSTS.finditer(normal.text, start, end):
        node = Node(normal, found.start(), found.end())
        yield Post(Node(normal, found.end("first"), found.end("first") + 1), to_int(found["first"]) or 0, node)
        yield Post(Node(normal, found.end() - 1, found.end()), to_int(found["second"]) or 0, node)


def leader_in(normal: Normal, block: Block) -> Leader | None:
    """Return the office holder whom a line names (局长：…), or None."""
    found = _LEADER.match(normal.text, block.body, block.end)
    if not found:
        return None
    return Leader(normal, block.body, block.end, post=found["post"], name=found["name"])
