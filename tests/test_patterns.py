"""Compiled patterns are kept between runs, the same whatever the run."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from mandate_lint import patterns

ROOT = Path(__file__).parents[1]


def kept(folder: Path) -> bytes:
    (file,) = folder.glob("patterns-*.json")
    return file.read_bytes()


def check(draft: Path, folder: Path, seed: str) -> str:
    environment = os.environ | {"MANDATE_LINT_CACHE": str(folder), "PYTHONHASHSEED": seed}
    command = [sys.executable, "-m", "mandate_lint", str(draft)]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False).stdout


def test_a_second_run_compiles_nothing(tmp_path: Path) -> None:
    draft = ROOT / "examples" / "draft.txt"
    first = check(draft, tmp_path, "1")
    before = kept(tmp_path)
    assert check(draft, tmp_path, "2") == first
    assert kept(tmp_path) == before


def test_a_kept_pattern_matches_as_a_new_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MANDATE_LINT_CACHE", str(tmp_path))
    for again in range(2):
        patterns._kept.cache_clear()
        patterns.compile.cache_clear()
        made = patterns.compile(r"(?P<first>[^\W\d])(?:甲|乙){2}")
        assert made.fullmatch("丙甲乙") and made.groupindex == {"first": 1}, again
        patterns.keep()
    patterns._kept.cache_clear()
    patterns.compile.cache_clear()


def test_what_no_run_asks_for_makes_room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MANDATE_LINT_CACHE", str(tmp_path))
    monkeypatch.setattr(patterns, "MOST", 3)
    for names in ("ab", "cd"):
        patterns._kept.cache_clear()
        patterns.compile.cache_clear()
        patterns._used.clear()
        for name in names:
            patterns.compile(f"{name}+")
        patterns.keep()
    patterns._kept.cache_clear()
    assert sorted(patterns._kept()) == ["0 c+", "0 d+"]
    patterns.compile.cache_clear()
    patterns._kept.cache_clear()
