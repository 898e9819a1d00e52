"""Whose mandate it is: the agency, its jurisdiction and level."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from mandate_lint import patterns
from mandate_lint.mandate import Level, Node
from mandate_lint.normal import Normal
from mandate_lint.places import divisions, level_by_suffix, names

_SUFFIX = r"(?:自治区|自治州|自治县|自治旗|地区|街道|[省县区旗州盟镇]|市(?!场)|(?<!城)乡)"
_AGENCY = patterns.compile(
    rf"(?<=[^\W\da-zA-Z_]{{2}})(?P<suffix>{_SUFFIX})(?P<body>(?![市县区州省]|政府|直属|人民|级|属|有关|各|内)[^\W\da-zA-Z_]{{2,14}}?(?:局|委员会|厅|档案馆)(?!长))"
)
# One to three divisions, the higher first: 澜江市临沣区.
_OWN_PLACE = patterns.compile(rf"(?:[^\W\da-zA-Z_]{{2,6}}?{_SUFFIX}){{1,3}}?(?=[^\W\da-zA-Z_]{{2}})(?!{_SUFFIX}|[^\W\da-zA-Z_]{{2,4}}{_SUFFIX})")
_NOT_PLACE = patterns.compile(r"[各全本和与及等该其在由是同会以的于为、]|我|有关|负责|下属")
_NOT_BODY = patterns.compile(r"领导小组|职责|负责|关于|会同|工作部|机构编制委|[和与及同]|委员会办|常务|代表大会")
_TITLE = patterns.compile(
    r"(?:关于印发)?《?(?P<name>[^，。；：《》\n]{2,30}?)(?:(?:职能配置|主要职责|机关)[^。；\n]{0,30}规定|[“”]?三定[“”]?(?:规定|方案)|(?:机构职能|主要职责|部门职能|部门职责|工作职责|职责清单|机构简介|机构概况)(?:$|\n))"
)
_HEAD = patterns.compile(r"(?P<name>[^，。；：《》\n]{3,24}?(?:局|委员会|厅|办事处|人民政府))(?:$|\n)")  # a first line of a name alone
_STATUS = patterns.compile(r"(?:^|[。，、条\n])(?:保留|组建|重新组建|设立)?(?P<name>[^，。；：《》\n第]{3,24}?)(?:（[^）]{2,20}）)?是[^，。；\n]{0,24}(?:工作部门|组成部门|直属机构|派出机构|派出机关|工作机构|职能部门|办事机构|事业单位)")
_SUBJECT = patterns.compile(
    r"(?:^|[。，；、条\n])(?:组建|保留|设立)?(?P<name>[^，。；：《》\n第]{2,24}?(?:局|委员会|委|厅|办公室|馆|中心|办|部|会|院|社))"
    r"(?:（[^）]{2,20}）)?(?:机关)?(?:，?为|是|设下列|设置?以下|内设|下设|贯彻落实党|贯彻党|的?主要(?:工作)?职责|不设|主要职能|的?职能|行政编制|应当)"
)


def find_agency(normal: Normal) -> Node | None:
    """Return the agency where the text names it best: title, status, subject of its sentences."""
    votes: Counter[str] = Counter()
    first: dict[str, int] = {}
    for name, start, weight in _candidates(normal):
        votes[name] += weight
        first.setdefault(name, start)
    if not votes:
        return None
    best = max(votes, key=lambda name: (votes[name] + _longer(name, votes), -first[name]))
    return Node(normal, first[best], first[best] + len(best))


def _longer(name: str, votes: Counter[str]) -> int:
    """Count for a full name what its short forms collect: 市科技局 speaks for 云河市科技局."""
    return sum(n for other, n in votes.items() if other != name and name.endswith(other))


def _candidates(normal: Normal) -> Iterator[tuple[str, int, int]]:
    text = normal.text
    for pattern, weight in ((_TITLE, 30), (_STATUS, 20), (_SUBJECT, 6)):
        for found in pattern.finditer(text):
            name, start = _clean(found["name"], found.start("name"))
            if name and _is_agency(name):
                yield name, start, weight
    head = _HEAD.match(text)
    if head and _is_agency(head["name"]):
        yield head["name"], 0, 20
    for found in _AGENCY.finditer(text):
        begin = _place_start(text, found.end("suffix"))
        if begin is not None and not _NOT_BODY.search(found["body"]):
            yield text[begin : found.end()], begin, 1


def _place_start(text: str, end: int) -> int | None:
    """Return where the place name that ends at `end` begins: a real one, else two characters."""
    for length in range(11, 2, -1):
        if end >= length and text[end - length : end] in names():
            return end - length
    start = end - 3
    return None if start < 0 or _NOT_PLACE.search(text[start:end]) else start


_OPENING = patterns.compile(r"(?:第[一二三四五六七八九十\d]{1,4}条|关于印发|根据|保留|重新组建|组建|设立|将|为了?(?:规范|明确)|规定和|承担|会同|在)+")


def _clean(name: str, start: int) -> tuple[str, int]:
    """Strip what may stand before a name at the head of a sentence."""
    if opening := _OPENING.match(name):
        name, start = name[opening.end() :], start + opening.end()
    cut = max(name.rfind(mark) for mark in "、 》") + 1
    return name[cut:], start + cut


def _is_agency(name: str) -> bool:
    return 3 <= len(name) <= 24 and bool(
        patterns.compile(r"(?:局|委员会|委|厅|办公室|办|部|馆|院|中心|会|社|办事处|[镇乡]人民政府)$").search(name)
    ) and not patterns.compile(r"^[各本有该其]|负责|职责|领导小组|^市$|工作部门|人民政府办公|党委$|^机关").search(name)  # fmt: skip


def find_jurisdiction(normal: Normal, agency: Node | None) -> Node | None:
    """Return the division whose agency it is: the head of the agency's name, a town's title, or the commonest."""
    if agency:
        found = _OWN_PLACE.match(agency.text)
        if found:
            return agency.part(0, found.end())
    if town := _TOWN.search(normal.text):
        return Node(normal, *town.span("place"))
    named = Counter(_places_named(normal.text))
    short = agency.text[:1] if agency else ""
    suited = [name for name in named if short not in "省市县区州" or not short or name.endswith(short)]
    if not suited or named[best := max(suited, key=lambda name: named[name])] < 2:
        return None
    start = normal.text.index(best)
    return Node(normal, start, start + len(best))


# The mandate of a town is that of all its bodies: 清屏县石门镇机构职能配置……规定.
_TOWN = patterns.compile(
    rf"(?:^|\n|《)(?P<place>(?:[^\W\da-zA-Z_]{{2,6}}?{_SUFFIX}){{0,2}}[^\W\da-zA-Z_]{{2,5}}?(?:[镇乡]|街道))(?:党政)?(?:(?:机关|机构)(?:职能|设置|编制)|职能配置)"
)
_KNOWN_PLACE = patterns.compile(r"(?=([^\W\da-zA-Z_]{2,7}(?:自治州|自治县|自治区|省|市|县|旗|区)))")


def _places_named(text: str) -> Iterator[str]:
    """Yield the names of divisions, real ones wherever they stand and others by their shape."""
    known = names()
    for found in _KNOWN_PLACE.finditer(text):
        for length in range(len(found[1]), 1, -1):
            if found[1][:length] in known:
                yield found[1][:length]
                break


def find_level(normal: Normal, jurisdiction: Node | None) -> Level | None:
    """Return the level: from the division's name if it is known, else from what the text says."""
    text = normal.text
    name = jurisdiction.text if jurisdiction else ""
    if places := divisions(name):
        return places[0].level
    if name and (level := level_by_suffix(name)):
        return level
    if not name and not patterns.compile(r"[市县区省]委、").search(text):
        return None
    return _level_from_text(text, name)


# What the text says of bodies below and above, and of ranks; the first that fits decides.
_TELLS: tuple[tuple[Level, str], ...] = (
    ("county", r"县委、县(?:人民)?政府|区委、区(?:人民)?政府|全县|本县|[正副]科级(?:单位|建制)|[为是]正科级|股级|各?乡镇|镇[（(]?街道"),
    ("sub-provincial", r"[为是]副厅级|副省级"),
    ("prefecture", r"[为是]正?[处县]级|[正副]科级|各?县[（(]?[市、区]|区市县|各区县|县区|[市县区]、县|市委、市"),
    ("province", r"省委、省(?:人民)?政府|全省"),
)


def _level_from_text(text: str, name: str) -> Level | None:
    for level, pattern in _TELLS:
        found = patterns.compile(pattern).search(text)
        is_slip = name.endswith("市") and (level == "province" or (found and found[0] in ("全县", "本县")))
        if found and not is_slip:
            return level
    return "prefecture" if name.endswith("市") else None
