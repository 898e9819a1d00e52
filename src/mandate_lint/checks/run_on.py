"""Reports two statements with no mark between them: …有关工作负责科技小巨人….

A statement ends in one of the `nouns`, and the next begins with one of the `verbs`. Inside a
statement, which opens with a verb itself (`starts`, or one of the verbs), more is known: it may end
in one of the `weak_nouns` too, and go on with `middle_verbs`, unless these help to name a thing
(`not_before`, `not_before_middle`: 规划编制方案; but see `still_before`: 负责人事), or with
`weak_verbs`, which mostly do, before a word of scope (全市, 本县). What is no word of its own by the dictionary, or belongs to a chain of verbs
(统筹规划指导全市), is no border. A statement with one of the words in `unless` is left alone. What
follows the last duty of all (交办的其他任务), an item that begins inside a sentence, and a unit's name that
its text follows with no mark where the other units' names have one, are run on too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate
from typing import Any

from mandate_lint import patterns
from mandate_lint.hit import Hit, once
from mandate_lint.mandate import Mandate, Node, Unit
from mandate_lint.records import record

_WORDS = {"type": "array", "minItems": 1, "items": {"type": "string", "minLength": 1}}
OPTIONS: Mapping[str, Any] = {
    "type": "object",
    "required": ["nouns", "verbs", "weak_verbs", "scopes"],
    "additionalProperties": False,
    "properties": {
        "nouns": _WORDS, "verbs": _WORDS, "weak_verbs": _WORDS, "scopes": _WORDS, "weak_nouns": _WORDS,
        "middle_verbs": _WORDS, "starts": _WORDS, "unless": _WORDS, "not_before": _WORDS, "not_before_middle": _WORDS,
        "still_before": _WORDS,
    },
}  # fmt: skip
VALUES = ("first", "second")
CASES = ()
_HAN = r"[^\W\da-zA-Z_]"
_TWO_BODIES = patterns.compile(r"(?<=委)(?P<first>办公[厅室])(?=(?P<second>[^、，；和与及《》]{2,8}人民政府办公[厅室]))")
_LAST_DUTY = patterns.compile(
    rf"交办的?其[他它](?:各项)?(?P<first>(?:工作)?任务|工作|事项)(?!任务|[的等和与及或中之]|以及|情况|落实|完成|办理)(?=(?P<second>{_HAN}{{2}}|{_HAN}、))"
)
_ITEM = patterns.compile(
    rf"(?<={_HAN})(?<!第)(?P<item>\d{{1,2}}[.、．](?!\d)|（?[一二三四五六七八九十]{{1,3}}[）、])(?=(?P<verb>{_HAN}{{2}}))"
)
_NUMBER = r"(?:[（(]?[一二三四五六七八九十\d]{1,3}[）)、.．]|[一二三四五六七八九十]是)?"
_UNIT = rf"(?:{_HAN}{{2,10}}(?:[科处室股局部]|中心|[大支]队)[：。]?)?"
_REACH, _SHORTEST = 80, 6  # characters of a statement that are looked at, and that it has at least
_AFTER = 10  # characters behind the verb that are cut into words
_CHAIN = frozenset("和与及、等的并或以对按用") | {"以及", "依法", "全面", "具体", "综合"}
# Words that hold a character of `unless` and mean nothing by it.
_HARMLESS = patterns.compile(
    "对[外口台接内]|[应核面相校配]对|面向|[导定取意走纵横外]向|[行作成]为|为主|其[他它]|[事专单奖款]项|项目|[自理]由|由来"
)


@record
class _Lists:
    """The options of a rule, ready for use."""

    border: re.Pattern[str]
    starts: re.Pattern[str]
    scopes: re.Pattern[str]
    nouns: tuple[str, ...]
    all_nouns: tuple[str, ...]
    unless: tuple[str, ...]
    chain: frozenset[str]


def check(nodes: Sequence[Node], mandate: Mandate, options: Mapping[str, Any]) -> Iterator[Hit]:
    """Yield a hit for each place where a mark between two statements is missing."""
    lists = once(options, "lists", _lists)
    for node in nodes:
        text = node.text
        yield from _bodies(node)
        for found in _LAST_DUTY.finditer(text):
            yield _hit(node, found.end(), found["first"][-2:], found["second"], "。")
        for found in lists.border.finditer(text):
            noun = _ends_before(text, found, lists)
            if noun:
                yield _hit(node, found.start(), noun[-2:], found[0], "，")
        yield from _items(node, lists)
    yield from _names(mandate)


def _hit(node: Node, at: int, first: str, second: str, mark: str) -> Hit:
    span = node.span(at - len(first), at + len(second))
    return Hit(span, {"first": first, "second": second}, replacement=f"{first}{mark}{second}")


def _bodies(node: Node) -> Iterator[Hit]:
    """Yield each place where two issuing bodies stand with neither mark nor blank: …省委办公厅辽宁省人民政府办公厅."""
    for found in _TWO_BODIES.finditer(node.text):
        if not node.normal.has_gap(node.start + found.end("first")):
            yield _hit(node, found.end(), found["first"], found["second"][:2], "、")


def _items(node: Node, lists: _Lists) -> Iterator[Hit]:
    """Yield each item number inside a sentence, before a verb: …并组织实施（二）指导…."""
    text = node.text
    for found in _ITEM.finditer(text):
        statement = _statement(text, found.start())
        if lists.starts.match(statement) and lists.starts.match(text, found.end()):
            yield _hit(node, found.start(), statement[-2:], found["item"], "。")


def _names(mandate: Mandate) -> Iterator[Hit]:
    """Yield each unit's name with no mark behind it, where most names have one."""
    stated = [unit for unit in mandate.units if unit.text and _is_item(unit)]
    glued = [unit for unit in stated if unit.heading.end == unit.start and not unit.normal.has_gap(unit.start)]
    if len(glued) * 3 <= len(stated):
        for unit in glued:
            first, second = unit.heading.text[-2:], unit.text[:2]
            span = unit.normal.span(unit.start - len(first), unit.start + len(second))
            yield Hit(span, {"first": first, "second": second}, replacement=f"{first}。{second}")


