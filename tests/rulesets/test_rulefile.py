"""Every case of errors.yaml: what is wrong with a rule file, where, and in which words."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from mandate_lint import ruleset
from mandate_lint.errors import InputError

CASES: list[dict[str, Any]] = yaml.safe_load(Path(__file__).with_name("errors.yaml").read_text("utf-8"))
NEEDED = {
    "title": "x", "severity": "info", "message": "x", "why": "x", "source": "x", "examples": "{fail: [⟦x⟧], pass: [x]}",
}  # fmt: skip


def whole(text: str) -> str:
    """Return a case's file with what every rule needs."""
    lines = []
    for line in (text + "version: 1").splitlines():
        missing = {key: value for key, value in NEEDED.items() if key != "message" or "message:" not in text}
        indent = line[: len(line) - len(line.lstrip())]
        joined = ", ".join(f"{key}: {value}" for key, value in missing.items())
        block = f"\n{indent}".join(f"{key}: {value}" for key, value in missing.items())
        lines.append(indent + block if line.strip() == "RULE" else line.replace("RULE", joined))
    return "\n".join(lines) + "\n"


def errors_of(path: Path) -> list[InputError]:
    return ruleset.read_files([str(path)], ruleset.known_rules())[2]


def unmarked(text: str) -> tuple[str, list[str]]:
    """Return a file without its marks, and their places as `line:column`."""
    places = []
    while (at := text.find("▸")) != -1:
        places.append(f"{text.count(chr(10), 0, at) + 1}:{at - text.rfind(chr(10), 0, at)}")
        text = text[:at] + text[at + 1 :]
    return text, places


@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case["name"]))
def test_case(case: dict[str, Any], tmp_path: Path) -> None:
    path = tmp_path / "rules.yaml"
    text, places = unmarked(whole(case["file"]))
    path.write_text(text, "utf-8")
    found = errors_of(path)
    wanted = [f"{path}:{place}: {error}" for place, error in zip(places, case["errors"], strict=True)]
    assert [error.text("en") for error in found] == wanted
    assert not [error for error in found if error.text("zh") == error.text("en")]
