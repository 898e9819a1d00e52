"""Rule sets and words: rules, explain, derive and words."""

from __future__ import annotations

import sys
from typing import Any

import click

from mandate_lint.cli.options import (
    config_option,
    format_option,
    judged_options,
    lang_option,
    option,
    profile_option,
    rules_option,
)
from mandate_lint.cli.output import LANG, emit, progress_bar, t
from mandate_lint.errors import InputError, Say


@click.command("rules", help=t("列出规则；--check 检查规则集。", "List the rules; --check validates rule sets."))
@click.argument("paths", nargs=-1, metavar="[PATH…]")
@option("--check", "is_check", is_flag=True, zh="检查规则集（默认内置规则集）。", en="Validate rule sets (default: the built-in ones).")
@format_option("text", "json")
@profile_option
@rules_option
@lang_option
def rules_(paths: tuple[str, ...], is_check: bool, **given: Any) -> None:
    """List the rules, or check rule sets."""
    from mandate_lint import explain, ruleset

    lang = given["lang"] or LANG
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


@click.command(help=t("讲解一条规则：缘由、出处、例子、如何豁免。", "One rule in full: why, source, examples, how to waive it."))
@click.argument("rule")
@rules_option
@lang_option
def explain(rule: str, **given: Any) -> None:
    """Explain a rule."""
    from mandate_lint import explain as explained
    from mandate_lint import ruleset
    from mandate_lint.schema import did_you_mean

    found = ruleset.load(("general", "science"), given["rules"]).by_id
    if rule not in found:
        raise InputError(Say(f"没有规则“{rule}”", f"there is no rule {rule!r}"), did_you_mean(rule, sorted(found)))
    click.echo(explained.text(found[rule], given["lang"] or LANG), nl=False)


@click.group(help=t("团队词表：错字检测不报这些词。", "The team's own words, which the spelling detector respects."))
def words() -> None:
    """Hold the commands on the word list."""


@words.command("add", help=t("把词记入 .mandate-lint.yaml。", "Add words to .mandate-lint.yaml."))
@click.argument("new", nargs=-1, required=True, metavar="WORD…")
@config_option
@lang_option
def words_add(new: tuple[str, ...], config: str | None, lang: str | None) -> None:
    """Add words to the settings file."""
    from mandate_lint import wordlist

    path = config or wordlist.settings_file(".")
    added = wordlist.add(new, path)
    zh = f"{path}：新增 {len(added)} 个词" + (f"：{'、'.join(added)}" if added else "，都已在词表中")
    en = f"{path}: {len(added)} new" + (f": {', '.join(added)}" if added else ", all were there")
    click.echo(Say(zh, en).of(lang or LANG))


@words.command("list", help=t("列出词表。", "List the words."))
@config_option
def words_list(config: str | None) -> None:
    """List the words of the settings file."""
    from mandate_lint import wordlist

    for word in wordlist.listed(config or wordlist.settings_file(".")):
        click.echo(word)


@click.command(help=t("从参照规定归纳规则集（标准职责及其出处）。", "Derive a rule set out of reference mandates."))
@click.argument("references", nargs=-1, required=True, metavar="REFERENCE…")
@option("-o", "--output", metavar="RULES.yaml", zh="写入规则集。", en="Write the rule set.")
@option("--department", metavar="NAME", zh="部门名称。", en="Name of the department.")
@option("--min-support", type=click.IntRange(1), zh="至少几份参照规定有此职责。", en="Least number of references that have a duty.")
@option("--update", metavar="RULES.yaml", zh="更新已有规则集，保留人工修改。", en="Bring a rule set up to date; what people edited is kept.")
@option("--check", "proved", metavar="RULES.yaml", zh="用参照规定验证规则集。", en="Prove a rule set against references.")
@config_option
@lang_option
def derive(references: tuple[str, ...], **given: Any) -> None:
    """Derive, update or prove a rule set."""
    from mandate_lint import api

    lang = given["lang"] or LANG
    mandates = api.references(references, judged_options(given))
    if given["proved"]:
        summary, errors, remarks = api.proved(given["proved"], mandates)
        for remark in remarks:
            click.echo(remark.text(lang))
        click.echo(summary.of(lang))
        sys.exit(1 if errors else 0)
    with progress_bar({"quiet": False}) as progress:
        found = api.derived(mandates, given["department"], given["min_support"], progress)
    if given["update"]:
        updated = api.updated(found, given["update"])
        for change in updated.changes or (Say("没有变化", "nothing changed"),):
            click.echo(change.of(lang))
        emit(updated.text, given["output"] or given["update"])
        return
    emit(found.as_yaml(), given["output"])
    click.echo(found.summary().of(lang), err=True)
