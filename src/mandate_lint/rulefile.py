"""One rule file: all that can be wrong with it, found in one pass and said with its place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice, product
from string import Formatter
from typing import Any

from mandate_lint.checks import load_check
from mandate_lint.errors import InputError, Say
from mandate_lint.hit import Check
from mandate_lint.normal import normalise
from mandate_lint.phrases import Index, Phrase, PhraseError
from mandate_lint.records import NamedTuple
from mandate_lint.schema import Format, Problem, did_you_mean, load_schema, problems
from mandate_lint.source import Source
from mandate_lint.yamlfile import Document, Step

MAX_WORDINGS = 200
Path = tuple[Step, ...]


class Known(NamedTuple):
    """What must be known of a rule to add to it."""

    check: str
    where: str


def errors(document: Document, known: Mapping[str, Known]) -> list[InputError]:
    """Return all that is wrong with a rule file; `known` are the rules that it may extend."""
    found = problems(document.data, load_schema("ruleset"), formats={"phrase": phrase_error})
    if not found:
        found = [*_rules(document.data), *_extensions(document.data, known), *_twice(document.data)]
    errors = [document.error(one.where, one.reason, one.hint, one.key) for one in found]
    return sorted(errors, key=lambda error: (error.line or 0, error.column or 0))


def own_rules(data: Any) -> dict[str, Known]:
    """Return the rules that a file defines, as far as it is understood."""
    rules = data.get("rules") if isinstance(data, dict) else None
    return {
        rule["id"]: Known(rule["check"], rule["where"])
        for rule in (rules if isinstance(rules, list) else [])
        if isinstance(rule, dict) and all(isinstance(rule.get(key), str) for key in ("id", "check", "where"))
    }


def _rules(data: Mapping[str, Any]) -> Iterator[Problem]:
    for index, rule in enumerate(data.get("rules", ())):
        where: Path = ("rules", index)
        check = load_check(rule["check"])
        if check is None:
            yield Problem((*where, "check"), None, *_no_check(rule["check"]))
            continue
        yield from _options(rule.get("options", {}), check.OPTIONS, rule["where"], (*where, "options"))
        yield from _cases(rule, check, where)
        names = {"text", "replacement", *check.VALUES}
        for place, message in _messages(rule, where):
            yield from _message(place, message, names)


def _no_check(name: str) -> tuple[Say, Say]:
    from pkgutil import iter_modules

    from mandate_lint import checks

    names = [module.name for module in iter_modules(checks.__path__) if not module.name.startswith("_")]
    return Say(f"没有名为“{name}”的检查方法", f"there is no check {name!r}"), did_you_mean(name, names)


def _options(options: Any, schema: Mapping[str, Any], looks: str, where: Path) -> Iterator[Problem]:
    judge: Format = phrase_syntax if looks == "raw" else phrase_error
    found = problems(options, schema, where, {"phrase": judge})
    yield from found or (*_equal_entries(options, where), *_dead_entries(options, where))


_DEAD = Say("例外覆盖了这一项，永远不会起作用", "its exceptions cover it, so it never comes to anything")


def _dead_entries(options: Mapping[str, Any], where: Path) -> Iterator[Problem]:
    """Yield entries whose exceptions cover everything that they could report."""
    entries = options.get("entries")
    for index, entry in enumerate(entries if isinstance(entries, list) else ()):
        if isinstance(entry, dict) and "wrong" in entry and _is_dead(entry["wrong"], entry.get("except", ())):
            yield Problem((*where, "entries", index), None, _DEAD)


def _is_dead(pattern: str, exceptions: Sequence[str]) -> bool:
    """Tell whether each wording of a phrase, its gaps left empty, is covered by an exception."""
    if not exceptions:
        return False
    wrong, right = Index([(0, pattern)]), Index((0, one) for one in exceptions)
    choices = [part.choices for part in Phrase.parse(pattern).parts]
    for wording in islice(map("".join, product(*choices)), MAX_WORDINGS):
        allowed = list(right.find(wording))
        for match in wrong.find(wording):
            if not any(one.start <= match.marked_start and match.marked_end <= one.end for one in allowed):
                return False
    return True


def _equal_entries(value: Any, where: Path) -> Iterator[Problem]:
    """Yield entries that stand in the same list twice, also where only their remarks differ."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _equal_entries(inner, (*where, key))
    if not isinstance(value, list):
        return
    seen: dict[str, int] = {}
    for index, inner in enumerate(value):
        name = repr(inner.get("wrong", inner) if isinstance(inner, dict) else inner)
        if name in seen:
            first = seen[name] + 1
            yield Problem(
                (*where, index), None, Say(f"与第 {first} 项重复", f"is the same as entry {first}"),
                Say("请删去一处", "remove one of them"),
            )  # fmt: skip
        seen.setdefault(name, index)
        yield from _equal_entries(inner, (*where, index))


def _cases(rule: Mapping[str, Any], check: Check, where: Path) -> Iterator[Problem]:
    for name in rule.get("cases", {}):
        if name not in check.CASES:
            reason = Say(f"检查方法没有情形“{name}”", f"the check has no case {name!r}")
            yield Problem((*where, "cases"), name, reason, did_you_mean(name, check.CASES))


