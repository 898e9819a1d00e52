"""Normal text to Mandate. Never raises, however strange the text is."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import zip_longest

from mandate_lint import patterns
from mandate_lint.mandate import Duty, DutyKind, Mandate, Node, Section, SectionKind, Unit
from mandate_lint.normal import Normal, normalise
from mandate_lint.numerals import Marker
from mandate_lint.parser.agency import find_agency, find_jurisdiction, find_level
from mandate_lint.parser.blocks import Block, blocks
from mandate_lint.parser.clauses import clauses
from mandate_lint.parser.headings import names_agency, title_in
from mandate_lint.parser.staffing import IS_STAFFING, leader_in, read_staffing
from mandate_lint.parser.units import listed_units, lists_units, named_in_line, read_units, unit_head
from mandate_lint.script import script_of
from mandate_lint.source import Source

_BASIS = patterns.compile(r"根据.{0,120}(?:制定本规定|(?:保留|组建|设立|设置|重新组建|调整|核定)|《[^》]+》)|(?:为|依据).{0,60}制定本规定")
_STATUS = patterns.compile(
    r"是.{0,24}(?:工作部门|组成部门|直属机构|派出(?:机构|机关)|工作机构|职能部门|办事机构|事业单位)|机构规格|(?:为|是)[正副](?:厅|处|科|县|股|局)级|加挂.{2,24}牌子"
)
_PARTY = patterns.compile(r"贯彻(?:落实|执行)?.{0,4}(?:党中央|中央).{0,60}(?:方针|集中统一领导)|集中统一领导")
_BASIS_ROLE = patterns.compile(r"本规定(?:确定的|所列|明确的).{0,60}(?:基本依据)")
_SUPPLEMENT = patterns.compile(r"本规定.{0,24}(?:解释|施行|实施)|(?:调整|修订).{0,12}(?:由|按).{0,40}(?:规定程序|程序办理)|自.{2,24}起(?:施行|实施)")
_NO_UNITS = patterns.compile(r"(?:不设|未设|没有|无|不再设)(?:立|置)?(?:单独的?)?内设(?:机构|科室|处室|股室)|不内设(?:机构|科室)")
_CATCH_ALL = patterns.compile(r"(?:完成|承办|办理|做好).{0,40}(?:交办|交给|交付|布置|安排|下达|授权|赋予)的?.{0,14}(?:其[他它])?.{0,6}(?:任务|工作|事项|职责)")
_OTHER_TASKS = patterns.compile(r"^(?:承办|完成|办理).{0,20}其[他它](?:工作)?(?:任务|工作|事项)")
_BY_RULE = patterns.compile(r"^(?:依照|依据|按照|根据)[^，。；]{2,30}，")  # what may stand before: 依照章程，完成……
_TRANSITION = patterns.compile(r"(?:关于)?职[能责]转变")
_COORDINATION = patterns.compile(r"(?:关于|[^，。；\n]{0,14}与|有关).{0,24}职责(?:分工|划分)|(?:有关|部门)职责分工")
_OF_THE_AGENCY = patterns.compile(r"行政编制|机关(?:事业|工勤|各类)?编制|设.{0,6}[长任记]\d")
_OPENING_VERB = patterns.compile(
    r"制定|编制|提出|起草|落实|建立|健全|完善|开展|实施|管理|监督|参与|配合|做好|加强|促进|维护|执行|宣传|受理|依法"
)
_HEADCOUNT = patterns.compile(r"^[^，。；]{0,16}机关(?:行政|事业|工勤)?编制(?:为|共)?\d")
_LEADING = patterns.compile(r"负责|承担|拟订|拟定|组织|指导|贯彻|协调|统筹|推动|推进|研究|牵头")


def parse(source: Source) -> Mandate:
    """Return the mandate of a source."""
    normal = normalise(source)
    found = blocks(normal)
    groups = _Sorter(normal, found).sort()
    return _assemble(normal, found, groups)


class _Group:
    """Blocks that belong to one section."""

    def __init__(self, kind: SectionKind, title: Block | None) -> None:
        self.kind, self.title = kind, title
        self.blocks: list[Block] = []
        self.first_marker: Marker | None = None
        self.has_items = False

    def add(self, block: Block) -> None:
        """Take one more block."""
        self.blocks.append(block)
        self.first_marker = self.first_marker or block.marker
        self.has_items = self.has_items or block.is_item


class _Sorter:
    """Puts blocks into sections: by headings, and by what they say where headings are lost."""

    def __init__(self, normal: Normal, found: Sequence[Block]) -> None:
        self.normal = normal
        self.found = found
        self.groups: list[_Group] = []
        self.kinds: set[SectionKind] = set()
        self.last_duties_heading = max((at for at, b in enumerate(found) if b.heading == "duties"), default=-1)

    def sort(self) -> list[_Group]:
        """Return the sections in order."""
        for index, block in enumerate(self.found):
            if block.heading and not self._is_page_title(block, index):
                self._open(self._headed(block, index), block)
                continue
            kind = self._kind(block, index)
            if not self.groups or self.groups[-1].kind != kind:
                self._open(kind, None)
            self.groups[-1].add(block)
        return self.groups

    def _headed(self, block: Block, index: int) -> SectionKind:
        """Return what a heading heads: 机构设置 the units, but what the agency is where the duties follow."""
        following = self.found[index + 1 : index + 2]
        is_first = not self._has("duties") and self.last_duties_heading > index
        if block.heading == "units" and is_first and following and _STATUS.search(following[0].text(self.normal)):
            return "status"
        return block.heading or "other"

    def _open(self, kind: SectionKind, title: Block | None) -> None:
        last = self.groups[-1] if self.groups else None
        if last and last.kind == kind and (title is None or not last.blocks):
            last.title = last.title or title
            return
        self.groups.append(_Group(kind, title))
        self.kinds.add(kind)

    @property
    def _here(self) -> SectionKind | None:
        return self.groups[-1].kind if self.groups else None

    def _kind(self, block: Block, index: int) -> SectionKind:
        """Return the section that a block without heading belongs to."""
        text, here = block.text(self.normal), self._here
        if "制定本规定" in text and not self._has("duties"):  # under 机构设置 too, which elsewhere heads the units
            return "basis"
        is_free = here not in ("duties", "units", "affiliates") or block.is_article
        if is_free and (told := self._told(block, text)):
            return told
        if here == "duties":
            return self._after_duties(block, text, index)
        if here in ("units", "affiliates"):
            return self._after_units(block, text)
        if here in ("staffing", "supplement", "leaders"):
            return here
        if here == "other" and self.groups[-1].title is not None:  # 职责调整 lists statements too
            is_ahead = self.last_duties_heading >= index
            if is_ahead or not self._opens_duties(block, index):
                return "other"
        if self._opens_duties(block, index):
            return "duties"
        if unit_head(self.normal, block) and block.marker and self._has("duties"):
            return "units"
        return "other" if here else "title" if self._is_title(text) else "other"

    def _told(self, block: Block, text: str) -> SectionKind | None:
        """Return the section that a block's own words tell, whatever stands around it."""
        if self._here in (None, "title", "other") and (self._is_title(text) or block.heading):
            return "title"
        if _SUPPLEMENT.search(text) and (self._has("duties") or len(text) < 80):
            return "supplement"
        if self._has("duties") and IS_STAFFING.search(text) and not _is_listed(block):
            return "staffing"
        if self._has("duties"):
            return "units" if block.is_article and _NO_UNITS.search(text) else None
        if _PARTY.search(text):
            return "status"
        if _BASIS_ROLE.search(text):
            return "other"
        if block.is_item:
            return None
        if _BASIS.search(text) and (text.find("根据") < 40 or "制定本规定" in text):
            return "basis"
        return "status" if _STATUS.search(text) else None

    def _is_title(self, text: str) -> bool:
        return title_in(text) or (
            not self._has("duties") and len(text) <= 30 and text[-1:] in "局委厅办会馆部" and "，" not in text
        )

    def _is_page_title(self, block: Block, index: int) -> bool:
        """Tell whether a heading with the agency's name heads the page: duties are headed again."""
        if self._has("duties") or not names_agency(block.text(self.normal)):
            return False
        following = self.found[index + 1 : index + 8]
        return any(b.heading in ("duties", "basis", "status") for b in following)

    def _has(self, kind: SectionKind) -> bool:
        return kind in self.kinds

    def _opens_duties(self, block: Block, index: int) -> bool:
        """Tell whether a list of statements begins here though no heading says so."""
        following = self.found[index : index + 4]
        if self._has("duties") or block.is_article or not self._states(block):
            return False
        if block.marker:
            return [b.marker.value for b in following if b.marker][:2] == [1, 2]
        is_headed_later = self.last_duties_heading >= index
        return not is_headed_later and len(following) >= 3 and all(map(self._states, following[:3]))

    def _states(self, block: Block) -> bool:
        """Tell whether a block reads like a duty: a statement that opens with its verb."""
        text = block.text(self.normal)
        return (
            not block.heading
            and len(text) >= 12
            and unit_head(self.normal, block) is None
            and bool(_LEADING.search(text[:30]) if block.marker else _LEADING.search(text[:4]) or _OPENING_VERB.match(text))
        )

    def _after_duties(self, block: Block, text: str, index: int) -> SectionKind:
        """Tell where the duties end: a list of units begins, or staffing, or a closing article."""
        duties = self.groups[-1]
        if (_NO_UNITS.search(text) and len(text) < 60) or (block.is_article and lists_units(self.normal, block)):
            return "units"
        if leader_in(self.normal, block):
            return "leaders"
        if not duties.blocks:
            return "units" if self._begins_units(block, index) else "duties"
        if block.marker and block.is_item:
            first = duties.first_marker
            head = unit_head(self.normal, block) if block.marker.value == 1 else None
            is_same = first is None or first.style == block.marker.style
            restarts = head is not None and (is_same or self.normal.text[head.text_start - 1] in "。：")
            return "units" if restarts else "duties"
        if not block.marker and self._begins_units(block, index):
            return "units"
        if not duties.has_items or not block.marker:
            if _SUPPLEMENT.search(text):
                return "supplement"
            if IS_STAFFING.search(text):
                return "staffing"
        return "duties"

    def _begins_units(self, block: Block, index: int) -> bool:
        """Tell whether an unnumbered name opens the units: at least two such names follow."""
        head = unit_head(self.normal, block)
        if head is None:
            return False
        following = self.found[index : index + 8]
        heads = [b for b in following if not b.heading and unit_head(self.normal, b)]
        return len(heads) >= 2 and head.heading_end - head.name[0] <= 20

    def _after_units(self, block: Block, text: str) -> SectionKind:
        here = self._here or "units"
        if _SUPPLEMENT.search(text) and "本规定" in text[:30]:
            return "supplement"
        if _HEADCOUNT.search(text) and here == "units":
            return "staffing"
        if block.is_item and unit_head(self.normal, block, is_loose=True):
            return here
        if _SUPPLEMENT.search(text) and len(text) < 160:
            return "supplement"
        is_theirs = here == "affiliates" and not _OF_THE_AGENCY.search(text)  # posts of the affiliated bodies
        if IS_STAFFING.search(text) and not is_theirs and not unit_head(self.normal, block):
            return "staffing"
        return here


