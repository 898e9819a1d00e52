"""The command line. Only here is anything printed, and only here does the program end."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable
from contextlib import contextmanager
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import click

from mandate_lint import __version__
from mandate_lint.errors import InputError, Say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mandate_lint.api import Options
    from mandate_lint.finding import Report
    from mandate_lint.fix import Fixed
    from mandate_lint.fix_docx import FixedDocx

FORMATS = ("text", "json", "sarif", "github", "junit", "markdown", "html", "word", "errata")
FAIL_ON = ("error", "warning", "info", "never")


def _asked_language(arguments: Iterable[str]) -> str:
    """Return the language of help texts and of errors met before the options are read."""
    words = list(arguments)
    english = "--lang=en" in words or any(pair == ("--lang", "en") for pair in pairwise(words))
    return "en" if english else "zh"


_LANG = _asked_language(sys.argv[1:])


def _t(zh: str, en: str) -> str:
    return Say(zh, en).of(_LANG)


class _Main(click.Group):
    """`mandate-lint PATH…` is short for `mandate-lint check PATH…`."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        own = ("--help", "-h", "--version")
        if args and args[0] not in self.commands and not any(word in own for word in args[:1]):
            args = ["check", *args]
        if "--help" in args and args[:1] == ["check"] and "check" not in sys.argv[1:]:
            args = ["--help"]
        return super().parse_args(ctx, args)


def _option(*names: str, zh: str, en: str, **more: Any) -> Callable[[Any], Any]:
    return click.option(*names, help=_t(zh, en), **more)


_lang = _option("--lang", type=click.Choice(("zh", "en")), zh="消息的语言。", en="Language of messages.")
_profile = _option("--profile", zh="规则方案（默认 auto：按机构和文本选）。", en="Profile (default auto: by agency and text).")
_edition = _option("--edition", zh="机构改革版本，如 2023。", en="Edition of the reform, such as 2023.")
_rules = _option(
    "--rules", multiple=True, metavar="PATH", zh="自己的规则集，可多次给出。", en="A rule set of your own; repeatable."
)
_config = _option("--config", metavar="FILE", zh="设置文件。", en="Settings file.")


def _format(*names: str) -> Callable[[Any], Any]:
    return _option("--format", "form", type=click.Choice(names), zh="输出格式（默认 text）。", en="Output format (default text).")


@click.group(
    cls=_Main,
    context_settings={"help_option_names": ["-h", "--help"]},
    help=_t(
        "检查“三定”规定（职能配置、内设机构和人员编制规定）。\n\nmandate-lint PATH… 等于 mandate-lint check PATH…。",
        "Check 三定 mandates (duties, internal units and posts of Chinese agencies).\n\n"
        "mandate-lint PATH… is short for mandate-lint check PATH….",
    ),
)
@click.version_option(__version__, prog_name="mandate-lint")
def main() -> None:
    """Hold the commands."""


