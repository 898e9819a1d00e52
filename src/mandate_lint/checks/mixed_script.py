"""Reports characters of the other script: Traditional in a Simplified text, or the reverse.

In a Traditional text the expected characters are opencc's (phrase table s2t) for the text as
understood; a Simplified character that differs from the expected one is reported, unless
Traditional text has it too (`tolerated`). `variants` lists wrong Traditional characters that
machine conversion leaves (編製 for 編制), `regional` words that only another region uses (網路).
A text that mixes both throughout gets one finding for all.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from mandate_lint import patterns
from mandate_lint.hit import Hit
from mandate_lint.mandate import Mandate, Node
from mandate_lint.records import replace
from mandate_lint.script import script_of, to_simplified, to_traditional, traditional_only

OPTIONS: Mapping[str, Any] = {
    "type": "object",
    "required": ["tolerated", "regional"],
    "additionalProperties": False,
    "properties": {
        "tolerated": {"type": "string"},
        "regional": {"type": "object", "additionalProperties": {"type": "string"}},
    },
}
VALUES = ("count",)
# What stands there and what the word has, both Traditional: 編製 for 編制, 重復 for 重複.
_WRONG_VARIANTS = frozenset("製制 復複 複復 發髮 髮發 幹乾 乾幹 鍾鐘 繫係 係繫 後后".split())
# 制 where opencc takes 製: across words (規定制定), and in 編制, to draw up a plan, which is written either way.
_STANDS = patterns.compile("制(?=[定度訂約])|(?<=編)制")
CASES = ("traditional", "simplified", "regional", "paragraph", "throughout")
_MOST = 50  # places that are told one by one
_LINE = patterns.compile(r"[^\r\n]+")


def check(nodes: Sequence[Node], mandate: Mandate, options: Mapping[str, Any]) -> Iterator[Hit]:
    """Yield a hit for each run of characters of the script that the text is not in."""
    for node in nodes:
        text = node.text
        foreign = traditional_only(text)
        if not foreign:
            return
        yield from _regional(node, text, options["regional"])
        is_traditional = _is_traditional(text, foreign)
        found = list(_simplified(node, text, options["tolerated"]) if is_traditional else _traditional(node, text, foreign))
        yield from found if len(found) <= _MOST else [_throughout(found)]


def _throughout(found: Sequence[Hit]) -> Hit:
    """Return one hit that stands for all."""
    first, *others = found
    related = tuple(hit.span for hit in others)
    return replace(first, case="throughout", count=len(found), values={"count": len(found)}, related=related)


def _traditional(node: Node, text: str, foreign: frozenset[str]) -> Iterator[Hit]:
    """Yield Traditional characters; paragraphs that are Traditional throughout count as one."""
    whole = [m.span() for m in _LINE.finditer(text) if _is_foreign_line(m[0], foreign)]
    inside = [False] * len(text)
    for start, end in whole:
        inside[start:end] = [True] * (end - start)
    differs = [c in foreign and not skip for c, skip in zip(text, inside, strict=True)]
    yield from _runs(node, differs, to_simplified(text), "traditional")
    if whole:
        yield Hit(node.span(*whole[0]), case="paragraph", count=len(whole),
                  related=tuple(node.span(*one) for one in whole[1:]))  # fmt: skip


def _is_foreign_line(line: str, foreign: frozenset[str]) -> bool:
    return len(line) >= 10 and sum(map(foreign.__contains__, line)) * 7 > len(line)


def _is_traditional(text: str, foreign: frozenset[str]) -> bool:
    script = script_of(text)
    traditional = sum(map(foreign.__contains__, text))
    return script == "traditional" or (script == "mixed" and traditional * 6 > len(text))


def _regional(node: Node, text: str, words: Mapping[str, str]) -> Iterator[Hit]:
    for word, right in words.items():
        at = text.find(word)
        while at != -1:
            yield Hit(
                node.span(at, at + len(word)), case="regional", replacement=right, verbatim=True
            )
            at = text.find(word, at + 1)


def _simplified(node: Node, text: str, tolerated: str) -> Iterator[Hit]:
    """Yield the characters that Traditional text would write otherwise."""
    expected = to_traditional(to_simplified(text))
    simple = to_simplified(text)
    differs = [
        have != want and (have == plain or _is_wrong_variant(have, want)) and have not in tolerated
        for have, want, plain in zip(text, expected, simple, strict=True)
    ]
    for found in _STANDS.finditer(text):
        differs[found.start()] = False
    yield from _runs(node, differs, expected, "simplified")


def _is_wrong_variant(have: str, want: str) -> bool:
    """Tell whether a conversion took 製 where the word has 制."""
    return have + want in _WRONG_VARIANTS


def _runs(node: Node, differs: Sequence[bool], right: str, case: str) -> Iterator[Hit]:
    at = 0
    while at < len(differs):
        if not differs[at]:
            at += 1
            continue
        end = at
        while end < len(differs) and differs[end]:
            end += 1
        yield Hit(node.span(at, end), case=case, replacement=right[at:end], verbatim=True)
        at = end
