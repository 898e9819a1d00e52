"""The main job: `mandate-lint check`."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import click

from mandate_lint.cli.options import (
    LANG,
    config_option,
    edition_option,
    emit,
    format_option,
    is_terminal,
    lang_option,
    option,
    printable,
    profile_option,
    progress_bar,
    rules_option,
    split,
    t,
)
from mandate_lint.errors import InputError, Say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mandate_lint.api import Options
    from mandate_lint.finding import Report
    from mandate_lint.fix import Fixed
    from mandate_lint.fix_docx import FixedDocx


FORMATS = ("text", "json", "sarif", "github", "junit", "markdown", "html", "word", "errata")
FAIL_ON = ("error", "warning", "info", "never")


@click.command(help=t("检查草案；文件夹会被查找，“-”为标准输入。", "Check drafts; folders are searched, - is standard input."))
@click.argument("paths", nargs=-1, required=True, metavar="PATH…")
@format_option(*FORMATS)
@option("--output", metavar="FILE", zh="写入文件，整写或不写。", en="Write to a file, whole or not at all.")
@profile_option
@edition_option
@rules_option
@option("--select", multiple=True, metavar="RULE,…", zh="只用这些规则。", en="Use these rules only.")
@option("--ignore", multiple=True, metavar="RULE,…", zh="不用这些规则。", en="Leave these rules out.")
@option("--fail-on", type=click.Choice(FAIL_ON), zh="达到此级别时退出码为 1（默认 error）。", en="Level that makes the exit code 1 (default error).")
@option("--baseline", metavar="FILE", zh="不报基线中已有的问题。", en="Leave out what the baseline has.")
@option("--fix", is_flag=True, default=None, zh="就地作稳妥的修改。", en="Make safe repairs in place.")
@option("--fix-width", is_flag=True, default=None, zh="同时把半角标点改为全角。", en="Repair half-width punctuation too.")
@option("--diff", is_flag=True, default=None, zh="只显示 --fix 会改什么。", en="Show what --fix would change.")
@option("--track", is_flag=True, zh="word 格式：把稳妥的修改写成修订。", en="Format word: write safe repairs as tracked changes.")
@option("--revisions", type=click.Choice(("final", "original")), zh="Word 修订：按修订后（默认）或修订前的文本。", en="Tracked changes of Word drafts: read as final (default) or original.")
@option("--write-baseline", metavar="FILE", zh="把现有问题写成基线。", en="Write what is found as a baseline.")
@lang_option
@config_option
@option("--color", type=click.Choice(("auto", "always", "never")), zh="颜色。", en="Colour.")
@option("--quiet", is_flag=True, default=None, zh="只列问题。", en="Findings only.")
@option("--explain-spelling", is_flag=True, zh="列出疑似错字的各项得分。", en="Show the scores of suspected typos.")
@option("--jobs", type=click.IntRange(0), zh="进程数，0 为全部核心。", en="Processes; 0 takes all cores.")
@option("--stdin-filename", default="<stdin>", zh="标准输入的文件名。", en="Name for standard input.")
def check(paths: tuple[str, ...], **given: Any) -> None:
    """Check drafts and report."""
    from mandate_lint import api

    options = api.Options(
        profile=given["profile"], edition=given["edition"], rules=given["rules"] or None,
        select=split(given["select"]), ignore=split(given["ignore"]), config=given["config"],
        stdin_filename=given["stdin_filename"], fail_on=given["fail_on"], explain_spelling=given["explain_spelling"],
        revisions=given["revisions"],
    )  # fmt: skip
    told = {key.replace("-", "_"): value for key, value in api.run_settings(paths, options).items()}
    told |= {key: value for key, value in given.items() if value is not None}
    told["format"] = given["form"] or told.get("format", "text")
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
        click.echo(note.of(told.get("lang") or LANG), err=True)


def _with_baseline(report: Report, told: dict[str, Any]) -> Report:
    if not (told.get("baseline") or told.get("write_baseline")):
        return report
    from mandate_lint import baseline

    lang = told.get("lang") or LANG
    if path := told.get("write_baseline"):
        click.echo(baseline.write(report, path).say().of(lang), err=True)
        return baseline.apply(report, path)
    return baseline.apply(report, told["baseline"])


def _finish(report: Report, told: dict[str, Any]) -> None:
    """Print or write the report, name what could not be read, and end with the exit code."""
    emit(_rendered(report, told, told.get("lang") or LANG), told.get("output"))
    _end(report, told)


def _end(report: Report, told: dict[str, Any]) -> None:
    """Name what could not be read, and end with the exit code."""
    for error in report.unreadable:
        click.echo(printable(error.text(told.get("lang") or LANG)), err=True)
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
