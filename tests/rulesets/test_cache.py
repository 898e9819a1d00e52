"""The cache is never trusted, and never needed."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from mandate_lint import cache

NAME = "0" * 64


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("MANDATE_LINT_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache"


def test_what_was_stored_comes_back(folder: Path) -> None:
    assert cache.load(NAME) is None
    cache.store(NAME, {"a": ["负责"]})
    assert cache.load(NAME) == {"a": ["负责"]}


@pytest.mark.skipif(sys.platform == "win32", reason="rights of POSIX")
def test_only_the_owner_can_read_it(folder: Path) -> None:
    cache.store(NAME, {})
    assert folder.stat().st_mode & 0o777 == 0o700
    assert (folder / f"{NAME}.json").stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("damage", ["cut", "changed", "empty", "binary", "no digest"])
def test_a_damaged_file_is_not_used(folder: Path, damage: str) -> None:
    cache.store(NAME, {"a": 1})
    path = folder / f"{NAME}.json"
    content = path.read_bytes()
    damaged = {
        "cut": content[:-1], "changed": content.replace(b"1}", b"2}"), "empty": b"",
        "binary": bytes(range(256)), "no digest": b'{"a": 1}',
    }  # fmt: skip
    path.write_bytes(damaged[damage])
    assert cache.load(NAME) is None


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root can give files away")
def test_a_file_of_another_user_is_not_used(folder: Path) -> None:
    cache.store(NAME, {"a": 1})
    os.chown(folder / f"{NAME}.json", 12345, 12345)
    assert cache.load(NAME) is None


def test_a_folder_that_cannot_be_written_is_no_matter(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("MANDATE_LINT_CACHE", str(tmp_path / "file" / "cache"))
    cache.store(NAME, {"a": 1})
    assert cache.load(NAME) is None


def test_old_files_go(folder: Path) -> None:
    for number in range(cache.MAX_FILES + 5):
        cache.store(f"{number:064}", {})
    assert len(list(folder.iterdir())) == cache.MAX_FILES


def test_parts_do_not_run_together() -> None:
    assert cache.digest([b"ab", b"c"]) != cache.digest([b"a", b"bc"])


def test_what_ships_with_the_package_comes_first(folder: Path, tmp_path: Path) -> None:
    cache.store(NAME, "cached")
    (tmp_path / f"{NAME}.json").write_bytes(cache.pack("shipped"))
    assert cache.load(NAME, str(tmp_path)) == "shipped"


@pytest.mark.parametrize(
    ("platform", "variables", "wanted"),
    [
        ("linux", {"HOME": "/home/a", "XDG_CACHE_HOME": ""}, "/home/a/.cache/mandate-lint"),
        ("linux", {"HOME": "/home/a", "XDG_CACHE_HOME": "/x"}, "/x/mandate-lint"),
        ("linux", {"HOME": "/home/a", "XDG_CACHE_HOME": "relative"}, "/home/a/.cache/mandate-lint"),
        ("darwin", {"HOME": "/Users/a"}, "/Users/a/Library/Caches/mandate-lint"),
        ("win32", {"HOME": "/a", "LOCALAPPDATA": "/local"}, "/local/mandate-lint"),
    ],
)
def test_the_folder_is_where_the_platform_keeps_caches(
    platform: str, variables: dict[str, str], wanted: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("MANDATE_LINT_CACHE", raising=False)
    monkeypatch.setattr(sys, "platform", platform)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert cache.folder() == wanted


START = """
import sys
from mandate_lint.ruleset import load
assert load(["general"]).rules
print(*sorted({"yaml", "jsonschema", "opencc", "tempfile"} & set(sys.modules)))
"""


def test_a_second_start_reads_no_yaml_and_validates_nothing(folder: Path) -> None:
    told = [subprocess.run([sys.executable, "-c", START], capture_output=True, check=True).stdout for _ in range(2)]
    assert told[0].split()[-1:] == [b"yaml"]
    assert told[1].split() == []
