"""The main job: drafts in, a report and an exit code out."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, NoReturn

from mandate_lint.cli.output import LANG, emit, is_terminal, printable, progress_bar, say
from mandate_lint.errors import InputError, Say
from mandate_lint.records import replace

if TYPE_CHECKING:
    from mandate_lint.api import Options
    from mandate_lint.finding import Report
    from mandate_lint.fix import Fixed
    from mandate_lint.fix_docx import FixedDocx

FAIL_ON = ("error", "warning", "info", "never")


def check(paths: tuple[str, ...], given: Mapping[str, Any]) -> NoReturn:
    """Check drafts as the command's options ask, report, and end with the exit code."""
    from mandate_lint import api

    options = api.Options(
        profile=given.get("profile"), edition=given.get("edition"), rules=given.get("rules") or None,
        select=split(given.get("select", ())), ignore=split(given.get("ignore", ())), config=given.get("config"),
        stdin_filename=given.get("stdin_filename", "<stdin>"), fail_on=given.get("fail_on"),
        explain_spelling=given.get("explain_spelling", False), revisions=given.get("revisions"),
    )  # fmt: skip
    told = {key.replace("-", "_"): value for key, value in api.run_settings(paths, options).items()}
    told |= {key: value for key, value in given.items() if value is not None}
    told["format"] = given.get("form") or told.get("format", "text")
    options = replace(options, jobs=told.get("jobs", 1))
    if told.get("fix") and not told.get("diff"):
        _fix(paths, options, told)
    with progress_bar(told) as progress:
        report = api.check(*paths, options=options, progress=progress)
    report = _with_baseline(report, told)
    if told.get("diff"):
        emit("".join(_diffs(paths, options, told)), told.get("output"))
        _end(report, told)
    _finish(report, told)


def split(values: tuple[str, ...]) -> tuple[str, ...] | None:
    """Return what comma-separated values name, or None for nothing."""
    return tuple(one.strip() for value in values for one in value.split(",") if one.strip()) or None


def _fix(paths: tuple[str, ...], options: Options, told: dict[str, Any]) -> None:
    """Make the safe repairs in place; what cannot be read is named by the report that follows."""
    from mandate_lint import api

    if "-" in paths:
        raise InputError(
            Say("标准输入不能就地修改", "standard input cannot be changed in place"), Say("请改用 --diff", "use --diff"), path="-"
        )
    for fixed in api.fixed(paths, options, width=bool(told.get("fix_width"))):
        if not isinstance(fixed, InputError):
            _note(fixed, told)
            api.write_fixed(fixed)


def _diffs(paths: tuple[str, ...], options: Options, told: dict[str, Any]) -> Iterator[str]:
    """Yield what the safe repairs would change, draft by draft."""
    from mandate_lint import api, fix

    for fixed in api.fixed(paths, options, width=bool(told.get("fix_width"))):
        if not isinstance(fixed, InputError):
            _note(fixed, told)
            yield fix.diff(fixed)


def _note(fixed: Fixed | FixedDocx, told: dict[str, Any]) -> None:
    for note in fixed.notes():
        say(note.of(told.get("lang") or LANG), err=True)


def _with_baseline(report: Report, told: dict[str, Any]) -> Report:
    if not (told.get("baseline") or told.get("write_baseline")):
        return report
    from mandate_lint import baseline

    lang = told.get("lang") or LANG
    if path := told.get("write_baseline"):
        say(baseline.write(report, path).say().of(lang), err=True)
        return baseline.apply(report, path)
    return baseline.apply(report, told["baseline"])


def _finish(report: Report, told: dict[str, Any]) -> NoReturn:
    """Print or write the report, name what could not be read, and end with the exit code."""
    emit(_rendered(report, told, told.get("lang") or LANG), told.get("output"))
    _end(report, told)


def _end(report: Report, told: dict[str, Any]) -> NoReturn:
    """Name what could not be read, and end with the exit code."""
    for error in report.unreadable:
        say(printable(error.text(told.get("lang") or LANG)), err=True)
    sys.exit(_exit_code(report, told.get("fail_on") or "error"))


def _rendered(report: Report, told: dict[str, Any], lang: str) -> str | bytes:
    from mandate_lint.reports import renderer

    color = told.get("color") or "auto"
    is_coloured = color == "always" or (color == "auto" and not told.get("output") and is_terminal())
    return renderer(told["format"])(
        report, lang=lang, color=is_coloured, quiet=bool(told.get("quiet")), output=told.get("output"),
        track=bool(told.get("track")),
    )


def _exit_code(report: Report, fail_on: str) -> int:
    if report.unreadable:
        return 2
    failing = FAIL_ON[: FAIL_ON.index(fail_on) + 1] if fail_on != "never" else ()
    return int(any(finding.severity in failing for finding in report.findings))