def _is_listed(block: Block) -> bool:
    return block.marker is not None and block.marker.style in ("（一）", "（1）") and block.marker.value > 1


def _assemble(normal: Normal, found: Sequence[Block], groups: Sequence[_Group]) -> Mandate:
    leaders = tuple(leader for block in found if not block.heading and (leader := leader_in(normal, block)))
    held = {leader.start for leader in leaders}

    def of(kind: SectionKind) -> list[Block]:
        return [b for g in groups if g.kind == kind for b in g.blocks if b.body not in held]

    units = read_units(normal, of("units"))
    listed: tuple[Unit, ...] = ()
    if not any(unit.clauses for unit in units):
        stated = {block.start for block in of("duties")}
        running = [block for block in found if not block.heading and block.start not in stated]
        listed = (() if units else listed_units(normal, running)) or named_in_line(normal, of("units"))
        units = () if listed else units
    agency = find_agency(normal)
    jurisdiction = find_jurisdiction(normal, agency)
    no_units = _NO_UNITS.search(normal.text) if not units and not listed else None
    return Mandate(
        normal=normal,
        blocks=tuple(Node(normal, b.start, b.end) for b in found),
        title=_title(normal, groups),
        sections=tuple(_section(normal, group) for group in groups if group.blocks or group.title),
        duties=tuple(_duties(normal, [g for g in groups if g.kind == "duties"], held)),
        units=units or listed,
        affiliates=read_units(normal, of("affiliates")),
        staffing=read_staffing(normal, of("staffing")),
        leaders=leaders,
        numbered=tuple((b.marker, Node(normal, b.start, b.end)) for b in found if b.marker),
        no_internal_units=Node(normal, *no_units.span()) if no_units else None,
        agency=agency,
        jurisdiction=jurisdiction,
        level=find_level(normal, jurisdiction),
        script=script_of(normal.source.text),
        names_only=not units and bool(listed) and not any(unit.clauses for unit in listed),
    )


