"""Paragraphs cut into blocks: one item, one heading or one paragraph of running text each."""

from __future__ import annotations

from collections.abc import Iterator

from mandate_lint import patterns
from mandate_lint.mandate import SectionKind
from mandate_lint.normal import Normal
from mandate_lint.numerals import Marker, marker_at
from mandate_lint.parser.headings import (
    glued_heading,
    heading_kind,
    lead_in,
    names_agency,
    title_in,
)  # fmt: skip
from mandate_lint.parser.tables import unit_rows
from mandate_lint.records import record, replace

_NOISE = patterns.compile(
    r"(?:索引号|信息分类|主题分类|体裁分类|发布(?:时间|日期|机构|单位)|发文(?:机关|日期|字号)|成文日期|公开(?:日期|方式|时限)|生成日期|"
    r"信息(?:来源|名称)|文章来源|来源：|文号：|名称：|字号：|字体|字体大小|浏览次数|浏览量|访问量|点击(?:数|量)|【打印】|打印|关闭窗口|"
    r"联系(?:电话|方式|人)|(?:办公|咨询|监督|值班)?电话：|传真|邮(?:政)?编(?:码)?|(?:办公|单位|通讯)?地址：|办公时间|网址|电子邮箱|主题词|"
    r"分享到|分享：|当前位置|您现在的位置|首页|上一篇|下一篇|扫一扫|责任编辑|网站标识码|建议使用|版权所有|主办：|承办：|[^，。；<]{2,20} ?[>»] ?[^，。；<]{2,30}$|[^，。；]{2,24}\d+\.\d\d$|单位：万元|[^，。；]{0,24}(?:预算|决算)(?:公开|情况)?(?:总?表)?$|第[一二三四五六]部分|公开\d*表|\||<!--|"
    r"[^，。；|]{2,24}\|[^，。；]{2,40}$|网站(?:地图|声明|标识)|关于我们|联系我们$|免责声明|无障碍|.{0,4}ICP备|公网安备|技术支持：|主管单位：|主办单位：)"
)
_DOTS = patterns.compile(r"(?:…|\.{3,}|·{3,}|-{4,})+\d{0,4}$")
_OFFICE_HOLDER = patterns.compile(r"[\w（）、]{0,12}(?:长|主任|书记|成员|负责人)）?：[\w·]{2,5}")
_DIGITS = patterns.compile(r"[\d.,%，]")
_PAGE = patterns.compile(r"[-—–－·]*\d{1,4}[-—–－·]*|第\d{1,4}页.{0,12}|\d+/\d+")
_HAN = patterns.compile(r"[^\W\da-zA-Z_]")
_INLINE = patterns.compile(
    r"(?:(?<=[。；：，、！？）])|(?<=[^\W\da-zA-Z_])(?=[（【\[]))"
    r"(?=[（【\[]?[\d一二三四五六七八九十]{1,3}(?:[）】\]、．.]|是)|第[一二三四五六七八九十\d]{1,4}条|[①-⑳]|0\d)"
)
_BARE = patterns.compile(r"\d{1,2}(?=[^\W\d_a-zA-Z])")
_SECTION_STYLES = ("一、", "article", "chapter")
_ITEM_BREAK = "。；：！？"


@record
class Block:
    """A stretch of normal text from `start` to `end`; its text proper begins at `body`."""

    start: int
    end: int
    body: int
    marker: Marker | None
    heading: SectionKind | None = None
    is_lead_in: bool = False
    is_numbered_as_article: bool = False

    @property
    def is_article(self) -> bool:
        """Tell whether the block opens an article or a chapter."""
        return self.is_numbered_as_article or (self.marker is not None and self.marker.style in ("article", "chapter"))

    @property
    def is_item(self) -> bool:
        """Tell whether the block is an item of a list inside an article."""
        return self.marker is not None and not self.is_article

    def text(self, normal: Normal) -> str:
        """Return the block's text without its number."""
        return normal.text[self.body : self.end]


def blocks(normal: Normal) -> list[Block]:
    """Return the blocks of a text in order, noise left out."""
    found: list[Block] = []
    last: dict[str, int] = {}
    rows = unit_rows(normal) if "|" in normal.text else {}
    for start, end in normal.paragraphs:
        if start in rows:
            found.extend(Block(*cell, cell[0], None) for cell in rows[start])
        elif not is_noise(normal.text[start:end]):
            for item in _items(normal, start, end, last):
                found.extend(_with_headings(normal, item))
    return _without_contents(normal, _with_articles(normal, found))


