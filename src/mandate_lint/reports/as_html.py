"""The report as one page that needs nothing else: no network, no font, no script from elsewhere.

Every text of the draft goes through `escape`; data for the script is JSON in which no tag can end.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from functools import cache
from html import escape
from importlib.resources import files
from itertools import pairwise
from string import Template

from mandate_lint import __version__
from mandate_lint.errors import Say
from mandate_lint.finding import FileReport, Finding, Report
from mandate_lint.mandate import Mandate
from mandate_lint.reports.html_matrix import matrix, standard_duties
from mandate_lint.reports.words_of_findings import SEVERITY, evidence_lines
from mandate_lint.rule import SEVERITIES
from mandate_lint.source import Source

_TITLE = Say("三定规定检查报告", "Review of a mandate")
_WORDS = {
    "shown": Say("显示 {shown} 条，共 {all} 条", "{shown} of {all} shown"),
    "duty": Say("主要职责", "Duty"),
    "unit": Say("机构职责", "Unit"),
    "standard": Say("标准职责", "Standard duty"),
    "score": Say("相似度", "Likeness"),
}


def render(report: Report, *, lang: str = "zh", **_: object) -> str:
    """Return the page for a run over any number of drafts."""
    parts = [_file(file, str(number), lang) for number, file in enumerate(report.files, 1)]
    unreadable = "".join(f"<li>{escape(error.text(lang))}</li>" for error in report.unreadable)
    if unreadable:
        head = Say("未能读取", "Not read").of(lang)
        parts.append(f'<section class="wrap"><h2>{head}</h2><ul>{unreadable}</ul></section>')
    names = "、".join(_name(file) for file in report.files[:3])
    return page(f"{names} · {_TITLE.of(lang)}" if names else _TITLE.of(lang), "".join(parts), lang)


def coverage_page(path: str, mandate: Mandate, lang: str = "zh") -> str:
    """Return the page of `coverage --format html`: the matrix and the standard duties alone."""
    name = mandate.agency.quote if mandate.agency else path
    head = f'<header class="page"><div class="wrap"><h1>{escape(name)}</h1><p class="meta">{escape(path)}</p></div></header>'
    body = matrix(mandate, "1", lang) + standard_duties(mandate, "1", lang)
    return page(
        f"{name} · {Say('职责与机构', 'Duties and units').of(lang)}",
        f'{head}<main id="main" class="wrap">{body}</main>',
        lang,
    )


def page(title: str, body: str, lang: str) -> str:
    """Return a whole page around its body."""
    return Template(_own("page.html")).substitute(
        lang="zh-CN" if lang == "zh" else "en",
        title=escape(title),
        css=_own("page.css"),
        js=_own("page.js"),
        words=as_json({key: say.of(lang) for key, say in _WORDS.items()}),
        skip=Say("跳到正文", "Skip to the draft").of(lang),
        body=body,
        footer=Say(
            f"由 mandate-lint {__version__} 生成。自动检查只作参考，采纳与否由审核人员决定。",
            f"Made by mandate-lint {__version__}. Its findings are advice; reviewers decide.",
        ).of(lang),
    )


@cache
def _own(name: str) -> str:
    return files(__package__).joinpath(name).read_text("utf-8")


def as_json(data: object) -> str:
    """Return JSON that may stand in a script element: no <, no >, no & in it."""
    text = json.dumps(data, ensure_ascii=False)
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return text


def _name(file: FileReport) -> str:
    return file.mandate.agency.quote if file.mandate.agency else file.path


def _file(file: FileReport, key: str, lang: str) -> str:
    parts = {
        f"draft-{key}": (Say("草案与问题", "Draft and findings"), _review(file, key, lang)),
        f"matrix-{key}": (Say("职责与机构", "Duties and units"), matrix(file.mandate, key, lang)),
        f"standard-{key}": (Say("与参考文本对照", "Beside the references"), standard_duties(file.mandate, key, lang)),
        f"waived-{key}": (Say("已豁免", "Waived"), _waived(file, key, lang)),
    }  # fmt: skip
    shown = {name: (say, html) for name, (say, html) in parts.items() if html}
    links = "".join(f'<li><a href="#{name}">{say.of(lang)}</a></li>' for name, (say, _) in shown.items())
    label = Say("本页内容", "On this page").of(lang)
    body = "".join(html for _, html in shown.values())
    main = 'main id="main"' if key == "1" else "div"
    return (
        f'{_header(file, lang)}<nav class="parts" aria-label="{label}"><div class="wrap"><ul>{links}</ul></div></nav>'
        f'<{main} class="wrap">{body}</{main.split()[0]}>'
    )


def _header(file: FileReport, lang: str) -> str:
    counted = Counter(finding.severity for finding in file.findings)
    counts = "".join(
        f'<li class="{severity}"><b>{counted[severity]}</b>{SEVERITY[severity].of(lang)}</li>'
        for severity in SEVERITIES
    )
    if file.waived:
        counts += f"<li><b>{len(file.waived)}</b>{Say('已豁免', 'waived').of(lang)}</li>"
    title = file.mandate.title.quote if file.mandate.title else _name(file)
    meta = Say(
        f"{file.path} · 方案 {file.profile}（{file.profile_reason.zh}） · {file.rules} 条规则",
        f"{file.path} · profile {file.profile} ({file.profile_reason.en}) · {file.rules} rules",
    ).of(lang)
    remarks = "".join(f'<p class="remark">{escape(note.of(lang))}</p>' for note in file.notes)
    return (
        f'<header class="page"><div class="wrap"><h1>{escape(title)}</h1><p class="meta">{escape(meta)}</p>'
        f'<ul class="counts">{counts}</ul>{remarks}</div></header>'
    )


def _review(file: FileReport, key: str, lang: str) -> str:
    ids = [f"{key}-{number}" for number in range(1, len(file.findings) + 1)]
    notes = "".join(_note(*each, file.source, lang) for each in zip(ids, file.findings, strict=True))
    none = f"<p>{Say('没有发现问题。', 'Nothing found.').of(lang)}</p>"
    text = Say("草案", "Draft").of(lang)
    return (
        f'<section id="draft-{key}" aria-labelledby="h-draft-{key}"><h2 id="h-draft-{key}">'
        f'{Say("草案与问题", "Draft and findings").of(lang)}</h2><p class="lead only-screen">'
        + Say("点标记看说明，点段号回到原文；J、K 键逐条前后移动。",
              "A mark leads to its note, the place back to the text; J and K go from finding to finding.").of(lang)
        + f'</p><div class="review"><article class="sheet" aria-label="{text}">{_sheet(file, ids, lang)}</article>'
        f'<aside class="side" aria-label="{Say("问题列表", "Findings").of(lang)}">{_filters(file, lang)}'
        + (f'<ol class="notes">{notes}</ol>' if notes else none)
        + "</aside></div></section>"
    )  # fmt: skip


def _sheet(file: FileReport, ids: Sequence[str], lang: str) -> str:
    """Return the draft, a paragraph a line, with each finding marked at its very characters."""
    source = file.source
    marked = _Marked(source, file.findings, ids, lang)
    looks = _looks(file)
    starts = [*source.line_starts, len(source.text) + 1]
    out = []
    for line, (start, following) in enumerate(pairwise(starts), 1):
        end = max(start, following - 1)
        while end > start and source.text[end - 1 : end] in "\r\n":
            end -= 1
        look = f' class="{looks[line]}"' if line in looks else ""
        out.append(f'<p data-line="{line}"{look}>{marked.between(start, end)}</p>')
    return "".join(out)


def _looks(file: FileReport) -> dict[int, str]:
    """Return which lines are shown as headings: short ones that open a section, and the title."""
    source, mandate = file.source, file.mandate
    openings = (section.title for section in mandate.sections if section.title)
    lines = {source.position(node.span().start).line for node in openings}
    looks = {line: "is-heading" for line in lines if len(source.line_text(line)) <= 24}
    if mandate.title:
        looks[source.position(mandate.title.span().start).line] = "is-title"
    return looks


class _Marked:
    """The text with marks. Findings may overlap: a stretch bears all that cover it."""

    def __init__(self, source: Source, findings: Sequence[Finding], ids: Sequence[str], lang: str) -> None:
        self.text, self.lang = source.text, lang
        self.findings = list(zip(ids, findings, strict=True))
        self.pending = sorted(self.findings, key=lambda each: each[1].span)
        self.named: set[str] = set()
        self.at = 0
        self.open: list[tuple[str, Finding]] = []

    def between(self, start: int, end: int) -> str:
        """Return the stretch of one line, to be asked in order."""
        self.open = [each for each in self.open if each[1].span.end > start]
        while self.at < len(self.pending) and self.pending[self.at][1].span.start <= end:
            self.open.append(self.pending[self.at])
            self.at += 1
        cuts = {start, end}
        for _, finding in self.open:
            cuts |= {min(max(at, start), end) for at in finding.span}
        ordered = sorted(cuts)
        pieces = [self._points(start)]
        for left, right in pairwise(ordered):
            pieces += [self._stretch(left, right), self._points(right)]
        return "".join(pieces)

    def _stretch(self, start: int, end: int) -> str:
        over = [each for each in self.open if each[1].span.start < end and each[1].span.end > start]
        shown = escape(self.text[start:end].replace("\0", "\ufffd"))
        return self._mark(over, shown, end) if over else shown

    def _points(self, at: int) -> str:
        over = [(key, f) for key, f in self.open if f.span.start == f.span.end == at and key not in self.named]
        return self._mark(over, "", at, " is-point") if over else ""

    def _mark(self, over: Sequence[tuple[str, Finding]], shown: str, end: int, look: str = "") -> str:
        first, finding = min(over, key=lambda each: SEVERITIES.index(each[1].severity))
        fresh = [key for key, _ in over if key not in self.named]
        self.named.update(fresh)
        anchors = "".join(f'<i id="mark-{key}"></i>' for key in fresh if key != first)
        own = f' id="mark-{first}"' if first in fresh else ""
        closing = [key.rpartition("-")[2] for key, one in over if one.span.end <= end]
        label = "；".join(f"{SEVERITY[one.severity].of(self.lang)}：{one.rule.title.of(self.lang)}" for _, one in over)
        number = f'<sup aria-hidden="true">{",".join(closing)}</sup>' if closing else ""
        return (
            f'{anchors}<a class="mark {finding.severity}{look}"{own} href="#note-{first}" '
            f'data-ids="{" ".join(key for key, _ in over)}" title="{escape(label)}">{shown}'
            f'<span class="hidden-text">（{escape(label)}）</span>{number}</a>'
        )


def _filters(file: FileReport, lang: str) -> str:
    if not file.findings:
        return ""
    rules = Counter(finding.rule.id for finding in file.findings)
    titles = {finding.rule.id: finding.rule.title.of(lang) for finding in file.findings}
    options = "".join(
        f'<option value="{escape(rule)}">{escape(titles[rule])} · {count}</option>'
        for rule, count in rules.most_common()
    )
    present = {finding.severity for finding in file.findings}
    chips = "".join(
        f'<label class="chip {severity}"><input type="checkbox" name="severity" value="{severity}" checked>'
        f"{SEVERITY[severity].of(lang)}</label>"
        for severity in SEVERITIES
        if severity in present
    )
    rule = Say("规则", "Rule").of(lang)
    return (
        f'<fieldset class="filters"><legend>{Say("筛选", "Filter").of(lang)}</legend>{chips}'
        f'<select name="rule" aria-label="{rule}"><option value="">{Say("全部规则", "All rules").of(lang)}</option>'
        f'{options}</select><span role="status" class="meta"></span></fieldset>'
    )


def _note(key: str, finding: Finding, source: Source, lang: str) -> str:
    rule = finding.rule
    number = key.rpartition("-")[2]
    page_of = Say(f"第 {finding.page} 页 ", f"p. {finding.page} ").of(lang) if finding.page else ""
    where = page_of + Say(f"第 {finding.start.line} 段", f"par. {finding.start.line}").of(lang)
    evidence = "".join(f"<li>{escape(line)}</li>" for line in evidence_lines(finding, lang))
    return (
        f'<li class="note {finding.severity}" id="note-{key}" data-id="{key}" data-severity="{finding.severity}" '
        f'data-rule="{escape(rule.id)}" tabindex="-1"><h3><span>{number}.</span><span class="severity">'
        f"{SEVERITY[finding.severity].of(lang)}</span><span>{escape(rule.title.of(lang))}</span>"
        f'<a class="place" href="#mark-{key}">{where}</a></h3><p>{escape(finding.message.of(lang))}</p>{_repair(finding, lang)}'
        + (f"<ul>{evidence}</ul>" if evidence else "")
        + f"<p><code>{escape(rule.id)}</code></p></li>"
    )


def _repair(finding: Finding, lang: str) -> str:
    if finding.replacement is None:
        return ""
    old = f"<del>{escape(finding.text)}</del> → " if finding.text else ""
    new = f"<ins>{escape(finding.replacement)}</ins>" if finding.replacement else Say("删去", "delete").of(lang)
    return f'<p class="repair">{old}{new}</p>'


def _waived(file: FileReport, key: str, lang: str) -> str:
    if not file.waived:
        return ""
    rows = "".join(
        f"<tr><td>{escape(finding.rule.title.of(lang))}</td><td>{escape(finding.text)}</td>"
        f"<td>{escape(finding.reason or '')}</td></tr>"
        for finding in file.waived
    )
    heads = (Say("规则", "Rule"), Say("原文", "Text"), Say("理由", "Reason"))
    head = "".join(f'<th scope="col">{say.of(lang)}</th>' for say in heads)
    return (
        f'<section id="waived-{key}" class="standard"><h2>{Say("已豁免", "Waived").of(lang)}</h2><div class="scroll">'
        f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div></section>"
    )
