"""The detector as a whole, on named cases."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from mandate_lint.spelling import Suspect, detect, levels, recurring

CASES = yaml.safe_load(Path(__file__).with_name("cases.yaml").read_text("utf-8"))
MARK = re.compile("⟦(.*?)→(.*?)⟧")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_case(case: dict[str, Any]) -> None:
    draft = case.get("draft", "")
    plain = MARK.sub(r"\1", case["text"])
    text = f"{draft}\n{plain}" if draft else plain
    wanted = MARK.findall(case["text"])
    found = detect(text, case.get("known", ()))
    assert [(text[one.start : one.end], one.replacement) for one in found] == wanted


def test_a_suspect_stands_where_it_is_quoted() -> None:
    text = "承担机关日常工作。\n综合管理科。负贵局机关行政审批工作。"
    [suspect] = detect(text)
    assert text[: suspect.start].endswith("负")
    assert 0 < suspect.confidence <= 1
    assert len(suspect.alternatives) <= 2


def test_the_reason_names_the_strange_and_the_usual_word() -> None:
    [suspect] = detect("综合管理科。负贵局机关行政审批工作。")
    assert "负贵" in suspect.reason.zh
    assert "负责" in suspect.reason.zh
    assert "形近" in suspect.reason.zh
    assert "负责" in suspect.reason.en


def test_the_scores_say_how_it_was_decided() -> None:
    [suspect] = detect("综合管理科。负贵局机关行政审批工作。")
    assert suspect.scores["gain"] > 0
    assert suspect.scores["old_cost"] - suspect.scores["new_cost"] == suspect.scores["gain"]


def test_what_is_sure_enough_for_a_warning_is_sure_enough_for_an_info() -> None:
    assert 0 < levels()["info"] < levels()["warning"] < 1


def test_the_same_text_gives_the_same_suspects() -> None:
    text = "加强市场兼管工作。按照规定程续办理。"
    assert detect(text) == detect(text)


def test_an_empty_text_has_no_suspects() -> None:
    assert detect("") == detect("\n\n") == []


@pytest.mark.parametrize("text", ["。", "１２３", "abc", "𠀀𠀁", "稙", "한국어", "ひらがな", "\ufffd", "（）"])
def test_odd_text_never_raises(text: str) -> None:
    assert all(isinstance(one, Suspect) for one in detect(text * 3))


def test_what_recurs_across_drafts_is_known() -> None:
    drafts = ["指导榧谷园区建设。榧谷园区招商。", "统筹榧谷园区工作。", "负责日常工作。"]
    known = recurring(drafts)
    assert any("榧谷" in row for row in known)
    assert not recurring(drafts[:1])


def test_a_slip_that_one_copy_shares_stays_a_slip() -> None:
    draft = "综合管理科。负贵局机关行政审批工作。"
    assert detect(draft, recurring([draft, draft]))
