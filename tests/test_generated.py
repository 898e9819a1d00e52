"""What is generated is up to date: tables, reports of examples, samples in the READMEs, schemas."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest
from program import ROOT


@pytest.mark.parametrize("tool", ["build_rules_table.py", "build_examples.py", "build_schemas.py", "build_divisions.py"])
def test_it_is_up_to_date(tool: str) -> None:
    command = [sys.executable, str(ROOT / "tools" / tool), "--check"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("name", ["README.md", "README.zh-CN.md", "CONTRIBUTING.md", "rules/README.md"])
def test_links_lead_somewhere(name: str) -> None:
    path = ROOT / name
    links = re.findall(r"\]\((?!https?:)([^)#]+)", path.read_text("utf-8"))
    assert [link for link in links if not (path.parent / link).exists()] == []


def test_the_readmes_are_twins() -> None:
    """The same headings, commands and rules stand in both, in the same order."""
    both = [(ROOT / name).read_text("utf-8") for name in ("README.md", "README.zh-CN.md")]
    assert len({len(re.findall("^## ", text, re.MULTILINE)) for text in both}) == 1
    for pattern in (r"^\| `([a-z-]+)` \|", r"^\| `(mandate-lint [^`]*)` \|", r"```sh\n(.*)\n```"):
        first, second = (re.findall(pattern, text, re.MULTILINE) for text in both)
        assert first == second
        assert first
