"""A finding: a hit of a rule at a line and column. And the reports of whole runs."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from mandate_lint.errors import InputError, Say
from mandate_lint.hit import Evidence
from mandate_lint.mandate import Mandate
from mandate_lint.records import field, record, replace
from mandate_lint.rule import Rule, Severity
from mandate_lint.source import Position, Source, Span


class _Named(dict[str, str]):
    """Values for a message; a name that is not there shows itself instead of failing."""

    def __missing__(self, key: str) -> str:
        return "{" + key + "}"


@record
class Finding:
    """One finding. Lines and columns are 1-based; `end` is one past the last character."""

    rule: Rule
    severity: Severity
    span: Span
    start: Position
    end: Position
    text: str
    message: Say
    replacement: str | None = None
    is_fixable: bool = False
    duty: str | None = None
    unit: str | None = None
    evidence: tuple[Evidence, ...] = ()
    related: tuple[Span, ...] = ()
    count: int | None = None
    page: int | None = None
    reason: str | None = None  # why it was waived

    def waived(self, reason: str) -> Finding:
        """Return the same finding with the reason for which it is waived."""
        return replace(self, reason=reason)


@record
class FileReport:
    """What was found in one draft."""

    source: Source
    mandate: Mandate
    profile: str
    profile_reason: Say
    rules: int  # how many rules could fire
    findings: tuple[Finding, ...]
    waived: tuple[Finding, ...] = ()
    notes: tuple[Say, ...] = ()
    agency: str | None = None
    judge: Callable[[Source], Mandate] | None = None  # reads the mandate again after a way between processes

    def __getstate__(self) -> dict[str, Any]:
        """Leave the mandate behind where it can be read again: it weighs more than all the rest."""
        state = dict(self.__dict__)
        if self.judge:
            del state["mandate"]
        return state

    def __setstate__(self, state: Mapping[str, Any]) -> None:
        """Take over what came from a worker process."""
        self.__dict__.update(state)

    def __getattr__(self, name: str) -> Mandate:
        """Read the mandate again when it is first asked for."""
        judge = self.__dict__.get("judge")
        if name != "mandate" or judge is None:
            raise AttributeError(name)
        mandate: Mandate = judge(self.source)
        self.__dict__["mandate"] = mandate
        return mandate

    @property
    def path(self) -> str:
        """Return the draft's path as it was given."""
        return self.source.path


@record
class Report:
    """The outcome of a run over any number of drafts."""

    files: tuple[FileReport, ...]
    unreadable: tuple[InputError, ...] = ()
    duration: float = 0.0
    extra: Mapping[str, str] = field(default_factory=dict)

    @property
    def findings(self) -> Sequence[Finding]:
        """Return the findings of all drafts, in order."""
        return [finding for file in self.files for finding in file.findings]

    def count(self, severity: Severity) -> int:
        """Return how many findings have a severity."""
        return sum(finding.severity == severity for finding in self.findings)


def fill(message: Say, values: Mapping[str, object], lang_values: Mapping[str, Say]) -> Say:
    """Return a message with its names filled in, for both languages."""
    chosen = []
    for lang, template in zip(("zh", "en"), message, strict=True):
        named = _Named({key: str(value) for key, value in values.items()})
        named.update({key: value.of(lang) for key, value in lang_values.items()})
        chosen.append(template.format_map(named))
    return Say(*chosen)
