"""The Python interface, and all that the command line uses.

    >>> import mandate_lint
    >>> report = mandate_lint.check("draft.txt")
    >>> [(f.rule.id, f.start.line, f.text) for f in report.findings]
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from mandate_lint.errors import InputError, Say
from mandate_lint.finding import FileReport, Report
from mandate_lint.linter import lint
from mandate_lint.mandate import Mandate
from mandate_lint.parser import parse
from mandate_lint.profile import Profile, choose
from mandate_lint.readers import SUFFIXES, read, read_bytes
from mandate_lint.ruleset import RuleSet, load
from mandate_lint.source import Source

MAX_DEPTH = 32


@dataclass(frozen=True)
class Options:
    """How to check. The names are those of the command line's long options."""

    profile: str = "auto"
    edition: str | None = None
    rules: tuple[str, ...] = ()
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    jobs: int = 1
    extra: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Judged:
    """A draft with what it is judged by."""

    mandate: Mandate
    profile: Profile
    rules: RuleSet


def check(
    *drafts: str | os.PathLike[str], text: str | None = None, options: Options = Options(),
    progress: Callable[[int, int], None] | None = None,
) -> Report:  # fmt: skip
    """Check drafts, or one draft given as `text`, and return the report.

    A folder stands for the readable drafts in it. What cannot be read is listed in the report's
    `unreadable`; a wrong option or rule set raises InputError.
    """
    begun = time.perf_counter()
    files: list[FileReport] = []
    unreadable: list[InputError] = []
    if text is not None:
        files.append(check_source(Source("<text>", text), options))
    validate(options)
    found = list(find_drafts([os.fspath(draft) for draft in drafts], unreadable))
    for done, outcome in enumerate(_outcomes(found, options), 1):
        (files if isinstance(outcome, FileReport) else unreadable).append(outcome)  # type: ignore[arg-type]
        if progress:
            progress(done, len(found))
    return Report(tuple(files), tuple(unreadable), time.perf_counter() - begun)


def check_source(source: Source, options: Options = Options()) -> FileReport:
    """Check one source that has been read."""
    judged = judge(source, options)
    rules = chosen(judged.rules, options)
    return FileReport(
        source=source, mandate=judged.mandate, profile=judged.profile.name,
        profile_reason=judged.profile.reason, rules=len(rules.rules),
        findings=lint(judged.mandate, rules.rules), notes=judged.profile.notes,
    )  # fmt: skip


def judge(source: Source, options: Options = Options()) -> Judged:
    """Return the mandate of a source, the profile chosen for it, and the rules of that profile."""
    mandate = parse(source)
    profile = choose(mandate, options.profile, options.edition)
    rules = load(profile.sets, options.rules).adjusted(profile.options)
    return Judged(mandate, profile, rules)


def chosen(rules: RuleSet, options: Options) -> RuleSet:
    """Return the rules that --select and --ignore leave."""
    kept = [
        rule for rule in rules.rules
        if (not options.select or rule.id in options.select) and rule.id not in options.ignore
    ]  # fmt: skip
    return replace(rules, rules=tuple(kept))


def validate(options: Options) -> None:
    """Raise InputError for a rule id in --select or --ignore that no rule set has."""
    if not options.select and not options.ignore and not options.rules:
        return
    known = {rule.id for rule in load(("general", "science"), options.rules).rules}
    for wanted in (*options.select, *options.ignore):
        if wanted not in known:
            from mandate_lint.schema import did_you_mean

            raise InputError(Say(f"没有规则“{wanted}”", f"there is no rule {wanted!r}"), did_you_mean(wanted, tuple(sorted(known))))


def find_drafts(paths: Iterable[str], unreadable: list[InputError]) -> Iterator[str]:
    """Yield the drafts that `paths` name; folders are searched, each real folder once."""
    for path in paths:
        if path != "-" and os.path.isdir(path):
            yield from _in_folder(path, unreadable)
        else:
            yield path


def _in_folder(folder: str, unreadable: list[InputError]) -> Iterator[str]:
    def refuse(error: OSError) -> None:
        unreadable.append(
            InputError(Say("文件夹不能读取", "folder cannot be read"), Say("请核对权限", "check your rights"), path=error.filename)
        )

    for here, folders, names in os.walk(folder, onerror=refuse):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            if name.lower().endswith(SUFFIXES) and not name.startswith((".", "~$")):
                yield os.path.join(here, name)


def _outcomes(paths: Sequence[str], options: Options) -> Iterator[FileReport | InputError]:
    """Yield the outcome for each path in order, over several processes where that pays."""
    if options.jobs == 1 or len(paths) < 8:
        yield from (_outcome(path, options) for path in paths)
        return
    from concurrent.futures import ProcessPoolExecutor
    from functools import partial

    jobs = min(options.jobs or os.cpu_count() or 1, len(paths))
    size = max(1, min(16, len(paths) // (jobs * 4)))
    with ProcessPoolExecutor(jobs) as pool:
        try:
            yield from pool.map(partial(_outcome, options=options), paths, chunksize=size)
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise


def _outcome(path: str, options: Options) -> FileReport | InputError:
    try:
        return check_source(read_draft(path, options), options)
    except InputError as error:
        return error


def read_draft(path: str, options: Options = Options()) -> Source:
    """Read a draft; `-` is standard input, named by the option `stdin-filename`."""
    if path == "-":
        return read_bytes(sys.stdin.buffer.read(), options.extra.get("stdin-filename", "<stdin>"))
    return read(path)


def write_atomically(path: str, content: str | bytes) -> None:
    """Write a file whole or not at all. Raises InputError where that cannot be done."""
    target = Path(path)
    data = content.encode() if isinstance(content, str) else content
    temporary = target.with_name(f".{target.name}.{os.getpid()}.tmp")
    try:
        temporary.write_bytes(data)
        if target.exists():
            os.chmod(temporary, target.stat().st_mode)
        os.replace(temporary, os.path.realpath(target))
    except OSError as error:
        temporary.unlink(missing_ok=True)
        reason = Say(f"不能写入（{error.strerror}）", f"cannot be written ({error.strerror})")
        raise InputError(reason, Say("请核对路径和权限", "check the path and your rights"), path=path) from None