@main.command(help=_t("检查草案；文件夹会被查找，“-”为标准输入。", "Check drafts; folders are searched, - is standard input."))
@click.argument("paths", nargs=-1, required=True, metavar="PATH…")
@_format(*FORMATS)
@_option("--output", metavar="FILE", zh="写入文件，整写或不写。", en="Write to a file, whole or not at all.")
@_profile
@_edition
@_rules
@_option("--select", multiple=True, metavar="RULE,…", zh="只用这些规则。", en="Use these rules only.")
@_option("--ignore", multiple=True, metavar="RULE,…", zh="不用这些规则。", en="Leave these rules out.")
@_option("--fail-on", type=click.Choice(FAIL_ON), zh="达到此级别时退出码为 1（默认 error）。", en="Level that makes the exit code 1 (default error).")
@_option("--baseline", metavar="FILE", zh="不报基线中已有的问题。", en="Leave out what the baseline has.")
@_option("--fix", is_flag=True, default=None, zh="就地作稳妥的修改。", en="Make safe repairs in place.")
@_option("--fix-width", is_flag=True, default=None, zh="同时把半角标点改为全角。", en="Repair half-width punctuation too.")
@_option("--diff", is_flag=True, default=None, zh="只显示 --fix 会改什么。", en="Show what --fix would change.")
@_option("--track", is_flag=True, zh="word 格式：把稳妥的修改写成修订。", en="Format word: write safe repairs as tracked changes.")
@_option("--revisions", type=click.Choice(("final", "original")), zh="Word 修订：按修订后（默认）或修订前的文本。", en="Tracked changes of Word drafts: read as final (default) or original.")
@_option("--write-baseline", metavar="FILE", zh="把现有问题写成基线。", en="Write what is found as a baseline.")
@_lang
@_config
@_option("--color", type=click.Choice(("auto", "always", "never")), zh="颜色。", en="Colour.")
@_option("--quiet", is_flag=True, default=None, zh="只列问题。", en="Findings only.")
@_option("--explain-spelling", is_flag=True, zh="列出疑似错字的各项得分。", en="Show the scores of suspected typos.")
@_option("--jobs", type=click.IntRange(0), zh="进程数，0 为全部核心。", en="Processes; 0 takes all cores.")
@_option("--stdin-filename", default="<stdin>", zh="标准输入的文件名。", en="Name for standard input.")
def check(paths: tuple[str, ...], **given: Any) -> None:
    """Check drafts and report."""
    from mandate_lint import api

    options = api.Options(
        profile=given["profile"], edition=given["edition"], rules=given["rules"] or None,
        select=_split(given["select"]), ignore=_split(given["ignore"]), config=given["config"],
        stdin_filename=given["stdin_filename"], fail_on=given["fail_on"], explain_spelling=given["explain_spelling"],
        revisions=given["revisions"],
    )  # fmt: skip
    told = {key.replace("-", "_"): value for key, value in api.run_settings(paths, options).items()}
    told |= {key: value for key, value in given.items() if value is not None}
    told["format"] = given["form"] or told.get("format", "text")
    options = replace(options, jobs=told.get("jobs", 1))
    if told.get("fix") and not told.get("diff"):
        _fix(paths, options, told)
    with _progress(told) as progress:
        report = api.check(*paths, options=options, progress=progress)
    report = _with_baseline(report, told)
    if told.get("diff"):
        _emit("".join(_diffs(paths, options, told)), told.get("output"))
        _end(report, told)
    _finish(report, told)


def _fix(paths: tuple[str, ...], options: Options, told: dict[str, Any]) -> None:
    """Make the safe repairs in place; what cannot be read is named by the report that follows."""
    from mandate_lint import api

    if "-" in paths:
        raise InputError(
            Say("标准输入不能就地修改", "standard input cannot be changed in place"), Say("请改用 --diff", "use --diff"), path="-"
        )
    for fixed in api.fixed(paths, options, width=bool(told.get("fix_width"))):
        if not isinstance(fixed, InputError):
            _note(fixed, told)
            api.write_fixed(fixed)


def _diffs(paths: tuple[str, ...], options: Options, told: dict[str, Any]) -> Iterator[str]:
    """Yield what the safe repairs would change, draft by draft."""
    from mandate_lint import api, fix

    for fixed in api.fixed(paths, options, width=bool(told.get("fix_width"))):
        if not isinstance(fixed, InputError):
            _note(fixed, told)
            yield fix.diff(fixed)


def _note(fixed: Fixed | FixedDocx, told: dict[str, Any]) -> None:
    for note in fixed.notes():
        click.echo(note.of(told.get("lang") or _LANG), err=True)


def _with_baseline(report: Report, told: dict[str, Any]) -> Report:
    from mandate_lint import baseline

    lang = told.get("lang") or _LANG
    if path := told.get("write_baseline"):
        click.echo(baseline.write(report, path).say().of(lang), err=True)
        return baseline.apply(report, path)
    return baseline.apply(report, told["baseline"]) if told.get("baseline") else report


