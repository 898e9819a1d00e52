"""Normal text leads back to the file, and lines and columns are those of an editor."""

from __future__ import annotations

import re
import unicodedata
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from mandate_lint.normal import Normal, normalise
from mandate_lint.source import Source, Span

LINE_ENDS = ("\n", "\r\n", "\r", "\n\n", "\r\n\r\n", "\n\r")
PIECES = (
    "负责", "科技发展规划", "云河市科学技术局", "（一）", "第三条", "。", "；", "，", "、", "一、主要职责", "拟订",
    "負責", "執行", "發展規劃", "網路安全", "著力", "事中事后監管", "土坏", "繁體", "乾坤", "后勤", "干部",
    "(zhí)", "(dang)", "（ fā ）", "(G60)", "（网信办）", "(lv)", "(app)", "(",  ")",
    ",", ":", ";", "(1)", "1.", "GB/T 9704", "2019", "１２", "ＡＢ", "－", "・", "﹐",
    " ", "  ", "\t", "\u3000", "\xa0", "\u200b", "\ufeff", "\x0b", "\x00",
    "𠮷", "⼀", "豈", "e\u0301", "é", "☆", "- 3 -", "……",
)  # fmt: skip
TEXTS = st.lists(st.sampled_from(PIECES + LINE_ENDS), max_size=40).map("".join)
WILD = st.one_of(TEXTS, st.text(max_size=60))
HAN = re.compile("[\u3400-\u9fff]")


def dropped(normal: Normal) -> list[str]:
    kept = {normal.offset(at) for at in range(len(normal.text))}
    return [c for at, c in enumerate(normal.source.text) if at not in kept]


@given(WILD)
def test_every_character_stems_from_one_of_the_file(text: str) -> None:
    normal = normalise(Source("draft", text))
    origins = [normal.offset(at) for at in range(len(normal.text))]
    assert all(before < after for before, after in pairwise(origins))
    assert all(0 <= origin < len(text) for origin in origins)


@given(TEXTS)
def test_a_character_is_the_same_or_its_twin(text: str) -> None:
    normal = normalise(Source("draft", text))
    for at, now in enumerate(normal.text):
        was = text[normal.offset(at)]
        assert now == was or is_twin(was, now), (was, now)


def is_twin(was: str, now: str) -> bool:
    if was == "\r":
        return now == "\n"
    if HAN.match(was) and HAN.match(now):
        return True  # Traditional to Simplified
    return unicodedata.normalize("NFKC", was) == unicodedata.normalize("NFKC", now)


@given(TEXTS)
def test_only_blanks_readings_and_soft_breaks_are_dropped(text: str) -> None:
    gone = "".join(dropped(normalise(Source("draft", text))))
    assert not HAN.search(gone)
    assert not re.search("[，。；、：A-Z]", gone)


@given(st.lists(st.sampled_from([p for p in PIECES if p.strip() and HAN.match(p)]), min_size=1, max_size=20))
def test_plain_chinese_keeps_every_character(pieces: list[str]) -> None:
    text = "".join(pieces)
    assert len(normalise(Source("draft", text)).text) == len(text)


@given(WILD)
def test_raw_text_is_the_file(text: str) -> None:
    raw = Normal.raw(Source("draft", text))
    assert raw.text == text
    assert all(raw.offset(at) == at for at in range(len(text)))


@given(WILD, st.data())
def test_spans_grow_with_what_they_cover(text: str, data: st.DataObject) -> None:
    normal = normalise(Source("draft", text))
    bounds = st.integers(0, len(normal.text))
    start, end = sorted((data.draw(bounds), data.draw(bounds)))
    inner = normal.span(start, end)
    outer = normal.span(max(0, start - 1), min(len(normal.text), end + 1))
    assert 0 <= inner.start <= inner.end <= len(text)
    assert outer.start <= inner.start
    assert inner.end <= outer.end
    if start < end:
        assert (inner.start, inner.end) == (normal.offset(start), normal.offset(end - 1) + 1)


@given(WILD)
def test_paragraphs_hold_all_but_line_ends(text: str) -> None:
    normal = normalise(Source("draft", text))
    inside = "".join(normal.text[span.start : span.end] for span in normal.paragraphs)
    assert inside == normal.text.replace("\n", "")


def lines_of(text: str) -> list[tuple[int, str]]:
    """Return offset and text of each line, the plainest way."""
    found, at = [], 0
    for line in re.split("(\r\n|\r|\n)", text)[::2]:
        found.append((at, line))
        at += len(line)
        at += 2 if text[at : at + 2] == "\r\n" else 1
    return found


@given(WILD)
def test_lines_and_columns_are_those_of_an_editor(text: str) -> None:
    source = Source("draft", text)
    for number, (start, line) in enumerate(lines_of(text), 1):
        assert source.line_text(number) == line
        for column in range(1, len(line) + 2):
            assert source.position(start + column - 1) == (number, column)


@given(WILD)
def test_positions_lead_back_to_offsets(text: str) -> None:
    source = Source("draft", text)
    for offset in range(len(text) + 1):
        line, column = source.position(offset)
        assert source.line_starts[line - 1] + column - 1 == offset


@given(TEXTS)
def test_normal_text_is_stable(text: str) -> None:
    once = normalise(Source("draft", text)).text
    assert "\r" not in once
    assert not re.search("[\u3400-\u9fff][ \u3000\t]+[\u3400-\u9fff]", once)


def test_an_empty_span_lies_before_its_character() -> None:
    normal = normalise(Source("draft", "负 责"))
    assert normal.span(1, 1) == Span(2, 2)
    assert normal.after(1) == Span(1, 1)
    assert normal.span(2, 2) == Span(3, 3)
    assert normal.has_gap(1)


def test_a_stretch_of_the_file_keeps_what_was_dropped_inside() -> None:
    source = Source("draft", "貫徹執(zhí)行方針。")
    normal = normalise(source)
    at = normal.text.index("执行")
    assert source.quote(normal.span(at, at + 2)) == "執(zhí)行"
