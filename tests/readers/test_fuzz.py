"""Mutated drafts of every form for a bounded time; `tools/fuzz_readers.py` does it for longer."""

from __future__ import annotations

import importlib.util
import sys
import time
from itertools import takewhile
from pathlib import Path

import pytest

TOOL = Path(__file__).resolve().parents[2] / "tools" / "fuzz_readers.py"
SECONDS = 6.0


@pytest.mark.skipif(importlib.util.find_spec("pypdfium2") is None, reason="pypdfium2 is not installed")
def test_mutated_drafts_end_in_a_text_or_one_line() -> None:
    spec = importlib.util.spec_from_file_location("fuzz_readers", TOOL)
    assert spec and spec.loader
    tool = importlib.util.module_from_spec(spec)
    sys.modules["fuzz_readers"] = tool
    spec.loader.exec_module(tool)
    end = time.monotonic() + SECONDS
    for form, number, data in takewhile(lambda _: time.monotonic() < end, tool.rounds(1)):
        assert tool.failure(data, f"draft.{form}") is None, f"--seed {number} --form {form}"
