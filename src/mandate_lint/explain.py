"""What a rule is for, in words: for `explain`, for the list of `rules`, and for the help of SARIF."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from mandate_lint.errors import Say
from mandate_lint.rule import Rule
from mandate_lint.source import display_width

_WORDS = {"error": Say("错误", "error"), "warning": Say("警告", "warning"), "info": Say("提示", "info")}
_MOST = 3  # examples of a kind
_REASON = Say("理由", "why it is right here")


def text(rule: Rule, lang: str) -> str:
    """Return one rule in full, for a terminal."""
    parts = [f"{rule.id}: {rule.title.of(lang)}", _facts(rule, lang), rule.why.of(lang), *_source(rule, lang)]
    for heading, examples in _examples(rule, lang):
        parts.append("\n".join([heading, *(_indented(example) for example in examples)]))
    parts.append("\n".join([_heading_of_waiver(lang), *map(_indented, _waivers(rule, lang))]))
    return "\n\n".join(parts) + "\n"


def markdown(rule: Rule, lang: str) -> str:
    """Return one rule in full as Markdown."""
    parts = [f"# {rule.title.of(lang)} (`{rule.id}`)", _facts(rule, lang), rule.why.of(lang), *_source(rule, lang)]
    for heading, examples in _examples(rule, lang):
        parts += [f"**{heading}**", *map(_fenced, examples)]
    parts += [f"**{_heading_of_waiver(lang)}**", *map(_fenced, _waivers(rule, lang))]
    return "\n\n".join(parts) + "\n"


def listing(rules: Iterable[Rule], lang: str) -> str:
    """Return all rules, one a line: id, severity, fixable or not, title, rule set."""
    rows = [
        (rule.id, _WORDS[rule.severity].of(lang), _fixable(rule, lang), rule.title.of(lang), rule.set_name)
        for rule in rules
    ]
    widths = [max((display_width(row[at]) for row in rows), default=0) for at in range(5)]
    return "".join("  ".join(map(_padded, row, widths)).rstrip() + "\n" for row in rows)


def as_json(rules: Iterable[Rule], lang: str) -> str:
    """Return all rules as one JSON document."""
    data = {"version": 1, "rules": [as_data(rule, lang) for rule in rules]}
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def as_data(rule: Rule, lang: str) -> dict[str, Any]:
    """Return one rule as plain data."""
    return {
        "id": rule.id, "severity": rule.severity, "title": rule.title.of(lang), "fixable": rule.is_fixable,
        "set": rule.set_name, "why": rule.why.of(lang), "source": rule.source.of(lang),
        "examples": {kind: list(map(_shown, examples)) for kind, examples in rule.examples.items()},
    }  # fmt: skip


def _facts(rule: Rule, lang: str) -> str:
    severities = dict.fromkeys([rule.severity, *(case.severity for case in rule.cases.values())])
    said = "/".join(_WORDS[severity].of(lang) for severity in severities)
    zh = f"级别：{said}　规则集：{rule.set_name}" + (f"　{_fixable(rule, lang)}" if rule.is_fixable else "")
    en = f"severity: {said}, rule set: {rule.set_name}" + (f", {_fixable(rule, lang)}" if rule.is_fixable else "")
    return Say(zh, en).of(lang)


def _fixable(rule: Rule, lang: str) -> str:
    return Say("可自动修改", "fixable").of(lang) if rule.is_fixable else ""


def _source(rule: Rule, lang: str) -> Iterator[str]:
    if source := rule.source.of(lang):
        yield Say("依据：", "Source: ").of(lang) + source


def _examples(rule: Rule, lang: str) -> Iterator[tuple[str, list[str]]]:
    headings = {
        "fail": Say("会报告（⟦⟧ 标出所报的文字）：", "Reported (⟦⟧ marks the stretch):"),
        "pass": Say("不会报告：", "Not reported:"),
    }
    for kind, heading in headings.items():
        if examples := list(map(_shown, rule.examples.get(kind, ())))[:_MOST]:
            yield heading.of(lang), examples


def _shown(example: str | Mapping[str, Any]) -> str:
    return (example if isinstance(example, str) else str(example.get("text", ""))).strip("\n")


def _heading_of_waiver(lang: str) -> str:
    return Say(
        "怎样豁免：在草案中该行之前加一行（放在文首则对全文有效），或写入 .mandate-lint.yaml：",
        "To waive it: a line before the one it speaks of (at the top: for the whole file), or in .mandate-lint.yaml:",
    ).of(lang)


def _waivers(rule: Rule, lang: str) -> list[str]:
    reason = _REASON.of(lang)
    what = Say("所在的文字", "words at that place").of(lang)
    return [
        f"<!-- mandate-lint: allow {rule.id} {reason} -->",
        f"waive:\n  - {{rule: {rule.id}, match: {what}, reason: {reason}}}",
    ]


def _indented(block: str) -> str:
    return "\n".join(f"    {line}" for line in block.split("\n"))


def _fenced(block: str) -> str:
    fence = "```"
    while fence in block:
        fence += "`"
    return f"{fence}text\n{block}\n{fence}"


def _padded(cell: str, width: int) -> str:
    return cell + " " * (width - display_width(cell))
