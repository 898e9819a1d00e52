"""The model is a distribution, and its lists agree with each other."""

from __future__ import annotations

import pytest

from mandate_lint.spelling import language
from mandate_lint.spelling.symbols import BREAK, DIGITS, LETTERS, UNKNOWN, encode


@pytest.fixture(scope="module")
def model() -> language.Language:
    return language.shipped()


@pytest.mark.parametrize("context", ["应当依", "组织实", "负责全", "市人民"])
def test_what_may_follow_adds_up_to_one(model: language.Language, context: str) -> None:
    a, b, c = (model.ids[char] for char in context)
    chances = (10 ** (-model.cost(a, b, c, symbol) / 10) for symbol in range(1, len(model.ids) + 4))
    assert sum(chances) == pytest.approx(1, abs=0.45)  # costs are rounded, back-offs to a fifth of a decade


def test_followers_and_preceders_agree(model: language.Language) -> None:
    for char in "负责平台":
        symbol = model.ids[char]
        followers = [ord(one) for one in model.followers(symbol)][:200]
        assert all(chr(symbol) in model.preceders(other) for other in followers)
        assert all(model.pair(symbol, other) >= 0 for other in followers)


def test_a_usual_row_costs_less_than_a_strange_one(model: language.Language) -> None:
    usual = [model.ids[char] for char in "组织实施"]
    strange = [model.ids[char] for char in "组织实师"]
    assert model.cost(*usual) < model.cost(*strange)
    assert model.triple(*usual[1:]) >= 0 > model.triple(*strange[1:])


def test_digits_and_letters_are_one_symbol_a_run(model: language.Language) -> None:
    symbols, offsets = encode("第12条A-1，𠀀", model.ids)
    assert symbols[1] == DIGITS
    assert symbols[3:5] == [LETTERS, DIGITS]
    assert symbols[-1] == UNKNOWN
    assert offsets == [0, 1, 3, 4, 6, 7, 8]
    assert BREAK not in symbols
