"""Reports words of another level: 全省 in a city's mandate, 县委 in a city's.

A word of a level above is right where the text speaks of what comes from there (落实全省…,
省委、市委决策部署); the options list such words as `from_above`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from mandate_lint import patterns
from mandate_lint.hit import Hit, once
from mandate_lint.mandate import Mandate, Node

_WORDS = {"type": "array", "items": {"type": "string", "minLength": 1}}
OPTIONS: Mapping[str, Any] = {
    "type": "object",
    "required": ["from_above", "compounds"],
    "additionalProperties": False,
    "properties": {"from_above": _WORDS, "compounds": _WORDS},
}
VALUES = ("level", "expected")
CASES = ()
_OWN = patterns.compile(r"(自治区|自治州|自治县|自治旗|[省市县区旗州盟])$")
_WHOLE = patterns.compile(r"全(自治区|[省市县区旗州盟])")
_ORGAN = patterns.compile(r"(?:^|(?<=[和、与由向经报受对及是或，。]))([省市县区旗])(?:委(?![员托会])|(?:人民)?政府)")
_LEVELS = "省市县区旗州盟"
_INTERPRETS = patterns.compile(r"本规定由(?P<organ>(?P<level>[省市县区旗州盟])委)(?:机构编制委员会办公室|编办)负责解释")
_OF_COUNTY = patterns.compile(r"[县旗](?:人民)?政府(?:的)?(?:工作部门|组成部门|直属机构)，(?:机构规格)?[为是](?P<rank>正[处县厅]级)")


def check(nodes: Sequence[Node], mandate: Mandate, options: Mapping[str, Any]) -> Iterator[Hit]:
    """Yield a hit for each 全… or party committee and government of another level."""
    own = _own_suffix(mandate)
    if not own:
        return
    above, compounds = once(options, "words", _patterns)
    for node in nodes:
        text = node.text
        for found in _WHOLE.finditer(text):
            before = patterns.compile(r"[，。；：]").split(text[max(0, found.start() - 80) : found.start()])[-1]
            is_right = found[1] == own or compounds.match(text, found.end()) or above.search(before)
            if not is_right and not _is_relative(mandate, found[1], own):
                yield Hit(node.span(*found.span()), {"level": found[0], "expected": f"全{own}"}, replacement=f"全{own}")
        yield from _organs(node, mandate, own)
        yield from _ranks(node, own)
        yield from _interpreter(node, own)


def _patterns(options: Mapping[str, Any]) -> tuple[re.Pattern[str], re.Pattern[str]]:
    above, compounds = ("|".join(map(re.escape, options[name])) for name in ("from_above", "compounds"))
    return patterns.compile(above), patterns.compile(compounds)


def _own_suffix(mandate: Mandate) -> str | None:
    found = _OWN.search(mandate.jurisdiction.text) if mandate.jurisdiction else None
    if not found:
        return None
    return {"自治州": "州", "自治县": "县", "自治旗": "旗"}.get(found[1], found[1])


def _is_relative(mandate: Mandate, word: str, own: str) -> bool:
    """Tell whether the word may stand for the jurisdiction all the same: 全区 in 自治区."""
    return {word, own} == {"区", "自治区"}


def _organs(node: Node, mandate: Mandate, own: str) -> Iterator[Hit]:
    """Yield party committees and governments of a level that is not the draft's nor above it."""
    for found in _ORGAN.finditer(node.text):
        named = found[1]
        if named != own and _rank(named, mandate) >= _rank(own, mandate):
            expected = found[0].replace(named, own)
            yield Hit(node.span(*found.span()), {"level": found[0], "expected": expected}, replacement=expected)


def _ranks(node: Node, own: str) -> Iterator[Hit]:
    """Yield the rank of a county's bureau that only a city's has: 是县政府工作部门，为正处级."""
    for found in _OF_COUNTY.finditer(node.text) if own in ("县", "旗") else ():
        yield Hit(node.span(*found.span("rank")), {"level": found["rank"], "expected": own}, replacement="正科级")


def _interpreter(node: Node, own: str) -> Iterator[Hit]:
    """Yield the office of another level that a mandate says interprets it: that is the one of its own."""
    for found in _INTERPRETS.finditer(node.text) if own in _LEVELS else ():
        if found["level"] != own:
            named, expected = found["level"] + "委", own + "委"
            yield Hit(node.span(*found.span("organ")), {"level": named, "expected": expected}, replacement=expected)


def _rank(suffix: str, mandate: Mandate) -> int:
    if suffix in ("省", "自治区"):
        return 0
    if suffix == "市":
        is_county_city = mandate.level == "county" and _own_suffix(mandate) == "市"
        return 2 if is_county_city else 1
    return {"州": 1, "盟": 1}.get(suffix, 2)
