"""`python -m mandate_lint`."""

from mandate_lint.cli import program

if __name__ == "__main__":
    program()
