"""Each check against its case file in tests/checks: ⟦⟧ marks what must be reported, and nothing else may be."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from pkgutil import iter_modules
from typing import Any

import pytest
import yaml

from mandate_lint import checks
from mandate_lint.api import Options, judge
from mandate_lint.checks import load_check
from mandate_lint.rules_check import marked
from mandate_lint.ruleset import load, set_names
from mandate_lint.source import Source

FOLDER = Path(__file__).parent / "checks"
RULES = load(set_names()).by_id
CHECKS = [module.name for module in iter_modules(checks.__path__)]
# It needs an edition of the reform; tests/duties tries it on whole texts.
ELSEWHERE = {"transferred"}


def cases() -> Iterator[Any]:
    for path in sorted(FOLDER.glob("*.yaml")):
        data = yaml.safe_load(path.read_text("utf-8"))
        for name, case in data["cases"].items():
            marks = [pytest.mark.xfail(strict=True, reason=case["xfail"])] if "xfail" in case else []
            yield pytest.param(path.stem, data["rule"], case, id=f"{path.stem}: {name}", marks=marks)


@pytest.mark.parametrize(("check", "rule", "case"), list(cases()))
def test_case(check: str, rule: str, case: dict[str, Any]) -> None:
    module = load_check(check)
    assert module is not None
    text, spans = marked(case["text"])
    mandate = judge(Source("case", text), Options(profile=case.get("profile", "auto"))).mandate
    options = RULES[rule].options | case.get("options", {})
    hits = sorted(module.check(list(mandate.select(RULES[rule].where)), mandate, options), key=lambda hit: hit.span)
    assert [(hit.span, text[slice(*hit.span)]) for hit in hits] == [(span, text[slice(*span)]) for span in spans]
    if "says" in case:
        assert [hit.case for hit in hits] == case["says"]
    if "right" in case:
        assert [hit.replacement for hit in hits] == case["right"]


@pytest.mark.parametrize("name", CHECKS)
def test_every_check_has_cases_that_fail_and_that_pass(name: str) -> None:
    path = FOLDER / f"{name}.yaml"
    if name in ELSEWHERE and not path.exists():
        pytest.skip("tried elsewhere")
    texts = [case["text"] for case in yaml.safe_load(path.read_text("utf-8"))["cases"].values()]
    assert any("⟦" in text for text in texts)
    assert any("⟦" not in text for text in texts)