def _messages(rule: Mapping[str, Any], where: Path) -> Iterator[tuple[Path, Any]]:
    yield (*where, "message"), rule["message"]
    for name, case in rule.get("cases", {}).items():
        if "message" in case:
            yield (*where, "cases", name, "message"), case["message"]


def _message(where: Path, message: Any, names: set[str]) -> Iterator[Problem]:
    if isinstance(message, dict):
        for lang, text in message.items():
            yield from _message((*where, lang), text, names)
        return
    try:
        used = [field for _, field, _, _ in Formatter().parse(message) if field is not None]
    except ValueError:
        reason = Say("花括号没有配对", "a brace is not closed")
        yield Problem(where, None, reason, Say("文字中的 { 请写作 {{", "write {{ for a brace in the text"))
        return
    for field in used:
        if field not in names:
            reason = Say(f"检查方法不提供“{field}”", f"the check does not give {field!r}")
            yield Problem(where, None, reason, did_you_mean(field, names))


def _extensions(data: Mapping[str, Any], known: Mapping[str, Known]) -> Iterator[Problem]:
    for index, extension in enumerate(data.get("extend", ())):
        rule = known.get(extension["rule"])
        check = load_check(rule.check) if rule else None
        where: Path = ("extend", index)
        if rule is None or check is None:
            name = extension["rule"]
            yield Problem(
                (*where, "rule"),
                None,
                Say(f"没有规则“{name}”", f"there is no rule {name!r}"),
                did_you_mean(name, known),
            )
            continue
        # What an extension leaves out, the rule itself has.
        partial = {key: value for key, value in check.OPTIONS.items() if key != "required"}
        yield from _options(extension.get("options", {}), partial, rule.where, (*where, "options"))


def _twice(data: Mapping[str, Any]) -> Iterator[Problem]:
    """Yield ids and phrases that a file has twice."""
    for key, zh, en in (
        ("rules", "规则", "rule"),
        ("duties", "职责", "duty"),
        ("new_phrases", "提法", "phrase"),
    ):
        seen: set[str] = set()
        for index, entry in enumerate(data.get(key, ())):
            if entry["id"] in seen:
                yield Problem(
                    (key, index, "id"),
                    None,
                    Say(f"{zh}“{entry['id']}”重复", f"{en} {entry['id']!r} stands twice"),
                )
            seen.add(entry["id"])
    for index, duty in enumerate(data.get("duties", ())):
        yield from _equal_entries(duty["anchors"], ("duties", index, "anchors"))
        for number, anchor in enumerate(duty["anchors"]):
            if _is_dead(anchor, duty.get("not", ())):
                yield Problem(("duties", index, "anchors", number), None, _DEAD)


def across(documents: Iterable[Document], known: Mapping[str, Known]) -> Iterator[InputError]:
    """Yield an error for each rule that several files define, or that is in `known` already."""
    owner: dict[str, str] = {}
    for document in documents:
        for index, rule in enumerate(document.data.get("rules", ())):
            first = owner.setdefault(rule["id"], document.path)
            if first != document.path or rule["id"] in known:
                yield document.error(
                    ("rules", index, "id"),
                    Say(f"规则“{rule['id']}”已经定义", f"rule {rule['id']!r} is there already"),
                    Say(
                        "请换一个 id，或用 extend 补充该规则",
                        "choose another id, or add to the rule with extend",
                    ),
                )


_SYNTAX: Sequence[tuple[str, Say]] = (
    ("begins with", Say("短语须以字开头", "a phrase begins with a character of its own")),
    ("gap at the end", Say("短语不能以 … 结尾", "a phrase cannot end with a gap")),
    ("gaps:", Say("… 太多", "too many gaps")),
    ("a gap is", Say("… 的长度超出范围", "a gap is too long or too short")),
    ("choices:", Say("选项太多", "too many choices")),
    ("⟦", Say("⟦ 和 ⟧ 须成对出现一次，不能紧跟在 … 之后", "⟦ and ⟧ come once, in a pair, not after a gap")),
    ("unpaired", Say("花括号或 ⟦⟧ 没有配对", "a brace or ⟦⟧ is not paired")),
)


def phrase_syntax(pattern: str) -> Say | None:
    """Return what is wrong with the form of a phrase."""
    try:
        Phrase.parse(pattern)
    except PhraseError as error:
        fallback = Say("写法有误", str(error))
        reason = next((say for part, say in _SYNTAX if part in str(error)), fallback)
        short = pattern if len(pattern) <= 60 else pattern[:59] + "…"
        told = reason if len(pattern) <= 60 else Say(reason.zh.replace(pattern, short), reason.en.replace(repr(pattern), repr(short)))
        return Say(f"短语“{short}”：{told.zh}", f"phrase {short!r}: {told.en}")
    return None


def phrase_error(pattern: str) -> Say | None:
    """Return what is wrong with a phrase: its form, or that normal text never reads so."""
    if malformed := phrase_syntax(pattern):
        return malformed
    for part in Phrase.parse(pattern).parts:
        for choice in part.choices:
            normal = normalise(Source("", choice)).text
            if normal != choice or "\n" in choice:
                return Say(
                    f"短语“{pattern}”永远不会匹配：检查的文字是简体、全角标点、不含空格，“{choice}”应写作“{normal}”",
                    f"phrase {pattern!r} can never match: the text that is checked is Simplified, with full-width marks "
                    f"and without blanks, so write {normal!r} for {choice!r}",
                )
    return None
