"""Settings: where they are found, what they mean, and what is said of wrong ones."""

from __future__ import annotations

from pathlib import Path

import pytest

from mandate_lint import settings
from mandate_lint.errors import InputError
from mandate_lint.waivers import Waiver


def write(path: str, text: str) -> None:
    Path(path).parent.mkdir(parents=True, exist_ok=True)
    Path(path).write_text(text, "utf-8")


def test_the_nearest_folder_upward_decides() -> None:
    write(".mandate-lint.yaml", "profile: general\n")
    write("a/pyproject.toml", '[tool.mandate-lint]\nprofile = "science"\n')
    write("a/b/draft.txt", "")
    write("c/draft.txt", "")
    assert settings.find("a/b/draft.txt").options == {"profile": "science"}
    assert settings.find("c/draft.txt").options == {"profile": "general"}
    assert settings.find("c").path == ".mandate-lint.yaml"


def test_a_pyproject_of_somebody_else_is_passed_over() -> None:
    write(".mandate-lint.yaml", "quiet: true\n")
    write("a/pyproject.toml", "[tool.ruff]\n")
    write("b/pyproject.toml", "this is no TOML")
    write("c/pyproject.toml", 'dependencies = ["mandate-lint"]\n')
    for folder in "abc":
        assert settings.find(f"{folder}/draft.txt").options == {"quiet": True}


def test_beside_each_other_the_yaml_file_wins() -> None:
    write(".mandate-lint.yaml", "lang: en\n")
    write("pyproject.toml", '[tool.mandate-lint]\nlang = "zh"\n')
    assert settings.find("draft.txt").options == {"lang": "en"}


def test_without_a_file_nothing_is_set() -> None:
    assert settings.Settings().of("draft.txt") == {}
    write(".mandate-lint.yaml", "# nothing yet\n")
    assert settings.find("draft.txt").of("draft.txt") == {}


def test_paths_are_relative_to_the_file() -> None:
    write("a/.mandate-lint.yaml", "rules: [own.yaml, /etc/own.yaml]\nbaseline: base.json\noutput: out/report.json\n")
    assert settings.find("a/b/draft.txt").options == {
        "rules": ("a/own.yaml", "/etc/own.yaml"), "baseline": "a/base.json", "output": "a/out/report.json",
    }  # fmt: skip


def test_lists_of_rules_may_be_a_text() -> None:
    write(".mandate-lint.yaml", "select: typo, numbering\nignore: [stray-space]\nedition: 2023\n")
    assert settings.find("x").options == {
        "select": ("typo", "numbering"), "ignore": ("stray-space",), "edition": "2023",
    }  # fmt: skip


def test_a_path_has_settings_of_its_own() -> None:
    write(
        ".mandate-lint.yaml",
        """
ignore: [typo]
profile: science
per-path:
  - {paths: ["old/**"], ignore: [numbering], profile: general}
  - {paths: ["*-page.txt"], form: page}
""",
    )
    found = settings.find("draft.txt")
    assert found.of("new/draft.txt") == {"ignore": ("typo",), "profile": "science"}
    assert found.of("old/2004/draft.txt") == {"ignore": ("typo", "numbering"), "profile": "general"}
    assert found.of("new/a-page.txt")["form"] == "page"
    assert found.of("../elsewhere.txt") == found.options


@pytest.mark.parametrize(
    ("pattern", "fits", "fails"),
    [
        ("*.txt", ["a.txt", "b/c/a.txt"], ["a.txt.md"]),
        ("old/*.txt", ["old/a.txt"], ["old/b/a.txt", "new/old/a.txt"]),
        ("old/**", ["old/a", "old/b/c"], ["old", "older/a"]),
        ("old/", ["old/a", "old/b/c"], ["old"]),
        ("**/稿?.md", ["稿1.md", "b/稿2.md"], ["稿12.md"]),
        ("./a+(b).txt", ["a+(b).txt", "c/a+(b).txt"], ["aab.txt"]),
    ],
)
def test_patterns(pattern: str, fits: list[str], fails: list[str]) -> None:
    compiled = settings.glob(pattern)
    assert [path for path in (*fits, *fails) if compiled.fullmatch(path)] == fits


