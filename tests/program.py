"""Runs mandate-lint as users do: a process of its own."""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import time
from pathlib import Path
from typing import Any, NamedTuple

ROOT = Path(__file__).parent.parent
EXAMPLES = ROOT / "examples"
MEMORY = 1_500_000_000
TIMEOUT = 120


class Ran(NamedTuple):
    """What a process gave."""

    code: int
    out: str
    err: str
    seconds: float

    @property
    def data(self) -> Any:
        """Return the JSON that was printed."""
        return json.loads(self.out)

    def is_one_clear_line(self) -> bool:
        """Tell whether all that stands on standard error is one line, and no traceback."""
        return self.err.count("\n") == 1 and "Traceback" not in self.out + self.err


def run(
    *arguments: str | Path, stdin: bytes = b"", cwd: Path | None = None, memory: int | None = None, **env: str
) -> Ran:
    """Run mandate-lint; `memory` bounds its address space, as far as the system can."""

    def bound() -> None:
        if memory:
            resource.setrlimit(resource.RLIMIT_AS, (memory, memory))

    begun = time.monotonic()
    done = subprocess.run(
        [sys.executable, "-m", "mandate_lint", *map(str, arguments)], input=stdin, capture_output=True, cwd=cwd,
        timeout=TIMEOUT, preexec_fn=bound, env={**os.environ, "NO_COLOR": "1", **env},
    )  # fmt: skip
    return Ran(done.returncode, done.stdout.decode(), done.stderr.decode(), time.monotonic() - begun)
