"""`rules --check`: rule files validated, and each rule run on its own examples."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Sequence

from mandate_lint.errors import InputError, Say
from mandate_lint.linter import lint
from mandate_lint.parser import parse_fragment
from mandate_lint.records import replace
from mandate_lint.rule import Rule
from mandate_lint.ruleset import (
    PROFILES,
    RuleSet,
    built_in_folder,
    known_rules,
    merge_documents,
    own_files,
    read_files,
    rule_files,
)
from mandate_lint.schema import load_schema, problems
from mandate_lint.source import Span
from mandate_lint.yamlfile import Document, read

NO_RULES = RuleSet(())


def check_rules(paths: Iterable[str | os.PathLike[str]]) -> list[InputError]:
    """Return all that is wrong with rule files and folders, each error with its place."""
    asked = list(dict.fromkeys(file for path in paths for file in own_files([path])))
    profiles = [path for path in asked if _is_built_in(path) and os.path.basename(path) == PROFILES]
    # A built-in file is judged together with all others: it may add to their rules.
    beside = rule_files(built_in_folder()) if any(map(_is_built_in, asked)) else []
    files = [path for path in _each_once([*asked, *beside]) if path not in profiles]
    documents, _, errors = read_files(files, {} if beside else known_rules())
    errors += [error for path in profiles for error in _profile_errors(path)]
    if not errors:
        rules = merge_documents(documents)
        errors += [e for document in documents if document.path in asked for e in _example_errors(document, rules)]
    here = [error for error in errors if error.path in asked]
    return sorted(here, key=lambda error: (error.path or "", error.line or 0, error.column or 0))


def _each_once(paths: Iterable[str]) -> list[str]:
    """Return the paths that name different files, in order."""
    return list({os.path.realpath(path): path for path in reversed(list(paths))}.values())[::-1]


def _is_built_in(path: str) -> bool:
    return os.path.realpath(path).startswith(os.path.join(os.path.realpath(built_in_folder()), ""))


def _profile_errors(path: str) -> Iterator[InputError]:
    try:
        document = read(path)
    except InputError as error:
        yield error
        return
    for problem in problems(document.data, load_schema("profiles")):
        yield document.error(problem.where, problem.reason, problem.hint, problem.key)


def _example_errors(document: Document, merged: RuleSet) -> Iterator[InputError]:
    """Run the examples of the rules that a file defines, and of those that it adds to."""
    rules = merged.by_id
    for index, entry in enumerate(document.data.get("rules", ())):
        rule = rules[entry["id"]]
        for kind in ("fail", "pass"):
            for number, example in enumerate(entry["examples"][kind]):
                if reason := example_error(rule, example, merged, is_failing=kind == "fail"):
                    yield document.error(("rules", index, "examples", kind, number), reason)
    for index, entry in enumerate(document.data.get("extend", ())):
        rule = rules[entry["rule"]]
        for example in rule.examples["pass"]:
            if reason := example_error(rule, example, merged, is_failing=False):
                yield document.error(("extend", index), reason)
                break


def example_error(rule: Rule, example: str, rules: RuleSet = NO_RULES, *, is_failing: bool) -> Say | None:
    """Return what is wrong with an example: a failing one is reported at its marks, and only there."""
    text, wanted = marked(example)
    if is_failing and not wanted:
        return Say("反例没有用 ⟦⟧ 标出应报告的部分", "a failing example needs ⟦⟧ round what must be reported")
    if not is_failing and wanted:
        return Say("正例不应有 ⟦⟧", "a passing example has no ⟦⟧")
    mandate, offset = parse_fragment(text, rule.where)
    mandate = replace(mandate, catalogue=rules.catalogue, editions=rules.editions)
    spans = sorted(finding.span for finding in lint(mandate, [rule]))
    found = [Span(start - offset, end - offset) for start, end in spans]
    if found == wanted:
        return None
    due, told = _quoted(text, wanted), _quoted(text, found)
    return Say(
        f"例子应报告的：{due.zh}；实际报告的：{told.zh}", f"the example should report {due.en}, but reports {told.en}"
    )


def _quoted(text: str, spans: Sequence[Span]) -> Say:
    if not spans:
        return Say("无", "nothing")
    shown = [text[start:end] or f"（第 {start} 字前的空位）" for start, end in spans]
    places = [text[start:end] or f"(the gap before character {start})" for start, end in spans]
    return Say("、".join(f"“{one}”" for one in shown), ", ".join(f"“{one}”" for one in places))


def marked(example: str) -> tuple[str, list[Span]]:
    """Return an example without its marks, and the stretches that they enclose."""
    text, spans, start = "", [], 0
    for piece in re.split("([⟦⟧])", example):
        if piece == "⟦":
            start = len(text)
        elif piece == "⟧":
            spans.append(Span(start, len(text)))
        else:
            text += piece
    return text, sorted(spans)