def _finish(report: Report, told: dict[str, Any]) -> None:
    """Print or write the report, name what could not be read, and end with the exit code."""
    _emit(_rendered(report, told, told.get("lang") or _LANG), told.get("output"))
    _end(report, told)


def _end(report: Report, told: dict[str, Any]) -> None:
    """Name what could not be read, and end with the exit code."""
    for error in report.unreadable:
        click.echo(_printable(error.text(told.get("lang") or _LANG)), err=True)
    sys.exit(_exit_code(report, told.get("fail_on") or "error"))


def _rendered(report: Report, told: dict[str, Any], lang: str) -> str | bytes:
    from mandate_lint.reports import renderer

    color = told.get("color") or "auto"
    is_coloured = color == "always" or (color == "auto" and not told.get("output") and _is_terminal())
    return renderer(told["format"])(
        report, lang=lang, color=is_coloured, quiet=bool(told.get("quiet")), output=told.get("output"),
        track=bool(told.get("track")),
    )


def _emit(content: str | bytes, output: str | None) -> None:
    if output:
        from mandate_lint.api import write_atomically

        write_atomically(output, content)
    elif isinstance(content, bytes):
        raise InputError(
            Say("这种格式要写入文件", "this format is written to a file"), Say("请用 --output 给出文件名", "name one with --output")
        )
    else:
        click.echo(_printable(content), nl=False)


def _printable(text: str) -> str:
    """Return a text as UTF-8 can hold it: a file's name may be none."""
    return text.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def _is_terminal() -> bool:
    return sys.stdout.isatty() and "NO_COLOR" not in os.environ and os.environ.get("TERM") != "dumb"


@contextmanager
def _progress(told: dict[str, Any]) -> Iterator[Callable[[int, int], None] | None]:
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


def _split(values: tuple[str, ...]) -> tuple[str, ...] | None:
    return tuple(one.strip() for value in values for one in value.split(",") if one.strip()) or None


def _exit_code(report: Report, fail_on: str) -> int:
    if report.unreadable:
        return 2
    failing = FAIL_ON[: FAIL_ON.index(fail_on) + 1] if fail_on != "never" else ()
    return int(any(finding.severity in failing for finding in report.findings))


def _judged_options(given: dict[str, Any]) -> Options:
    from mandate_lint.api import Options

    return Options(
        profile=given.get("profile"), edition=given.get("edition"), rules=given.get("rules") or None,
        config=given.get("config"),
    )  # fmt: skip


@main.command(help=_t("列出对草案的理解：章节、职责、机构、编制。", "Print the mandate as it was understood."))
@click.argument("path")
@_format("text", "json")
@_profile
@_rules
@_config
@_lang
def outline(path: str, **given: Any) -> None:
    """Print the outline of a draft."""
    from mandate_lint import api
    from mandate_lint.reports import outline as report

    options = _judged_options(given).of(path)
    judged = api.judge(api.read_draft(path, options), options)
    department = judged.profile.department
    if given["form"] == "json":
        click.echo(report.as_json(judged.mandate, department, judged.standard), nl=False)
    else:
        click.echo(report.as_text(judged.mandate, department, judged.standard, given["lang"] or _LANG), nl=False)


@main.command(help=_t("职责与内设机构对照表。", "Print the duty × unit matrix."))
@click.argument("path")
@_format("text", "json", "html")
@_option("--output", metavar="FILE", zh="写入文件。", en="Write to a file.")
@_profile
@_rules
@_config
@_lang
def coverage(path: str, **given: Any) -> None:
    """Print which unit carries which duty."""
    from mandate_lint import api
    from mandate_lint.coverage import of
    from mandate_lint.reports import coverage_views as views

    options = _judged_options(given).of(path)
    found = of(api.judge(api.read_draft(path, options), options).mandate)
    lang = given["lang"] or _LANG
    if given["form"] == "html":
        from mandate_lint.reports.as_html import coverage_page

        _emit(coverage_page(path, found.mandate, lang), given["output"])
    else:
        _emit(views.as_json(found) if given["form"] == "json" else views.as_text(found, lang), given["output"])


