"""How long mandate-lint takes to start and check one draft, beside bare Python and beside peers.

    python benchmarks/startup.py            # builds the wheel, installs it in a folder of its own
    python benchmarks/startup.py --peers    # also installs autocorrect, zhlint and textlint

Each round runs every command once, so that all meet the same weather; a ratio is the median of the
rounds' own ratios to `python -c pass`. The target is 10 times for the rules, and 12 with the detector of
unlisted typos, as a plain run has it.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import venv
from collections.abc import Mapping, Sequence
from pathlib import Path

ROOT = Path(__file__).parents[1]
SIZE = 10_240  # bytes of the draft
TARGETS = {"without the detector": 10, "mandate-lint draft": 12}
Command = Sequence[str]


def main() -> None:
    """Print the times and ratios of all commands."""
    arguments = _arguments()
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        draft = home / "draft.txt"
        draft.write_bytes(ten_kilobytes())
        commands = _commands(home, draft) | (_peers(home, draft) if arguments.peers else {})
        times = _measure(commands, arguments.rounds, home)
    _print(times, draft_size=SIZE)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--peers", action="store_true", help="measure the peers that npm and PyPI give, too")
    return parser.parse_args()


def ten_kilobytes() -> bytes:
    """Return a Simplified draft of ten kilobytes: the clean example, and as much of the flawed one as fits."""
    parts = [(ROOT / "examples" / name).read_text("utf-8") for name in ("clean.txt", "draft.txt")]
    return "\n".join(parts).encode()[:SIZE].decode("utf-8", "ignore").encode()


def _commands(home: Path, draft: Path) -> dict[str, Command]:
    """Install the wheel in an environment of its own; return bare Python and mandate-lint."""
    venv.create(home / "venv", with_pip=True)
    scripts = home / "venv" / ("Scripts" if os.name == "nt" else "bin")
    python = str(scripts / "python")
    _quietly(python, "-m", "pip", "wheel", "-q", "--no-deps", "-w", str(home), str(ROOT))
    (wheel,) = home.glob("mandate_lint-*.whl")
    _quietly(python, "-m", "pip", "install", "-q", str(wheel))
    checked = [str(scripts / "mandate-lint"), str(draft)]
    return {
        "python -c pass": [python, "-c", "pass"],
        "mandate-lint --version": [checked[0], "--version"],
        "without the detector": [checked[0], "--ignore", "suspected-typo", str(draft)],
        "mandate-lint draft": checked,
    }


def _peers(home: Path, draft: Path) -> dict[str, Command]:
    """Install the peers; return those that can be had."""
    python = str(home / "venv" / ("Scripts" if os.name == "nt" else "bin") / "python")
    peers: dict[str, Command] = {}
    if _quietly(python, "-m", "pip", "install", "-q", "autocorrect-py", check=False):
        lint = "import autocorrect_py, sys; autocorrect_py.lint_for(open(sys.argv[1]).read(), 'text')"
        peers["autocorrect (in Python)"] = [python, "-c", lint, str(draft)]
    if not shutil.which("npm"):
        return peers
    for package, *more in (["zhlint"], ["textlint", "textlint-rule-preset-ja-technical-writing"]):
        folder = home / package
        folder.mkdir()
        if _quietly("npm", "install", "--no-audit", "--no-fund", "--silent", package, *more, cwd=folder, check=False):
            options = [option for rule in more for option in ("--preset", rule.removeprefix("textlint-rule-"))]
            peers[package] = [str(folder / "node_modules" / ".bin" / package), *options, str(draft)]
    return peers


def _quietly(*command: str, cwd: Path | None = None, check: bool = True) -> bool:
    return subprocess.run(command, cwd=cwd, check=check, stdout=subprocess.DEVNULL).returncode == 0


def _measure(commands: Mapping[str, Command], rounds: int, home: Path) -> dict[str, list[float]]:
    """Return the seconds that each command took in each round; the first round, with cold files, is left out."""
    environment = os.environ | {"PYTHONPATH": "", "XDG_CACHE_HOME": str(home / "cache")}
    times: dict[str, list[float]] = {name: [] for name in commands}
    for _ in range(rounds + 1):
        for name, command in commands.items():
            begun = time.perf_counter()
            subprocess.run(command, env=environment, cwd=home, check=False, capture_output=True)
            times[name].append(time.perf_counter() - begun)
    return {name: each[1:] for name, each in times.items()}


def _print(times: Mapping[str, Sequence[float]], draft_size: int) -> None:
    bare, *_ = times.values()
    print(f"Python {sys.version.split()[0]}, {os.cpu_count()} cores, a draft of {draft_size / 1024:.0f} KB")
    print(f"{'command':28} {'median':>8} {'fastest':>8} {'ratio':>7}")
    for name, each in times.items():
        ratio = statistics.median(one / base for one, base in zip(each, bare, strict=True))
        verdict = f"  (target {TARGETS[name]})" if name in TARGETS else ""
        print(f"{name:28} {statistics.median(each) * 1000:5.0f} ms {min(each) * 1000:5.0f} ms {ratio:6.1f}x{verdict}")


if __name__ == "__main__":
    main()
