"""The options that commands share."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import click

from mandate_lint.cli.output import t

if TYPE_CHECKING:
    from mandate_lint.api import Options


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


def judged_options(given: dict[str, Any]) -> Options:
    from mandate_lint.api import Options

    return Options(
        profile=given.get("profile"), edition=given.get("edition"), rules=given.get("rules") or None,
        config=given.get("config"),
    )  # fmt: skip
