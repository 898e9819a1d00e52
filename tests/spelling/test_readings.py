"""Readings: what the normaliser asks to recognise pinyin left behind by a conversion."""

from __future__ import annotations

import pytest

from mandate_lint.spelling.readings import is_reading, readings, syllable


def test_a_character_has_all_its_readings() -> None:
    assert readings("重") >= {"zhong", "chong"}
    assert "dang" in readings("黨")


def test_what_is_no_character_has_no_reading() -> None:
    assert readings("a") == readings("。") == readings("２") == frozenset()


@pytest.mark.parametrize(
    ("char", "letters"),
    [("執", "zhí"), ("黨", "dang"), ("創", "chuàng"), ("略", "lüè"), ("略", "lue"), ("發", "fa1")],
)
def test_residue_of_a_conversion_is_a_reading(char: str, letters: str) -> None:
    assert is_reading(char, letters)


@pytest.mark.parametrize(("char", "letters"), [("办", "G60"), ("网", "wto"), ("科", "")])
def test_other_letters_are_no_reading(char: str, letters: str) -> None:
    assert not is_reading(char, letters)


def test_a_syllable_loses_its_tone() -> None:
    assert [syllable(one) for one in ("lǜ", "Zhí", "fa1", "ê")] == ["lv", "zhi", "fa", "e"]
