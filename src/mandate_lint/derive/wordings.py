"""Wordings that may serve as anchors: sequences of words in an object, and pairs of them with a gap."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from mandate_lint.derive.objects import Object, is_formula, words
from mandate_lint.phrases import DEFAULT_GAP

_LEVEL = re.compile(r"[全本我][省市县区州]|[省市县区州](?:级|委|政府)|国家|自治[区州县]|人民政府")
_EDGE = frozenset("的 和 与 及 以及 并 等 、 ， （ ） ； ： 对 为 以 在 中 或 以 关于 省 市 县 区 州 全 本 我 各".split())
_MOST_WORDS = 6
SHORTEST, LONGEST = 2, 16
_TOLD = 4.0  # from this weight of words on, more tell nothing more
_SHORT_TOLD = 2.5  # the weight that a word of two characters needs
_INSIDE = 0.5
Word = tuple[int, int, str]  # begin, end, word
Run = tuple[str, tuple[Word, ...]]  # a text and its words


def run_of(one: Object) -> Run:
    """Return an object's text and its words with their places."""
    found: list[Word] = []
    at = 0
    text = one.text
    for word in words(text, True):
        begin = text.find(word, at)
        if begin >= 0:
            found.append((begin, begin + len(word), word))
            at = begin + len(word)
    return text, tuple(found)


def literals(
    run: Run, weight: Mapping[str, float], least: float, names: Iterable[str]
) -> Iterator[tuple[str, float]]:
    """Yield the sequences of words in a run that tell enough, and how much they tell."""
    text, cut = run
    for first in range(len(cut)):
        for last in range(first, min(first + _MOST_WORDS, len(cut))):
            begin, end = cut[first][0], cut[last][1]
            told = _told(cut[first : last + 1], weight) - _opens_inside(cut, first)
            if _is_fit(text[begin:end], cut[first][2], cut[last][2], names) and told >= (least if end - begin > 2 else max(least, _SHORT_TOLD)):
                yield text[begin:end], told


def _opens_inside(cut: Sequence[Word], first: int) -> float:
    """Return what it costs to begin inside a compound: 驱动发展 of 创新驱动发展."""
    is_inside = first > 0 and cut[first - 1][1] == cut[first][0] and not is_formula(cut[first - 1][2])
    return _INSIDE if is_inside else 0.0


def _told(cut: Iterable[Word], weight: Mapping[str, float]) -> float:
    return sum(weight.get(word, 1.0) for _, _, word in cut if not is_formula(word))


def _is_fit(text: str, first: str, last: str, names: Iterable[str]) -> bool:
    is_plain = first not in _EDGE and last not in _EDGE and text.count("（") == text.count("）")
    return SHORTEST <= len(text) <= LONGEST and is_plain and not _LEVEL.search(text) and not _names(text, names)


def _names(text: str, names: Iterable[str]) -> bool:
    return any(name in text for name in names)


def gapped(
    run: Run, weight: Mapping[str, float], least: float, names: Iterable[str]
) -> Iterator[tuple[str, float]]:
    """Yield two telling pieces with a gap: 科研机构…发展."""
    text, cut = run
    for first in range(len(cut)):
        for second in range(first + 2, len(cut)):
            if cut[second][0] - cut[first][1] > DEFAULT_GAP:
                break
            for head, tail in _heads_and_tails(cut, first, second):
                left, right = text[head[0][0] : head[-1][1]], text[tail[0][0] : tail[-1][1]]
                told = _told([*head, *tail], weight)
                if told >= least and _can_part(head, tail, left, right, names):
                    yield f"{left}…{right}", told


def _heads_and_tails(cut: Sequence[Word], first: int, second: int) -> Iterator[tuple[Sequence[Word], Sequence[Word]]]:
    for back in (0, 1):
        for ahead in (1, 2):
            if first - back >= 0 and second + ahead <= len(cut):
                yield cut[first - back : first + 1], cut[second : second + ahead]


def _can_part(head: Sequence[Word], tail: Sequence[Word], left: str, right: str, names: Iterable[str]) -> bool:
    edges = {head[0][2], head[-1][2], tail[0][2], tail[-1][2]}
    told = any(not is_formula(word) for _, _, word in head) and len(left) > 1 and len(right) > 1
    is_plain = edges.isdisjoint(_EDGE) and not set("（）") & set(left + right)
    return told and is_plain and not _LEVEL.search(left + right) and not _names(left + right, names)


def cost(pattern: str, told: float) -> float:
    """Return how little a pattern is worth: long ones miss other wordings, vague or short ones find others."""
    length = len(pattern.replace("…", ""))
    joints = sum(pattern.count(mark) for mark in "、和与及")
    opens_plainly = is_formula(words(pattern, True)[0])
    return max(0, length - 4) * 0.1 + max(0.0, _TOLD - told) * 0.25 + 0.5 * joints + 0.8 * opens_plainly
