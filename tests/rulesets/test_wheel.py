"""The wheel and the sdist: what is built works in an environment of its own, away from the checkout."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

pytest.importorskip("hatchling")
ROOT = Path(__file__).resolve().parents[2]
START = """
import sys, mandate_lint
from mandate_lint.cli import run
print(mandate_lint.__file__)
sys.argv = ["mandate-lint", "--format", "json", "draft.txt"]
try:
    run()
finally:
    print(*sorted({"yaml", "jsonschema", "opencc", "jieba"} & set(sys.modules)), "end")
"""


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with the sdist and the wheel that is built from it."""
    folder = tmp_path_factory.mktemp("dist")
    code = "import os, hatchling.build as b, sys; b.build_sdist(sys.argv[1])"
    subprocess.run([sys.executable, "-c", code, str(folder)], cwd=ROOT, check=True, capture_output=True)
    (sdist,) = folder.glob("*.tar.gz")
    shutil.unpack_archive(sdist, folder)
    code = code.replace("build_sdist", "build_wheel")
    source = folder / sdist.name.removesuffix(".tar.gz")
    subprocess.run([sys.executable, "-c", code, str(folder)], cwd=source, check=True, capture_output=True)
    return folder


@pytest.fixture(scope="module")
def installed(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the program of an empty environment into which only the wheel is unpacked."""
    folder = tmp_path_factory.mktemp("environment")
    venv.create(folder, with_pip=False, symlinks=os.name != "nt")
    base = {"base": str(folder), "platbase": str(folder)}
    packages = Path(sysconfig.get_path("purelib", "venv", base))
    (wheel,) = built.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(packages)
    # What mandate-lint depends on comes from here, after the environment's own packages.
    (packages / "dependencies.pth").write_text(sysconfig.get_path("purelib") + "\n")
    return Path(sysconfig.get_path("scripts", "venv", base), "python")


def test_the_wheel_has_rules_schemas_and_compiled_rules_once(built: Path) -> None:
    (wheel,) = built.glob("*.whl")
    names = zipfile.ZipFile(wheel).namelist()
    assert len(names) == len(set(names))
    assert {"mandate_lint/rules/profiles.yaml", "mandate_lint/ruleset.schema.json", "mandate_lint/py.typed"} <= set(
        names
    )
    assert len([name for name in names if name.startswith("mandate_lint/compiled/")]) == 1


def test_it_starts_from_compiled_rules_and_finds_a_defect(installed: Path, tmp_path: Path) -> None:
    (tmp_path / "draft.txt").write_text(
        "云河市民政局主要职责\n（一）负贵全市民政工作。\n（二）指导社区工作。\n", "utf-8"
    )
    environment = {key: value for key, value in os.environ.items() if not key.startswith("PYTHON")}
    environment["MANDATE_LINT_CACHE"] = os.devnull
    run = subprocess.run([installed, "-c", START], cwd=tmp_path, env=environment, capture_output=True, check=False)
    told = run.stdout.decode()
    assert run.returncode == 1, run.stderr.decode()
    assert Path(told.splitlines()[0]).is_relative_to(installed.parents[1])
    assert '"rule": "typo"' in told and "负贵" in told
    assert told.splitlines()[-1] == "end"
