"""The Python interface, and all that the command line uses.

    >>> import mandate_lint
    >>> report = mandate_lint.check("draft.txt")
    >>> [(f.rule.id, f.start.line, f.text) for f in report.findings]
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache, partial
from typing import TYPE_CHECKING, Any, Literal

from mandate_lint import atomic
from mandate_lint.errors import InputError, Say
from mandate_lint.finding import FileReport, Finding, Report
from mandate_lint.linter import lint
from mandate_lint.mandate import Clause, Mandate
from mandate_lint.parser import parse
from mandate_lint.profile import Profile, choose
from mandate_lint.readers import MAX_BYTES, SUFFIXES, read, read_bytes
from mandate_lint.readers import load as load_bytes
from mandate_lint.records import fields, record, replace
from mandate_lint.ruleset import RuleSet, load, rule_names
from mandate_lint.settings import Settings, find
from mandate_lint.settings import load as load_settings
from mandate_lint.source import Source
from mandate_lint.waivers import UNUSED, Waiver, report_unused, split

SHARED_DRAFTS, SHARED_TIMES = 2, 3  # in how many drafts, and how often in all, a term is no slip
DETECTOR = "suspected-typo"
if TYPE_CHECKING:
    from mandate_lint.compare import Comparison, Table
    from mandate_lint.derive import Derivation, Updated
    from mandate_lint.fix import Fixed
    from mandate_lint.fix_docx import FixedDocx

Progress = Callable[[int, int], None]  # drafts done, drafts in all


@record
class Options:
    """How to check. What is None is taken from the settings of each draft, else from its default.

    The names are those of the command line's long options. `config` is a settings file to use in
    place of those found upward from each draft; an empty one stands for no settings at all.
    """

    profile: str | None = None
    edition: str | None = None
    rules: tuple[str, ...] | None = None
    select: tuple[str, ...] | None = None
    ignore: tuple[str, ...] | None = None
    words: tuple[str, ...] | None = None
    waive: tuple[Waiver, ...] | None = None
    form: str | None = None
    config: str | None = None
    fail_on: str | None = None
    explain_spelling: bool = False
    revisions: Literal["final", "original"] | None = None
    stdin_filename: str = "<stdin>"
    jobs: int = 1

    def of(self, draft: str) -> Options:
        """Return the options for one draft, its settings taken in."""
        told = settings_of(draft, self).of(draft)
        names = {f.name: f.name.replace("_", "-") for f in fields(self)}
        missing = {name: told[key] for name, key in names.items() if key in told and getattr(self, name) is None}
        return replace(self, **missing)


@record
class Judged:
    """A draft with what it is judged by."""

    mandate: Mandate
    profile: Profile
    rules: RuleSet

    def standard(self, clause: Clause) -> Sequence[str]:
        """Return the ids of the standard duties that a clause states."""
        return self.mandate.catalogue.ids(clause.text)


def check(
    *drafts: str | os.PathLike[str], text: str | None = None, options: Options = Options(), progress: Progress | None = None
) -> Report:
    """Check drafts, or one draft given as `text`, and return the report.

    A folder stands for the readable drafts in it. What cannot be read is listed in the report's
    `unreadable`; a wrong option, setting or rule set raises InputError. `progress` is called after
    each draft.
    """
    begun = time.perf_counter()
    unreadable: list[InputError] = []
    files: list[FileReport] = []
    paths = list(find_drafts([os.fspath(draft) for draft in drafts], unreadable))
    _validate(paths or ["<text>"], options)
    if text is not None:
        files.append(check_source(Source("<text>", text), options))
    for done, outcome in enumerate(_outcomes(paths, options), 1):
        if isinstance(outcome, FileReport):
            files.append(outcome)
        else:
            unreadable.append(outcome)
        if progress:
            progress(done, len(paths))
    files = _without_shared(files)
    files += _unused_settings(paths, files, options)
    return Report(tuple(files), tuple(unreadable), time.perf_counter() - begun)


def check_source(source: Source, options: Options = Options()) -> FileReport:
    """Check one source that has been read."""
    options = options.of(source.path)
    judged = judge(source, options)
    rules = chosen(judged.rules, options)
    ids = frozenset(rule.id for rule in rules.rules)
    found = lint(judged.mandate, rules.rules)
    if getattr(source, "is_ocr", False):
        found = tuple(map(_read_by_ocr, found))
    parted = split(
        found, judged.mandate, options.waive or (), ran=ids, known=judged.rules.by_id
    )
    return FileReport(
        source=source, mandate=judged.mandate, profile=judged.profile.name,
        profile_reason=judged.profile.reason, rules=len(rules.rules),
        findings=parted.kept, waived=parted.waived,
        notes=(*judged.profile.notes, *getattr(source, "remarks", ())),
        agency=judged.mandate.agency.quote if judged.mandate.agency else None, judge=partial(_mandate, options=options),
    )  # fmt: skip


def _mandate(source: Source, options: Options) -> Mandate:
    return judge(source, options).mandate


def _read_by_ocr(finding: Finding) -> Finding:
    """Return a finding that says that its text came from OCR, which loses lines and mistakes characters."""
    zh, en = finding.message
    return replace(finding, message=Say(f"（OCR 识别）{zh}", f"(read by OCR) {en}"), is_fixable=False)


def judge(source: Source, options: Options = Options()) -> Judged:
    """Return the mandate of a source, the profile chosen for it, and the rules of that profile."""
    mandate = parse(source)
    profile = choose(mandate, options.profile or "auto", options.edition, options.form or "auto")
    rules = load(profile.sets, options.rules or ()).adjusted(profile.options)
    mandate = replace(
        mandate, catalogue=rules.catalogue, editions=rules.editions, words=_known_words(mandate, options)
    )
    return Judged(mandate, profile, rules)


def _known_words(mandate: Mandate, options: Options) -> frozenset[str]:
    """Return what is no slip in a draft: the team's words, and the names that the draft bears itself."""
    own = {node.text for node in (mandate.jurisdiction, mandate.agency) if node}
    own |= {name[:-1] for name in own if len(name) > 2}
    return frozenset(options.words or ()) | own


