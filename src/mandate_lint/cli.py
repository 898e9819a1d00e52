"""The command line. Only here is anything printed, and only here does the program end."""

from __future__ import annotations

import sys
from typing import Any

import click

from mandate_lint import __version__
from mandate_lint.errors import InputError, Say

_SEVERITIES = ("error", "warning", "info", "never")
_FORMATS = ("text", "json")


class _Main(click.Group):
    """`mandate-lint PATH…` is short for `mandate-lint check PATH…`."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        if args and args[0] not in self.commands and args[0] not in ("--help", "-h", "--version"):
            args = ["check", *args]
        return super().parse_args(ctx, args)


@click.group(cls=_Main, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="mandate-lint")
def main() -> None:
    """Check 三定 mandates: mandate-lint draft.txt"""


@main.command()
@click.argument("paths", nargs=-1, required=True, metavar="PATH…")
@click.option("--format", "form", type=click.Choice(_FORMATS), default="text")
@click.option("--output")
@click.option("--profile", default="auto")
@click.option("--edition")
@click.option("--rules", multiple=True)
@click.option("--select", multiple=True)
@click.option("--ignore", multiple=True)
@click.option("--fail-on", type=click.Choice(_SEVERITIES), default="error")
@click.option("--lang", type=click.Choice(("zh", "en")), default="zh")
@click.option("--color", type=click.Choice(("auto", "always", "never")), default="auto")
@click.option("--quiet", is_flag=True)
@click.option("--jobs", type=click.IntRange(0), default=1)
@click.option("--stdin-filename", default="<stdin>")
def check(paths: tuple[str, ...], form: str, output: str | None, fail_on: str, lang: str, color: str, quiet: bool, **given: Any) -> None:
    """Check drafts."""
    from mandate_lint import api
    from mandate_lint.reports import renderer

    options = api.Options(
        profile=given["profile"], edition=given["edition"], rules=given["rules"],
        select=_split(given["select"]), ignore=_split(given["ignore"]), jobs=given["jobs"],
        extra={"stdin-filename": given["stdin_filename"]},
    )  # fmt: skip
    report = api.check(*paths, options=options)
    is_coloured = color == "always" or color == "auto" and not output and sys.stdout.isatty()
    text = renderer(form)(report, lang=lang, color=is_coloured, quiet=quiet)
    click.echo(text, nl=False)
    for error in report.unreadable:
        click.echo(error.text(lang), err=True)
    sys.exit(_exit_code(report, fail_on))


def _split(values: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(one.strip() for value in values for one in value.split(",") if one.strip())


def _exit_code(report: Any, fail_on: str) -> int:
    if report.unreadable:
        return 2
    if fail_on == "never":
        return 0
    failing = _SEVERITIES[: _SEVERITIES.index(fail_on) + 1]
    return int(any(finding.severity in failing for finding in report.findings))


def run() -> None:
    """Run the program: the console script."""
    try:
        main(standalone_mode=False)
    except click.ClickException as error:
        error.show()
        sys.exit(2)
    except InputError as error:
        click.echo(error.text(), err=True)
        sys.exit(2)
