"""Looking at drafts: outline, coverage and compare."""

from __future__ import annotations

from typing import Any

import click

from mandate_lint.cli.options import (
    config_option,
    edition_option,
    format_option,
    judged_options,
    lang_option,
    option,
    profile_option,
    rules_option,
)
from mandate_lint.cli.output import LANG, emit, is_terminal, t


@click.command(help=t("列出对草案的理解：章节、职责、机构、编制。", "Print the mandate as it was understood."))
@click.argument("path")
@format_option("text", "json")
@profile_option
@rules_option
@config_option
@lang_option
def outline(path: str, **given: Any) -> None:
    """Print the outline of a draft."""
    from mandate_lint import api
    from mandate_lint.reports import outline as report

    options = judged_options(given).of(path)
    judged = api.judge(api.read_draft(path, options), options)
    department = judged.profile.department
    if given["form"] == "json":
        click.echo(report.as_json(judged.mandate, department, judged.standard), nl=False)
    else:
        click.echo(report.as_text(judged.mandate, department, judged.standard, given["lang"] or LANG), nl=False)


@click.command(help=t("职责与内设机构对照表。", "Print the duty × unit matrix."))
@click.argument("path")
@format_option("text", "json", "html")
@option("--output", metavar="FILE", zh="写入文件。", en="Write to a file.")
@profile_option
@rules_option
@config_option
@lang_option
def coverage(path: str, **given: Any) -> None:
    """Print which unit carries which duty."""
    from mandate_lint import api
    from mandate_lint.coverage import of
    from mandate_lint.reports import coverage_views as views

    options = judged_options(given).of(path)
    found = of(api.judge(api.read_draft(path, options), options).mandate)
    lang = given["lang"] or LANG
    if given["form"] == "html":
        from mandate_lint.reports.as_html import coverage_page

        emit(coverage_page(path, found.mandate, lang), given["output"])
    else:
        emit(views.as_json(found) if given["form"] == "json" else views.as_text(found, lang), given["output"])


@click.command(
    help=t(
        "比较两个版本（OLD NEW），或用 --with 与参照规定横向比较。",
        "Compare two versions (OLD NEW), or a draft with references (--with).",
    )
)
@click.argument("old")
@click.argument("new", nargs=-1)
@option("--with", "beside", multiple=True, metavar="REFERENCE", zh="参照规定，其后可再列。", en="A reference; more may follow it.")
@format_option("text", "json", "html")
@option("--output", metavar="FILE", zh="写入文件。", en="Write to a file.")
@profile_option
@edition_option
@rules_option
@config_option
@lang_option
def compare(old: str, new: tuple[str, ...], beside: tuple[str, ...], **given: Any) -> None:
    """Compare a draft with its revision, or with references."""
    from importlib import import_module

    from mandate_lint import api

    options = judged_options(given).of(old)
    if beside:
        outcome: object = api.compare_with(old, (*beside, *new), options)
    elif len(new) == 1:
        outcome = api.compare_versions(old, new[0], options)
    else:
        raise click.UsageError(t("请给出两个版本，或用 --with 给出参照规定", "give two versions, or references with --with"))
    lang = given["lang"] or LANG
    render = import_module(f"mandate_lint.reports.compare_{given['form'] or 'text'}").render
    emit(render(outcome, lang=lang, color=not given["output"] and is_terminal()), given["output"])
