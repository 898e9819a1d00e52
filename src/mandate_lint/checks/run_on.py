"""Reports two statements with no mark between them: …有关工作负责科技小巨人….

A statement ends in one of the `nouns` and the next begins with one of the `verbs`. Verbs that
also name things (组织, 指导) count only before a word of scope (全市, 本县). `except` lists what
is right all the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from mandate_lint import patterns
from mandate_lint.hit import Hit, once
from mandate_lint.mandate import Mandate, Node

_WORDS = {"type": "array", "minItems": 1, "items": {"type": "string", "minLength": 1}}
OPTIONS: Mapping[str, Any] = {
    "type": "object",
    "required": ["nouns", "verbs", "weak_verbs", "scopes"],
    "additionalProperties": False,
    "properties": {
        "nouns": _WORDS, "verbs": _WORDS, "weak_verbs": _WORDS, "scopes": _WORDS, "weak_nouns": _WORDS,
        "unless": _WORDS, "not_before": _WORDS,
    },
}  # fmt: skip
_TWO_BODIES = patterns.compile(r"(?<=委)(?P<first>办公[厅室])(?=(?P<second>[^、，；和与及《》]{2,8}人民政府办公[厅室]))")
VALUES = ("first", "second")
CASES = ()


def check(nodes: Sequence[Node], mandate: Mandate, options: Mapping[str, Any]) -> Iterator[Hit]:
    """Yield a hit for each place where a mark between two statements is missing."""
    pattern = once(options, "pattern", _compiled)
    for node in nodes:
        text = node.text
        yield from _bodies(node)
        for found in pattern.finditer(text):
            group = "1" if found["noun1"] else "2"
            noun, verb = found["noun" + group], found["verb" + group]
            near = max(0, found.start() - 80)
            begin = max(near, *(text.rfind(mark, near, found.start()) + 1 for mark in "，。；：\n"))
            statement = text[begin : found.end()]
            if any(word in statement for word in options.get("unless", ())):
                continue
            noun = noun[-2:]
            start, end = found.end("noun" + group) - len(noun), found.end("verb" + group)
            yield Hit(
                node.span(start, end), {"first": noun, "second": verb}, replacement=f"{noun}，{verb}"
            )


def _bodies(node: Node) -> Iterator[Hit]:
    """Yield each place where two issuing bodies stand with neither mark nor blank: …省委办公厅辽宁省人民政府办公厅."""
    for found in _TWO_BODIES.finditer(node.text):
        if not node.normal.has_gap(node.start + found.end("first")):
            first, second = found["first"], found["second"][:2]
            span = node.span(found.start("first"), found.end("first") + len(second))
            yield Hit(span, {"first": first, "second": second}, replacement=f"{first}、{second}")


def _compiled(options: Mapping[str, Any]) -> re.Pattern[str]:
    """Build the pattern of the options' words."""
    nouns, verbs, weak_verbs = options["nouns"], options["verbs"], options["weak_verbs"]
    weak_nouns, not_before = options.get("weak_nouns", ()), options.get("not_before", ())

    def one_of(words: Sequence[str]) -> str:
        return "(?:" + "|".join(map(re.escape, sorted(words, key=len, reverse=True))) + ")"

    guard = f"(?!{one_of(not_before)})" if not_before else ""
    strong = rf"(?P<noun1>{one_of(nouns)})(?P<verb1>{one_of(verbs)}){guard}(?=[^\W\da-zA-Z_])"
    both = one_of([*verbs, *weak_verbs])
    weak = f"(?P<noun2>{one_of([*nouns, *weak_nouns])})(?P<verb2>{both})(?={one_of(options['scopes'])})"
    return patterns.compile(f"{strong}|{weak}")
