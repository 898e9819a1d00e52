"""Other tools on the same lines, where they are installed."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

Peer = Callable[[list[str]], list[str]]  # lines in, lines as the tool would repair them


def installed() -> dict[str, Peer | None]:
    """Return each peer by name, None where it does not install here."""
    return {
        "autocorrect-py": _autocorrect if find_spec("autocorrect_py") else None,
        "typos": _typos if shutil.which("typos") else None,
        "zhlint": _zhlint if shutil.which("zhlint") else None,
        "pycorrector (offline parts)": _pycorrector if find_spec("pycorrector") else None,
    }


def repaired(peer: Peer, spoilt: list[str], right: list[str]) -> int:
    """Count the slips that a peer repairs; what else it does to a line is not held against it."""
    fixed, unspoilt = peer(spoilt), peer(right)
    return sum(after == wanted for after, wanted in zip(fixed, unspoilt, strict=True))


def _autocorrect(lines: list[str]) -> list[str]:
    import autocorrect_py

    return [autocorrect_py.format(line) for line in lines]


def _typos(lines: list[str]) -> list[str]:
    return _in_file(lines, ["typos", "--write-changes"])


def _zhlint(lines: list[str]) -> list[str]:
    return _in_file(lines, ["zhlint", "--fix"])


def _pycorrector(lines: list[str]) -> list[str]:
    from pycorrector import Corrector

    corrector = Corrector()
    return [corrector.correct(line)["target"] for line in lines]


def _in_file(lines: list[str], command: list[str]) -> list[str]:
    """Let a tool rewrite a file with a line a paragraph."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "lines.md"
        path.write_text("\n\n".join(lines), encoding="utf-8")
        subprocess.run([*command, path.name], cwd=folder, capture_output=True, check=False)
        found = path.read_text("utf-8").split("\n\n")
    return found if len(found) == len(lines) else lines
