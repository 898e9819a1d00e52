"""Internal units and affiliated bodies: names, second names, and what each does."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import zip_longest

from mandate_lint import patterns
from mandate_lint.mandate import Node, Unit
from mandate_lint.normal import Normal
from mandate_lint.numerals import Marker
from mandate_lint.parser.blocks import Block
from mandate_lint.parser.clauses import clauses
from mandate_lint.records import record

_SUFFIX = (
    r"(?:科|处|室|股|局|厅|部|办|组|队|院|校|馆|所|站|台|会|社|中心|党委|纪委|总支|支部|团委|工委|妇联|工会|机构|"
    r"大队|支队|总队|基地|秘书|服务所|办公室)"
)
_VERB = (
    r"(?=负责|承担|拟订|拟定|主要职责|主要负责|具体负责|组织|贯彻|协调|统筹|综合协调|指导|牵头|研究|承办|协助|起草|参与|会同|职责[：是])"
)
_NAMED = rf"(?P<name>[^，。；：（）\n]{{1,28}}?{_SUFFIX})(?P<second>（[^（）\n]{{2,50}}）|（[^（），。；：\n]{{2,20}}(?=[。：]))?"  # the second bracket may be lost
_MARKED_HEAD = patterns.compile(
    rf"{_NAMED}(?P<stop>(?:的?(?:主要)?(?:工作)?(?:职责|职能)(?:是|为|如下)?)?(?:[。：:]|\.(?!\d)|[—－-]{{1,2}}|$))"
)
_RUN_ON_HEAD = patterns.compile(rf"{_NAMED}(?P<stop>{_VERB})")
_LOOSE = patterns.compile(r"(?P<name>[^，。；：（）\n]{2,28})(?P<second>（[^（）\n]{2,50}）)?(?P<stop>[。：:]|$)")
_STATEMENT = patterns.compile(r"负责|承担|拟订|拟定|组织|贯彻|推进|推动|完成|开展|指导|管理全|按照|根据")
_NO_NAME = patterns.compile(r"不设|未设|没有|无内设|内设|下设|下列|以下|其他|事项|.负责|承担|拟订")
_LISTED = patterns.compile(
    r"(?:内设|下设|设立|设置|设有|设)(?:有)?(?:[\d一二三四五六七八九十]{1,3}个)?(?:职能|内设|行政)?(?:机构|科室|处室|股室|科|处|室)?"
    r"(?:[\d一二三四五六七八九十]{1,3}个)?(?:，?(?:分别)?(?:是|为)[：:]?|[，：:]|（)?(?P<names>[^。；：]{4,200})"
)
_ONE_NAME = patterns.compile(rf"[^，。；：、（）\n]{{1,20}}?{_SUFFIX}(?:（[^（）\n]{{2,40}}）)?")
_COUNT_TAIL = patterns.compile(r"(?:等)?(?:共)?[\d一二三四五六七八九十]{1,3}个.{0,12}$|等.{0,10}$")


@record
class Head:
    """The name that opens a unit's block; all offsets are of normal text."""

    name: tuple[int, int]
    heading_end: int
    aliases: tuple[tuple[int, int], ...]
    text_start: int


def unit_head(normal: Normal, block: Block, *, is_loose: bool = False) -> Head | None:
    """Return the unit name that opens a block; with `is_loose` any short name before a mark."""
    text = block.text(normal)
    patterns = (_MARKED_HEAD, _RUN_ON_HEAD, *((_LOOSE,) if is_loose else ()))
    matches = (pattern.match(text) for pattern in patterns)
    found = next((m for m in matches if m and not _is_sentence(m["name"])), None)
    if not found:
        return None
    base = block.body
    aliases = _second_names(found["second"] or "", base + max(found.start("second"), 0))
    heading_end = base + (found.end("second") if found["second"] else found.end("name"))
    start, end = found.span("name")
    return Head((base + start, base + end), heading_end, aliases, base + found.end("stop"))


def _is_sentence(name: str) -> bool:
    is_name = len(name) <= 12 and patterns.compile(r"(?:科|处|室|股|部|办|局)$").search(name) and "负责" not in name
    return bool(not is_name and _STATEMENT.match(name)) or bool(_NO_NAME.search(name)) or (any(c in "“”《》" for c in name[1:]) and len(name) > 12)


def _second_names(bracket: str, start: int) -> tuple[tuple[int, int], ...]:
    inside = bracket[1:].removesuffix("）")
    found = patterns.compile(r"[^、，和]{2,}").finditer(inside) if inside else ()
    return tuple((start + 1 + m.start(), start + 1 + m.end()) for m in found)


def read_units(normal: Normal, blocks: Sequence[Block]) -> tuple[Unit, ...]:
    """Return the units of a section's blocks, each with the text that follows its name."""
    drafts: list[tuple[Block, Head, list[tuple[int, int]]]] = []
    style = _list_style(normal, blocks)
    for block in blocks:
        head = _opening(normal, block, style, drafts[-1][0] if drafts else None)
        if head:
            rest = [(head.text_start, block.end)] if head.text_start < block.end else []
            drafts.append((block, head, rest))
        elif drafts:
            drafts[-1][2].append((block.start, block.end))
    return tuple(
        _unit(normal, None if block.is_article else block.marker, head, texts) for block, head, texts in drafts
    )


