"""Data against a JSON Schema: every error at once, said in the reader's words."""

from __future__ import annotations

import difflib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from importlib.resources import files
from typing import Any

from mandate_lint.errors import Say
from mandate_lint.records import NamedTuple
from mandate_lint.yamlfile import NO_HINT, Step

Format = Callable[[str], Say | None]  # what is wrong with a text, or None


class Problem(NamedTuple):
    """One thing that is wrong: the path to the value, the key in it if a key is wrong, and why."""

    where: tuple[Step, ...]
    key: str | None
    reason: Say
    hint: Say = NO_HINT


class _Refused(ValueError):
    def __init__(self, say: Say) -> None:
        super().__init__(say.en)
        self.say = say


@lru_cache
def load_schema(name: str) -> Mapping[str, Any]:
    """Return the schema `<name>.schema.json` of the package."""
    text = files("mandate_lint").joinpath(f"{name}.schema.json").read_text("utf-8")
    return dict(json.loads(text))


def problems(
    value: Any,
    schema: Mapping[str, Any],
    where: Sequence[Step] = (),
    formats: Mapping[str, Format] | None = None,
) -> list[Problem]:
    """Return all that `schema` finds wrong with `value`, in order; `where` is the path to it."""
    import jsonschema

    checker = jsonschema.FormatChecker(formats=())
    for name, judge in (formats or {}).items():
        checker.checks(name, raises=_Refused)(_raising(judge))
    validator = jsonschema.Draft202012Validator(schema, format_checker=checker)
    found: dict[tuple[object, ...], Problem] = {}
    for error in validator.iter_errors(value):
        for problem in _explain(error, tuple(where)):
            found.setdefault((problem.where, problem.key, problem.reason), problem)
    return sorted(found.values(), key=lambda one: [(str(type(step)), step) for step in one.where])


def _raising(judge: Format) -> Callable[[object], bool]:
    def check(value: object) -> bool:
        if isinstance(value, str) and (reason := judge(value)):
            raise _Refused(reason)
        return True

    return check


def _explain(error: Any, above: tuple[Step, ...]) -> Iterator[Problem]:
    where = (*above, *error.absolute_path)
    if error.validator in ("oneOf", "anyOf"):
        yield from _explain_choice(error, above, where)
    elif error.validator in ("additionalProperties", "unevaluatedProperties"):
        yield from _unknown_keys(error, where)
    elif error.validator == "required":
        for name in error.validator_value:
            if name not in error.instance:
                yield Problem(where, None, Say(f"缺少“{name}”", f"{name!r} is missing"))
    else:
        yield Problem(where, None, *_sentence(error))


def _explain_choice(error: Any, above: tuple[Step, ...], where: tuple[Step, ...]) -> Iterator[Problem]:
    """Speak of the alternative that the value was meant to be: the one whose type fits."""
    if all(inner.validator == "required" for inner in error.context):
        names = list(dict.fromkeys(name for inner in error.context for name in inner.validator_value))
        zh, en = "、".join(names), ", ".join(names)
        yield Problem(where, None, Say(f"至少要有其中一项：{zh}", f"needs one of {en}"))
        return
    branches: dict[int, list[Any]] = {}
    for inner in error.context:
        branches.setdefault(inner.schema_path[0], []).append(inner)
    fitting = [group for group in branches.values() if not any(_is_wrong_type(one) for one in group)]
    if fitting:
        for inner in min(fitting, key=len):
            yield from _explain(inner, above)
        return
    types = [one.validator_value for group in branches.values() for one in group if _is_wrong_type(one)]
    yield Problem(where, None, *_type_sentence(types, error.instance))


def _is_wrong_type(error: Any) -> bool:
    return error.validator == "type" and not error.path


def _unknown_keys(error: Any, where: tuple[Step, ...]) -> Iterator[Problem]:
    known = list(error.schema.get("properties", {}))
    for name, value in error.instance.items():
        if name not in known:
            # In {zh: 形近, en: shape, sound} the text has been cut at its comma.
            hint = did_you_mean(name, known) if value is not None else _QUOTE_COMMAS
            yield Problem(where, name, Say(f"没有“{name}”这一项", f"unknown key {name!r}"), hint)


_QUOTE_COMMAS = Say("含逗号的文字请加引号", "put a text that has a comma in quotation marks")


def did_you_mean(word: str, known: Iterable[str]) -> Say:
    """Return a hint that names the nearest known word, or all of them where they are few."""
    known = sorted(known)
    if near := difflib.get_close_matches(word.replace("_", "-"), known, 1, 0.6) or difflib.get_close_matches(
        word, known, 1, 0.6
    ):
        return Say(f"是不是“{near[0]}”？", f"did you mean {near[0]!r}?")
    if not known or len(known) > 40:
        return NO_HINT
    return Say(f"可用的有：{'、'.join(known)}", f"known: {', '.join(known)}")


_TYPES = {
    "object": Say("键值表", "a mapping"), "array": Say("列表", "a list"), "string": Say("文字", "a text"),
    "integer": Say("整数", "a whole number"), "number": Say("数", "a number"),
    "boolean": Say("true 或 false", "true or false"), "null": Say("空值", "empty"),
}  # fmt: skip


def _type_of(value: object) -> Say:
    names = {dict: "object", list: "array", str: "string", bool: "boolean", int: "integer", float: "number"}
    return _TYPES[names.get(type(value), "null")]


def _type_sentence(wanted: Iterable[Any], value: object) -> tuple[Say, Say]:
    names = [name for one in wanted for name in ([one] if isinstance(one, str) else one)]
    kinds = [_TYPES[name] for name in dict.fromkeys(names)]
    zh, en = "或".join(kind.zh for kind in kinds), " or ".join(kind.en for kind in kinds)
    actual = _type_of(value)
    is_unquoted = names == ["string"] and isinstance(value, bool | int | float)
    hint = Say("请加引号", "put it in quotation marks") if is_unquoted else NO_HINT
    return Say(f"应为{zh}，现为{actual.zh}", f"should be {en}, is {actual.en}"), hint


def _sentence(error: Any) -> tuple[Say, Say]:
    """Return reason and hint for an error about one value."""
    limit, value = error.validator_value, error.instance
    if error.validator == "type":
        return _type_sentence([limit], value)
    if error.validator in ("enum", "const"):
        known = [str(one) for one in (limit if error.validator == "enum" else [limit])]
        return (
            Say(f"“{value}”不是可用的值", f"{value!r} is not one of the allowed values"),
            did_you_mean(str(value), known),
        )
    if error.validator == "format" and isinstance(error.cause, _Refused):
        return error.cause.say, NO_HINT
    plain = _LIMITS.get(error.validator)
    return (Say(*(part.format(limit) for part in plain)) if plain else Say(error.message, error.message)), NO_HINT


_LIMITS = {
    "minItems": Say("至少要有 {} 项", "needs {} or more entries"),
    "maxItems": Say("至多 {} 项", "has more than {} entries"),
    "minProperties": Say("至少要有 {} 项", "needs {} or more keys"),
    "minLength": Say("不能为空", "must not be empty"),
    "maxLength": Say("至多 {} 个字", "is longer than {} characters"),
    "pattern": Say("写法不合要求（{}）", "is not of the right form ({})"),
    "minimum": Say("不能小于 {}", "must be at least {}"),
    "maximum": Say("不能大于 {}", "must be at most {}"),
    "uniqueItems": Say("有重复的项", "has an entry twice"),
}
