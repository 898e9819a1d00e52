"""What is no slip however strange it looks: names, titles, numbers of documents, a team's words."""

from __future__ import annotations

from collections.abc import Collection
from functools import cache

from mandate_lint import patterns
from mandate_lint.places import names as divisions

LONGEST = 16
WINDOW = 120  # characters on each side in which a title or a name is looked for
_TITLE = r"《[^《》\n]*》|〈[^〈〉\n]*〉"
_NUMBER = r"[一-鿿]{1,10}[（〔\[【(]\d{4}[）〕\]】)]第?\d+号?"
_SURNAMES = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎"
    "余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文"
)
_POSTS = "局长|主任|书记|组长|处长|科长|股长|所长|站长|院长|校长|部长|县长|市长|区长|镇长|联系人|负责人|经办人|审核人|签发人|成员|同志|调研员"  # fmt: skip
_PERSON = rf"(?:{_POSTS})[：，、]?[{_SURNAMES}][一-鿿]{{1,2}}(?=$|[，。、；：（\d])|^[{_SURNAMES}][一-鿿]{{1,2}}$"
# The place that a headline begins with: 梧溪县人民政府办公室关于…; villages and new districts are in no list.
_HEADLINE_PLACE = r"(?:中共)?[一-鿿]{2,3}?[省市县区旗盟州镇乡](?=[一-鿿]{2,}[^。；，]*$)"
_LONG_RANKS = ("地区", "新区", "政区")
_RANKS = frozenset("省市县区旗州盟")
_RANK = r"(?:特别行政区|壮族自治区|回族自治区|维吾尔自治区|自治区|自治州|自治县|自治旗|地区|新区|省|市|县|区|盟|旗)$"


def is_known(paragraph: str, start: int, end: int, known: Collection[str] = (), *, is_sure: bool = False) -> bool:
    """Tell whether a stretch lies inside a name, a title, a document number or a known word.

    The place at the head of a headline is a name.

    Titles, and divisions without their rank, yield to a sure repair: 云安 is a district, but
    国务院云安部门 is 公安.
    """
    headline = patterns.compile(_HEADLINE_PLACE).match(paragraph) if len(paragraph) <= WINDOW else None
    if headline and end <= headline.end():
        return True
    first = max(0, start - WINDOW)
    window = paragraph[first : end + WINDOW]
    for pattern in (_NUMBER, _PERSON) if is_sure else (_NUMBER, _PERSON, _TITLE):
        for match in patterns.compile(pattern).finditer(window):
            if first + match.start() <= start and end <= first + match.end():
                return True
    if _covered(paragraph, start, end, known) or _covered(paragraph, start, end, divisions()):
        return True
    return not is_sure and _covered(paragraph, start, end, stems())


def makes_division(paragraph: str, start: int, end: int, new: str) -> bool:
    """Tell whether a repair would turn a name into that of a division.

    青泽县 may be a village's neighbour that no list has: to read 青浦 there is a guess.
    """
    repaired, last = paragraph[:start] + new + paragraph[end:], start + len(new)
    if _RANKS.isdisjoint(repaired[last : last + 4]):
        return False
    for first in range(max(0, start - 3), start + 1):
        for after in range(max(last, first + 2), last + 4):
            if repaired[first:after] in stems() and repaired[after : after + 1] in _RANKS:
                return True
    return False


def _covered(paragraph: str, start: int, end: int, words: Collection[str]) -> bool:
    if not words:
        return False
    last = max(end, start + 1)
    for first in range(max(0, last - LONGEST), start + 1):
        for after in range(last, min(first + LONGEST, len(paragraph)) + 1):
            if paragraph[first:after] in words:
                return True
    return False


@cache
def stems() -> frozenset[str]:
    """Return the names of divisions without their rank, where two characters are left."""
    rank = patterns.compile(_RANK)
    bare = (
        rank.sub("", name) if "自治" in name or name[-2:] in _LONG_RANKS else name[:-1] for name in divisions()
    )
    return frozenset(stem for stem in bare if len(stem) > 1)
