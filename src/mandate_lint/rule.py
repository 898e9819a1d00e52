"""A rule: a check applied somewhere, with a message. Rules are data; they come from YAML."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

from mandate_lint.errors import Say
from mandate_lint.records import NamedTuple, field, record

Severity = Literal["error", "warning", "info"]
SEVERITIES: tuple[Severity, ...] = ("error", "warning", "info")


class Case(NamedTuple):
    """What a rule says of one case of its hits."""

    message: Say
    severity: Severity


@record
class Rule:
    """One rule as a rule set states it."""

    id: str
    title: Say
    check: str
    where: str
    severity: Severity
    message: Say
    why: Say
    source: Say
    options: Mapping[str, Any] = field(default_factory=dict)
    cases: Mapping[str, Case] = field(default_factory=dict)
    examples: Mapping[str, Any] = field(default_factory=dict)
    is_fixable: bool = False
    set_name: str = ""

    def __getstate__(self) -> dict[str, Any]:
        """Leave the options behind between processes: only checks need them, and a list of typos is long."""
        return {**self.__dict__, "options": {}}

    def case(self, name: str) -> Case:
        """Return the message and severity for a case; the rule's own where it names none."""
        return self.cases.get(name) or Case(self.message, self.severity)


def say(value: str | Mapping[str, str]) -> Say:
    """Return the sentence of a rule file: one text for both languages, or one each."""
    if isinstance(value, str):
        return Say(value, value)
    return Say(value["zh"], value["en"])


def load_rule(data: Mapping[str, Any], set_name: str) -> Rule:
    """Return the rule of a validated rule-file entry."""
    message = say(data["message"])
    cases = {
        name: Case(say(case.get("message", data["message"])), case.get("severity", data["severity"]))
        for name, case in data.get("cases", {}).items()
    }
    return Rule(
        id=data["id"], title=say(data["title"]), check=data["check"], where=data["where"],
        severity=data["severity"], message=message, why=say(data["why"]), source=say(data["source"]),
        options=data.get("options", {}), cases=cases, examples=data.get("examples", {}),
        is_fixable=data.get("fixable", False), set_name=set_name,
    )  # fmt: skip
