"""The tutorials' commands, run as they stand there, in both languages."""

from __future__ import annotations

import re
import shlex
import shutil
from pathlib import Path

import pytest
from program import EXAMPLES, ROOT, run

from mandate_lint.cli.commands import main

_BLOCK = re.compile(r"```sh\n(.*?)```", re.DOTALL)
TUTORIALS = ("tutorial.md", "tutorial.zh-CN.md")


def commands(name: str) -> list[str]:
    text = (ROOT / "docs" / name).read_text("utf-8")
    return [line for block in _BLOCK.findall(text) for line in block.splitlines() if line]


@pytest.mark.skipif("derive" not in main.commands, reason="the command line has no derive")
@pytest.mark.parametrize("name", TUTORIALS)
def test_the_commands_do_what_the_tutorial_says(name: str, tmp_path: Path) -> None:
    shutil.copytree(EXAMPLES, tmp_path / "examples")
    for line in commands(name):
        command, _, remark = line.partition("#")
        ran = run(*shlex.split(command)[1:], cwd=tmp_path)
        assert ran.code == (1 if "1" in remark else 0), (line, ran.out[-500:], ran.err)
    for made in ("education.yaml", "civil-affairs.yaml", "table.html", "revision.html"):
        assert (tmp_path / made).stat().st_size > 1000


def test_both_languages_give_the_same_commands() -> None:
    first, second = ([line.partition("#")[0].strip() for line in commands(name)] for name in TUTORIALS)
    assert first == second


@pytest.mark.skipif("derive" not in main.commands, reason="the command line has no derive")
def test_the_draft_lacks_what_the_tutorial_says(tmp_path: Path) -> None:
    rules = tmp_path / "education.yaml"
    run("derive", EXAMPLES / "education" / "references", "-o", rules)
    report = run("check", "--rules", rules, "--format", "json", EXAMPLES / "education" / "draft.txt").data
    said = " ".join(f["message"] for f in report["files"][0]["findings"] if f["rule"] == "missing-duty")
    assert "教育督导" in said and "学生资助" in said
    assert "学籍" not in said