def _is_item(unit: Unit) -> bool:
    """Tell whether a unit is an item of a list: 清算组负责… in running text is a sentence."""
    return unit.marker is not None and unit.marker.style != "article" and unit.plain_name.endswith(("科", "处", "室", "股"))


def _statement(text: str, end: int) -> str:
    """Return the statement that ends at `end`, from the mark before it."""
    near = max(0, end - _REACH)
    return text[max(near, *(text.rfind(mark, near, end) + 1 for mark in "，。；：\n")) : end]


def _ends_before(text: str, border: re.Match[str], lists: _Lists) -> str:
    """Return the noun in which a statement ends before a verb, or nothing."""
    at, is_strong = border.start(), border.lastgroup == "verb"
    noun = _longest(text, at, lists.all_nouns) or _made_noun(text, at, lists)
    if not noun or not (is_strong or border.lastgroup == "middle" or noun.startswith("并") or lists.scopes.match(text, border.end())):
        return ""
    statement = _statement(text, at)
    plain = _HARMLESS.sub("", statement)
    if any(word in plain for word in lists.unless):
        return ""
    if is_strong and noun in lists.nouns:
        return noun
    is_statement = len(statement) >= _SHORTEST and lists.starts.match(statement)
    return noun if is_statement and _parts_words(text, statement, border, noun, lists) else ""


def _longest(text: str, end: int, words: tuple[str, ...]) -> str:
    """Return the first of `words`, the longest first, that ends at `end`."""
    return next((word for word in words if text.endswith(word, 0, end)), "") if text.endswith(words, 0, end) else ""


def _made_noun(text: str, end: int, lists: _Lists) -> str:
    """Return the verb that ends at `end` where 的 makes it a noun: 目标的落实."""
    word = text[max(0, end - 2) : end]
    return word if text[max(0, end - 3) : end - 2] == "的" and word in lists.chain else ""


def _parts_words(text: str, statement: str, border: re.Match[str], noun: str, lists: _Lists) -> bool:
    """Tell whether the verb is a word of its own, and the noun no link of a chain of verbs."""
    from mandate_lint.words import cut

    words = cut(statement + text[border.start() : border.end() + _AFTER])
    ends = list(accumulate(map(len, words)))
    if noun in lists.nouns and len(statement) not in ends:  # the dictionary has 工作指导
        return cut(statement)[-1] == noun
    if len(statement) not in ends or len(statement + border[0]) not in ends:
        return False
    if noun.startswith("并"):
        before = cut(statement[: -len(noun)])[-1:]
        return bool(before) and before[0] not in lists.chain
    last = ends.index(len(statement))
    if last < 2 or (words[last] in lists.chain and words[last - 1] != "的"):
        return False
    is_sure = border.lastgroup == "verb" or noun in lists.nouns
    return is_sure or words[last - 1] not in lists.chain or words[last - 1] in "和与及、等的"


def _lists(options: Mapping[str, Any]) -> _Lists:
    def words(name: str) -> tuple[str, ...]:
        return tuple(options.get(name, ()))

    def one_of(*names: str) -> str:
        found = sorted(sorted({word for name in names for word in words(name)}), key=len, reverse=True)
        return "(?:" + "|".join(map(re.escape, found)) + ")"

    def unless(*names: str) -> str:
        still = f"(?!{one_of('still_before')})" if words("still_before") else ""
        return f"(?!{still}{one_of(*names)})" if any(map(words, names)) else ""

    thing = f"(?={_HAN}[^\\W\\d_a-zA-Z、（]{{2}}|{_HAN}{{2}}、)"
    scopes = one_of("scopes")
    strong = f"(?P<verb>{one_of('verbs')}){unless('not_before')}(?={_HAN})"
    guards = unless("not_before", "not_before_middle")
    middle = f"(?P<middle>{one_of('middle_verbs')}){guards}{thing}|" if words("middle_verbs") else ""
    weak = f"(?P<weak>{one_of('verbs', 'middle_verbs', 'weak_verbs')})(?:(?={scopes})|{guards}{thing})"
    all_verbs = one_of("starts", "verbs", "middle_verbs", "weak_verbs")
    all_nouns = sorted(sorted({*words("nouns"), *words("weak_nouns")}), key=len, reverse=True)
    chain = {word for name in ("starts", "verbs", "middle_verbs", "weak_verbs") for word in words(name)}
    return _Lists(
        border=patterns.compile(f"{strong}|{middle}{weak}"), starts=patterns.compile(_NUMBER + _UNIT + all_verbs),
        scopes=patterns.compile(scopes),
        nouns=words("nouns"), all_nouns=tuple(all_nouns), unless=words("unless"), chain=_CHAIN | chain - {*all_nouns},
    )  # fmt: skip
