"""Tables that are broken are refused; those that ship say where they are from."""

from __future__ import annotations

import shutil
from pathlib import Path
from types import SimpleNamespace

import pytest

from mandate_lint import cache
from mandate_lint.errors import InputError
from mandate_lint.spelling import tables

NAMES = ("readings", "model", "confusions", "decision")


@pytest.mark.parametrize("name", NAMES)
def test_a_table_names_its_build_its_sources_and_its_counts(name: str) -> None:
    header = tables.load(name).header
    assert "tools/build_spelling.py" in header["build"]
    assert header["sources"]
    assert all(count > 0 for count in header["counts"].values())


def test_the_tables_take_at_most_12_mb_in_the_wheel() -> None:
    import zlib

    files = Path(tables.FOLDER).glob("spelling-*.bin")
    assert sum(len(zlib.compress(path.read_bytes(), 6)) for path in files) < 12_000_000


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shutil.copy(Path(tables.FOLDER) / "spelling-readings.bin", tmp_path)
    return tmp_path


def test_a_missing_table_is_bad_input(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="spelling table"):
        tables.load("readings", tmp_path)


def test_an_altered_byte_is_bad_input(folder: Path) -> None:
    path = folder / "spelling-readings.bin"
    data = bytearray(path.read_bytes())
    data[-1] ^= 1
    path.write_bytes(data)
    with pytest.raises(InputError, match="checksum"):
        tables.load("readings", folder)


def test_a_table_that_was_whole_is_bad_input_once_altered(folder: Path) -> None:
    path = folder / "spelling-readings.bin"
    tables.load("readings", folder)
    path.write_bytes(path.read_bytes()[:-1] + b"\xfe")
    with pytest.raises(InputError, match="checksum"):
        tables.load("readings", folder)


def test_the_checksum_of_a_file_is_worked_out_once(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tables.load("readings", folder)
    monkeypatch.setattr(tables, "zlib", SimpleNamespace(crc32=pytest.fail))
    tables.load("readings", folder)
    cache._of_files.cache_clear()  # as a new process would begin
    tables.load("readings", folder)


@pytest.mark.parametrize("kept", [0, 10, 5000])
def test_a_table_cut_short_is_bad_input(folder: Path, kept: int) -> None:
    path = folder / "spelling-readings.bin"
    path.write_bytes(path.read_bytes()[:kept])
    with pytest.raises(InputError):
        tables.load("readings", folder)


def test_a_table_of_another_format_is_bad_input(folder: Path) -> None:
    path = folder / "spelling-readings.bin"
    path.write_bytes(path.read_bytes().replace(b'"format": 1', b'"format": 9', 1))
    with pytest.raises(InputError, match="format"):
        tables.load("readings", folder)