def _title(normal: Normal, groups: Sequence[_Group]) -> Node | None:
    for group in groups:
        if group.kind == "title" and group.blocks:
            best = next((b for b in group.blocks if title_in(b.text(normal))), group.blocks[0])
            return Node(normal, best.start, best.end)
    return None


def _section(normal: Normal, group: _Group) -> Section:
    parts = [*([group.title] if group.title else []), *group.blocks]
    title = Node(normal, group.title.start, group.title.end) if group.title else None
    return Section(normal, parts[0].start, parts[-1].end, kind=group.kind, title=title)


def _duties(normal: Normal, groups: Sequence[_Group], held: set[int]) -> list[Duty]:
    duties: list[Duty] = []
    for group, following in zip_longest(groups, groups[1:]):
        found = [b for b in group.blocks if b.body not in held]
        if following and following.title and following.title.is_lead_in and found and not found[-1].is_item:
            found.pop()  # what leads to 主要职责是： is no duty yet
        for piece in _pieces(normal, found):
            start, end, marker = piece
            duties.append(_duty(normal, start, end, marker, len(duties) + 1))
    return duties


def _pieces(normal: Normal, found: Sequence[Block]) -> list[tuple[int, int, Marker | None]]:
    """Return start, end and number of each duty: items of the top list with what hangs on them."""
    style = next((b.marker.style for b in found if b.marker and b.is_item), None)
    pieces: list[tuple[int, int, Marker | None]] = []
    above: Block | None = None  # the block right above, if it is a top item
    for block in found:
        if not pieces and block.marker is None and _is_preamble(block.text(normal)):
            continue
        is_top = style is None or (block.marker is not None and block.marker.style == style)
        if is_top or (not pieces and _states_duty(normal, block)) or (pieces and (_is_misnumbered(normal, block, above) or _opens_own(normal, block, pieces[-1]))):
            is_other = style is not None and block.is_article  # its number is not the list's
            pieces.append((block.body, block.end, None if is_other else block.marker))
            above = block
        elif pieces:
            begin, _, marker = pieces[-1]
            pieces[-1] = (begin, block.end, marker)
            above = None
    if style is None and len(pieces) == 1:
        return [(c.start, c.end, None) for c in _sentences(normal, pieces[0][0], pieces[0][1])]
    return pieces