PER_PATH = (
    "1:25: $.per-path[0].jobs: unknown key 'jobs'; known: "
    "edition, form, ignore, paths, profile, rules, select, waive, words"
)
WAIVERS = """[[tool.mandate-lint.waive]]
rule = "a"
match = "b"
reason = "c"
[[tool.mandate-lint.waive]]
rule = "a"
mach = "b"
reason = "c"
"""
YAML, TOML = ".mandate-lint.yaml", "pyproject.toml"


@pytest.mark.parametrize(
    ("path", "text", "error"),
    [
        (YAML, "lang: zh\nfailon: error\n", "2:1: $.failon: unknown key 'failon'; did you mean 'fail-on'?"),
        (YAML, "fail_on: error\n", "1:1: $.fail_on: unknown key 'fail_on'; did you mean 'fail-on'?"),
        (YAML, "format: jsn\n", "1:9: $.format: 'jsn' is not one of the allowed values; did you mean 'json'?"),
        (YAML, "jobs: two\n", "1:7: $.jobs: should be a whole number, is a text"),
        (YAML, "- lang\n", "1:1: $: should be a mapping, is a list"),
        (YAML, "lang: zh\nlang: en\n", "2:1: the key 'lang' stands twice; merge the two or remove one"),
        (YAML, "waive: [{rule: typo, match: a}]\n", "1:9: $.waive[0]: 'reason' is missing"),
        (YAML, "waive: [{rule: typo, reason: a}]\n", "1:9: $.waive[0]: needs one of match, duty, unit"),
        (YAML, "per-path: [{paths: [a], jobs: 2}]\n", PER_PATH),
        (TOML, '[project]\nname = "x"\n\n[tool.mandate-lint]\nprofle = "a"\n',
         "5:1: $.profle: unknown key 'profle'; did you mean 'profile'?"),
        (TOML, '[tool.mandate-lint]\nlang = "zh"\nquiet = "yes"\n',
         "3:1: $.quiet: should be true or false, is a text"),
        (TOML, WAIVERS, "7:1: $.waive[1].mach: unknown key 'mach'; did you mean 'match'?"),
        (TOML, "[tool.mandate-lint\n", "1:19: not valid TOML; check this line"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_with_its_place(path: str, text: str, error: str) -> None:
    write(path, text)
    with pytest.raises(InputError) as caught:
        settings.find("draft.txt")
    assert caught.value.text("en") == f"{path}:{error}"
    assert caught.value.text("zh") != caught.value.text("en")


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("select: [typo, tipo]\n", "1:16: $.select[1]: there is no rule 'tipo'; did you mean 'typo'?"),
        ("ignore: typo, tipo\n", "1:9: $.ignore: there is no rule 'tipo'; did you mean 'typo'?"),
        (
            "waive: [{rule: tipo, match: a, reason: b}]\n",
            "1:16: $.waive[0].rule: there is no rule 'tipo'; did you mean 'typo'?",
        ),
        (
            "per-path: [{paths: [a], select: [tipo]}]\n",
            "1:34: $.per-path[0].select[0]: there is no rule 'tipo'; did you mean 'typo'?",
        ),
    ],
)
def test_an_unknown_rule_is_an_error(text: str, error: str) -> None:
    write(YAML, text)
    found = settings.find("draft.txt")
    with pytest.raises(InputError) as caught:
        found.require(["typo", "numbering"])
    assert caught.value.text("en") == f"{YAML}:{error}"


def test_a_waiver_knows_where_it_stands() -> None:
    write(
        YAML,
        "waive:\n  - {rule: typo, match: 负贵, reason: 原文}\nper-path:\n  - paths: [a.txt]\n    waive:\n      - {rule: typo, unit: 办公室, reason: 原文}\n",
    )
    found = settings.find("draft.txt")
    first = Waiver("typo", "原文", match="负贵", path=YAML, line=2, column=5)
    second = Waiver("typo", "原文", unit="办公室", path=YAML, line=6, column=9)
    assert found.of("b.txt")["waive"] == (first,)
    assert found.of("a.txt")["waive"] == found.waivers == (first, second)
