"""What the commands share: the language, the options, and how things are printed."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import click

from mandate_lint.errors import InputError, Say

if TYPE_CHECKING:
    from mandate_lint.api import Options


def asked_language(arguments: Iterable[str]) -> str:
    """Return the language of help texts and of errors met before the options are read."""
    words = list(arguments)
    english = "--lang=en" in words or any(pair == ("--lang", "en") for pair in pairwise(words))
    return "en" if english else "zh"


LANG = asked_language(sys.argv[1:])


def t(zh: str, en: str) -> str:
    return Say(zh, en).of(LANG)


def option(*names: str, zh: str, en: str, **more: Any) -> Callable[[Any], Any]:
    return click.option(*names, help=t(zh, en), **more)


lang_option = option("--lang", type=click.Choice(("zh", "en")), zh="消息的语言。", en="Language of messages.")
profile_option = option("--profile", zh="规则方案（默认 auto：按机构和文本选）。", en="Profile (default auto: by agency and text).")
edition_option = option("--edition", zh="机构改革版本，如 2023。", en="Edition of the reform, such as 2023.")
rules_option = option(
    "--rules", multiple=True, metavar="PATH", zh="自己的规则集，可多次给出。", en="A rule set of your own; repeatable."
)
config_option = option("--config", metavar="FILE", zh="设置文件。", en="Settings file.")


def format_option(*names: str) -> Callable[[Any], Any]:
    return option("--format", "form", type=click.Choice(names), zh="输出格式（默认 text）。", en="Output format (default text).")


def emit(content: str | bytes, output: str | None) -> None:
    if output:
        from mandate_lint.api import write_atomically

        write_atomically(output, content)
    elif isinstance(content, bytes):
        raise InputError(
            Say("这种格式要写入文件", "this format is written to a file"), Say("请用 --output 给出文件名", "name one with --output")
        )
    else:
        click.echo(printable(content), nl=False)


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
            bar.append(click.progressbar(length=total, file=sys.stderr, show_pos=True))
            bar[0].__enter__()
        bar[0].update(1)

    try:
        yield progress
    finally:
        if bar:
            bar[0].__exit__(None, None, None)


def split(values: tuple[str, ...]) -> tuple[str, ...] | None:
    return tuple(one.strip() for value in values for one in value.split(",") if one.strip()) or None


def judged_options(given: dict[str, Any]) -> Options:
    from mandate_lint.api import Options

    return Options(
        profile=given.get("profile"), edition=given.get("edition"), rules=given.get("rules") or None,
        config=given.get("config"),
    )  # fmt: skip
