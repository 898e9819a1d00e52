"""Rule sets: which rules a run has, and how files of one's own add to them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from mandate_lint import ruleset
from mandate_lint.checks import load_check
from mandate_lint.errors import InputError, Say
from mandate_lint.mandate import WHERE
from mandate_lint.rule import Rule
from mandate_lint.rules_check import check_rules, marked
from mandate_lint.ruleset import load
from mandate_lint.schema import load_schema
from mandate_lint.source import Span

OWN = """
version: 1
rules:
  - id: slogan
    title: 口号
    check: phrases
    where: duties
    options: {entries: [{wrong: 大力弘扬, right: "", ground: 口号}]}
    severity: info
    message: “{text}”是口号。
    why: 没有职责。
    source: 本局
    examples: {fail: ["⟦大力弘扬⟧科学精神。"], pass: ["普及科学知识。"]}
extend:
  - rule: typo
    severity: warning
    options: {entries: [{wrong: 云合市, right: 云河市, ground: 地名}]}
duties:
  - {id: own-duty, title: 本局职责, tier: core, anchors: [云河科学岛]}
"""


@pytest.fixture
def own(tmp_path: Path) -> Path:
    path = tmp_path / "own.yaml"
    path.write_text(OWN, "utf-8")
    return path


def test_a_set_is_its_folder() -> None:
    rules = load(["general"])
    assert rules.sets == ("general",)
    assert {rule.set_name for rule in rules.rules} == {"general"}
    assert "typo" in rules.by_id


def test_a_set_that_is_not_there_is_an_error() -> None:
    with pytest.raises(InputError, match="no rule set 'generel'"):
        load(["generel"])


def test_files_of_ones_own_add_rules_entries_and_duties(own: Path) -> None:
    plain, rules = load(["general"]), load(["general"], [own])
    assert rules.by_id["slogan"].set_name == str(own)
    assert rules.by_id["slogan"].title == Say("口号", "口号")
    before, after = (one.by_id["typo"].options["entries"] for one in (plain, rules))
    assert [*before, {"wrong": "云合市", "right": "云河市", "ground": "地名"}] == after
    assert (plain.by_id["typo"].severity, rules.by_id["typo"].severity) == ("error", "warning")
    assert {"id": "own-duty", "set": str(own)}.items() <= rules.duties[-1].items()
    assert load(["general"]) == plain  # what was added has not leaked


def test_files_of_ones_own_are_put_together_once_until_they_change(own: Path) -> None:
    first = load(["general"], [own])
    assert load(["general"], [own]) is first
    own.write_text(own.read_text("utf-8").replace("云河科学岛", "云河科学城"), "utf-8")
    assert load(["general"], [own]).duties[-1]["anchors"] == ["云河科学城"]


def test_a_folder_stands_for_its_files(own: Path) -> None:
    (own.parent / ".hidden.yaml").write_text("{", "utf-8")
    (own.parent / "notes.txt").write_text("{", "utf-8")
    assert "slogan" in load(["general"], [own.parent]).by_id
    with pytest.raises(InputError, match="no rule file"):
        (own.parent / "empty").mkdir()
        load(["general"], [own.parent / "empty"])


def test_a_changed_file_is_read_anew(own: Path) -> None:
    load(["general"], [own])
    own.write_text(OWN.replace("severity: info", "severity: error"), "utf-8")
    assert load(["general"], [own]).by_id["slogan"].severity == "error"


def test_a_form_changes_options() -> None:
    rules = load(["general"]).adjusted({"missing-section": {"sections": ["duties"]}})
    assert rules.by_id["missing-section"].options == {"sections": ["duties"]}
    assert rules.by_id["typo"] is load(["general"]).by_id["typo"]


def test_the_same_rule_in_two_files_is_an_error(own: Path) -> None:
    (own.parent / "second.yaml").write_text(OWN, "utf-8")
    with pytest.raises(InputError, match="'slogan' is there already"):
        load(["general"], [own.parent])


def test_of_several_errors_the_first_is_told_and_the_rest_counted(own: Path) -> None:
    own.write_text("version: 2\nrules: 3\nextend: 3\n", "utf-8")
    with pytest.raises(InputError) as caught:
        load(["general"], [own])
    assert caught.value.text("en") == (
        f"{own}:1:10: $.version: 2 is not one of the allowed values; known: 1; and 2 more, see rules --check"
    )


# All rules that there are.


def test_the_built_in_sets_and_their_examples_are_sound() -> None:
    assert [error.text("en") for error in check_rules([ruleset.built_in_folder()])] == []


RULES = [rule for name in ruleset.set_names() for rule in load([name]).rules]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_each_rule_is_said_in_both_languages(rule: Rule) -> None:
    check = load_check(rule.check)
    assert check is not None
    for zh, en in (rule.title, rule.message, rule.why, rule.source, *(rule.case(name).message for name in check.CASES)):
        assert zh != en and en.isprintable()
    assert set(rule.cases) == set(check.CASES), "a message for each case"


def test_the_schema_knows_the_same_places_as_mandates() -> None:
    assert tuple(load_schema("ruleset")["$defs"]["rule"]["properties"]["where"]["enum"]) == WHERE


def test_schemas_describe_each_key() -> None:
    for name in ("ruleset", "settings"):
        schema = load_schema(name)
        assert all("description" in each or "$ref" in each for each in schema["properties"].values())


def test_the_checks_own_schemas_are_sound() -> None:
    import jsonschema

    for rule in RULES:
        check = load_check(rule.check)
        assert check is not None
        jsonschema.Draft202012Validator.check_schema(dict(check.OPTIONS))
        assert check.OPTIONS["additionalProperties"] is False, rule.check
        json.dumps(check.OPTIONS)


# `rules --check` on rules that are not sound.


def test_marks_show_what_must_be_reported() -> None:
    assert marked("负⟦责⟧。⟦⟧") == ("负责。", [Span(1, 2), Span(3, 3)])
    assert marked("没有") == ("没有", [])


@pytest.mark.parametrize(
    ("old", "new", "error"),
    [
        ("⟦大力弘扬⟧科", "大力⟦弘扬⟧科", "should report “弘扬”, but reports “大力弘扬”"),
        ("⟦大力弘扬⟧科", "大力弘扬科", "needs ⟦⟧ round what must be reported"),
        ("⟦大力弘扬⟧科", "⟦大力弘⟧科", "should report “大力弘”, but reports nothing"),
        ("普及科学", "大力弘扬科学", "should report nothing, but reports “大力弘扬”"),
        ("普及科学", "⟦普及⟧科学", "a passing example has no ⟦⟧"),
        ("wrong: 云合市", "wrong: 负责", "should report nothing, but reports “负责”"),
    ],
)
def test_a_rule_that_fails_its_examples_is_named(old: str, new: str, error: str, own: Path) -> None:
    own.write_text(OWN.replace(old, new), "utf-8")
    found = check_rules([own])
    assert [one.path for one in found] == [str(own)]
    assert error in found[0].text("en")


def test_a_sound_file_has_no_errors(own: Path) -> None:
    assert check_rules([own]) == []


def test_a_built_in_file_can_be_checked_alone() -> None:
    assert check_rules([Path(ruleset.built_in_folder(), "general", "waivers.yaml")]) == []
