"""Rule sets: the rules that a run uses, from the built-in folders and from files of one's own.

Built-in sets are compiled: once read and validated they are kept as JSON under the digest of
their files, in the package (made when the wheel is built) or in the user's cache. So a run
neither parses YAML nor validates unless a rule file has changed.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Any

from mandate_lint import cache, phrases
from mandate_lint.catalogue import Catalogue
from mandate_lint.errors import InputError, Say
from mandate_lint.records import record, replace
from mandate_lint.rule import Rule, load_rule

if TYPE_CHECKING:
    from mandate_lint.rulefile import Known
    from mandate_lint.yamlfile import Document

FORMAT = b"5"  # raise it when the compiled form or what is validated changes
PROFILES = "profiles.yaml"
_SUFFIXES = (".yaml", ".yml")
_PACKAGE = os.path.dirname(os.path.abspath(__file__))
Data = Mapping[str, Any]


@record
class RuleSet:
    """The rules of a run, the standard duties, and what reforms moved."""

    rules: tuple[Rule, ...]
    duties: tuple[Data, ...] = ()
    editions: tuple[Data, ...] = ()
    sets: tuple[str, ...] = ()

    def adjusted(self, options: Mapping[str, Data]) -> RuleSet:
        """Return the same set with some options replaced, given by rule (what a profile's form asks)."""
        rules = [
            replace(rule, options={**rule.options, **options[rule.id]}) if rule.id in options else rule
            for rule in self.rules
        ]
        return replace(self, rules=tuple(rules))

    @cached_property
    def catalogue(self) -> Catalogue:
        """Return the standard duties as a catalogue."""
        return _catalogue(self.duties)

    @cached_property
    def by_id(self) -> Mapping[str, Rule]:
        """Return the rules by their ids."""
        return {rule.id: rule for rule in self.rules}


_CATALOGUES: dict[int, tuple[tuple[Data, ...], Catalogue]] = {}


def _catalogue(duties: tuple[Data, ...]) -> Catalogue:
    """Return the catalogue of a rule set's duties; its index is built once, whatever the options."""
    kept = _CATALOGUES.get(id(duties))
    if kept is None or kept[0] is not duties:
        kept = _CATALOGUES[id(duties)] = duties, Catalogue.load(duties)
    return kept[1]


def load(sets: Sequence[str], own: Sequence[str | os.PathLike[str]] = ()) -> RuleSet:
    """Return the rules of the built-in `sets` and of files or folders of one's own.

    A set is named as its folder (`general`), an edition of a reform as its file (`reform/2023`).
    Raises InputError at the first thing that is wrong.
    """
    if own:
        paths = own_files(own)
        return _with_own(tuple(sets), paths, _own_digest(paths))
    return _built_in(tuple(sets))


@lru_cache(maxsize=32)
def _built_in(sets: tuple[str, ...]) -> RuleSet:
    return _load(sets, ())


@lru_cache(maxsize=8)
def _with_own(sets: tuple[str, ...], paths: tuple[str, ...], digest: str) -> RuleSet:
    """Return one rule set for the same files with the same contents: its phrase indexes are then built once."""
    return _load(sets, _compiled_own(paths, digest))


def _load(sets: Sequence[str], own: Sequence[Data]) -> RuleSet:
    built_in = compiled()["files"]
    if unknown := [name for name in sets if not any(_is_in(file["set"], name) for file in built_in)]:
        raise _no_set(unknown[0])
    files = [file for name in sets for file in built_in if _is_in(file["set"], name)]
    return _merge([*files, *own], sets)


def _is_in(name: str, wanted: str) -> bool:
    return name == wanted or name.startswith(wanted + "/")


def set_names() -> tuple[str, ...]:
    """Return the names of the built-in sets."""
    return tuple(dict.fromkeys(file["set"] for file in compiled()["files"]))


def _no_set(name: str) -> InputError:
    known = "、".join(set_names())
    return InputError(
        Say(f"没有规则集“{name}”", f"there is no rule set {name!r}"),
        Say(f"可用的有：{known}", f"known: {known}"),
    )


def _merge(files: Iterable[Data], sets: Sequence[str]) -> RuleSet:
    """Put files together; additions to a rule that is not in use are left out."""
    files = list(files)
    rules = {rule["id"]: (rule, file["set"]) for file in files for rule in file.get("rules", ())}
    for file in files:
        for extension in file.get("extend", ()):
            if extension["rule"] in rules:
                rule, name = rules[extension["rule"]]
                rules[rule["id"]] = _extended(rule, extension), name
    # A duty of one's own takes the place of the built-in one with its id: later files win.
    duties = {duty["id"]: duty | {"set": file["set"]} for file in files for duty in file.get("duties", ())}
    names = [
        *sets,
        *(file["set"] for file in files if file["set"] not in sets and not _is_built_in(file, sets)),
    ]
    return RuleSet(
        rules=tuple(load_rule(rule, name) for rule, name in rules.values()),
        duties=tuple(duties.values()),
        editions=tuple(file for file in files if "edition" in file),
        sets=tuple(dict.fromkeys(names)),
    )


def _is_built_in(file: Data, sets: Sequence[str]) -> bool:
    return any(_is_in(file["set"], name) for name in sets)


def _extended(rule: Data, extension: Data) -> Data:
    options = dict(rule.get("options", {}))
    for key, value in extension.get("options", {}).items():
        both = isinstance(value, list) and isinstance(options.get(key), list)
        options[key] = [*options[key], *value] if both else value
    return {**rule, **{key: extension[key] for key in ("severity",) if key in extension}, "options": options}


# Where rule files lie, and their compiled form.


@lru_cache(maxsize=1)
def built_in_folder() -> str:
    """Return the folder of the built-in sets: in the package, else two levels above it (a checkout)."""
    inside = os.path.join(_PACKAGE, "rules")
    if os.path.isdir(inside):
        return inside
    return os.path.join(os.path.dirname(os.path.dirname(_PACKAGE)), "rules")


def files_in(folder: str) -> list[str]:
    """Return the YAML files below a folder, in order; hidden ones and links to folders are left out."""
    found = []
    for here, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        found += [os.path.join(here, n) for n in sorted(names) if n.endswith(_SUFFIXES) and not n.startswith(".")]
    return found


def own_files(own: Sequence[str | os.PathLike[str]]) -> tuple[str, ...]:
    """Return the rule files that paths name; a folder stands for those in it. Raises InputError."""
    paths: list[str] = []
    for path in [os.fspath(one) for one in own]:
        inside = files_in(path) if os.path.isdir(path) else [path]
        if not inside:
            raise InputError(
                Say("文件夹里没有规则文件", "no rule file in this folder"),
                Say("规则文件以 .yaml 结尾", "rule files end in .yaml"), path=path,
            )  # fmt: skip
        paths += inside
    return tuple(dict.fromkeys(paths))


@lru_cache(maxsize=1)
def compiled() -> Data:
    """Return the built-in sets, compiled: `files`, each with its `set`, and `profiles`."""
    name = built_in_digest()
    kept = cache.load(name, os.path.join(_PACKAGE, "compiled"))
    if kept is None:
        kept = compile_built_in()
        cache.store(name, kept)
    phrases.remember(kept["indexes"])
    return dict(kept)


@lru_cache(maxsize=1)
def built_in_digest() -> str:
    """Return the digest of the built-in files."""
    folder = built_in_folder()
    paths = files_in(folder)
    if not paths:
        raise InputError(
            Say("找不到内置规则集", "the built-in rule sets are missing"),
            Say("请重新安装 mandate-lint", "install mandate-lint again"), path=folder,
        )  # fmt: skip
    digest: str = cache.of_files(paths, lambda: _digest(folder, paths), FORMAT.decode())
    return digest


def _digest(folder: str, paths: Iterable[str]) -> str:
    parts = [FORMAT]
    for path in paths:
        with open(path, "rb") as file:
            parts += [os.path.relpath(path, folder).replace(os.sep, "/").encode(), file.read()]
    return cache.digest(parts)


def compile_built_in() -> Data:
    """Read and validate the built-in sets. Raises InputError at the first thing that is wrong."""
    folder = built_in_folder()
    documents, known, errors = read_files(rule_files(folder), {})
    _raise_first(errors)
    files = [{**document.data, "set": _set_name(document, folder)} for document in documents]
    profiles = _profiles(folder)
    return {"files": files, "profiles": profiles, "known": known, "indexes": _indexes(files, profiles)}


def _indexes(files: Sequence[Data], profiles: Data) -> dict[str, phrases.Table]:
    """Return the tables of the phrase indexes that the profiles need, by their digests."""
    from mandate_lint.checks import load_check

    reform = [()] + [tuple(edition["sets"]) for edition in profiles["editions"]]
    chosen = [(*profile["sets"], *moved) for profile in profiles["profiles"].values() for moved in reform]
    found: dict[str, phrases.Table] = {}
    for sets in dict.fromkeys(chosen):
        rules = _merge([file for name in sets for file in files if _is_in(file["set"], name)], sets)
        indexes = list(rules.catalogue.indexes())
        for rule in rules.rules:
            indexes += getattr(load_check(rule.check), "indexes", lambda options: ())(rule.options)
        found |= {index.digest: index.table for index in indexes}
    return found


def rule_files(folder: str) -> list[str]:
    """Return the rule files of the built-in folder."""
    profiles = os.path.join(folder, PROFILES)
    return [path for path in files_in(folder) if path != profiles]


def _set_name(document: Document, folder: str) -> str:
    """Return the set of a built-in file: its folder; an edition of a reform is a set of its own."""
    name = os.path.relpath(document.path, folder).replace(os.sep, "/")
    return os.path.splitext(name)[0] if "edition" in document.data else os.path.dirname(name)


def _profiles(folder: str) -> Any:
    from mandate_lint.schema import load_schema, problems
    from mandate_lint.yamlfile import read

    document = read(os.path.join(folder, PROFILES))
    found = problems(document.data, load_schema("profiles"))
    _raise_first([document.error(one.where, one.reason, one.hint, one.key) for one in found])
    return document.data


def _own_digest(paths: tuple[str, ...]) -> str:
    """Return the digest of files of one's own, on top of the built-in ones."""
    from mandate_lint.yamlfile import load as load_bytes

    parts = [part for path in paths for part in (path.encode("utf-8", "surrogateescape"), load_bytes(path))]
    return cache.digest([FORMAT, built_in_digest().encode(), *parts])


def _compiled_own(paths: tuple[str, ...], digest: str) -> list[Data]:
    """Return files of one's own, compiled; they are kept in the user's cache like the built-in ones."""
    files: list[Data] | None = cache.load(digest)
    if files is None:
        documents, _, errors = read_files(paths, known_rules())
        _raise_first(errors)
        files = [{**document.data, "set": document.path} for document in documents]
        cache.store(digest, files)
    return files


def known_rules() -> dict[str, Known]:
    """Return the built-in rules that a file may extend."""
    from mandate_lint.rulefile import Known

    return {name: Known(*known) for name, known in compiled()["known"].items()}


def rule_names() -> frozenset[str]:
    """Return the ids of the built-in rules."""
    return frozenset(compiled()["known"])


def merge_documents(documents: Iterable[Document]) -> RuleSet:
    """Return the rules of valid rule files together with all built-in ones."""
    folder = built_in_folder()
    own = {document.path: document for document in documents}
    inside = [path for path in own if os.path.realpath(path).startswith(os.path.join(os.path.realpath(folder), ""))]
    built_in = [] if inside else compiled()["files"]
    files = [*built_in, *({**document.data, "set": path} for path, document in own.items())]
    return _merge(files, set_names() if built_in else ())


def _raise_first(errors: Sequence[InputError]) -> None:
    """Raise the first of several errors, and say that there are more."""
    if len(errors) > 1:
        first, rest = errors[0], len(errors) - 1
        more = Say(f"另有 {rest} 处，见 rules --check", f"and {rest} more, see rules --check")
        joined = Say(
            *(
                f"{told}{mark}{add}" if told else add
                for told, mark, add in zip(first.hint, ("；", "; "), more, strict=True)
            )
        )
        raise InputError(first.reason, joined, path=first.path, line=first.line, column=first.column)
    if errors:
        raise errors[0]


def read_files(
    paths: Iterable[str], known: Mapping[str, Known]
) -> tuple[list[Document], dict[str, Known], list[InputError]]:
    """Read and validate rule files; return those that were read, the rules known then, and all errors."""
    from mandate_lint import rulefile

    errors: list[InputError] = []
    documents = list(_read_each(paths, errors))
    all_known = dict(known)
    for document in documents:
        all_known |= rulefile.own_rules(document.data)
    found = {document.path: rulefile.errors(document, all_known) for document in documents}
    errors += [error for each in found.values() for error in each]
    errors += rulefile.across([document for document in documents if not found[document.path]], known)
    return documents, all_known, errors


def _read_each(paths: Iterable[str], errors: list[InputError]) -> Iterator[Document]:
    from mandate_lint.yamlfile import read

    for path in paths:
        try:
            yield read(path)
        except InputError as error:
            errors.append(error)
