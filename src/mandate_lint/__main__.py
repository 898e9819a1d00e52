"""`python -m mandate_lint`."""

from mandate_lint.cli import run

run()
