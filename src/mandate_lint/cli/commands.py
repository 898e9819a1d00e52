"""The commands and how they are asked for."""

from __future__ import annotations

import sys
from importlib import import_module

import click

from mandate_lint import __version__
from mandate_lint.cli import COMMANDS
from mandate_lint.cli.output import fail, say, t


class _Main(click.Group):
    """`mandate-lint PATH…` is short for `mandate-lint check PATH…`."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module = import_module(f"mandate_lint.cli.{COMMANDS[cmd_name]}")
        return next(one for one in vars(module).values() if isinstance(one, click.Command) and one.name == cmd_name)

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        if args and args[0] not in COMMANDS and args[0] not in ("--help", "-h", "--version"):
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


def run(arguments: list[str] | None = None) -> None:
    """Run what the arguments ask for; what click refuses is said in one line."""
    try:
        main(arguments, prog_name="mandate-lint", standalone_mode=False)
    except click.exceptions.NoArgsIsHelpError as error:
        say(error.format_message(), err=True)
        sys.exit(2)
    except click.exceptions.Exit as ended:
        sys.exit(ended.exit_code)
    except click.ClickException as error:
        hint = t("用法见 mandate-lint --help", "see mandate-lint --help")
        fail(f"mandate-lint: {' '.join(error.format_message().split())}; {hint}", 2)
    except click.Abort:
        raise KeyboardInterrupt from None
