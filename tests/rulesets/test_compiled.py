"""An installed package starts from the rules that were compiled with it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import mandate_lint
from mandate_lint import cache, ruleset

START = """
import sys
from mandate_lint.ruleset import load
rules = load(["general"]).rules
print(*sorted({"yaml", "jsonschema"} & set(sys.modules)), len(rules))
"""


@pytest.fixture
def installed(tmp_path: Path) -> Path:
    """Return a folder that holds the package as a wheel has it."""
    package = tmp_path / "mandate_lint"
    shutil.copytree(Path(mandate_lint.__file__).parent, package, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(ruleset.built_in_folder(), package / "rules", dirs_exist_ok=True)
    (package / "compiled").mkdir(exist_ok=True)
    compiled = cache.pack(ruleset.compile_built_in())
    (package / "compiled" / f"{ruleset.built_in_digest()}.json").write_bytes(compiled)
    return tmp_path


def start(folder: Path) -> list[str]:
    """Start without a cache and return which modules were needed, and the number of rules."""
    environment = {**os.environ, "PYTHONPATH": str(folder), "MANDATE_LINT_CACHE": os.devnull}
    run = subprocess.run([sys.executable, "-c", START], env=environment, cwd=folder, capture_output=True, check=True)
    return run.stdout.decode().split()


def test_it_needs_no_yaml_and_no_schema(installed: Path) -> None:
    assert start(installed) == [str(len(ruleset.load(["general"]).rules))]


def test_a_rule_that_is_changed_is_read_anew(installed: Path) -> None:
    path = installed / "mandate_lint" / "rules" / "general" / "waivers.yaml"
    path.write_text(path.read_text("utf-8") + "# changed\n", "utf-8")
    assert start(installed)[:2] == ["jsonschema", "yaml"]


def test_damage_to_what_was_compiled_is_noticed(installed: Path) -> None:
    (path,) = (installed / "mandate_lint" / "compiled").iterdir()
    path.write_bytes(path.read_bytes()[:-1])
    assert start(installed)[:2] == ["jsonschema", "yaml"]
