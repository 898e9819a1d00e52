"""The command line. Only here is anything printed, and only here does the program end."""

from __future__ import annotations

import gc
import os
import sys
from importlib import import_module

import click

from mandate_lint import __version__
from mandate_lint.cli.options import LANG, printable, t
from mandate_lint.errors import InputError

# Each command and the module that holds it; a module is imported when its command is asked for.
_COMMANDS = {
    "check": "checking", "outline": "views", "coverage": "views", "compare": "views", "rules": "rulesets",
    "explain": "rulesets", "derive": "rulesets", "words": "rulesets",
}  # fmt: skip


class _Main(click.Group):
    """`mandate-lint PATH…` is short for `mandate-lint check PATH…`."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in _COMMANDS:
            return None
        module = import_module(f"{__name__}.{_COMMANDS[cmd_name]}")
        return next(one for one in vars(module).values() if isinstance(one, click.Command) and one.name == cmd_name)

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        if args and args[0] not in _COMMANDS and args[0] not in ("--help", "-h", "--version"):
            args = ["--help"] if "--help" in args else ["check", *args]
        return super().parse_args(ctx, args)


@click.group(
    cls=_Main,
    context_settings={"help_option_names": ["-h", "--help"]},
    help=t(
        "检查“三定”规定（职能配置、内设机构和人员编制规定）。\n\nmandate-lint PATH… 等于 mandate-lint check PATH…。",
        "Check 三定 mandates (duties, internal units and posts of Chinese agencies).\n\n"
        "mandate-lint PATH… is short for mandate-lint check PATH….",
    ),
)
@click.version_option(__version__, prog_name="mandate-lint")
def main() -> None:
    """Hold the commands."""


def run() -> None:
    """Run the program. Exit codes: 0 clean, 1 findings, 2 bad input or usage, 3 a crash."""
    try:
        main(prog_name="mandate-lint", standalone_mode=False)
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.format_message(), err=True)
        sys.exit(2)
    except click.exceptions.Exit as ended:
        sys.exit(ended.exit_code)
    except click.ClickException as error:
        hint = t("用法见 mandate-lint --help", "see mandate-lint --help")
        _fail(f"mandate-lint: {' '.join(error.format_message().split())}; {hint}", 2)
    except InputError as error:
        _fail(error.text(LANG), 2)
    except (KeyboardInterrupt, click.Abort):
        _fail(t("已中断", "interrupted"), 130)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    except Exception as error:
        if "MANDATE_LINT_DEBUG" in os.environ:
            raise
        what = f"{type(error).__name__}: {error}"
        zh = f"mandate-lint 自身出错（{what}）；请设 MANDATE_LINT_DEBUG=1 重试并报告"
        en = f"mandate-lint crashed ({what}); run again with MANDATE_LINT_DEBUG=1 and report it"
        _fail(t(zh, en), 3)


def program() -> None:
    """Run as a process of its own: the console script.

    It ends without taking the interpreter down piece by piece, which would cost as much as the check.
    """
    gc.set_threshold(100_000)  # nearly all that a run makes lives to its end
    code: object = 0
    try:
        run()
    except SystemExit as ended:
        code = ended.code
    sys.stdout.flush()
    sys.stderr.flush()
    if "mandate_lint.patterns" in sys.modules:
        sys.modules["mandate_lint.patterns"].keep()
    os._exit(code if isinstance(code, int) else int(code is not None))


def _fail(message: str, code: int) -> None:
    click.echo(printable(" ".join(message.split("\n"))), err=True)
    sys.exit(code)
