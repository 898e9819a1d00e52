"""Reports posts and headcounts that do not fit each other or the list of units."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from mandate_lint import patterns
from mandate_lint.hit import Hit
from mandate_lint.mandate import Mandate, Node, Post, Staffing
from mandate_lint.numerals import NUMERAL, to_int
from mandate_lint.source import Span

OPTIONS: Mapping[str, Any] = {
    "type": "object",
    "additionalProperties": False,
    "properties": {"not_counted": {"type": "array", "items": {"type": "string"}}},
}
VALUES = ("heads", "units", "sum", "total", "unit")
CASES = ("heads", "sum", "posts", "listed", "unit")
LARGE = 8  # units
_HEADS = patterns.compile(r"(?:正(?:厅|处|县|科|股)级|^[厅处科股]级|内设机构正职|科长|处长|股长|(?<!工作)室主任|中层正职|内设机构领导|科室(?:领导|负责人))")
_DEPUTY = patterns.compile(r"副")
_PARTS = patterns.compile(
    rf"(?P<whole>编制(?:总数|总额)?(?:为|共)?{NUMERAL}(?:名|个|人))（?(?:其中|含|包括)：?(?P<parts>[^）。；]{{4,80}})"
)
_PART = patterns.compile(rf"编制(?:为|共)?({NUMERAL})(?:名|个|人)")
_COUNTED = patterns.compile(rf"({NUMERAL})(?:名|人)")
_KIND = rf"[^\W\d_]{{0,10}}编制(?:为|共)?{NUMERAL}(?:名|人|个)"
_ADDED = patterns.compile(
    rf"(?P<parts>{_KIND}(?:[、，和及与]{_KIND}){{1,4}})[，、]?(?P<whole>(?:编制)?(?:共计?|合计|总计|总数|总额)(?:为|编制)?{NUMERAL}(?:名|人|个))?"
)
_BRACKET = patterns.compile(r"（(?P<lead>含|包括)?(?:其中)?[：，]?(?P<parts>[^（）]*)）")
_LISTED = patterns.compile(rf"(?:内设|设|设立|设置|下设)(?:有|置|立)?(?P<count>{NUMERAL})个(?:[^。；，]{{0,8}})?(?:内设机构|职能科室|科室|处室|股室|科|处|股|室|机构)")
_ABOVE = patterns.compile(rf"(?:以上[^。；，]{{0,10}}|事业)编制(?:共计?|合计|总计)(?:为)?(?P<count>{NUMERAL})(?:名|个|人)")
_RANKS = patterns.compile(
    rf"(?P<whole>领导职数(?:为|共)?(?P<count>{NUMERAL})(?:名|个|人))[，（](?:其中|含)：?正职(?P<first>{NUMERAL})(?:名|人)[、，和]副职(?P<second>{NUMERAL})(?:名|人)"
)
_UNIT_TOLD = patterns.compile(r"(?:^|(?<=[。；，：\n]))(?P<name>[^\W\da-zA-Z_]{3,14}?[科处股室])(?=实行|另|设|配备|核定|由)")


def check(nodes: Sequence[Node], mandate: Mandate, options: Mapping[str, Any]) -> Iterator[Hit]:
    """Yield a hit for each number that contradicts another."""
    yield from _listed(mandate)
    yield from _affiliated(mandate)
    staffing = mandate.staffing
    if not staffing:
        return
    yield from _misnamed(mandate, staffing)
    yield from _heads(mandate, staffing, options.get("not_counted", ()))
    yield from _parts(staffing)
    yield from _added(staffing)
    yield from _bracketed(staffing)
    yield from _level_sum(staffing)
    yield from _ranks_sum(staffing)
    yield from _too_many_posts(staffing)


def _counted(mandate: Mandate, not_counted: Sequence[str]) -> int:
    return sum(not unit.plain_name.endswith(tuple(not_counted)) for unit in mandate.units)


def _heads(mandate: Mandate, staffing: Staffing, not_counted: Sequence[str]) -> Iterator[Hit]:
    """Compare the number of heads of units with the number of units."""
    heads = [p for p in staffing.posts if _HEADS.search(p.title_node.text) and not _DEPUTY.search(p.title_node.text)]
    exact = [p for p in heads if patterns.compile(r"正|内设机构正|科长|处长|股长|中层正").match(p.title_node.text)]
    units = _counted(mandate, not_counted)
    if not units or len(heads) != 1:
        return
    post = heads[0]
    own = _own_heads(staffing, post)
    extra = len(mandate.units) - units + _extra_heads(staffing, post)
    # 处级 and 科级领导职数 count deputies too; at 股 level there are few.
    low = units if exact or "股" in post.title or "内设机构" in post.title else units - 2
    if exact:  # （含机关党委专职副书记1名）: that one is over and above the heads of the units
        low += _extra_heads(staffing, post)
    # A large bureau has heads beside those of its units (机关党委, chief engineers) and does not always say so.
    beside = units // 4 if units >= LARGE else 0
    most = units + beside if exact else units + 2 if "股" in post.title else 4 * units
    high = most + extra
    if (own if own is not None else post.count) not in range(low, high + 1):
        values = {"heads": post.count, "units": units}
        yield Hit(post.node.span(), values, case="heads", related=tuple(u.heading.span() for u in mandate.units))


def _own_heads(staffing: Staffing, post: Post) -> int | None:
    """Return the heads of units alone where brackets tell them: （内设机构正职19名、督察专员2名）."""
    behind = staffing.normal.text[post.node.end : post.node.end + 60]
    told = patterns.compile(rf"（[^）]*?内设机构(?:正职|领导)?({NUMERAL})(?:名|人)").match(behind)
    return to_int(told[1]) if told else None


def _extra_heads(staffing: Staffing, post: Post) -> int:
    """Return how many heads the text itself explains: （含机关党委专职副书记1名）."""
    behind = staffing.normal.text[post.node.end : post.node.end + 60]
    bracket = patterns.compile(r"（(?:含|其中)([^）]*)）").match(behind)
    return _add(_COUNTED.findall(bracket[1])) if bracket else 0


def _add(numbers: Iterable[str]) -> int:
    """Return the sum of numbers as they are written; what is none counts nothing."""
    return sum(to_int(number) or 0 for number in numbers)


def _sum_hit(span: Span, added: int, total: int) -> Hit:
    return Hit(span, {"sum": added, "total": total}, case="sum")


def _parts(staffing: Staffing) -> Iterator[Hit]:
    """Compare a headcount with the sum of the parts that follow it in brackets."""
    for found in _PARTS.finditer(staffing.text):
        whole = _PART.search(found["whole"] if "编制" in found["whole"] else "")
        parts = _PART.findall(found["parts"])
        total = _add(patterns.compile(NUMERAL).findall(found["whole"])[-1:])
        if whole and len(parts) >= 2 and _add(parts) != total:
            yield _sum_hit(staffing.span(*found.span("whole")), _add(parts), total)


def _added(staffing: Staffing) -> Iterator[Hit]:
    """Compare 行政编制22名、事业编制6名，共30名 with its sum."""
    for found in _ADDED.finditer(staffing.text):
        added = _add(_PART.findall(found["parts"]))
        total = to_int(patterns.compile(NUMERAL).findall(found["whole"])[-1]) if found["whole"] else None
        if total is not None and added != total:
            yield _sum_hit(staffing.span(*found.span("whole")), added, total)


def _headcount(staffing: Staffing) -> int:
    """Return the largest headcount that a section gives, several kinds of posts together."""
    added = (_add(_PART.findall(found["parts"])) for found in _ADDED.finditer(staffing.text))
    return max(staffing.administrative or 0, staffing.total or 0, *added)


def _bracketed(staffing: Staffing) -> Iterator[Hit]:
    """Compare 科级领导职数5名（主任1名、科长6名） with the sum in its brackets; 含 names a part only."""
    for post in staffing.posts:
        bracket = _BRACKET.match(staffing.normal.text, post.node.end)
        if not bracket:
            continue
        parts = _COUNTED.findall(bracket["parts"])
        is_whole, added = len(parts) >= 2 and bracket["lead"] is None, _add(parts)
        if (is_whole and added != post.count) or added > post.count:
            yield _sum_hit(post.node.span(), added, post.count)


def _level_sum(staffing: Staffing) -> Iterator[Hit]:
    """Compare 处级领导职数29名 with 正处级14名 and 副处级17名."""
    posts = {p.title_node.text.removesuffix("领导职数"): p for p in staffing.posts}
    for level in ("厅级", "处级", "科级", "股级"):
        whole, first, second = posts.get(level), posts.get("正" + level), posts.get("副" + level)
        if whole and first and second and whole.count != first.count + second.count:
            yield _sum_hit(whole.node.span(), first.count + second.count, whole.count)


def _ranks_sum(staffing: Staffing) -> Iterator[Hit]:
    """Compare 领导职数6名，其中正职5名、副职2名 with its sum."""
    for found in _RANKS.finditer(staffing.text):
        added, total = _add(found.group("first", "second")), _add([found["count"]])
        if added != total:
            yield _sum_hit(staffing.span(*found.span("whole")), added, total)


def _too_many_posts(staffing: Staffing) -> Iterator[Hit]:
    """Report leading posts that are more than the whole headcount."""
    total = _headcount(staffing)
    tops = [p for p in staffing.posts if patterns.compile(r"局长|主任|厅长|馆长|[处科股]级领导职数").search(p.title_node.text)]
    posts = sum(p.count for p in tops)
    if total and posts > total:
        yield Hit(tops[0].node.span(), {"sum": posts, "total": total}, case="posts")


def _listed(mandate: Mandate) -> Iterator[Hit]:
    """Compare 设4个内设机构 with the units that follow."""
    if mandate.names_only:
        return
    least = sum(not u.plain_name.endswith(("机关党委", "党总支", "党支部", "工会")) for u in mandate.units)
    for section in mandate.sections:
        for found in _LISTED.finditer(section.text[:120]) if section.kind == "units" else ():
            count = to_int(found["count"])
            if count is not None and not least <= count <= len(mandate.units):
                yield Hit(section.span(*found.span()), {"heads": count, "units": len(mandate.units)}, case="listed")


def _affiliated(mandate: Mandate) -> Iterator[Hit]:
    """Compare 以上事业编制共39名 with the posts of the affiliated bodies above it."""
    section = mandate.section("affiliates")
    if not section or not mandate.affiliates:
        return
    text = mandate.normal.text
    whole = _ABOVE.search(text, section.start)
    if not whole:
        return
    parts = _PART.findall(text, section.start, min(section.end, whole.start()))
    added, total = _add(parts), _add([whole["count"]])
    if len(parts) == len(mandate.affiliates) > 1 and added != total:
        yield _sum_hit(mandate.normal.span(*whole.span()), added, total)


def _misnamed(mandate: Mandate, staffing: Staffing) -> Iterator[Hit]:
    """Report a unit that a staffing section names otherwise than the list of units: 消防监管科 for 消防审验科."""
    names = {name for unit in mandate.units for name in (unit.plain_name, *(alias.text for alias in unit.aliases))}
    for found in _UNIT_TOLD.finditer(staffing.text):
        told = found["name"]
        alike = [name for name in names if name[-1] == told[-1] and name[:2] == told[:2] and abs(len(name) - len(told)) <= 3]
        if told not in names and len(alike) == 1 and len(told) >= 4:
            yield Hit(staffing.span(*found.span("name")), {"unit": alike[0]}, case="unit", replacement=alike[0])