_OF_ARTICLES = patterns.compile(r"制定本规定|^[^，。；]{2,24}是[^，。；]{0,20}(?:工作部门|组成部门|直属机构|派出机构|办事机构)|^[^，。；]{2,24}(?:机关)?为正[厅处科股]级|^本规定[由自]")


def _with_articles(normal: Normal, found: list[Block]) -> list[Block]:
    """Take 一、 for an article's number where it numbers what only articles say: 一、根据……，制定本规定。."""
    if not any(_is_top(block) and _OF_ARTICLES.search(block.text(normal)) for block in found):
        return found
    return [replace(block, is_numbered_as_article=True) if _is_top(block) else block for block in found]


def _is_top(block: Block) -> bool:
    return block.marker is not None and block.marker.style == "一、"


def is_noise(line: str) -> bool:
    """Tell whether a line is part of the page around a mandate, not of the mandate."""
    if _NOISE.match(line) or _DOTS.search(line) or _PAGE.fullmatch(line):
        return True
    if not _HAN.search(line):
        return True
    is_figures = len(line) >= 8 and len(_DIGITS.findall(line)) * 2 > len(line)
    return is_figures and not _OFFICE_HOLDER.match(line)


def _items(normal: Normal, start: int, end: int, last: dict[str, int]) -> Iterator[Block]:
    """Cut a paragraph at the item numbers inside it that carry its list on."""
    cuts = [start, *_inline_starts(normal.text[start:end], start, last)]
    for at, until in zip(cuts, [*cuts[1:], end], strict=True):
        marker = marker_at(normal.text, at) or _set_apart(normal, at, last)
        if marker and marker.end > until:
            marker = None
        if marker and marker.style == "1" and 0 < marker.value - last.get("01", 99) <= 3:
            marker = marker._replace(style="01")
        if marker:
            last[marker.style] = marker.value
        yield Block(at, until, marker.end if marker else at, marker)


def _set_apart(normal: Normal, at: int, last: dict[str, int]) -> Marker | None:
    """Return a bare number that a blank sets apart and that carries the list on: 2 人事科, which is no 2人."""
    found = _BARE.match(normal.text, at)
    if not found or not normal.has_gap(found.end()) or int(found[0]) != last.get("1", -1) + 1:
        return None
    return Marker("1", int(found[0]), at, found.end(), found[0])


def _inline_starts(text: str, start: int, last: dict[str, int]) -> list[int]:
    """Return where further items of the paragraph's own list begin, as normal offsets."""
    first = marker_at(text)
    markers = [m for found in _INLINE.finditer(text) if (m := marker_at(text, found.start()))]
    markers = [m for m in markers if m.start > (first.start if first else -1)]
    style, value = _list_begun(text, first, markers, last)
    starts: list[int] = []
    for marker in markers:
        is_broken = text[marker.start - 1] in _ITEM_BREAK
        step = marker.value - value if marker.style == style else 0
        # A gap or a repeat in the list is a slip of its own; the items are items all the same.
        if (step == 1 and (is_broken or not starts or style[0] == "（")) or (
            is_broken and starts and marker.style == style and 0 <= step <= 3
        ):
            starts.append(start + marker.start)
            value = marker.value
    return starts


def _list_begun(
    text: str, first: Marker | None, markers: list[Marker], last: dict[str, int]
) -> tuple[str, int]:
    """Return style and last value of the list that the paragraph carries on."""
    body = first.end if first else 0
    opens = glued_heading(text[body:])
    inner = [m for m in markers if m.value == 1 and not (first and m.style == first.style)]
    if inner and opens and inner[0].start <= body + opens[1] + 1:
        return inner[0].style, 0
    if first:
        return first.style, first.value
    for marker in markers:
        follows = any(m.style == marker.style and m.value == 2 for m in markers)
        is_led_in = text[marker.start - 1] == "：" and lead_in(text[max(0, marker.start - 80) : marker.start]) is not None
        if marker.value == 1 and (follows or is_led_in):
            return marker.style, 0
        if marker.value == last.get(marker.style, -1) + 1 and text[marker.start - 1] in "。；":
            return marker.style, marker.value - 1
    return "", 0