def chosen(rules: RuleSet, options: Options) -> RuleSet:
    """Return the rules that --select and --ignore leave."""
    if options.fail_on == "info" or DETECTOR in (options.select or ()):
        rules = rules.adjusted({DETECTOR: {"info": True}})
    if options.explain_spelling:
        rules = rules.adjusted({DETECTOR: {"scores": True}})
    kept = [
        rule for rule in rules.rules
        if (not options.select or rule.id in options.select) and rule.id not in (options.ignore or ())
    ]  # fmt: skip
    return replace(rules, rules=tuple(kept))


def settings_of(draft: str, options: Options) -> Settings:
    """Return the settings for a draft: the file asked for, or that found upward from it."""
    if options.config is not None:
        return load_settings(options.config) if options.config else Settings()
    here = options.stdin_filename if draft == "-" else draft
    return find(os.getcwd() if here.startswith("<") else here)


def _without_shared(files: list[FileReport]) -> list[FileReport]:
    """Leave out suspects whose very words recur over the drafts: a term of several drafts is no slip."""
    if len(files) < 2:
        return files
    texts = [file.source.text for file in files]
    whole = "\n".join(texts)
    is_shared = lru_cache(maxsize=None)(lambda words: whole.count(words) >= SHARED_TIMES and _recurs(words, texts))
    return [
        replace(file, findings=tuple(f for f in file.findings if f.rule.id != DETECTOR or not is_shared(_around(f, file))))
        for file in files
    ]


def _around(finding: Finding, file: FileReport) -> str:
    """Return a finding's stretch with the characters beside it."""
    return file.source.text[max(0, finding.span.start - 1) : finding.span.end + 1]


def _recurs(words: str, texts: Iterable[str]) -> bool:
    return sum(words in text for text in texts) >= SHARED_DRAFTS


