"""What a revision changes in meaning."""

from __future__ import annotations

import pytest

from mandate_lint.compare import Comparison, compare
from mandate_lint.mandate import Mandate
from mandate_lint.parser import parse
from mandate_lint.source import Source

EDITION = {
    "version": 1, "edition": "2023",
    "moves": [{"to": "工业和信息化部门", "anchors": ["技术市场"], "wording": "指导技术市场发展", "source": "方案"}],
    "new_phrases": [{"id": "ethics", "phrase": "科技伦理"}],
}  # fmt: skip
DUTIES = ("拟订全市科技发展规划并组织实施", "推动科研条件保障建设和科技资源开放共享", "指导科技服务业、技术市场和科技中介组织发展", "负责科技统计工作")
UNITS = {"规划科": "拟订科技发展规划。组织实施科技计划", "平台科": "推动科研条件保障建设。推进科技资源开放共享", "监督科": "承担科研诚信建设。负责科技统计工作"}


def mandate(duties: tuple[str, ...] = DUTIES, units: dict[str, str] = UNITS, staffing: str = "行政编制11名，其中：局长1名，副局长2名") -> Mandate:
    numbers = "一二三四五六七八九"
    lines = ["云河市科学技术局", "主要职责", *(f"（{n}）{duty}。" for n, duty in zip(numbers, duties, strict=False)), "内设机构"]
    lines += [f"（{n}）{name}。{text}。" for n, (name, text) in zip(numbers, units.items(), strict=False)]
    return parse(Source("draft.txt", "\n".join([*lines, "人员编制", staffing + "。"]) + "\n"))


def duties(found: Comparison) -> list[tuple[str, str | None, str | None]]:
    return [(c.kind, c.old and c.old.text, c.new and c.new.text) for c in found.duties if c.is_change]


def units(found: Comparison) -> list[tuple[str, list[str], list[str]]]:
    return [(u.kind, [one.name for one in u.old], [one.name for one in u.new]) for u in found.units if u.kind != "kept"]


def test_a_draft_is_the_same_as_itself() -> None:
    assert compare(mandate(), mandate()).is_same


def test_script_and_width_are_no_change() -> None:
    traditional = ("擬訂全市科技發展規劃並組織實施", "推動科研條件保障建設和科技資源開放共享", "指導科技服務業、技術市場和科技中介組織發展", "負責科技統計工作")
    assert duties(compare(mandate(), mandate(traditional))) == []


def test_a_duty_added_and_one_dropped() -> None:
    new = (DUTIES[0], "统筹引进国外智力工作", *DUTIES[2:])
    assert duties(compare(mandate(), mandate(new))) == [
        ("dropped", DUTIES[1], None),
        ("added", None, "统筹引进国外智力工作"),
    ]


def test_the_words_that_changed_are_named() -> None:
    new = (*DUTIES[:3], "负责科技统计和创新调查工作")
    (change,) = [c for c in compare(mandate(), mandate(new)).duties if c.is_change]
    assert change.kind == "reworded"
    assert [(e.old, e.new) for e in change.edits if e.kind == "changed"] == [("", "和创新调查")]
    assert "".join(e.new for e in change.edits) == "负责科技统计和创新调查工作"


def test_the_wording_is_quoted_from_the_file() -> None:
    new = (*DUTIES[:3], "負責科技統計和創新調查工作")
    (change,) = [c for c in compare(mandate(), mandate(new)).duties if c.is_change]
    assert [(e.old, e.new) for e in change.edits if e.kind == "changed"] == [("", "和創新調查")]


def test_another_order_is_no_change() -> None:
    assert duties(compare(mandate(), mandate(tuple(reversed(DUTIES))))) == []


def test_a_statement_that_moved_to_another_unit() -> None:
    new = UNITS | {"平台科": "推动科研条件保障建设。推进科技资源开放共享。负责科技统计工作", "监督科": "承担科研诚信建设"}
    (change,) = [c for c in compare(mandate(), mandate(units=new)).tasks if c.is_change]
    assert change.old and change.new
    assert (change.kind, change.is_moved, change.old.label, change.new.label) == ("kept", True, "监督科", "平台科")


@pytest.mark.parametrize(
    ("after", "wanted"),
    [
        ({"发展规划科": UNITS["规划科"], "平台科": UNITS["平台科"], "监督科": UNITS["监督科"]}, ("renamed", ["规划科"], ["发展规划科"])),
        (UNITS | {"外专科": "负责外国专家管理工作"}, ("created", [], ["外专科"])),
        ({"规划科": UNITS["规划科"], "监督科": UNITS["监督科"]}, ("abolished", ["平台科"], [])),
        ({"规划科": UNITS["规划科"] + "。" + UNITS["平台科"], "监督科": UNITS["监督科"]}, ("merged", ["规划科", "平台科"], ["规划科"])),
        ({"规划科": UNITS["规划科"], "平台科": UNITS["平台科"], "监督科": "承担科研诚信建设", "统计科": "负责科技统计工作"},
         ("split", ["监督科"], ["监督科", "统计科"])),
    ],
)  # fmt: skip
def test_what_became_of_units(after: dict[str, str], wanted: tuple[str, list[str], list[str]]) -> None:
    assert units(compare(mandate(), mandate(units=after))) == [wanted]


def test_a_statement_of_a_renamed_unit_has_not_moved() -> None:
    after = {"发展规划科": UNITS["规划科"], "平台科": UNITS["平台科"], "监督科": UNITS["监督科"]}
    assert not [c for c in compare(mandate(), mandate(units=after)).tasks if c.is_change]


def test_posts_and_headcount() -> None:
    found = compare(mandate(), mandate(staffing="行政编制12名，其中：局长1名，副局长3名"))
    assert [(p.title, p.old, p.new) for p in found.posts if p.is_change] == [(None, 11, 12), ("副局长", 2, 3)]


def test_the_reform_explains_what_it_moved_and_nothing_else() -> None:
    found = compare(mandate(), mandate(DUTIES[:2]), edition=EDITION)
    grounds = {c.old.text: c.ground and c.ground.to.zh for c in found.duties if c.kind == "dropped" and c.old}
    assert grounds == {DUTIES[2]: "工业和信息化部门", DUTIES[3]: None}


def test_the_reform_explains_the_wordings_it_brought() -> None:
    found = compare(mandate(), mandate((*DUTIES, "负责科技伦理治理")), edition=EDITION)
    (change,) = [c for c in found.duties if c.is_change]
    assert change.kind == "added" and change.ground and change.ground.wording == "科技伦理"


def test_a_statement_joined_to_another_is_not_dropped() -> None:
    new = (DUTIES[0], "推动科研条件保障建设和科技资源开放共享，负责科技统计工作", DUTIES[2])
    assert not [c for c in compare(mandate(), mandate(new)).duties if c.kind == "dropped"]
