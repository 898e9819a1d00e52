"""All built-in rules: complete, named for their defects, and right about their own examples."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from mandate_lint.checks import load_check
from mandate_lint.mandate import WHERE
from mandate_lint.rule import SEVERITIES, Rule
from mandate_lint.rules_check import check_rules, example_error
from mandate_lint.ruleset import built_in_folder, files_in, load, set_names
from mandate_lint.yamlfile import read

ALL = load(set_names())
RULES = ALL.rules
PROMISED = """
typo suspected-typo pinyin-residue mixed-script stray-space halfwidth-punctuation missing-full-stop run-on-clause
repeated-text unpaired-mark document-number-brackets nonstandard-verb numbering missing-section missing-heading
personal-information missing-duty catch-all duplicate-duty transferred-duty unit-without-duties unmapped-unit
unassigned-duty overlapping-units foreign-place-name level-mismatch mixed-unit-suffix unit-leads-beyond-duty
obsolete-agency-name staffing-mismatch unused-waiver
""".split()
SEVERITY = {
    "error": "typo pinyin-residue unpaired-mark numbering unit-without-duties unmapped-unit foreign-place-name level-mismatch".split(),
    "info": ["halfwidth-punctuation", "unit-leads-beyond-duty"],
}
MIXED = {"missing-section", "missing-duty"}
each_rule = pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)


def examples() -> Iterator[object]:
    for rule in RULES:
        for kind in ("fail", "pass"):
            for number, example in enumerate(rule.examples[kind]):
                yield pytest.param(rule, example, kind == "fail", id=f"{rule.id}-{kind}-{number + 1}")


@pytest.mark.parametrize(("rule", "example", "is_failing"), list(examples()))
def test_a_rules_examples_are_its_tests(rule: Rule, example: str, is_failing: bool) -> None:
    wrong = example_error(rule, example, ALL, is_failing=is_failing)
    assert wrong is None, wrong.zh if wrong else ""


@each_rule
def test_a_rule_is_named_in_kebab_case(rule: Rule) -> None:
    assert re.fullmatch("[a-z]+(-[a-z]+)*", rule.id)


@each_rule
def test_a_rule_is_documented_in_both_languages(rule: Rule) -> None:
    said = [rule.title, rule.message, rule.why, rule.source, *(case.message for case in rule.cases.values())]
    for zh, en in said:
        assert re.search("[一-鿿]", zh)
        # An example of Chinese wording may stand in an English sentence; the sentence itself is English.
        assert re.search("[A-Za-z]{2}", en)


@each_rule
def test_a_rule_has_examples_and_a_known_check(rule: Rule) -> None:
    assert rule.examples["fail"]
    assert rule.examples["pass"]
    check = load_check(rule.check)
    assert check is not None
    assert check.__doc__
    assert rule.where in WHERE
    assert rule.severity in SEVERITIES


def test_ids_are_unique() -> None:
    ids = [
        rule["id"]
        for path in files_in(built_in_folder())
        for rule in (read(path).data.get("rules", ()) if Path(path).name != "profiles.yaml" else ())
    ]
    assert [one for one, count in Counter(ids).items() if count > 1] == []


@pytest.mark.parametrize("name", PROMISED)
def test_every_promised_rule_is_there(name: str) -> None:
    (rule,) = [rule for rule in RULES if rule.id == name]
    if name not in MIXED:
        assert rule.severity == next((severity for severity, names in SEVERITY.items() if name in names), "warning")


def test_the_rule_sets_check_themselves() -> None:
    assert [error.text("en") for error in check_rules([built_in_folder()])] == []


def test_the_example_rule_set_checks_itself() -> None:
    own = Path(__file__).parent.parent / "examples" / "own-rules.yaml"
    assert [error.text("en") for error in check_rules([own])] == []
