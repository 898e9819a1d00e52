"""Standard duties in unseen wording, and how near two statements are."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from mandate_lint.catalogue import Catalogue
from mandate_lint.duties import likeness, nearest, share
from mandate_lint.ruleset import load

CASES = yaml.safe_load((Path(__file__).parent / "statements.yaml").read_text(encoding="utf-8"))


@lru_cache(maxsize=1)
def science() -> Catalogue:
    return load(("general", "science")).catalogue


@pytest.mark.parametrize("case", CASES, ids=[case["text"] for case in CASES])
def test_a_statement_states_its_duties_and_no_others(case: dict[str, Any]) -> None:
    special = {duty.id for duty in science().special}
    assert sorted(special.intersection(science().ids(case["text"]))) == case["duties"]


def test_every_wording_of_the_evidence_states_its_duty() -> None:
    lost = [
        (duty.id, seen.wording) for duty in science().special
        for seen in duty.evidence if duty.id not in science().ids(seen.wording)
    ]  # fmt: skip
    assert lost == []


def test_likeness_is_1_for_the_same_and_0_for_nothing_in_common() -> None:
    assert likeness("指导殡葬改革", "指导殡葬改革") == pytest.approx(1.0)
    assert likeness("指导殡葬改革", "拟订渔业标准") < 0.2
    assert likeness("", "指导殡葬改革") == 0.0


def test_words_of_form_count_little() -> None:
    alike = likeness("拟订全市殡葬管理政策并组织实施", "承担殡葬管理工作")
    assert alike > 1.5 * likeness("拟订全市殡葬管理政策并组织实施", "拟订全市渔业发展政策并组织实施")


def test_share_is_of_the_first_statement() -> None:
    assert share("殡葬改革", "推进婚俗改革和殡葬改革") == pytest.approx(1.0)
    assert share("推进婚俗改革和殡葬改革", "殡葬改革") < 0.8


def test_without_statements_nothing_is_nearest() -> None:
    assert nearest(science().by_id["talent"], []) is None


def test_a_catalogue_without_duties_finds_nothing() -> None:
    assert Catalogue.load([]).ids("拟订科技发展规划") == ()


def test_a_wrong_character_in_a_short_wording_is_another_word() -> None:
    entry = {
        "id": "burial", "title": "殡葬管理", "tier": "core", "anchors": ["殡葬管理"],
        "evidence": [{"reference": "甲", "wording": "殡葬管理"}],
    }  # fmt: skip
    assert Catalogue.load([entry]).ids("殡仪管理") == ()