def _validate(paths: Iterable[str], options: Options) -> None:
    """Raise InputError for a rule id in the options or settings that no rule set has."""
    if options.profile or options.edition:
        choose(parse(Source("", "")), options.profile or "auto", options.edition)  # a wrong name is said once
    for settings in {id(s): s for s in (settings_of(path, options) for path in paths)}.values():
        own = options.rules if options.rules is not None else settings.options.get("rules", ())
        asked = (*(options.select or ()), *(options.ignore or ()))
        if not (asked or settings.document or own):
            continue
        known = {*rule_names(), *(load(("general",), own).by_id if own else ())}
        settings.require(known)
        for name in asked:
            if name not in known:
                from mandate_lint.schema import did_you_mean

                raise InputError(Say(f"没有规则“{name}”", f"there is no rule {name!r}"), did_you_mean(name, sorted(known)))


def _unused_settings(paths: Sequence[str], files: Sequence[FileReport], options: Options) -> list[FileReport]:
    """Return reports on settings files whose waivers waived nothing in this run."""
    if options.waive is not None:
        return []
    waivers = {
        waiver: None for path in paths for waiver in settings_of(path, options).waivers
    }  # fmt: skip
    if not waivers:
        return []
    rules = load(("general",)).by_id
    if UNUSED not in rules or UNUSED in (options.ignore or ()) or (options.select and UNUSED not in options.select):
        return []
    ran = rule_names() - {*(options.ignore or ())}
    return report_unused(waivers, files, rules[UNUSED], {*options.select} & ran if options.select else ran)


def find_drafts(paths: Iterable[str], unreadable: list[InputError]) -> Iterator[str]:
    """Yield the drafts that `paths` name; folders are searched, hidden ones and links to folders left out."""
    for path in paths:
        if path != "-" and os.path.isdir(path):
            yield from _in_folder(path, unreadable)
        else:
            yield path


def _in_folder(folder: str, unreadable: list[InputError]) -> Iterator[str]:
    def refuse(error: OSError) -> None:
        reason = Say("文件夹不能读取", "the folder cannot be read")
        unreadable.append(InputError(reason, Say("请核对权限", "check your rights"), path=error.filename))

    for here, folders, names in os.walk(folder, onerror=refuse):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            if name.lower().endswith(SUFFIXES) and not name.startswith((".", "~$")):
                yield os.path.join(here, name)