@main.command("rules", help=_t("列出规则；--check 检查规则集。", "List the rules; --check validates rule sets."))
@click.argument("paths", nargs=-1, metavar="[PATH…]")
@_option("--check", "is_check", is_flag=True, zh="检查规则集（默认内置规则集）。", en="Validate rule sets (default: the built-in ones).")
@_format("text", "json")
@_profile
@_rules
@_lang
def rules_(paths: tuple[str, ...], is_check: bool, **given: Any) -> None:
    """List the rules, or check rule sets."""
    from mandate_lint import explain, ruleset

    lang = given["lang"] or _LANG
    if is_check:
        from mandate_lint.rules_check import check_rules

        errors = check_rules(paths or (ruleset.built_in_folder(),))
        for error in errors:
            click.echo(error.text(lang))
        if not errors:
            click.echo(Say("规则集无误。", "The rule sets are sound.").of(lang))
        sys.exit(2 if errors else 0)
    sets = ("general",) if (given["profile"] or "").startswith("general") else ("general", "science")
    found = ruleset.load(sets, (*given["rules"], *paths)).rules
    click.echo((explain.as_json if given["form"] == "json" else explain.listing)(found, lang), nl=False)


@main.command(help=_t("讲解一条规则：缘由、出处、例子、如何豁免。", "One rule in full: why, source, examples, how to waive it."))
@click.argument("rule")
@_rules
@_lang
def explain(rule: str, **given: Any) -> None:
    """Explain a rule."""
    from mandate_lint import explain as explained
    from mandate_lint import ruleset
    from mandate_lint.schema import did_you_mean

    found = ruleset.load(("general", "science"), given["rules"]).by_id
    if rule not in found:
        raise InputError(Say(f"没有规则“{rule}”", f"there is no rule {rule!r}"), did_you_mean(rule, sorted(found)))
    click.echo(explained.text(found[rule], given["lang"] or _LANG), nl=False)


@main.group(help=_t("团队词表：错字检测不报这些词。", "The team's own words, which the spelling detector respects."))
def words() -> None:
    """Hold the commands on the word list."""


@words.command("add", help=_t("把词记入 .mandate-lint.yaml。", "Add words to .mandate-lint.yaml."))
@click.argument("new", nargs=-1, required=True, metavar="WORD…")
@_config
@_lang
def words_add(new: tuple[str, ...], config: str | None, lang: str | None) -> None:
    """Add words to the settings file."""
    from mandate_lint import wordlist

    path = config or wordlist.settings_file(".")
    added = wordlist.add(new, path)
    zh = f"{path}：新增 {len(added)} 个词" + (f"：{'、'.join(added)}" if added else "，都已在词表中")
    en = f"{path}: {len(added)} new" + (f": {', '.join(added)}" if added else ", all were there")
    click.echo(Say(zh, en).of(lang or _LANG))


@words.command("list", help=_t("列出词表。", "List the words."))
@_config
def words_list(config: str | None) -> None:
    """List the words of the settings file."""
    from mandate_lint import wordlist

    for word in wordlist.listed(config or wordlist.settings_file(".")):
        click.echo(word)


