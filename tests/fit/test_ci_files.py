"""The files that others copy: the action, the hooks, the jobs in docs/ci.md."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import click
import pytest
import yaml

from mandate_lint.cli import commands as cli

ROOT = Path(__file__).parents[2]
BLOCKS = re.findall(r"^```(\w+)\n(.*?)^```", (ROOT / "docs" / "ci.md").read_text("utf-8"), re.DOTALL | re.MULTILINE)


def _yaml(path: str) -> Any:
    return yaml.safe_load((ROOT / path).read_text("utf-8"))


@pytest.mark.parametrize("block", [text for kind, text in BLOCKS if kind == "yaml"])
def test_the_jobs_in_the_documentation_are_yaml(block: str) -> None:
    yaml.safe_load(block)


def test_the_documentation_names_options_that_exist() -> None:
    check = cli.main.get_command(click.Context(cli.main), "check")
    assert check is not None
    known = {option for one in check.params if isinstance(one, click.Option) for option in one.opts}
    commands = [line for _, text in BLOCKS for line in text.splitlines() if "mandate-lint check" in line]
    named = {
        option
        for line in commands
        for option in re.findall(r"(?<![\w-])--[a-z][a-z-]+", line.split("mandate-lint check")[1])
    }
    assert named <= known


def test_the_hooks_have_their_names() -> None:
    assert [hook["id"] for hook in _yaml(".pre-commit-hooks.yaml")] == ["mandate-lint", "mandate-lint-fix"]


@pytest.mark.skipif(not shutil.which("bash"), reason="needs bash")
def test_the_action_hands_over_odd_paths_as_they_are(tmp_path: Path) -> None:
    step = next(step for step in _yaml("action.yml")["runs"]["steps"] if step.get("id") == "check")
    stub = tmp_path / "mandate-lint"
    stub.write_text('#!/bin/sh\nprintf "%s\\n" "$@" > "$SEEN"\n')
    stub.chmod(0o755)
    given = {
        "PATHS": "草 案.txt\n\n-$(touch x) 'y'.txt\n", "ARGS": "--fail-on=warning\n", "FORMAT": "sarif", "SARIF_FILE": "a b.sarif",
        "SEEN": str(tmp_path / "seen"), "GITHUB_OUTPUT": str(tmp_path / "output"),
        "PATH": os.pathsep.join([str(tmp_path), os.environ["PATH"]]),
    }  # fmt: skip
    script = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]]
    subprocess.run(script, env=given, cwd=tmp_path, check=True)
    seen = (tmp_path / "seen").read_text("utf-8").splitlines()
    assert seen == [
        "check", "--format", "sarif", "--fail-on=warning", "--output", "a b.sarif", "--", "草 案.txt", "-$(touch x) 'y'.txt",
    ]  # fmt: skip
    assert (tmp_path / "output").read_text("utf-8") == "sarif-file=a b.sarif\n"
    subprocess.run(script, env=given | {"ARGS": "", "FORMAT": "github"}, cwd=tmp_path, check=True)
    assert (tmp_path / "seen").read_text("utf-8").splitlines()[:4] == ["check", "--format", "github", "--"]
