"""Settings: `.mandate-lint.yaml`, or `[tool.mandate-lint]` of pyproject.toml, found upward from a draft."""

from __future__ import annotations

import os
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from mandate_lint.errors import Say
from mandate_lint.records import field, record
from mandate_lint.waivers import Waiver

if TYPE_CHECKING:
    from mandate_lint.yamlfile import Document, Step

NAMES = (".mandate-lint.yaml", ".mandate-lint.yml")
PROJECT = "pyproject.toml"
_LISTS = ("rules", "select", "ignore", "words", "waive")
_GROWING = ("rules", "ignore", "words", "waive")


@record
class Settings:
    """What a settings file says; without a file, nothing."""

    path: str | None = None
    options: Mapping[str, Any] = field(default_factory=dict)  # by the long option's name
    per_path: tuple[tuple[tuple[re.Pattern[str], ...], Mapping[str, Any]], ...] = ()
    document: Document | None = field(default=None, repr=False, compare=False)

    def of(self, draft: str) -> Mapping[str, Any]:
        """Return the options for one draft: those for its path win, their lists add to the rest."""
        options = dict(self.options)
        for patterns, own in self.per_path:
            if any(pattern.fullmatch(self._relative(draft)) for pattern in patterns):
                for key, value in own.items():
                    options[key] = (*options.get(key, ()), *value) if key in _GROWING else value
        return options

    def _relative(self, draft: str) -> str:
        folder = os.path.dirname(os.path.abspath(self.path or ""))
        path = os.path.abspath(draft)
        with_drive = os.path.splitdrive
        return (
            os.path.relpath(path, folder).replace(os.sep, "/") if with_drive(path)[0] == with_drive(folder)[0] else path
        )

    @property
    def waivers(self) -> tuple[Waiver, ...]:
        """Return all waivers, those for some paths too."""
        sources = [self.options, *(own for _, own in self.per_path)]
        return tuple(waiver for options in sources for waiver in options.get("waive", ()))

    def require(self, known: Collection[str]) -> None:
        """Raise InputError at the first rule that the settings name and that is not in `known`."""
        for where, name in _named_rules(self.document.data if self.document else {}):
            if name not in known and self.document:
                from mandate_lint.schema import did_you_mean

                raise self.document.error(
                    where, Say(f"没有规则“{name}”", f"there is no rule {name!r}"), did_you_mean(name, known)
                )


def find(draft: str) -> Settings:
    """Return the settings for a draft: of the nearest folder upward that has some. Raises InputError."""
    return _find(os.path.dirname(os.path.abspath(draft)) if not os.path.isdir(draft) else os.path.abspath(draft))


@lru_cache(maxsize=4096)
def _find(folder: str) -> Settings:
    for name in NAMES:
        if os.path.isfile(path := os.path.join(folder, name)):
            return load(_shown(path))
    if os.path.isfile(path := os.path.join(folder, PROJECT)) and (found := _of_project(_shown(path))):
        return found
    above = os.path.dirname(folder)
    return _find(above) if above != folder else Settings()


def _shown(path: str) -> str:
    """Return a path as a reader knows it: from the working folder, where it lies in there."""
    here = os.path.join(os.getcwd(), "")
    return path.removeprefix(here)


def load(path: str) -> Settings:
    """Read the settings file at `path`, a pyproject.toml or YAML. Raises InputError."""
    if path.endswith(".toml"):
        return _of_project(path) or Settings(path)
    from mandate_lint import yamlfile

    return _settings(yamlfile.read(path))


def _of_project(path: str) -> Settings | None:
    """Return the settings in a pyproject.toml; one that does not speak of mandate-lint is not judged."""
    from mandate_lint import tomlfile, yamlfile

    if b"mandate-lint" not in yamlfile.load(path):
        return None
    table = tomlfile.table(tomlfile.read(path), "tool", "mandate-lint")
    return _settings(table) if table else None


def _settings(document: Document) -> Settings:
    from mandate_lint.schema import load_schema, problems

    if document.data is None:
        return Settings(document.path, document=document)
    for problem in problems(document.data, load_schema("settings")):
        raise document.error(problem.where, problem.reason, problem.hint, problem.key)
    own = [
        (tuple(map(glob, entry["paths"])), _options(entry, document, ("per-path", index)))
        for index, entry in enumerate(document.data.get("per-path", ()))
    ]
    return Settings(document.path, _options(document.data, document, ()), tuple(own), document)


def _options(data: Mapping[str, Any], document: Document, where: tuple[Step, ...]) -> dict[str, Any]:
    """Return the options of a table: lists as tuples, paths from the file's folder, waivers as such."""
    folder = os.path.dirname(document.path)
    options = {key: value for key, value in data.items() if key not in ("per-path", "paths")}
    for key in _LISTS:
        if key in options:
            options[key] = tuple(_split(options[key]) if key in ("select", "ignore") else _listed(options[key]))
    for key in ("output", "baseline"):
        if key in options:
            options[key] = os.path.join(folder, options[key])
    if "rules" in options:
        options["rules"] = tuple(os.path.join(folder, path) for path in options["rules"])
    if "edition" in options:
        options["edition"] = str(options["edition"])
    if "waive" in options:
        options["waive"] = tuple(_waivers(options["waive"], document, (*where, "waive")))
    return options


def _listed(value: Any) -> list[Any]:
    return [value] if isinstance(value, str) else list(value)


def _split(value: Any) -> list[str]:
    return [name.strip() for one in _listed(value) for name in one.split(",") if name.strip()]


def _waivers(entries: Iterable[Mapping[str, str]], document: Document, where: tuple[Step, ...]) -> Iterator[Waiver]:
    for index, entry in enumerate(entries):
        line, column = document.position((*where, index))
        yield Waiver(**entry, path=document.path, line=line, column=column)


def _named_rules(data: Any) -> Iterator[tuple[tuple[Step, ...], str]]:
    """Yield each rule that a settings file names, with its place."""
    tables: list[tuple[tuple[Step, ...], Any]] = [((), data or {})]
    tables += [(("per-path", index), entry) for index, entry in enumerate((data or {}).get("per-path", ()))]
    for where, options in tables:
        for key in ("select", "ignore"):
            value = options.get(key, ())
            for index, one in enumerate(_listed(value)):
                place = (*where, key) if isinstance(value, str) else (*where, key, index)
                yield from ((place, name) for name in _split(one))
        for index, entry in enumerate(options.get("waive", ())):
            yield (*where, "waive", index, "rule"), entry["rule"]


_GLOB = r"\*\*/|\*\*|\*|\?|[^*?]+"


def glob(pattern: str) -> re.Pattern[str]:
    """Compile a file pattern: `*` stays in a folder, `**` crosses folders; without `/` it fits in any."""
    pattern = pattern.removeprefix("./")
    if pattern.endswith("/"):
        pattern += "**"
    if "/" not in pattern.rstrip("*"):
        pattern = f"**/{pattern}"
    parts = {"**/": "(?:.*/)?", "**": ".*", "*": "[^/]*", "?": "[^/]"}
    return re.compile("".join(parts.get(part) or re.escape(part) for part in re.findall(_GLOB, pattern)), re.DOTALL)
