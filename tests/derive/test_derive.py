"""Rule sets out of references: what is grouped, found, written, kept and proved."""

from __future__ import annotations

from itertools import permutations
from pathlib import Path

import pytest
from program import EXAMPLES

from mandate_lint import ruleset, yamlfile
from mandate_lint.derive import Derivation, derive, duties_of, prove, references, told
from mandate_lint.derive.ids import distinct, slug
from mandate_lint.derive.objects import objects
from mandate_lint.derive.standard import WORDING
from mandate_lint.errors import InputError
from mandate_lint.mandate import Mandate
from mandate_lint.parser import parse
from mandate_lint.readers import read
from mandate_lint.source import Source

DEPARTMENTS = ("education", "civil-affairs")


def mandate(name: str, *duties: str) -> tuple[str, Mandate]:
    """Return a mandate of an invented bureau, with its path."""
    numbers = "一二三四五六七八九十"
    lines = [f"（{number}）{duty}。" for number, duty in zip(numbers, duties, strict=False)]
    return f"{name}.txt", parse(Source(f"{name}.txt", f"{name}市体育局\n主要职责\n" + "\n".join(lines) + "\n"))


def bureaus() -> list[tuple[str, Mandate]]:
    return [
        mandate("云禾", "拟订全市体育事业发展规划并组织实施", "推进全民健身", "指导青少年体育训练", "管理公共体育场馆", "管理体育彩票发行工作",
                "组织参加省级运动会", "完成市委、市政府交办的其他任务"),
        mandate("青渡", "编制体育事业发展规划和年度计划", "统筹全民健身公共服务", "监督管理体育彩票", "指导青少年业余训练", "负责青渡市足球场建设",
                "监督公共体育场馆开放", "完成市委、市政府交办的其他任务"),
        mandate("白川", "拟定体育发展规划", "负责全民健身工作", "开展青少年训练", "承担体育彩票销售管理", "组队参加运动会", "完成市委、市政府交办的其他任务"),
    ]  # fmt: skip


def of_examples(department: str) -> Derivation:
    folder = EXAMPLES / department / "references"
    return derive([(str(path), parse(read(str(path)))) for path in sorted(folder.glob("*.txt"))])


def test_wordings_of_one_duty_are_one_group() -> None:
    supports = {anchor: duty.support for duty in derive(bureaus()).duties for anchor in duty.anchors}
    assert supports["体育彩票"] == supports["全民健身"] == 3


def test_what_one_reference_has_is_left_out_unless_asked_for() -> None:
    def has(least: int) -> bool:
        return any("足球场" in duty.title for duty in derive(bureaus(), min_support=least).duties)

    assert (has(2), has(1)) == (False, True)


def test_no_anchor_names_a_place() -> None:
    duties = derive(bureaus(), min_support=1).duties
    assert not [anchor for duty in duties for anchor in duty.anchors if "青渡" in anchor or "云禾" in anchor]


def test_the_order_of_arguments_does_not_matter() -> None:
    files = {derive(list(order)).as_yaml() for order in permutations(bureaus())}
    assert len(files) == 1


def test_a_statement_has_several_objects() -> None:
    (reference,) = references([mandate("云禾", "拟订科技成果转移转化和促进产学研结合的相关政策措施并监督实施")])
    assert [one.text for one in objects(reference)] == ["拟订科技成果转移转化", "促进产学研结合的相关政策措施并监督实施"]


def test_a_list_of_formulas_is_no_list_of_objects() -> None:
    (reference,) = references([mandate("云禾", "拟订对外科技合作的规划、政策和措施")])
    assert [one.text for one in objects(reference)] == ["拟订对外科技合作的规划、政策和措施"]


def test_ids_are_pinyin_and_differ() -> None:
    assert slug("健全科技创新激励机制").startswith("ke")
    assert distinct(["yi", "yi", "yi"], taken=["yi-2"]) == ["yi", "yi-3", "yi-4"]


@pytest.mark.parametrize("department", DEPARTMENTS)
def test_what_is_written_is_a_sound_rule_file(department: str, tmp_path: Path) -> None:
    path = tmp_path / "rules.yaml"
    path.write_text(of_examples(department).as_yaml(), "utf-8")
    _, _, errors = ruleset.read_files([str(path)], ruleset.known_rules())
    assert [error.text() for error in errors] == []


@pytest.mark.parametrize("department", DEPARTMENTS)
def test_what_is_written_is_proved_by_its_references(department: str) -> None:
    derivation = of_examples(department)
    document = yamlfile.parse(derivation.as_yaml().encode(), "rules.yaml")
    assert prove(duties_of(document), derivation.references).remarks == ()


@pytest.mark.parametrize("department", DEPARTMENTS)
def test_evidence_is_short(department: str) -> None:
    seen = [one for duty in of_examples(department).duties for one in duty.evidence]
    assert seen and all(0 < len(one.wording) <= WORDING for one in seen)


def test_the_duties_that_all_bureaus_have_are_core() -> None:
    core = " ".join(anchor for duty in of_examples("civil-affairs").duties if duty.tier == "core" for anchor in duty.anchors)
    assert all(word in core for word in ("养老", "婚姻", "殡葬", "残疾人", "儿童", "福利彩票"))


def test_units_are_told_by_their_names() -> None:
    duty = next(one for one in of_examples("education").duties if "学生资助" in one.anchors)
    assert duty.needs_unit and "财务" in duty.units


def test_without_duties_there_is_one_clear_error() -> None:
    with pytest.raises(InputError, match="no main duties"):
        derive([("empty.txt", parse(Source("empty.txt", "今天天气很好。\n")))])


def test_a_planted_error_is_named_with_its_line() -> None:
    derivation = derive(bureaus())
    text = derivation.as_yaml().replace("'体育彩票'", "'足球场'")
    document = yamlfile.parse(text.encode(), "rules.yaml")
    proof = prove(duties_of(document), derivation.references)
    assert {remark.kind for remark in proof.remarks if remark.is_error} == {"unfound"}
    lines = {error.line for error in told(proof, document)}
    assert lines == {1 + next(at for at, line in enumerate(text.split("\n")) if "caipiao" in line)}


def test_an_anchor_that_finds_too_much_is_named() -> None:
    derivation = derive(bureaus(), min_support=1)
    entries = [{"id": "football", "title": "足球", "tier": "core", "anchors": ["体育"],
                "evidence": [{"reference": "青渡", "item": "（四）", "wording": "足球场建设"}]}]  # fmt: skip
    kinds = [(remark.kind, remark.reference) for remark in prove(entries, derivation.references).remarks]
    assert ("stray", "云禾") in kinds and ("stray", "白川") in kinds


def test_references_that_are_not_at_hand_are_named() -> None:
    entries = [{"id": "one", "title": "一", "tier": "core", "anchors": ["体育彩票"],
                "evidence": [{"reference": "远方", "item": "（一）", "wording": "体育彩票"}]}]  # fmt: skip
    assert prove(entries, references(bureaus()[:1])).absent == ("远方",)
