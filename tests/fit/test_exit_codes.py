"""Exit codes, and what is said: one line, never a traceback."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import CLEAN, FLAWED

from mandate_lint import api, cli

GENERAL = ("--profile", "general", "--select", "typo,halfwidth-punctuation")
CASES = [
    pytest.param(["clean.txt"], 0, id="clean"),
    pytest.param(["flawed.txt"], 1, id="an error"),
    pytest.param(["flawed.txt", "--fail-on", "never"], 0, id="never fail"),
    pytest.param(["flawed.txt", "--ignore", "typo"], 0, id="only an info"),
    pytest.param(["flawed.txt", "--ignore", "typo", "--fail-on", "info"], 1, id="an info that counts"),
    pytest.param(["clean.txt", "flawed.txt"], 1, id="one of two"),
    pytest.param(["--", "clean.txt"], 0, id="dashes"),
    pytest.param(["clean.txt", "missing.txt"], 2, id="a missing draft"),
    pytest.param(["binary.txt"], 2, id="no text"),
    pytest.param(["clean.txt", "--nonsense"], 2, id="an unknown option"),
    pytest.param(["clean.txt", "--format", "nonsense"], 2, id="an unknown format"),
    pytest.param(["clean.txt", "--select", "nonsense"], 2, id="an unknown rule"),
    pytest.param(["clean.txt", "--config", "wrong.yaml"], 2, id="wrong settings"),
    pytest.param(["clean.txt", "--rules", "wrong.yaml"], 2, id="a wrong rule set"),
    pytest.param(["clean.txt", "--baseline", "missing.json"], 2, id="a missing baseline"),
    pytest.param(["clean.txt", "--format", "sarif", "--output", "none/report.sarif"], 2, id="no such folder"),
    pytest.param([], 2, id="no draft"),
]


@pytest.fixture(autouse=True)
def drafts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Work in a folder with a clean draft, a flawed one, and two files that are none."""
    monkeypatch.chdir(tmp_path)
    Path("clean.txt").write_text(CLEAN, "utf-8")
    Path("flawed.txt").write_text(FLAWED, "utf-8")
    Path("binary.txt").write_bytes(bytes(range(256)) * 8)
    Path("wrong.yaml").write_text("nonsense: 1\n", "utf-8")
    return tmp_path


def _run(arguments: list[str], monkeypatch: pytest.MonkeyPatch) -> object:
    monkeypatch.setattr("sys.argv", ["mandate-lint", *arguments])
    with pytest.raises(SystemExit) as ended:
        cli.run()
    return ended.value.code


@pytest.mark.parametrize(("arguments", "code"), CASES)
def test_the_exit_code(
    arguments: list[str], code: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    options = [] if "--select" in arguments else [*GENERAL]
    assert _run(["check", *options, *arguments], monkeypatch) == code
    said = capsys.readouterr().err
    assert len(said.splitlines()) == (code == 2)
    assert "Traceback" not in said


def test_one_unreadable_draft_does_not_stop_the_others(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert _run(["check", *GENERAL, "missing.txt", "flawed.txt"], monkeypatch) == 2
    assert "flawed.txt:5:4:" in capsys.readouterr().out


def test_a_crash_is_told_apart_from_findings(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def crash(*_: object, **__: object) -> None:
        raise ZeroDivisionError("x\ny")

    monkeypatch.setattr(api, "check", crash)
    assert _run(["check", "clean.txt"], monkeypatch) == 3
    said = capsys.readouterr().err
    assert len(said.splitlines()) == 1 and "ZeroDivisionError" in said


@pytest.mark.parametrize("option", ["--help", "-h", "--version"])
def test_asking_for_help_is_no_failure(
    option: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.argv", ["mandate-lint", option])
    try:
        cli.run()
    except SystemExit as ended:
        assert not ended.code
    assert "mandate-lint" in capsys.readouterr().out


def test_a_report_is_written_whole_or_not_at_all(monkeypatch: pytest.MonkeyPatch, drafts: Path) -> None:
    assert _run(["check", *GENERAL, "flawed.txt", "--format", "sarif", "--output", "a.sarif"], monkeypatch) == 1
    assert Path("a.sarif").read_text("utf-8").endswith("}\n")
    before = Path("a.sarif").read_bytes()

    def interrupt(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.replace", interrupt)
    assert _run(["check", *GENERAL, "clean.txt", "--format", "sarif", "--output", "a.sarif"], monkeypatch) == 2
    assert Path("a.sarif").read_bytes() == before
    assert not [path.name for path in drafts.iterdir() if path.name.startswith(".")]


@pytest.mark.parametrize(
    ("words", "at", "offered"),
    [
        ("mandate-lint ch", 1, "check"),
        ("mandate-lint check --for", 2, "--format"),
        ("mandate-lint check --format sa", 3, "sarif"),
    ],
)  # fmt: skip
def test_the_shell_completes(words: str, at: int, offered: str) -> None:
    # In a process of its own: click takes the program's name, and so that of the variable, from how it was started.
    program = "import sys; sys.argv = ['mandate-lint']; from mandate_lint.cli import run; run()"
    asked = {"COMP_WORDS": words, "COMP_CWORD": str(at), "_MANDATE_LINT_COMPLETE": "bash_complete"}
    done = subprocess.run(
        [sys.executable, "-c", program], env=os.environ | asked, capture_output=True, text=True, check=True
    )  # fmt: skip
    assert f"plain,{offered}" in done.stdout.splitlines()
