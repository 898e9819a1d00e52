"""The main job: `mandate-lint check`."""

from __future__ import annotations

from typing import Any

import click

from mandate_lint.cli import running
from mandate_lint.cli.options import (
    config_option,
    edition_option,
    format_option,
    lang_option,
    option,
    profile_option,
    rules_option,
)
from mandate_lint.cli.output import t
from mandate_lint.cli.running import FAIL_ON

FORMATS = ("text", "json", "sarif", "github", "junit", "markdown", "html", "word", "errata")


@click.command(help=t("检查草案；文件夹会被查找，“-”为标准输入。", "Check drafts; folders are searched, - is standard input."))
@click.argument("paths", nargs=-1, required=True, metavar="PATH…")
@format_option(*FORMATS)
@option("--output", metavar="FILE", zh="写入文件，整写或不写。", en="Write to a file, whole or not at all.")
@profile_option
@edition_option
@rules_option
@option("--select", multiple=True, metavar="RULE,…", zh="只用这些规则。", en="Use these rules only.")
@option("--ignore", multiple=True, metavar="RULE,…", zh="不用这些规则。", en="Leave these rules out.")
@option("--fail-on", type=click.Choice(FAIL_ON), zh="达到此级别时退出码为 1（默认 error）。", en="Level that makes the exit code 1 (default error).")
@option("--baseline", metavar="FILE", zh="不报基线中已有的问题。", en="Leave out what the baseline has.")
@option("--fix", is_flag=True, default=None, zh="就地作稳妥的修改。", en="Make safe repairs in place.")
@option("--fix-width", is_flag=True, default=None, zh="同时把半角标点改为全角。", en="Repair half-width punctuation too.")
@option("--diff", is_flag=True, default=None, zh="只显示 --fix 会改什么。", en="Show what --fix would change.")
@option("--track", is_flag=True, zh="word 格式：把稳妥的修改写成修订。", en="Format word: write safe repairs as tracked changes.")
@option("--revisions", type=click.Choice(("final", "original")), zh="Word 修订：按修订后（默认）或修订前的文本。", en="Tracked changes of Word drafts: read as final (default) or original.")
@option("--write-baseline", metavar="FILE", zh="把现有问题写成基线。", en="Write what is found as a baseline.")
@lang_option
@config_option
@option("--color", type=click.Choice(("auto", "always", "never")), zh="颜色。", en="Colour.")
@option("--quiet", is_flag=True, default=None, zh="只列问题。", en="Findings only.")
@option("--explain-spelling", is_flag=True, zh="列出疑似错字的各项得分。", en="Show the scores of suspected typos.")
@option("--jobs", type=click.IntRange(0), zh="进程数，0 为全部核心。", en="Processes; 0 takes all cores.")
@option("--stdin-filename", default="<stdin>", zh="标准输入的文件名。", en="Name for standard input.")
def check(paths: tuple[str, ...], **given: Any) -> None:
    """Check drafts and report."""
    running.check(paths, given)
