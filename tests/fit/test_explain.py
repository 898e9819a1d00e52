"""What `explain` and `rules` say, of every built-in rule."""

from __future__ import annotations

import json

import pytest

from mandate_lint import explain
from mandate_lint.rule import Rule
from mandate_lint.ruleset import load

RULES = load(("general",)).rules
LANGS = ("zh", "en")


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("rule", RULES, ids=lambda rule: str(rule.id))
def test_every_rule_is_explained(rule: Rule, lang: str) -> None:
    said = explain.text(rule, lang)
    for part in (rule.id, rule.title.of(lang), rule.why.of(lang), rule.source.of(lang)):
        assert part in said
    for examples in rule.examples.values():
        assert examples[0].strip("\n").splitlines()[0] in said
    assert f"<!-- mandate-lint: allow {rule.id} " in said
    assert f"rule: {rule.id}," in said


def test_the_comment_that_it_names_waives() -> None:
    from mandate_lint import api

    rule = next(rule for rule in RULES if rule.id == "typo")
    (comment,) = [line.strip() for line in explain.text(rule, "zh").splitlines() if "<!--" in line]
    report = api.check(text=f"一、主要职责\n{comment}\n（一）负贵科技工作。\n", options=api.Options(select=("typo",)))
    assert (report.findings, [one.text for one in report.files[0].waived]) == ([], ["负贵"])


@pytest.mark.parametrize("lang", LANGS)
def test_the_list_has_a_line_for_each_rule(lang: str) -> None:
    lines = explain.listing(RULES, lang).splitlines()
    assert [line.split()[0] for line in lines] == [rule.id for rule in RULES]
    assert all(rule.title.of(lang) in line for rule, line in zip(RULES, lines, strict=True))


def test_the_list_as_json_has_every_rule() -> None:
    data = json.loads(explain.as_json(RULES, "zh"))
    assert [one["id"] for one in data["rules"]] == [rule.id for rule in RULES]
    assert {"id", "severity", "title", "fixable", "set"} <= set(data["rules"][0])
