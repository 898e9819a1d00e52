"""Which unit carries which duty, with and without a catalogue."""

from __future__ import annotations

from mandate_lint import api
from mandate_lint.coverage import Coverage, of
from mandate_lint.overlap import leads_beyond, overlaps
from mandate_lint.source import Source

SCIENCE = """云河市科学技术局职能配置、内设机构和人员编制规定
一、主要职责
（一）拟订全市科技发展规划和政策。会同有关部门健全技术创新激励机制。
（二）指导科技成果转移转化。指导科技评价机制改革。
（三）参与编制重大科技基础设施建设规划。
（四）完成市委、市政府交办的其他任务。
二、内设机构
（一）办公室。负责文电、会务、机要、档案等机关日常运转工作。
（二）规划科。拟订全市科技发展规划和年度计划。牵头编制重大科技基础设施建设规划。
（三）成果科。拟订科技成果转化的政策措施。
（四）文艺演出科。组织文艺演出和群众文化活动。
"""
CIVIL = """云河市民政局职能配置、内设机构和人员编制规定
一、主要职责
（一）拟订殡葬管理政策并组织实施，推进殡葬改革。
（二）负责行政区域界线和地名管理工作。
（三）指导渔业船舶检验。
二、内设机构
（一）社会事务科。承担婚姻、殡葬管理工作，推进殡葬改革。
（二）区划地名科。承担行政区域界线和地名管理工作。
（三）救助科。承担行政区域界线和地名管理工作。
"""


def covered(text: str) -> Coverage:
    return of(api.judge(Source("draft.txt", text), api.Options(config="")).mandate)


def links(found: Coverage) -> list[tuple[str, str, str | None]]:
    return [(link.duty.label, link.unit.name, link.pairs[0].standard) for link in found.links]


def test_units_are_linked_by_the_standard_duties_they_share() -> None:
    assert links(covered(SCIENCE)) == [
        ("（一）", "规划科", "strategy-plan"), ("（二）", "成果科", "results-commercialization"),
        ("（三）", "规划科", "labs-infrastructure"),
    ]  # fmt: skip


def test_what_needs_no_unit_is_not_missed() -> None:
    found = covered(SCIENCE)
    assert [(duty.label, clause.text) for duty, clause in found.loose] == [("（二）", "指导科技评价机制改革")]
    assert found.duties_without_unit == ()


def test_a_unit_of_nonsense_carries_no_duty() -> None:
    assert [unit.name for unit in covered(SCIENCE).units_without_duty] == ["办公室", "文艺演出科"]


def test_without_a_catalogue_likeness_links() -> None:
    found = covered(CIVIL)
    assert links(found) == [("（一）", "社会事务科", None), ("（二）", "区划地名科", None), ("（二）", "救助科", None)]
    assert [duty.label for duty in found.duties_without_unit] == ["（三）"]


def test_one_task_in_two_units_is_an_overlap() -> None:
    assert [(one.unit.name, one.other.name) for one in overlaps(covered(CIVIL).mandate)] == [("救助科", "区划地名科")]


def test_a_unit_leads_beyond_its_agency() -> None:
    assert [(one.unit.name, one.duty.label) for one in leads_beyond(covered(SCIENCE).mandate)] == [("规划科", "（三）")]
