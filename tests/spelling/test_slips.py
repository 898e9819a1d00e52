"""What is put in to learn and to measure can be taken out again."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from mandate_lint.spelling import confusions, language

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "tools"))
slips = pytest.importorskip("spelling.slips")

LINE = "拟订全市科技创新发展规划、年度计划并组织实施，统筹推进区域创新体系建设和科技体制改革。"


def maker(seed: int = 1) -> slips.Slips:
    return slips.Slips(language.shipped(), confusions.shipped(), seed)


def test_a_line_is_as_it_was_with_every_slip_taken_back() -> None:
    spoilt, made = maker().spoil(LINE, 6)
    assert made
    for slip in reversed(made):
        assert spoilt[slip.start : slip.end] == slip.wrong
        spoilt = spoilt[: slip.start] + slip.right + spoilt[slip.end :]
    assert spoilt == LINE


def test_the_same_seed_makes_the_same_slips() -> None:
    assert maker(7).spoil(LINE, 6) == maker(7).spoil(LINE, 6)


@pytest.mark.parametrize("kind", ["sound", "shape", "doubled", "swapped", "lost"])
def test_every_kind_changes_the_text(kind: str) -> None:
    slip = maker().make(LINE, LINE.index("规划"), kind)
    assert slip is not None
    assert slip.wrong != slip.right


@pytest.mark.parametrize("kind", ["sound", "shape", "doubled", "lost"])
def test_the_last_character_before_a_mark_can_be_spoilt(kind: str) -> None:
    assert maker().make(LINE, LINE.index("、") - 1, kind) is not None


def test_punctuation_is_never_spoilt() -> None:
    assert maker().make(LINE, LINE.index("、"), "sound") is None
