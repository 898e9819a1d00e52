"""Chinese and Arabic numerals, and the numbers that open an item."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mandate_lint.numerals import marker_at, to_chinese, to_int, written

STYLES = ("article", "chapter", "（一）", "（1）", "一、", "1、", "1.", "1)", "一)", "一是")


@given(st.integers(1, 9999))
def test_a_number_survives_the_way_to_chinese_and_back(value: int) -> None:
    assert to_int(to_chinese(value)) == value


@pytest.mark.parametrize(
    ("text", "value"),
    [("十", 10), ("十二", 12), ("二十", 20), ("一百零三", 103), ("一百一十", 110), ("两千零二", 2002), ("二〇一九", 2019),
     ("二○一九", 2019), ("〇", 0), ("15", 15), ("007", 7)],
)  # fmt: skip
def test_numerals_are_read(text: str, value: int) -> None:
    assert to_int(text) == value


@pytest.mark.parametrize("text", ["", "甲", "十甲", "1二", "1.5", "-3", "³"])
def test_what_is_no_numeral_is_none(text: str) -> None:
    assert to_int(text) is None


@pytest.mark.parametrize(
    ("value", "text"), [(1, "一"), (10, "十"), (12, "十二"), (20, "二十"), (101, "一百零一"), (110, "一百一十"), (1001, "一千零一")]
)
def test_numerals_are_written(value: int, text: str) -> None:
    assert to_chinese(value) == text


@given(st.sampled_from(STYLES), st.integers(1, 99))
def test_a_written_number_is_read_again(style: str, value: int) -> None:
    text = written(style, value)
    marker = marker_at(text + "负责科技工作。")
    assert marker is not None
    assert (marker.style, marker.value, marker.end) == (style, value, len(text))


@pytest.mark.parametrize(
    ("text", "style", "value"),
    [("第十二条 负责", "article", 12), ("（三）负责", "（一）", 3), ("【四】负责", "（一）", 4), ("3.负责", "1.", 3),
     ("③负责", "①", 3), ("01负责", "01", 1), ("7负责规划", "1", 7), ("一是负责", "一是", 1), ("12）负责", "1)", 12), ("第二章　总则", "chapter", 2)],
)  # fmt: skip
def test_item_numbers_of_every_style(text: str, style: str, value: int) -> None:
    marker = marker_at(text)
    assert marker is not None
    assert (marker.style, marker.value) == (style, value)


@pytest.mark.parametrize("text", ["", "负责", "2019年3月", "3名", "1.5万元", "一是否", "（网信办）", "（）", "第三产业", "一些工作"])
def test_what_only_looks_like_an_item_number(text: str) -> None:
    assert marker_at(text) is None


@given(st.text(max_size=12), st.integers(0, 12))
def test_any_text_is_borne(text: str, start: int) -> None:
    marker = marker_at(text, start)
    assert marker is None or start < marker.end <= len(text)
