"""How things are printed, and in which language."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from itertools import pairwise
from typing import Any, NoReturn

from mandate_lint.errors import InputError, Say


def asked_language(arguments: Iterable[str]) -> str:
    """Return the language of help texts and of errors met before the options are read."""
    words = list(arguments)
    english = "--lang=en" in words or any(pair == ("--lang", "en") for pair in pairwise(words))
    return "en" if english else "zh"


LANG = asked_language(sys.argv[1:])


def t(zh: str, en: str) -> str:
    return Say(zh, en).of(LANG)


def say(text: str, *, err: bool = False, end: str = "\n") -> None:
    """Print a text whatever the encoding of the stream can hold."""
    stream = sys.stderr if err else sys.stdout
    try:
        stream.write(text + end)
    except UnicodeEncodeError:
        stream.write((text + end).encode(stream.encoding, "replace").decode(stream.encoding))
    stream.flush()


def fail(message: str, code: int) -> NoReturn:
    """Say in one line what went wrong, and end."""
    say(printable(" ".join(message.split("\n"))), err=True)
    sys.exit(code)


def emit(content: str | bytes, output: str | None) -> None:
    if output:
        from mandate_lint.api import write_atomically

        write_atomically(output, content)
    elif isinstance(content, bytes):
        raise InputError(
            Say("这种格式要写入文件", "this format is written to a file"), Say("请用 --output 给出文件名", "name one with --output")
        )
    else:
        say(printable(content), end="")


def printable(text: str) -> str:
    """Return a text as UTF-8 can hold it: a file's name may be none."""
    return text.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def is_terminal() -> bool:
    return sys.stdout.isatty() and "NO_COLOR" not in os.environ and os.environ.get("TERM") != "dumb"


@contextmanager
def progress_bar(told: dict[str, Any]) -> Iterator[Callable[[int, int], None] | None]:
    """Give a progress bar on standard error where that is a terminal and the work is long."""
    if not sys.stderr.isatty() or told.get("quiet"):
        yield None
        return
    bar: list[Any] = []

    def progress(done: int, total: int) -> None:
        if total < 20:
            return
        if not bar:
            import click

            bar.append(click.progressbar(length=total, file=sys.stderr, show_pos=True))
            bar[0].__enter__()
        bar[0].update(1)

    try:
        yield progress
    finally:
        if bar:
            bar[0].__exit__(None, None, None)
