"""Write the tables of rules in rules/README.md and the READMEs: python tools/build_rules_table.py [--check]."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from mandate_lint.rule import Rule
from mandate_lint.ruleset import load, set_names

ROOT = Path(__file__).parent.parent
BEGIN = "<!-- rules: made by tools/build_rules_table.py -->"
END = "<!-- /rules -->"
ORDER = ("error", "warning", "info")
ZH = {"error": "错误", "warning": "警告", "info": "提示"}


def rules() -> Sequence[Rule]:
    """Return the built-in rules, the severest first."""
    return sorted(load(set_names()).rules, key=lambda rule: (ORDER.index(rule.severity), rule.id))


def severities(rule: Rule) -> Sequence[str]:
    """Return the severities that findings of a rule have."""
    found = {case.severity for case in rule.cases.values()} or {rule.severity}
    return [severity for severity in ORDER if severity in found]


def full_row(rule: Rule) -> str:
    """Return the row of rules/README.md."""
    fix = "yes" if rule.is_fixable else ""
    cells = (f"`{rule.id}`", ", ".join(severities(rule)), rule.title.zh, rule.title.en, fix, rule.set_name, rule.check)
    return f"| {' | '.join(cells)} |"


def english_row(rule: Rule) -> str:
    """Return the row of README.md."""
    return f"| `{rule.id}` | {', '.join(severities(rule))} | {rule.title.en} |"


def chinese_row(rule: Rule) -> str:
    """Return the row of README.zh-CN.md."""
    return f"| `{rule.id}` | {'、'.join(ZH[one] for one in severities(rule))} | {rule.title.zh} |"


TABLES: dict[str, tuple[str, Callable[[Rule], str]]] = {
    "rules/README.md": ("| rule | severity | 名称 | title | fixable | set | check |", full_row),
    "README.md": ("| rule | severity | finds |", english_row),
    "README.zh-CN.md": ("| 规则 | 严重程度 | 查什么 |", chinese_row),
}


def table(head: str, row: Callable[[Rule], str]) -> str:
    """Return a table of the rules."""
    line = "|" + " --- |" * (head.count("|") - 1)
    return "\n".join([head, line, *map(row, rules())])


def between(text: str, begin: str, end: str, inner: str) -> str:
    """Return `text` with what stands between two marks replaced."""
    before, rest = text.split(begin, 1)
    return f"{before}{begin}\n\n{inner}\n\n{end}{rest.split(end, 1)[1]}"


def main(arguments: Sequence[str]) -> int:
    """Write the tables, or with --check tell which are out of date."""
    stale = []
    for name, (head, row) in TABLES.items():
        path = ROOT / name
        text = path.read_text("utf-8")
        wanted = between(text, BEGIN, END, table(head, row))
        if wanted != text:
            stale.append(name)
            if "--check" not in arguments:
                path.write_text(wanted, "utf-8")
    if stale:
        print(f"{'out of date' if '--check' in arguments else 'written'}: {', '.join(stale)}")
    return int(bool(stale) and "--check" in arguments)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