def _is_preamble(text: str) -> bool:
    """Tell whether a paragraph above the first duty speaks of the agency: its status, the Party's lead."""
    return bool(_PARTY.search(text) or _STATUS.search(text))


def _states_duty(normal: Normal, block: Block) -> bool:
    """Tell whether a block before the first numbered duty is one: its number was lost."""
    text = block.text(normal)
    return block.marker is None and bool(_LEADING.match(text)) and not _PARTY.search(text)


def _is_misnumbered(normal: Normal, block: Block, above: Block | None) -> bool:
    """Tell whether a number of another style carries the list on: 八、 between （七） and （九）, （9） behind （九）."""
    if block.marker is None or above is None or above.marker is None:
        return False
    value, last = block.marker.value, above.marker.value
    return 2 < value == last + 1 or (value == last > 1 and duty_kind(block.text(normal)) == "catch-all")


def _opens_own(normal: Normal, block: Block, last: tuple[int, int, Marker | None]) -> bool:
    """Tell whether a block without an item's number is a duty of its own: the number was lost, or an article begins."""
    text = block.text(normal)
    ends = normal.text[last[1] - 1] in "。；"
    return not block.is_item and ends and bool(_LEADING.match(text) or duty_kind(text) != "duty")


def _sentences(normal: Normal, start: int, end: int) -> list[Node]:
    return [
        Node(normal, start + found.start(), start + found.end())
        for found in patterns.compile(r"[^。；\n]+[。；]?").finditer(normal.text[start:end])
    ]


def _duty(normal: Normal, start: int, end: int, marker: Marker | None, index: int) -> Duty:
    kind = duty_kind(normal.text[start:end])
    return Duty(normal, start, end, kind=kind, marker=marker, clauses=clauses(normal, start, end), index=index)


def duty_kind(text: str) -> DutyKind:
    """Return what kind of duty a statement is."""
    head = text[:40]
    if _TRANSITION.match(head):
        return "transition"
    if _COORDINATION.match(head):
        return "coordination"
    rest = _BY_RULE.sub("", text)
    is_catch_all = len(text) <= 70 and (_CATCH_ALL.match(rest) or _OTHER_TASKS.match(rest))
    return "catch-all" if is_catch_all else "duty"


def parse_fragment(text: str, where: str) -> tuple[Mandate, int]:
    """Parse an example in the smallest mandate that has a node `where`; also return its offset."""
    lead = {"duties": "主要职责是：\n（一）", "units": "内设机构\n（一）", "staffing": "人员编制\n"}.get(where, "")
    return parse(Source("example", lead + text)), len(lead)


__all__ = ["duty_kind", "parse", "parse_fragment"]