def _outcomes(paths: Sequence[str], options: Options) -> Iterator[FileReport | InputError]:
    """Yield the outcome for each path in order, over several processes where that pays."""
    jobs = min(options.jobs or os.cpu_count() or 1, len(paths))
    if jobs <= 1 or len(paths) < 8:
        yield from (_outcome(path, options) for path in paths)
        return
    from concurrent.futures import ProcessPoolExecutor
    size = max(1, min(16, len(paths) // (jobs * 4)))
    pool = ProcessPoolExecutor(jobs)
    try:
        yield from pool.map(partial(_outcome, options=options), paths, chunksize=size)
    except BaseException:
        for process in list((pool._processes or {}).values()):
            process.terminate()
        raise
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def _outcome(path: str, options: Options) -> FileReport | InputError:
    try:
        return check_source(read_draft(path, options), options)
    except InputError as error:
        return error


def read_draft(path: str, options: Options = Options()) -> Source:
    """Read a draft; `-` is standard input, named by `stdin_filename`."""
    if path == "-":
        return read_bytes(_standard_input(), options.stdin_filename, options.revisions or "final")
    return read(path, options.revisions or "final")


def compare_versions(old: str, new: str, options: Options = Options()) -> Comparison:
    """Return what a revision changes in meaning. Raises InputError where one cannot be read."""
    from mandate_lint.compare import compare

    before, after = (judge(read_draft(path, options), options) for path in (old, new))
    edition = None
    if options.edition:
        edition = next(one for one in load((f"reform/{options.edition}",)).editions if one["edition"] == options.edition)
    return compare(before.mandate, after.mandate, after.rules.catalogue, edition)


def compare_with(draft: str, beside: Sequence[str], options: Options = Options()) -> Table:
    """Return the table of standard duties over a draft and reference mandates."""
    from mandate_lint.compare import sideways
    from mandate_lint.derive import derive

    judged = judge(read_draft(draft, options), options)
    named = references(beside, options)
    catalogue = judged.rules.catalogue
    if not catalogue.special:  # a department without a catalogue: what its references have in common
        catalogue = derive(named, min_support=1).catalogue()
    return sideways((draft, judged.mandate), named, catalogue)


def references(paths: Sequence[str], options: Options = Options()) -> list[tuple[str, Mandate]]:
    """Return the reference mandates that paths and folders name. Raises InputError where one cannot be read."""
    unreadable: list[InputError] = []
    found = [(path, parse(read_draft(path, options))) for path in find_drafts(paths, unreadable)]
    if unreadable:
        raise unreadable[0]
    return found


def derived(
    mandates: Sequence[tuple[str, Mandate]], department: str | None = None, min_support: int | None = None,
    progress: Progress | None = None,
) -> Derivation:  # fmt: skip
    """Return the standard duties that reference mandates have in common."""
    from mandate_lint.derive import derive

    return derive(mandates, department, min_support, progress)


def updated(found: Derivation, path: str) -> Updated:
    """Return an older rule file brought up to date. Raises InputError."""
    from mandate_lint import yamlfile

    document = yamlfile.read(path)
    return found.update(document, yamlfile.decode(yamlfile.load(path), path))


def proved(path: str, mandates: Sequence[tuple[str, Mandate]]) -> tuple[Say, tuple[InputError, ...], tuple[InputError, ...]]:
    """Hold a rule file's anchors against references. Raises InputError.

    Return a summary, where they do not find what the evidence says, and that with mere remarks.
    """
    from mandate_lint import yamlfile
    from mandate_lint.derive import duties_of, prove, told
    from mandate_lint.derive import references as read_references

    document = yamlfile.read(path)
    proof = prove(duties_of(document), read_references(mandates))
    return proof.summary(), told(proof, document), told(proof, document, notes=True)


@lru_cache(maxsize=1)
def _standard_input() -> bytes:
    """Return all of standard input, however often it is asked for."""
    return sys.stdin.buffer.read(MAX_BYTES + 1)


def write_fixed(fixed: Fixed | FixedDocx) -> None:
    """Write a repaired draft in place. Raises InputError where that cannot be done."""
    from mandate_lint import fix

    if isinstance(fixed, fix.Fixed):
        fix.write(fixed)
    else:
        from mandate_lint.fix_docx import write

        write(fixed)


def fixed(
    paths: Sequence[str], options: Options = Options(), *, width: bool = False
) -> Iterator[Fixed | FixedDocx | InputError]:
    """Yield each draft with its safe repairs made, not yet written; or why it could not be read."""

    unreadable: list[InputError] = []
    for path in find_drafts(paths, unreadable):
        try:
            content = _standard_input() if path == "-" else load_bytes(path)
            source = read_bytes(content, options.stdin_filename if path == "-" else path)
            yield _settled(source, content, lambda draft: check_source(draft, options).findings, width)
        except InputError as error:
            yield error
    yield from unreadable


def _settled(
    source: Source, content: bytes, check: Callable[[Source], Sequence[Finding]], width: bool
) -> Fixed | FixedDocx:
    """Repair a text draft or a Word draft; the Word module is loaded for the latter alone."""
    if hasattr(source, "package"):
        from mandate_lint import fix_docx
        from mandate_lint.readers.docx import DocxSource

        assert isinstance(source, DocxSource)
        return fix_docx.settle(source, content, check)
    from mandate_lint.fix import settle

    return settle(source, content, check, width=width)


def write_atomically(path: str, content: str | bytes) -> None:
    """Write a file whole or not at all. Raises InputError where that cannot be done."""
    try:
        atomic.write(path, content.encode() if isinstance(content, str) else content)
    except OSError as error:
        reason = Say(f"不能写入（{error.strerror}）", f"cannot be written ({error.strerror})")
        raise InputError(reason, Say("请核对路径和权限", "check the path and your rights"), path=path) from None


def run_settings(paths: Sequence[str], options: Options) -> Mapping[str, Any]:
    """Return the settings that concern a whole run (format, fail-on, lang …): those of its first draft."""
    return settings_of(paths[0], options).options if paths else {}
