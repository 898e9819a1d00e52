"""Which profile, department and edition are chosen for a draft, and on what ground."""

from __future__ import annotations

import pytest

from mandate_lint import profile, ruleset
from mandate_lint.dates import own_dates
from mandate_lint.errors import InputError
from mandate_lint.mandate import Mandate
from mandate_lint.parser import parse
from mandate_lint.schema import load_schema
from mandate_lint.source import Source

DUTIES = "（一）拟订发展规划。\n（二）指导有关工作。\n（三）完成市委、市政府交办的其他任务。\n"


def draft(agency: str = "云河市科学技术局", basis: str = "《云河市机构改革方案》", end: str = "") -> Mandate:
    """Return a formal draft."""
    return parse(Source("draft.txt", (
        f"{agency}职能配置、内设机构和人员编制规定\n第一条 根据{basis}，制定本规定。\n"
        f"第二条 {agency}是市政府工作部门。\n第三条 主要职责是：\n{DUTIES}{end}"
    )))  # fmt: skip


def page(agency: str, duties: str = DUTIES) -> Mandate:
    """Return what a page publishes."""
    return parse(Source("page.txt", f"{agency}主要职责\n{duties}"))


@pytest.mark.parametrize(
    ("agency", "name", "department", "is_merged"),
    [
        ("云河市科学技术局", "science", "science", False),
        ("云河省科学技术厅", "science", "science", False),
        ("云河市科学技术委员会", "science", "science", False),
        ("云河区科技创新局", "science", "science", False),
        ("云河县教育科技局", "science", "science", True),
        ("云河县科技和工业信息化局", "science", "science", True),
        ("云河区经济和科技局", "science", "science", True),
        ("云河市科学技术协会", "general", None, False),
        ("云河市国防科技工业办公室", "general", "industry", False),
        ("云河市民政局", "general", "civil-affairs", False),
        ("云河市应急管理局", "general", "emergency", False),
        ("云河市市场监督管理局", "general", "market", False),
    ],
)
def test_the_agencys_name_decides(agency: str, name: str, department: str | None, is_merged: bool) -> None:
    chosen = profile.choose(draft(agency))
    assert (chosen.name, chosen.department, chosen.is_merged) == (name, department, is_merged)


def test_without_a_catalogue_the_general_rules_judge_and_one_note_says_so() -> None:
    chosen = profile.choose(draft("云河市民政局"))
    assert chosen.sets == ("general",)
    assert [note.en for note in chosen.notes] == [
        "no catalogue of standard duties for civil affairs: judged by the general rules alone"
    ]
    assert profile.choose(draft()).notes == ()


def test_a_page_is_asked_for_duties_and_units_only() -> None:
    chosen = profile.choose(page("云河市科学技术局"), "science-page")
    assert (chosen.name, chosen.form) == ("science-page", "page")
    assert chosen.options["missing-section"] == {"sections": ["duties", "units"]}
    assert profile.choose(draft()).options == {}


@pytest.mark.parametrize(
    ("head", "form"),
    [
        ("当前位置：首页 > 政务公开 > 机构职能\n", "page"),
        ("云河市水务局主要职责、内设机构和人员编制\n", "page"),
        ("云河市水务局单位职能\n发布时间：2021-06-18\n", "page"),
        ("云河市水务局职能配置、内设机构和人员编制规定\n发布时间：2021-06-18\n", "draft"),
        ("", "draft"),
    ],
)
def test_a_page_is_told_by_what_stands_above(head: str, form: str) -> None:
    assert profile.choose(parse(Source("page.txt", f"{head}主要职责\n{DUTIES}"))).form == form


def test_a_form_that_is_given_wins() -> None:
    assert profile.choose(page("云河市科学技术局"), form="draft").name == "science"
    assert profile.choose(draft(), form="page").name == "science-page"
    assert profile.choose(draft(), "science", form="page").form == "page"


