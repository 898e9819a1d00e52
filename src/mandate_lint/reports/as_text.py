"""The findings for a terminal: the source line with a caret under the stretch, grouped by file."""

from __future__ import annotations

from collections.abc import Iterator

from mandate_lint import patterns
from mandate_lint.errors import Say
from mandate_lint.finding import FileReport, Finding, Report
from mandate_lint.rule import SEVERITIES
from mandate_lint.source import Source, display_width

_COLORS = {"error": "31;1", "warning": "33;1", "info": "36;1", "place": "1", "dim": "2", "good": "32"}
_WORDS = {"error": Say("错误", "error"), "warning": Say("警告", "warning"), "info": Say("提示", "info")}
_WIDTH = 76  # display columns of a source line that are shown
_MAX_RELATED = 3


class _Paint:
    """Colours, or none."""

    def __init__(self, is_on: bool) -> None:
        self.is_on = is_on

    def __call__(self, text: str, kind: str) -> str:
        return f"\x1b[{_COLORS[kind]}m{text}\x1b[0m" if self.is_on else text


def render(report: Report, *, lang: str = "zh", color: bool = False, quiet: bool = False, **_: object) -> str:
    """Return the report as text for people."""
    paint = _Paint(color)
    parts = [_file(file, lang, paint, quiet) for file in report.files]
    if not quiet:
        parts.append(_summary(report, lang, paint))
    return "\n".join(part for part in parts if part) + "\n" if any(parts) else ""


def _file(file: FileReport, lang: str, paint: _Paint, quiet: bool) -> str:
    lines = [line for finding in file.findings for line in _finding(finding, file, lang, paint)]
    if not quiet:
        lines += [f"{file.path}: {note.of(lang)}" for note in file.notes]
        lines.append(paint(_profile(file, lang), "dim"))
    return "\n".join(lines) + "\n" if lines else ""


def _profile(file: FileReport, lang: str) -> str:
    agency = file.agency or Say("未识别机构", "agency unknown").of(lang)
    reason = file.profile_reason.of(lang)
    zh = f"{file.path}: {agency}，规则方案 {file.profile}（{reason}），{file.rules} 条规则"
    en = f"{file.path}: {agency}, profile {file.profile} ({reason}), {file.rules} rules"
    return Say(zh, en).of(lang)


def _finding(finding: Finding, file: FileReport, lang: str, paint: _Paint) -> Iterator[str]:
    place = paint(f"{file.path}:{finding.start.line}:{finding.start.column}:", "place")
    word = paint(_WORDS[finding.severity].of(lang), finding.severity)
    count = f" ×{finding.count}" if finding.count and finding.count > 1 else ""
    rule = paint(f"[{finding.rule.id}]{count}", "dim")
    yield f"{place} {word} {finding.message.of(lang)} {rule}"
    yield from _excerpt(finding, file.source, lang, paint)
    yield from _evidence(finding, file.source, lang, paint)


def _excerpt(finding: Finding, source: Source, lang: str, paint: _Paint) -> Iterator[str]:
    """Yield the source line around the stretch, and carets of the stretch's display width."""
    line, start, is_cut, is_open = _near(finding, source)
    end = min(start + len(finding.text.split("\n")[0].rstrip("\r")), len(line))
    shown_start, shown_end = _window(line, start, end)
    before = "…" if shown_start or is_cut else ""
    after = "…" if shown_end < len(line) or is_open else ""
    shown = (before + line[shown_start:shown_end] + after).replace("\t", " ")
    if not shown.strip():
        return
    number = str(finding.start.line)
    pad = " " * display_width(before + line[shown_start:start])
    width = display_width(line[start : min(end, shown_end)])
    hint = _repair(finding, lang)
    caret = "^" * width if width else "^"
    yield f"  {number} | {shown}"
    yield f"  {' ' * len(number)} | {pad}{paint(caret, finding.severity)}{hint}"


def _near(finding: Finding, source: Source) -> tuple[str, int, bool, bool]:
    """Return the line near a finding, where the stretch begins in it, and whether it goes on at either end."""
    line_start = finding.span.start - finding.start.column + 1
    start = max(line_start, finding.span.start - 2 * _WIDTH)
    near = source.text[start : finding.span.start + 3 * _WIDTH]
    line = patterns.compile(r"[\r\n]").split(near[finding.span.start - start :], maxsplit=1)[0]
    text = near[: finding.span.start - start] + line
    return text, finding.span.start - start, start > line_start, len(text) == len(near) == 5 * _WIDTH


def _repair(finding: Finding, lang: str) -> str:
    if finding.replacement is None or (finding.severity == "info" and finding.count):
        return ""
    if not finding.replacement:
        return Say(" 删去", " delete").of(lang)
    long = len(finding.replacement) > 24
    return "" if long else " " + Say("改为", "->").of(lang) + " " + finding.replacement


def _window(line: str, start: int, end: int) -> tuple[int, int]:
    """Return the part of a line that fits the terminal and holds the stretch."""
    if display_width(line) <= _WIDTH:
        return 0, len(line)
    low, high = start, min(end, start + _WIDTH // 4)
    width = display_width(line[low:high])
    while width < _WIDTH and (low > 0 or high < len(line)):
        width += display_width(line[max(0, low - 1) : low] + line[high : high + 1])
        low, high = max(0, low - 1), min(len(line), high + 1)
    return low, high


def _evidence(finding: Finding, source: Source, lang: str, paint: _Paint) -> Iterator[str]:
    for one in finding.evidence:
        where = f"{one.reference}{one.item}"
        score = f" ({one.score:.2f})" if one.score is not None else ""
        body = "：".join(part for part in (where, one.wording or one.note) if part)
        if body:
            yield paint(f"      = {body}{score}", "dim")
    for span in finding.related[:_MAX_RELATED] if finding.count is None else ():
        place = source.position(span.start)
        text = source.quote(span)
        short = text if len(text) <= 30 else text[:29] + "…"
        yield paint(f"      = {source.path}:{place.line}:{place.column} {short}", "dim")


def _files(report: Report) -> str:
    return f"{len(report.files)} file{'' if len(report.files) == 1 else 's'}"


def _summary(report: Report, lang: str, paint: _Paint) -> str:
    counts = {severity: report.count(severity) for severity in SEVERITIES}
    waived = sum(len(file.waived) for file in report.files)
    fixable = sum(finding.is_fixable for finding in report.findings)
    if not any(counts.values()):
        good = Say(f"共 {len(report.files)} 个文件，未发现问题。", f"{_files(report)}, nothing found.")
        text = paint(good.of(lang), "good")
    else:
        zh = f"共 {len(report.files)} 个文件：" + "，".join(f"{_WORDS[s].zh} {n}" for s, n in counts.items() if n) + "。"
        en = f"{_files(report)}: " + ", ".join(f"{n} {_WORDS[s].en}" for s, n in counts.items() if n) + "."
        text = Say(zh, en).of(lang)
    if fixable:
        text += Say(f"其中 {fixable} 处可用 --fix 自动修改。", f" {fixable} fixable with --fix.").of(lang)
    if waived:
        text += Say(f"另有 {waived} 处已豁免。", f" {waived} waived.").of(lang)
    if report.unreadable:
        unreadable = len(report.unreadable)
        text += Say(f"{unreadable} 个文件无法读取。", f" {unreadable} unreadable.").of(lang)
    return text
