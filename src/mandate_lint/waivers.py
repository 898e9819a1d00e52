"""Waivers: findings that somebody has looked at and accepts, in the draft itself or in the settings.

A waived finding is kept aside and counted; a waiver that waives nothing is itself a finding.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from mandate_lint.comments import Comment, comments
from mandate_lint.errors import Say
from mandate_lint.finding import FileReport, Finding, fill
from mandate_lint.mandate import Mandate
from mandate_lint.normal import normalise
from mandate_lint.parser import parse
from mandate_lint.records import NamedTuple, record, replace
from mandate_lint.rule import Rule
from mandate_lint.source import Source, Span

UNUSED = "unused-waiver"


@record
class Waiver:
    """An entry of the settings: findings of a rule at a stretch of text, of a duty, or of a unit."""

    rule: str
    reason: str
    match: str = ""
    duty: str = ""
    unit: str = ""
    path: str = ""  # where the entry stands
    line: int = 1
    column: int = 1

    def waives(self, finding: Finding, mandate: Mandate) -> bool:
        """Tell whether a finding is of the kind, and at the place, that the entry speaks of."""
        return (
            self.rule == finding.rule.id
            and (not self.duty or self.duty == finding.duty)
            and (not self.unit or (finding.unit is not None and _plain(self.unit) == _plain(finding.unit)))
            and (not self.match or _stands_at(self.match, finding.span, mandate.source.text))
        )


class Split(NamedTuple):
    """The findings of a draft, parted."""

    kept: tuple[Finding, ...]
    waived: tuple[Finding, ...]


def split(
    findings: Iterable[Finding], mandate: Mandate, waivers: Sequence[Waiver] = (), *,
    ran: Collection[str], known: Collection[str],
) -> Split:  # fmt: skip
    """Part the findings into those that stay and those that are waived.

    `ran` are the rules of the run: a waiver of a rule that did not run is not called unused.
    `known` are all rules that there are.
    """
    own = list(comments(mandate.source))
    by_place: dict[tuple[str, int | None], list[Comment]] = {}
    for comment in own:
        by_place.setdefault((comment.rule, comment.line), []).append(comment)
    used: set[Span] = set()
    kept: list[Finding] = []
    waived: list[Finding] = []
    for finding in findings:
        allowing = list(_allowing(finding, by_place)) if own else []
        used.update(comment.span for comment in allowing)
        entry = next((waiver for waiver in waivers if waiver.waives(finding, mandate)), None)
        if allowing or entry:
            waived.append(finding.waived(allowing[0].reason if allowing else entry.reason if entry else ""))
        else:
            kept.append(finding)
    idle = {comment.span: comment for comment in own if comment.span not in used}
    return Split(tuple(_without_used(kept, idle, ran, known)), tuple(waived))


def _allowing(finding: Finding, by_place: Mapping[tuple[str, int | None], Sequence[Comment]]) -> Iterator[Comment]:
    """Yield the lines of the draft that allow a finding: those for its lines, and those for the whole file."""
    if finding.rule.id != UNUSED:
        for line in (*range(finding.start.line, finding.end.line + 1), None):
            yield from by_place.get((finding.rule.id, line), ())


def _without_used(
    findings: Iterable[Finding], idle: dict[Span, Comment], ran: Collection[str], known: Collection[str]
) -> Iterator[Finding]:
    """Take back what was said of waivers that hide something, or whose rule did not run."""
    for finding in findings:
        if finding.rule.id != UNUSED:
            yield finding
        elif comment := idle.get(finding.span):
            if comment.rule and comment.rule not in known:
                yield replace(finding, message=_said(finding.rule, "unknown", comment.rule, known))
            elif not comment.rule or comment.rule in ran:
                yield finding


def _said(rule: Rule, case: str, name: str, known: Collection[str] = ()) -> Say:
    message = fill(rule.case(case).message, {"rule": name}, {})
    if not known:
        return message
    from difflib import get_close_matches

    if near := get_close_matches(name, known, 1, 0.6):
        return Say(f"{message.zh}是不是“{near[0]}”？", f"{message.en} Did you mean “{near[0]}”?")
    return message


def report_unused(
    waivers: Iterable[Waiver], files: Sequence[FileReport], rule: Rule, ran: Collection[str]
) -> list[FileReport]:
    """Return reports on the settings files whose entries waived nothing in any of the drafts."""
    by_path: dict[str, list[Waiver]] = {}
    for waiver in waivers:
        is_used = any(waiver.waives(finding, file.mandate) for file in files for finding in file.waived)
        if waiver.rule in ran and not is_used:
            by_path.setdefault(waiver.path, []).append(waiver)
    return [_on_settings(path, unused, rule) for path, unused in by_path.items()]


def _on_settings(path: str, unused: Iterable[Waiver], rule: Rule) -> FileReport:
    from mandate_lint import yamlfile

    source = Source(path, yamlfile.decode(yamlfile.load(path), path))
    return FileReport(
        source=source, mandate=parse(Source(path, "")), profile="", profile_reason=Say("设置文件", "settings"),
        rules=1, findings=tuple(_unused(waiver, rule, source) for waiver in unused),
    )  # fmt: skip


def _unused(waiver: Waiver, rule: Rule, source: Source) -> Finding:
    line = source.line_text(waiver.line)
    start = source.line_starts[waiver.line - 1] + waiver.column - 1
    span = Span(start, start + len(line[waiver.column - 1 :].rstrip()))
    return Finding(
        rule=rule, severity=rule.case("unused").severity, span=span,
        start=source.position(span.start), end=source.position(span.end), text=source.quote(span),
        message=_said(rule, "unused", waiver.rule),
    )  # fmt: skip


def _stands_at(words: str, span: Span, text: str) -> bool:
    """Tell whether `words` overlap a stretch of a text, as they stand or as they are understood."""
    reach = len(words) - (span.end > span.start)
    around = text[max(0, span.start - reach) : span.end + reach]
    return words in around or _plain(words) in _plain(around)


def _plain(text: str) -> str:
    return normalise(Source("", text)).text
