"""Phrases: what they mean, by comparison with the plainest matcher, and that none is slow."""

from __future__ import annotations

import re
import time
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mandate_lint.phrases import STOPS, Index, Match, Phrase, PhraseError

LETTERS = "甲乙丙。"
LITERALS = st.text("甲乙丙", min_size=1, max_size=2)
CHOICES = st.lists(st.text("甲乙丙", max_size=2), min_size=2, max_size=3, unique=True).map(lambda c: "{" + "|".join(c) + "}")
GAPS = st.sampled_from(["…", "…{1}", "…{3}"])
PATTERNS = st.tuples(LITERALS, st.lists(st.one_of(LITERALS, CHOICES, GAPS.flatmap(lambda g: LITERALS.map(lambda t: g + t))),
                                        max_size=3)).map(lambda parts: parts[0] + "".join(parts[1]))  # fmt: skip


def spelled_out(pattern: str) -> list[str]:
    """Return a phrase's meanings as regular expressions, one for each choice of its alternatives."""
    tokens = re.findall(r"…(?:\{\d+\})?|\{[^{}]*\}|[^…{}]", pattern)
    ways = []
    for token in tokens:
        if token.startswith("…"):
            most = int(token[2:-1]) if len(token) > 1 else 12
            ways.append([f"[^{STOPS}]{{0,{most}}}?"])
        elif token.startswith("{"):
            ways.append([re.escape(choice) for choice in token[1:-1].split("|")])
        else:
            ways.append([re.escape(token)])
    return ["".join(way) for way in product(*ways)]


def plain_matches(pattern: str, text: str) -> set[int]:
    """Return where a phrase matches."""
    ways = [re.compile(way) for way in spelled_out(pattern)]
    return {at for at in range(len(text)) if any(way.match(text, at) for way in ways)}


@given(PATTERNS, st.text(LETTERS, max_size=24))
def test_a_phrase_matches_where_the_plainest_matcher_does(pattern: str, text: str) -> None:
    found = list(Index([("key", pattern)]).find(text))
    assert {match.start for match in found} == plain_matches(pattern, text)


@given(PATTERNS, st.text(LETTERS, max_size=24))
def test_every_match_is_one_of_the_phrase(pattern: str, text: str) -> None:
    ways = [re.compile(way) for way in spelled_out(pattern)]
    for match in Index([("key", pattern)]).find(text):
        assert any(way.fullmatch(text, match.start, match.end) for way in ways)
        assert (match.marked_start, match.marked_end) == (match.start, match.end)


@given(st.lists(PATTERNS, max_size=5), st.text(LETTERS, max_size=24))
def test_many_phrases_find_what_each_alone_finds(patterns: list[str], text: str) -> None:
    together = list(Index(list(enumerate(patterns))).find(text))
    alone = [match for key, pattern in enumerate(patterns) for match in Index([(key, pattern)]).find(text)]
    assert sorted(together) == sorted(alone)
    assert [match.start for match in together] == sorted(match.start for match in together)


def marked(pattern: str, text: str) -> list[str]:
    return [text[m.marked_start : m.marked_end] for m in Index([("key", pattern)]).find(text)]


@pytest.mark.parametrize(
    ("pattern", "text", "stretches"),
    [
        ("负贵", "负贵全市，负贵全县", ["负贵", "负贵"]),
        ("提出…政策措施⟦建设⟧", "提出优化配置科技资源的政策措施建设", ["建设"]),
        ("⟦拟制⟧…{规划|计划}", "拟制科技发展规划", ["拟制"]),
        ("创新驱动发展{战略|}", "创新驱动发展战略", ["创新驱动发展战略"]),
        ("创新驱动发展{战略|}", "创新驱动发展规划", ["创新驱动发展"]),
        ("拟订…规划", "拟订政策。编制规划", []),
        ("拟订…规划", "拟订政策\n编制规划", []),
        ("拟订…规划", "拟订" + "甲" * 12 + "规划", ["拟订" + "甲" * 12 + "规划"]),
        ("拟订…规划", "拟订" + "甲" * 13 + "规划", []),
        ("拟订…{30}规划", "拟订" + "甲" * 30 + "规划", ["拟订" + "甲" * 30 + "规划"]),
        ("拟订…规划", "拟订规划和规划", ["拟订规划"]),
        ("创新⟦⟧发展战略", "创新发展战略", [""]),
        ("{甲|甲乙}丙", "甲乙丙甲丙", ["甲乙丙", "甲丙"]),
    ],
)
def test_what_a_phrase_reports(pattern: str, text: str, stretches: list[str]) -> None:
    assert marked(pattern, text) == stretches


@pytest.mark.parametrize(
    "pattern",
    ["", "…甲", "{甲|}乙", "甲…", "甲{乙", "甲}乙", "⟦甲", "甲⟧", "⟧甲⟦", "⟦甲⟧⟦乙⟧", "甲…{0}乙", "甲…{61}乙", "甲…{99999}乙",
     "甲…⟦乙⟧", "甲…乙…丙…丁…戊…己", "甲{" + "|".join("乙" * n for n in range(1, 300)) + "}", "{甲{乙|丙}|丁}"],
)  # fmt: skip
def test_a_malformed_phrase_is_refused(pattern: str) -> None:
    with pytest.raises(PhraseError):
        Phrase.parse(pattern)


@given(st.text("甲乙…{}|⟦⟧0369", max_size=14))
def test_any_pattern_compiles_or_is_refused(pattern: str) -> None:
    try:
        phrase = Phrase.parse(pattern)
    except PhraseError:
        return
    assert phrase.parts


HOSTILE = ("甲…{60}甲…{60}甲…{60}甲…{60}乙", "甲{甲|甲甲|甲甲甲|甲甲甲甲}{甲|甲甲|甲甲甲}{甲|甲甲}…{60}乙", "甲…{60}{甲|乙|甲甲|}…{60}{甲|甲甲|}…{60}丙")


@pytest.mark.parametrize("pattern", HOSTILE)
def test_no_phrase_hangs_a_run(pattern: str) -> None:
    assert seconds(pattern, 2_000) < 3


@pytest.mark.parametrize("pattern", HOSTILE)
def test_time_grows_with_the_text_only(pattern: str) -> None:
    assert seconds(pattern, 10_000) < max(seconds(pattern, 1_000), 0.02) * 30


def seconds(pattern: str, length: int) -> float:
    """Return how long a phrase takes on a text made to try it."""
    index, text = Index([("key", pattern)]), "甲" * length
    begun = time.process_time()
    for _ in index.find(text):
        pass
    return time.process_time() - begun


def test_a_key_is_whatever_one_likes() -> None:
    assert list(Index([((1, "a"), "负贵")]).find("负贵")) == [Match((1, "a"), 0, 2, 0, 2)]
