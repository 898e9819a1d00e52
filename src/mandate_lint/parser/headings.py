"""Headings and lead-ins: what a section calls itself."""

from __future__ import annotations

import re

from mandate_lint import patterns
from mandate_lint.mandate import SectionKind

_WHOSE = r"(?P<whose>(?!承办|完成|办理|承担|负责)[^\W\da-zA-Z_]{0,14}(?:局|委员会|委|厅|部门|机关|单位|中心|馆|院|办公室)的?)??(?:[镇乡县市区]|街道)?"
_ENDING = r"(?:如下|情况|情况如下|说明|一览|介绍|规定)?"
_NAMES: dict[SectionKind, str] = {
    "other": (
        r"职责(?:调整|划转|转变)|职能(?:转变|调整)|(?:有关|与其他部门的?)?职责分工|联系(?:方式|我们|电话)|办公(?:地址|时间)|"
        r"(?:部门|单位)?(?:收支)?(?:预算|决算)(?:情况|说明|总表|表)?|目录|目次|机构信息|政府信息公开"
    ),
    "duties": (
        r"(?:部门|单位|机构|机关)?(?:主要|基本|法定|工作|具体)*(?:职责|职能|职权)(?:任务|职责|配置|范围|和任务|及任务|定位)?"
        r"(?:及主要工作(?:包括|内容)?|和主要工作)?|主要(?:工作|任务)(?:任务|内容)?|(?:部门|单位|机构)职能(?:职责)?|"
        r"基本职能及主要工作(?:包括)?|机构职能|职能简介|主要职责(?:职能|内容)|单位概况及职责"
    ),
    "units": (
        r"(?:内设|内部|职能|机关内设|机关)(?:职能|综合|业务)?(?:机构|科室|处室|股室|部门|处|科|室)"
        r"(?:(?:设置|名称|编制)?(?:情况)?(?:[及和与]其?(?:工作|主要)?(?:职责|职能|分工))?)(?:设置)?|"
        r"(?:科室|处室|股室|机构|内部机构)(?:设置|设立)(?:情况)?(?:及(?:主要)?职责)?|(?:科室|处室|股室)(?:主要)?(?:职责|职能|分工)"
    ),
    "affiliates": (
        r"(?:直属|所属|下属|局属|委属|厅属|管辖|隶属|归口管理)(?:的)?(?:事业)?(?:单位|机构|部门)(?:[及和](?:主要)?职责|设置|名单)?|"
        r"事业单位(?:设置)?|(?:派出|派驻)机构|二级(?:单位|机构|预算单位)|(?:所属|直属)事业单位(?:机构)?设置"
    ),
    "staffing": (
        r"(?:机关)?(?:人员|行政|机构|机关)?编制(?:人数|数)?(?:[、和及与](?:机关|内设机构)?(?:领导职数|职数|人员|领导配备))?(?:核定)?|"
        r"(?:内设机构)?领导职数|人员(?:配备|构成|编制及领导职数|编制和领导职数)|编制(?:情况|配备)|人员情况"
    ),
    "leaders": r"(?:现任|单位|机关|部门|局|委|主要)?领导(?:信息|班子|分工|介绍|简介|成员|之窗|名单|班子成员|及分工)?|机构领导|负责人(?:信息)?",
    "supplement": r"附则|其[他它]事项|其[他它]有关事项|其[他它]|有关事项",
    "basis": r"总则|(?:设立|制定|机构设置|设置)依据",
    "status": r"机构(?:性质|概况|规格|简介)|(?:单位|部门)(?:概况|简介)|机构性质和规格",
}  # fmt: skip
_HEADING = patterns.compile(
    _WHOSE + "(?:" + "|".join(f"(?P<{kind}>{names})" for kind, names in _NAMES.items()) + ")" + _ENDING + "[：。.、]?"
)
_TITLE_LINE = patterns.compile(r"(?:职能配置|主要职责)[^。；\n]{0,24}规定》?(?:（[^）]{1,12}）)?$|三定.{0,4}(?:规定|方案)》?$")
# A bracketed remark after a heading: 内设机构（6个）.
_REMARK = patterns.compile(r"（[^（）]{1,14}）[：。]?$")
_LEAD_INS: tuple[tuple[SectionKind, re.Pattern[str]], ...] = (
    ("units", patterns.compile(
        r"(?:设|设置|设立|内设|下设)(?:有|置|立)?(?:以下|下列|下述|如下|[\d一二三四五六七八九十]{1,3}个)[^。；，]{0,10}"
        r"(?:机构|科室|处室|股室|部门|科|处|室|股)[^。；，]{0,4}[：。]?$|(?:内设机构|内设科室|科室|处室)(?:及(?:主要)?职责)?"
        r"(?:是|为|有|包括|如下|及?主要?职责(?:是|为|如下))+[：。]?$")),
    ("duties", patterns.compile(
        r"(?:职责|职能|任务|主要工作)(?:职责|任务)?(?:主要)?(?:是|为|有|包括|如下|在于)+[：。，]?$|履行(?:以下|下列)(?:主要)?(?:职责|职能)[：。]?$|"
        r"(?:职责|职能|主要工作)：$")),
    ("affiliates", patterns.compile(r"(?:下属|所属|直属|下辖)(?:事业)?单位[^。；，]{0,8}(?:是|为|有|包括|如下)[：。]?$")),
)  # fmt: skip


def heading_kind(text: str) -> SectionKind | None:
    """Return the kind of section that a line names, or None when it is no heading.

    `text` is normal text without its item number.
    """
    if not 2 <= len(text) <= 30:
        return None
    text = text.strip("【】〖〗「」")
    found = _HEADING.fullmatch(text) or _HEADING.fullmatch(_REMARK.sub("", text))
    return _kind(found) if found else None


def _kind(found: re.Match[str]) -> SectionKind:
    return next(kind for kind in _NAMES if found[kind] is not None)


def names_agency(text: str) -> bool:
    """Tell whether a heading begins with an agency's name: 青泽县科学技术局机构职能."""
    found = _HEADING.fullmatch(text)
    return bool(found and found["whose"] and len(found["whose"]) >= 4)


def glued_heading(text: str) -> tuple[SectionKind, int] | None:
    """Return the kind and length of a heading that runs straight into text: 主要职责（一）负责…."""
    found = _HEADING.match(text)
    if not found or found.end() > 20:
        return None
    kind = _kind(found)
    return None if kind in ("leaders", "basis", "status") else (kind, found.end())


def lead_in(text: str) -> tuple[SectionKind, int] | None:
    """Return the kind that a closing lead-in opens (…主要职责是：), and where the lead-in begins."""
    tail_start = max(0, len(text) - 60)
    tail = text[tail_start:]
    for kind, pattern in _LEAD_INS:
        if found := pattern.search(tail):
            begin = max(tail.rfind(stop, 0, found.start()) for stop in "。；，\n") + 1
            return kind, tail_start + begin
    return None


def title_in(text: str) -> bool:
    """Tell whether a line is the title of a mandate: …职能配置、内设机构和人员编制规定."""
    return len(text) <= 60 and bool(_TITLE_LINE.search(text))
