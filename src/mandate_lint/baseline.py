"""The baseline: the findings that a shelf of drafts had when mandate-lint came, so that new ones stand out.

A finding is known again by what it is and by the few characters around it, not by its line, so edits
elsewhere in the file do not revive it. The file keeps no text of the drafts.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from mandate_lint import atomic, patterns
from mandate_lint.errors import InputError, Say
from mandate_lint.finding import FileReport, Finding, Report
from mandate_lint.records import NamedTuple, replace
from mandate_lint.rule import SEVERITIES

AROUND = 6  # characters of context on either side, blanks not counted
_GRAVITY: tuple[str, ...] = SEVERITIES  # the gravest first
_NOTE = "Written by mandate-lint --write-baseline; do not edit."


class Entry(NamedTuple):
    """A finding of the baseline."""

    key: str
    path: str
    rule: str
    severity: str
    first_seen: str


class Summary(NamedTuple):
    """What writing a baseline did: entries in it, taken in anew, and dropped because they are gone."""

    total: int
    added: int
    removed: int
    by_rule: Mapping[str, int]

    def say(self) -> Say:
        """Return the summary as a sentence."""
        zh = "、".join(f"{rule} {count}" for rule, count in self.by_rule.items())
        en = ", ".join(f"{rule} {count}" for rule, count in self.by_rule.items())
        return Say(
            f"基线共 {self.total} 个问题，新增 {self.added} 个，移除 {self.removed} 个" + (f"：{zh}" if zh else ""),
            f"baseline of {self.total} findings, {self.added} new, {self.removed} gone" + (f": {en}" if en else ""),
        )


def apply(report: Report, path: str) -> Report:
    """Put aside the findings that the baseline at `path` has. Raises InputError where it cannot be read."""
    known = {entry.key: entry for entry in read(path)}
    folder = os.path.dirname(os.path.abspath(path))
    return replace(report, files=tuple(_without_known(file, known, folder) for file in report.files))


def write(report: Report, path: str, today: date | None = None) -> Summary:
    """Write the report's findings as the baseline at `path`; those that it had keep their first day."""
    old = {entry.key: entry for entry in read(path)} if os.path.exists(path) else {}
    entries = list(_entries(report, old, os.path.dirname(os.path.abspath(path)), (today or date.today()).isoformat()))
    content = {"version": 1, "note": _NOTE, "findings": [entry._asdict() for entry in entries]}
    try:
        atomic.write(path, (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode())
    except OSError as error:
        raise InputError(
            Say(f"基线不能写入（{error.strerror}）", f"the baseline cannot be written ({error.strerror})"),
            Say("请核对路径和权限", "check the path and your rights"), path=path,
        ) from None  # fmt: skip
    keys = {entry.key for entry in entries}
    return Summary(len(entries), len(keys - set(old)), len(set(old) - keys), Counter(sorted(e.rule for e in entries)))


def read(path: str) -> list[Entry]:
    """Return the entries of a baseline. Raises InputError where it is no sound baseline."""
    from mandate_lint.schema import load_schema, problems
    from mandate_lint.yamlfile import decode, load

    hint = Say("请用 --write-baseline 重新生成", "make it anew with --write-baseline")
    try:
        data: Any = json.loads(decode(load(path), path))
    except (json.JSONDecodeError, RecursionError) as error:
        line = getattr(error, "lineno", None)
        raise InputError(Say("不是完好的基线文件", "is no sound baseline"), hint, path=path, line=line) from None
    if not _is_sound(data):
        for problem in problems(data, load_schema("baseline")):
            raise InputError(problem.reason, hint, path=path)
    return [Entry(**entry) for entry in data["findings"]]


def _is_sound(data: Any) -> bool:
    """Tell quickly whether data are a baseline; the schema is for saying why they are not."""
    if not isinstance(data, dict) or data.get("version") != 1 or not isinstance(data.get("findings"), list):
        return False
    return all(
        isinstance(entry, dict) and set(entry) == set(Entry._fields) and all(isinstance(v, str) for v in entry.values())
        and entry["severity"] in SEVERITIES
        for entry in data["findings"]
    )  # fmt: skip


def _entries(report: Report, old: Mapping[str, Entry], folder: str, today: str) -> Iterator[Entry]:
    for file in report.files:
        path = _relative(file.path, folder)
        for key, finding in keyed(file.findings, file, folder):
            first = old[key].first_seen if key in old else today
            yield Entry(key, path, finding.rule.id, finding.severity, first)


def _without_known(file: FileReport, known: Mapping[str, Entry], folder: str) -> FileReport:
    kept: list[Finding] = []
    waived = list(file.waived)
    for key, finding in keyed(file.findings, file, folder):
        entry = known.get(key)
        # What has become graver since is new.
        if entry and _GRAVITY.index(entry.severity) <= _GRAVITY.index(finding.severity):
            waived.append(finding.waived(f"baseline {entry.first_seen}"))
        else:
            kept.append(finding)
    return replace(file, findings=tuple(kept), waived=tuple(waived))


def keyed(findings: Iterable[Finding], file: FileReport, folder: str) -> Iterator[tuple[str, Finding]]:
    """Yield each finding with its key: the same for the same finding after edits elsewhere."""
    seen: Counter[tuple[str, ...]] = Counter()
    path = _relative(file.path, folder)
    for finding in findings:
        parts = (path, finding.rule.id, *_marks(finding, file.source.text))
        seen[parts] += 1
        told = "\0".join((*parts, str(seen[parts])))
        yield hashlib.sha256(told.encode("utf-8", "surrogatepass")).hexdigest()[:32], finding


_NUMBER = patterns.compile(r"^\s*(?:第[^条]{1,6}条|[（(]?[一二三四五六七八九十百\d]{1,4}[）)、.．])\s*")


def _marks(finding: Finding, text: str) -> tuple[str, ...]:
    """Return what tells a finding from others of its rule."""
    if finding.count is not None:
        return ("whole file",)
    if not finding.text:  # something is missing: where it would stand, and what comes near it, says little
        is_standard = finding.duty is not None and finding.duty.isascii()
        return ("missing", finding.duty or "" if is_standard else finding.message.en)
    # Of its own line alone, and without its number: lines come and go above, and items are renumbered.
    before = _NUMBER.sub("", re.split(r"[\r\n]", text[max(0, finding.span.start - 4 * AROUND) : finding.span.start])[-1])
    after = re.split(r"[\r\n]", text[finding.span.end : finding.span.end + 4 * AROUND])[0]
    before, after = _joined(before)[-AROUND:], _joined(after)[:AROUND]
    return _joined(finding.text), before, after


def _joined(text: str) -> str:
    return "".join(text.split())


def _relative(path: str, folder: str) -> str:
    """Return a draft's path from the baseline's folder, the same on every machine."""
    try:
        return os.path.relpath(path, folder).replace(os.sep, "/")
    except ValueError:  # another drive
        return path.replace(os.sep, "/")
