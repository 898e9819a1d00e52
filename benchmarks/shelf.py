"""How a shelf of drafts gains from a second process: `--jobs 2` beside `--jobs 1`, in pairs.

    python benchmarks/shelf.py              # 1,000 drafts; needs mandate-lint on the path of this Python

The target is 1.7 times. The reports must be the same, byte for byte.
"""

from __future__ import annotations

import argparse
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[1]
TARGET = 1.7


def main() -> None:
    """Print the times of both, and how many times as fast the second is."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--drafts", type=int, default=1000)
    parser.add_argument("--rounds", type=int, default=3)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        _fill(Path(folder), arguments.drafts)
        pairs = [(_check(folder, 1), _check(folder, 2)) for _ in range(arguments.rounds)]
    print(f"Python {sys.version.split()[0]}, {os.cpu_count()} cores, {arguments.drafts} drafts")
    for (one, report), (two, other) in pairs:
        print(f"jobs 1 {one:6.2f} s   jobs 2 {two:6.2f} s   {one / two:4.2f} times as fast")
        if report != other:
            raise SystemExit("the reports differ")
    gain = statistics.median(one / two for (one, _), (two, _) in pairs)
    print(f"median {gain:.2f} (target {TARGET}); the reports are the same")


def _fill(folder: Path, drafts: int) -> None:
    """Write drafts of different sizes, made of the examples; each has a duty of its own."""
    texts = [path.read_text("utf-8") for path in sorted((ROOT / "examples").glob("*.txt"))]
    for number in range(drafts):
        text = texts[number % len(texts)]
        own = f"负责第{number}号科技项目的组织实施工作。"
        (folder / f"{number:04}.txt").write_text(re.sub("。", f"。{own}", text, count=1), "utf-8")


def _check(folder: str, jobs: int) -> tuple[float, bytes]:
    command = [
        sys.executable,
        "-m",
        "mandate_lint",
        "check",
        "--fail-on",
        "never",
        "--quiet",
        "--jobs",
        str(jobs),
        folder,
    ]
    begun = time.perf_counter()
    done = subprocess.run(command, check=True, capture_output=True)
    return time.perf_counter() - begun, done.stdout


if __name__ == "__main__":
    main()