def test_a_draft_that_names_no_agency_is_known_by_its_duties() -> None:
    science = "（一）拟订科技发展规划。\n（二）推进科技体制改革。\n（三）指导科研机构改革。\n（四）承办其他工作。\n"
    chosen = profile.choose(parse(Source("x", "主要职责\n" + science)))
    assert (chosen.department, chosen.reason.en.split(";")[0]) == ("science", "3 of 3 duties are on science")
    assert profile.choose(parse(Source("x", "主要职责\n" + DUTIES))).department is None


@pytest.mark.parametrize(
    ("basis", "end", "edition"),
    [
        ("《云河市机构改革方案》", "", None),
        ("《云河市机构改革方案》（云委〔2004〕12号）", "", None),
        ("《云河市机构改革方案》（云委〔2018〕12号）", "", "2018"),
        ("《关于机构编制的通知》（云委〔2018〕12号）", "", None),  # a bare year may be before March
        ("《云河市机构改革方案》（云委〔2019〕12号）", "", "2018"),
        ("《云河市机构改革方案》（云委〔2024〕12号）", "", "2023"),
        ("《云河市机构改革方案》", "第四条 本规定自2019年3月29日起施行。\n", "2018"),
        ("《云河市机构改革方案》", "第四条 本规定自二〇二四年五月一日起施行。\n", "2023"),
        ("《云河市机构改革方案》", "第四条 本规定自2023年3月15日起施行。\n", "2018"),
        ("《云河市机构改革方案》", "第四条 本规定自2023年3月16日起施行。\n", "2023"),
        ("《云河市机构改革方案》", "第四条 本规定自2009年12月1日起施行。\n", None),
        ("《云河市机构改革方案》", "发布时间：2024-05-01 来源：云河市\n2024年度部门预算\n", None),
    ],
)
def test_the_edition_follows_from_the_drafts_own_dates(basis: str, end: str, edition: str | None) -> None:
    assert profile.choose(draft(basis=basis, end=end)).edition == edition


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("2019年3月29日", 20190329), ("2019.3.29", 20190329), ("2019-03-29", 20190329), ("2019年12月", 20191200),
        ("二〇一九年十二月三十一日", 20191231), ("二○二四年十月二十日", 20241020), ("二〇二四年一月十日", 20240110),
        ("〔2024〕12号", 20240000), ("2024年", 20240000), ("2024年13月", 20240000), ("二〇二四年十十月", 20240000),
        ("2024年5月99日", 20240500),
    ],
)  # fmt: skip
def test_dates_are_read_as_they_are_written(text: str, number: int) -> None:
    found = list(own_dates(draft(basis=f"《方案》（{text}）")))
    assert [dated.number for dated in found] == [number]


def test_an_edition_that_is_given_wins() -> None:
    chosen = profile.choose(draft(), edition="2023")
    assert (chosen.edition, chosen.sets) == ("2023", ("general", "science", "reform/2018", "reform/2023"))
    assert chosen.reason.en.endswith("reform of 2023 (as asked for)")


def test_a_wrong_name_is_an_error() -> None:
    with pytest.raises(InputError, match="no profile 'scince'") as caught:
        profile.choose(draft(), "scince")
    assert caught.value.hint.en == "known: auto, science, general, science-page, general-page"
    with pytest.raises(InputError, match="no edition '2019'"):
        profile.choose(draft(), edition="2019")


def test_profiles_name_sets_and_departments_that_are_there() -> None:
    data = ruleset.compiled()["profiles"]
    used = {name for each in (*data["profiles"].values(), *data["editions"]) for name in each["sets"]}
    assert used <= set(ruleset.set_names())
    assert {each.get("profile") for each in data["departments"].values()} - {None} <= set(data["profiles"])
    for name, each in data["profiles"].items():
        assert name.removesuffix("-page") + ("-page" if each["form"] == "page" else "") == name


def test_settings_know_the_same_profiles_and_editions() -> None:
    schema = load_schema("settings")["$defs"]
    assert tuple(schema["profile"]["enum"]) == profile.names()
    assert {one for one in schema["edition"]["enum"] if isinstance(one, str)} == set(profile.editions())
