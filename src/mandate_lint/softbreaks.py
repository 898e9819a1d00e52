"""Line breaks that only the page made: inside a sentence, or around a page number.

Copies from PDF and print break a sentence wherever the line was full. Such a break is soft: it
ends no paragraph. A break counts as soft only when the line before it is open (no closing mark),
and the line after it opens nothing (no number, heading, or statement).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from mandate_lint import patterns
from mandate_lint.numerals import marker_at
from mandate_lint.records import NamedTuple
from mandate_lint.source import Span

_PAGE_NUMBER = patterns.compile(
    r"\s*(?:[-—–－·•~]+\s*\d{1,4}\s*[-—–－·•~]+|第\s*\d{1,4}\s*页.{0,12}|\d{1,4}\s*/\s*\d{1,4})\s*"
)
_BARE_NUMBER = patterns.compile(r"\s*\d{1,4}\s*")
_CLOSED = "。；：！？;:!?…"
_OPEN_WORD = patterns.compile(r"(?:并|和|及|与|以及|或|对|在|将|把|由|从|向|的)$")  # no sentence ends in these
_OPEN_MARKS = "，、,"
_STARTS_STATEMENT = patterns.compile(
    r"(?:负责|承担|拟订|拟定|组织|指导|协调|统筹|贯彻|推动|推进|牵头|会同|参与|研究|编制|完成|管理|监督|开展|"
    r"提出|落实|制定|建立|配合|内设|主要职责|根据|依据|為|负責|承擔|擬訂|組織|指導|協調|統籌|貫徹|牽頭|會同)"
)
_NAME = patterns.compile(r"[*#\s]*[^\W\da-zA-Z_]{2,14}[科处股室部局办委心队站處][*#\s]*")
_UNIT_LINE = patterns.compile(
    r"(?:[（(]?[一二三四五六七八九十\d]{1,3}[）)、.．]\s*)?[^，。；：（）()\s]{2,20}[科处股室部局办中心队站處](?:[（(][^（）()]{2,30}[)）])?"
)
_RUNNING = patterns.compile("[，。；：、,;:]")
_TITLE_END = patterns.compile(r"(?:职责|职能|机构|编制|规定|概况|简介|方案|職責|職能|機構|編制|規定|概況|簡介)$")
_HEADING = patterns.compile(
    r"(?:(?:主要|工作|部门|机构|部門|機構)?(?:职责|职能|職責|職能)|(?:内设|內設)(?:机构|科室|处室|股室|機構|科室|處室)|"
    r"(?:人员|人員)?(?:编制|編制)(?:和(?:领导职数|領導職數))?|领导职数|領導職數|附则|附則|其他事项|其他事項)[：:。]?"
)
_AS_NORMAL = str.maketrans("()條節", "（）条节")
_HAN = patterns.compile(r"[^\W\da-zA-Z_]")


class _Line(NamedTuple):
    start: int
    end: int  # without the line end
    text: str


def soft_breaks(text: str) -> Iterator[Span]:
    """Yield the stretches of line ends (and page numbers) that part no paragraphs."""
    lines = [line for line in _lines(text) if line.text]
    width = _wrap_width(lines)
    for index, line in enumerate(lines[:-1]):
        after = index + 1
        while after < len(lines) - 1 and _PAGE_NUMBER.fullmatch(lines[after].text):
            after += 1
        if after == index + 1 and _is_page_number_in_sentence(lines, after):
            after += 1
        if after < len(lines) and _joins(line, lines[after], width, text):
            yield Span(line.end, lines[after].start)


def _lines(text: str) -> Iterator[_Line]:
    for found in patterns.compile(r"[^\r\n]+").finditer(text):
        inner = found[0].strip()
        start = found.start() + len(found[0]) - len(found[0].lstrip())
        yield _Line(start, start + len(inner), inner)


def _wrap_width(lines: list[_Line]) -> int:
    """Return the length at which the text was broken, or 0 where it was not."""
    lengths = Counter(len(line.text) for line in lines if line.text[-1] not in _CLOSED)
    longest = max((len(line.text) for line in lines), default=0)
    if not 15 <= longest <= 90:
        return 0
    full = sum(count for length, count in lengths.items() if length >= longest - 4)
    return longest if full >= 3 and full * 4 >= len(lines) else 0


def _is_page_number_in_sentence(lines: list[_Line], at: int) -> bool:
    return (
        at + 1 < len(lines)
        and bool(_BARE_NUMBER.fullmatch(lines[at].text))
        and lines[at - 1].text[-1] not in _CLOSED
        and len(lines[at - 1].text) >= 10
        and not marker_at(lines[at + 1].text)
    )


def _joins(line: _Line, following: _Line, width: int, text: str) -> bool:
    """Tell whether the sentence of `line` goes on in `following`."""
    first, second = line.text, following.text
    is_ended = first[-1] in _CLOSED or _UNIT_LINE.fullmatch(first) or not _HAN.search(first)
    if is_ended or not second or _opens_item(second) or _HEADING.fullmatch(second) or _BARE_NUMBER.fullmatch(second):
        return False
    is_blank_between = text.count("\n", line.end, following.start) > 1
    if is_blank_between and _NAME.fullmatch(second):  # a comma at the end of a paragraph is a slip
        return False
    if first[-1] in _OPEN_MARKS or (len(first) >= 15 and _OPEN_WORD.search(first)) or _has_open_bracket(first):
        return True
    if width:
        return len(first) >= width - 4
    if _is_title(first, second):
        return False
    return (
        len(first) >= 15
        and not is_blank_between
        and second[-1] in _CLOSED
        and len(second) >= 4
        and "：" not in second[:12]
        and ":" not in second[:12]
        and not _STARTS_STATEMENT.match(second)
        and not _looks_like_named_unit(second)
    )


def _is_title(first: str, second: str) -> bool:
    """Tell whether a line without marks is a heading, or names what the next line speaks of."""
    return not _RUNNING.search(first) and bool(_TITLE_END.search(first) or second.startswith(first[:4]))


def _opens_item(text: str) -> bool:
    marker = marker_at(text.translate(_AS_NORMAL))
    return marker is not None and marker.style not in ("1", "01")


def _has_open_bracket(text: str) -> bool:
    return any(text.rfind(mark) > text.rfind(close) for mark, close in ("《》", "（）", "〔〕", "()"))


def _looks_like_named_unit(text: str) -> bool:
    head = patterns.compile(r"[。，；：（(]").split(text, maxsplit=1)[0]
    return len(head) <= 16 and head[-1:] in "科处股室部局办委中心队站處"