@main.command(
    help=_t(
        "比较两个版本（OLD NEW），或用 --with 与参照规定横向比较。",
        "Compare two versions (OLD NEW), or a draft with references (--with).",
    )
)
@click.argument("old")
@click.argument("new", nargs=-1)
@_option("--with", "beside", multiple=True, metavar="REFERENCE", zh="参照规定，其后可再列。", en="A reference; more may follow it.")
@_format("text", "json", "html")
@_option("--output", metavar="FILE", zh="写入文件。", en="Write to a file.")
@_profile
@_edition
@_rules
@_config
@_lang
def compare(old: str, new: tuple[str, ...], beside: tuple[str, ...], **given: Any) -> None:
    """Compare a draft with its revision, or with references."""
    from importlib import import_module

    from mandate_lint import api

    options = _judged_options(given).of(old)
    if beside:
        outcome: object = api.compare_with(old, (*beside, *new), options)
    elif len(new) == 1:
        outcome = api.compare_versions(old, new[0], options)
    else:
        raise click.UsageError(_t("请给出两个版本，或用 --with 给出参照规定", "give two versions, or references with --with"))
    lang = given["lang"] or _LANG
    render = import_module(f"mandate_lint.reports.compare_{given['form'] or 'text'}").render
    _emit(render(outcome, lang=lang, color=not given["output"] and _is_terminal()), given["output"])


@main.command(help=_t("从参照规定归纳规则集（标准职责及其出处）。", "Derive a rule set out of reference mandates."))
@click.argument("references", nargs=-1, required=True, metavar="REFERENCE…")
@_option("-o", "--output", metavar="RULES.yaml", zh="写入规则集。", en="Write the rule set.")
@_option("--department", metavar="NAME", zh="部门名称。", en="Name of the department.")
@_option("--min-support", type=click.IntRange(1), zh="至少几份参照规定有此职责。", en="Least number of references that have a duty.")
@_option("--update", metavar="RULES.yaml", zh="更新已有规则集，保留人工修改。", en="Bring a rule set up to date; what people edited is kept.")
@_option("--check", "proved", metavar="RULES.yaml", zh="用参照规定验证规则集。", en="Prove a rule set against references.")
@_config
@_lang
def derive(references: tuple[str, ...], **given: Any) -> None:
    """Derive, update or prove a rule set."""
    from mandate_lint import api

    lang = given["lang"] or _LANG
    mandates = api.references(references, _judged_options(given))
    if given["proved"]:
        summary, errors, remarks = api.proved(given["proved"], mandates)
        for remark in remarks:
            click.echo(remark.text(lang))
        click.echo(summary.of(lang))
        sys.exit(1 if errors else 0)
    with _progress({"quiet": False}) as progress:
        found = api.derived(mandates, given["department"], given["min_support"], progress)
    if given["update"]:
        updated = api.updated(found, given["update"])
        for change in updated.changes or (Say("没有变化", "nothing changed"),):
            click.echo(change.of(lang))
        _emit(updated.text, given["output"] or given["update"])
        return
    _emit(found.as_yaml(), given["output"])
    click.echo(found.summary().of(lang), err=True)


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
        hint = _t("用法见 mandate-lint --help", "see mandate-lint --help")
        _fail(f"mandate-lint: {' '.join(error.format_message().split())}; {hint}", 2)
    except InputError as error:
        _fail(error.text(_LANG), 2)
    except (KeyboardInterrupt, click.Abort):
        _fail(_t("已中断", "interrupted"), 130)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    except Exception as error:
        if "MANDATE_LINT_DEBUG" in os.environ:
            raise
        what = f"{type(error).__name__}: {error}"
        zh = f"mandate-lint 自身出错（{what}）；请设 MANDATE_LINT_DEBUG=1 重试并报告"
        en = f"mandate-lint crashed ({what}); run again with MANDATE_LINT_DEBUG=1 and report it"
        _fail(_t(zh, en), 3)


def program() -> None:
    """Run as a process of its own: the console script.

    It ends without taking the interpreter down piece by piece, which would cost as much as the check.
    """
    code: object = 0
    try:
        run()
    except SystemExit as ended:
        code = ended.code
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code if isinstance(code, int) else int(code is not None))


def _fail(message: str, code: int) -> None:
    click.echo(_printable(" ".join(message.split("\n"))), err=True)
    sys.exit(code)
