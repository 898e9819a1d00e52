"""The command line. Only here is anything printed, and only here does the program end."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Sequence

from mandate_lint.cli.output import LANG, fail, t
from mandate_lint.errors import InputError

# Each command and the module that holds it; a module is imported when its command is asked for.
COMMANDS = {
    "check": "checking", "outline": "views", "coverage": "views", "compare": "views", "rules": "rulesets",
    "explain": "rulesets", "derive": "rulesets", "words": "rulesets",
}  # fmt: skip


def run() -> None:
    """Run the program. Exit codes: 0 clean, 1 findings, 2 bad input or usage, 3 a crash."""
    try:
        if _are_paths(sys.argv[1:]):
            from mandate_lint.cli.running import check

            check(tuple(sys.argv[1:]), {})
        from mandate_lint.cli.commands import run as run_command

        run_command()
    except InputError as error:
        fail(error.text(LANG), 2)
    except KeyboardInterrupt:
        fail(t("已中断", "interrupted"), 130)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    except Exception as error:
        if "MANDATE_LINT_DEBUG" in os.environ:
            raise
        what = f"{type(error).__name__}: {error}"
        zh = f"mandate-lint 自身出错（{what}）；请设 MANDATE_LINT_DEBUG=1 重试并报告"
        en = f"mandate-lint crashed ({what}); run again with MANDATE_LINT_DEBUG=1 and report it"
        fail(t(zh, en), 3)


def _are_paths(arguments: Sequence[str]) -> bool:
    """Tell whether drafts are named and nothing else is asked, as a pre-commit hook does.

    Then there is nothing for click to do, whose import takes longer than Python to start. On Windows
    it also expands `*`.
    """
    is_plain = all(one == "-" or (one and not one.startswith("-")) for one in arguments)
    is_completion = "_MANDATE_LINT_COMPLETE" in os.environ
    return is_plain and bool(arguments) and arguments[0] not in COMMANDS and not is_completion and os.name != "nt"


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