def _with_headings(normal: Normal, block: Block) -> Iterator[Block]:
    """Cut a heading before the text, or a lead-in behind it, into a block of its own."""
    body = block.text(normal)
    if (kind := heading_kind(body)) and not _is_item_on_split(block, kind):
        yield _as_heading(block, block.start, block.end, kind, is_lead_in=False)
        return
    if (glued := _glued(normal, block, body)) and not _is_item_on_split(block, glued[0]):
        kind, length = glued
        yield _as_heading(block, block.start, block.body + length, kind, is_lead_in=False)
        rest = block.body + length
        marker = marker_at(normal.text, rest)
        yield from _with_headings(normal, Block(rest, block.end, marker.end if marker else rest, marker))
        return
    if opened := lead_in(body):
        kind, at = opened
        if at:
            yield Block(block.start, block.body + at, block.body, block.marker)
        yield _as_heading(block, block.body + at if at else block.start, block.end, kind, is_lead_in=True)
        return
    if middle := _lead_in_inside(body):
        kind, begin, end = middle
        if begin:
            yield Block(block.start, block.body + begin, block.body, block.marker)
        at = block.body + begin if begin else block.start
        yield _as_heading(block, at, block.body + end, kind, is_lead_in=True)
        yield Block(block.body + end, block.end, block.body + end, None)
        return
    yield block


def _is_item_on_split(block: Block, kind: SectionKind) -> bool:
    """Tell whether 职能转变 or 有关职责分工 is an item among the duties, not a heading."""
    return kind == "other" and block.marker is not None and block.marker.style not in _SECTION_STYLES


def _as_heading(block: Block, start: int, end: int, kind: SectionKind, *, is_lead_in: bool) -> Block:
    marker = block.marker if start == block.start else None
    return Block(start, end, marker.end if marker else start, marker, kind, is_lead_in)


# What opens the text of a section that stands right behind its heading.
_SECTION_TEXT = patterns.compile(r"根据|本规定|[^\W\da-zA-Z_]{0,10}(?:局|委员会|厅|机关)(?:机关|的|设|内设|行政|贯彻|（)")


def _glued(normal: Normal, block: Block, body: str) -> tuple[SectionKind, int] | None:
    """Return a heading that stands before text in the same line."""
    found = glued_heading(body)
    if not found:
        return None
    kind, length = found
    at = block.body + length
    is_section = block.marker is not None and block.marker.style in _SECTION_STYLES
    is_marked = body[length - 1] in "：。" or normal.has_gap(at)
    is_marked = is_marked or (is_section and bool(_SECTION_TEXT.match(body, length)))
    if length < len(body) and (is_marked or marker_at(normal.text, at)):
        return kind, length
    return None


_INSIDE = patterns.compile(
    r"(?:主要|基本|工作)(?:工作)?(?:职责|职能|任务)(?:是|为|有|包括|如下)+[：，]?(?=[^\W\da-zA-Z_])|"
    r"(?:主要|基本)(?:工作)?(?:职责|职能)(?:是|为|有|包括|如下)*：(?=[^\W\da-zA-Z_])"
)


def _lead_in_inside(body: str) -> tuple[SectionKind, int, int] | None:
    """Return a lead-in with its duties behind it in the same paragraph."""
    found = _INSIDE.search(body)
    if not found or len(body) - found.end() < 6:
        return None
    begin = max(body.rfind(stop, 0, found.start()) for stop in "。；\n") + 1
    return "duties", begin, found.end()


def _without_contents(normal: Normal, found: list[Block]) -> list[Block]:
    """Leave out a table of contents: a run of headings with no text between them."""
    kept: list[Block] = []
    last = {block.heading: at for at, block in enumerate(found)}
    at = 0
    while at < len(found):
        run = at
        while run < len(found) and _is_bare_heading(normal, found[run]):
            run += 1
        if run - at >= 3 and len({block.heading for block in found[at:run]}) >= 2:
            at = run - 1 if _heads_text(normal, found, run, last) else run
        elif run > at:  # headings that are no contents: taken over as they stand
            kept += found[at : run - 1]
            at = run - 1
        if at < len(found):
            kept.append(found[at])
        at += 1
    return kept


def _is_bare_heading(normal: Normal, block: Block) -> bool:
    return bool(block.heading) and not block.is_lead_in and not names_agency(block.text(normal))


def _heads_text(normal: Normal, found: list[Block], run: int, last: dict[SectionKind | None, int]) -> bool:
    """Tell whether the last heading of a run heads what follows, rather than closes the contents."""
    if run == len(found):
        return False
    following = found[run]
    is_repeated = last[found[run - 1].heading] >= run
    is_title = names_agency(following.text(normal)) or title_in(following.text(normal))
    return not (is_repeated or following.is_article or is_title or found[run - 1].heading == "other")
