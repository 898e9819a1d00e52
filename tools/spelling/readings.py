"""Builds the table of readings from pypinyin."""

from __future__ import annotations

from array import array
from pathlib import Path

import pypinyin
from pypinyin.constants import PINYIN_DICT

from mandate_lint.spelling.readings import FIRST, LAST, syllable
from spelling import table


def build(folder: Path) -> None:
    """Write spelling-readings.bin: every reading that pypinyin has, tones dropped."""
    of_character = [_readings(code) for code in range(FIRST, LAST + 1)]
    sets = sorted(set(of_character))
    number = {one: at for at, one in enumerate(sets)}
    parts = {
        "sets_of": ("H", array("H", map(number.__getitem__, of_character)).tobytes()),
        "sets": ("B", "\n".join(sets).encode()),
    }
    table.write(
        folder / "spelling-readings.bin",
        parts,
        sources=[f"pypinyin {pypinyin.__version__}"],
        counts={"characters": sum(map(bool, of_character)), "sets": len(sets)},
    )


def _readings(code: int) -> str:
    return " ".join(sorted({syllable(one) for one in PINYIN_DICT.get(code, "").split(",")} - {""}))