def _list_style(normal: Normal, blocks: Sequence[Block]) -> str | None:
    """Return the style of number that the units bear, or None where they bear none."""
    for block in blocks:
        if block.marker and block.is_item and unit_head(normal, block, is_loose=True):
            return block.marker.style
    return None


def _opening(normal: Normal, block: Block, style: str | None, above: Block | None) -> Head | None:
    """Return the name with which a block opens a unit; `above` opens the unit before it."""
    if block.marker and block.marker.style == style:
        return unit_head(normal, block, is_loose=True)
    if block.is_item:  # 2、 between 1. and 3. is an item of the same list
        is_next = block.marker and above and above.marker and block.marker.value == above.marker.value + 1 > 1
        return unit_head(normal, block) if is_next else None
    head = unit_head(normal, block)
    if head is None:
        return None
    is_alone = head.text_start >= block.end
    name = normal.text[head.name[0] : head.name[1]]
    is_marked = normal.text[head.text_start - 1] in "。：:."
    if style and not (is_marked or is_alone) and above:
        return None  # 机关党委办公室与办公室合署办公: running text, not a unit of its own
    return head if (len(name) <= 24 and "与" not in name[:-3]) or is_marked or is_alone else None


def _unit(
    normal: Normal, marker: Marker | None, head: Head, texts: list[tuple[int, int]]
) -> Unit:
    start = texts[0][0] if texts else head.text_start
    end = texts[-1][1] if texts else head.text_start
    found = [clause for begin, until in texts for clause in clauses(normal, begin, until)]
    return Unit(
        normal, start, end,
        heading=Node(normal, head.name[0], head.heading_end),
        name_node=Node(normal, *head.name),
        marker=marker,
        aliases=tuple(Node(normal, *alias) for alias in head.aliases),
        clauses=tuple(found),
    )  # fmt: skip


def listed_units(normal: Normal, blocks: Sequence[Block]) -> tuple[Unit, ...]:
    """Return units that are named in one sentence, 内设办公室、科技管理科……, with what the sentences behind it say of each."""
    for block in blocks:
        for names in _lists(normal, block):
            told = list(_told(normal, names, names[-1][1], block.end))
            return tuple(told) if len(told) == len(names) else tuple(_bare_unit(normal, *bounds) for bounds in names)
    return ()


def named_in_line(normal: Normal, blocks: Sequence[Block]) -> tuple[Unit, ...]:
    """Return units that a line under their heading names one after the other: 内设机构：办公室、规划科。"""
    for block in blocks:
        end = block.end - (normal.text[block.end - 1] in "。；")
        names = list(_listed_names(normal, block.body, end))
        if len(names) >= 2 and names[-1][1] == end:
            return tuple(_bare_unit(normal, *bounds) for bounds in names)
    return ()


def lists_units(normal: Normal, block: Block) -> bool:
    """Tell whether a block names the units in one sentence."""
    return any(True for _ in _lists(normal, block))


def _lists(normal: Normal, block: Block) -> Iterator[list[tuple[int, int]]]:
    for found in _LISTED.finditer(normal.text, block.body, block.end):
        names = list(_listed_names(normal, *found.span("names")))
        if len(names) >= 2:
            yield names


def _told(normal: Normal, names: Sequence[tuple[int, int]], start: int, end: int) -> Iterator[Unit]:
    """Yield each unit that opens a sentence of its own: 办公室负责……。人事科承担……."""
    plain = {normal.text[slice(*name)].partition("（")[0] for name in names}
    either = "|".join(map(re.escape, sorted(plain, key=len, reverse=True)))
    # The names are this draft's alone: `patterns` keeps what every run asks for.
    opening = re.compile(rf"(?<=[。；：])(?P<name>{either})(?P<second>（[^（）\n]{{2,50}}）)?(?![主副与和的、，]|[正科处股]?长)[：。]?")
    found = list(opening.finditer(normal.text, start, end))
    for head, following in zip_longest(found, found[1:]):
        bounds = head.span("name")
        until = following.start() if following else end
        aliases = _second_names(head["second"] or "", head.start("second"))
        yield _unit(normal, None, Head(bounds, head.end("second") if head["second"] else bounds[1], aliases, head.end()), [(head.end(), until)])


def _listed_names(normal: Normal, start: int, end: int) -> Iterator[tuple[int, int]]:
    text = _COUNT_TAIL.sub("", normal.text[start:end])
    at = 0
    for part in patterns.compile(r"[、，]|(?<=科|处|室|股)[和及]").split(text):
        begin = normal.text.index(part, start + at)
        at = begin + len(part) - start
        if not _ONE_NAME.fullmatch(part):
            return
        yield begin, begin + len(part)


def _bare_unit(normal: Normal, start: int, end: int) -> Unit:
    whole = normal.text[start:end]
    bracket = whole.find("（")
    name_end = start + bracket if bracket > 0 else end
    aliases = _second_names(whole[bracket:], name_end) if bracket > 0 else ()
    return Unit(
        normal, end, end,
        heading=Node(normal, start, end),
        name_node=Node(normal, start, name_end),
        marker=None,
        aliases=tuple(Node(normal, *alias) for alias in aliases),
    )  # fmt: skip
