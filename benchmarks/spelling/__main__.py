"""Measures the typo detector and prints one table.

    python benchmarks/spelling --corpora DIR [--mandates DIR]

DIR holds official-laws.txt.xz; mandates are text files. Needs tools/spelling/requirements.txt and
the Debian font fonts-arphic-ukai.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent.parent / "src"), str(HERE.parent.parent / "tools")]

import alike
import measure
import peers
import texts

from mandate_lint.spelling import confusions, language, shipped
from spelling import corpora, decision
from spelling.slips import Slips

SEED = 20261122
MEMORY = """
import re, sys
text = open(sys.argv[2], encoding="utf-8").read()
if sys.argv[1] == "detector":
    from mandate_lint.spelling import detect
    detect(text)
# Not ru_maxrss: that remembers the process it was forked from.
print(re.search("VmHWM:\\s*([0-9]+)", open("/proc/self/status").read())[1])
"""
LOAD = """
import time
begin = time.perf_counter()
from mandate_lint.spelling import detect
detect("负责日常工作。")
print(time.perf_counter() - begin)
"""


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--corpora", type=Path, required=True)
    parser.add_argument("--mandates", type=Path, action="append", default=[])
    parser.add_argument("--slips", type=int, default=200, help="slips of each kind")
    arguments = parser.parse_args()
    kinds = {"law": texts.laws(arguments.corpora)}
    for folder in arguments.mandates:
        kinds[f"mandates in {folder.name}"] = texts.drafts(folder)
    print(f"seed {SEED}; laws of fold {corpora.TEST_FOLD}; slips {arguments.slips} of each kind\n")
    print("| text | characters | figure | warning | info |\n| --- | --- | --- | --- | --- |")
    for name, drafts in kinds.items():
        _measure(name, drafts, arguments)
    _resources(max(kinds.values(), key=lambda drafts: sum(map(len, drafts))))
    _peers(kinds, arguments)


def _slips(corpora_folder: Path) -> Slips:
    """Return the maker of slips, with a table of likenesses that the build does not use."""
    seen: Counter[str] = Counter()
    for report in corpora.reports(corpora_folder):
        for line in report.paragraphs:
            seen.update(line)
    usual = "".join(sorted(c for c, _ in seen.most_common(3000) if "一" <= c <= "鿿"))
    return Slips(language.shipped(), confusions.shipped(), SEED, alike.table(usual))


def _measure(name: str, drafts: list[str], arguments: argparse.Namespace) -> None:
    detector, levels = shipped(), decision.LEVELS
    size = sum(map(len, drafts))

    def row(figure: str, *cells: str) -> None:
        print(f"| {name} | {size} | {figure} | {' | '.join(cells)} |", flush=True)

    found = measure.injected(detector, drafts, _slips(arguments.corpora), arguments.slips)
    for kind in (*measure.KINDS, "substituted"):
        mine = [f for f in found if f.kind == kind or (kind == "substituted" and f.kind in measure.SUBSTITUTED)]
        cells = []
        for least in levels.values():
            place = sum(f.place >= least for f in mine) / len(mine)
            repair = sum(f.repair >= least for f in mine) / len(mine)
            cells.append(f"{repair:.0%} repaired, {place:.0%} found")
        row(f"slips: {kind}", *cells)
    every = [one.confidence for _, one in measure.alarms(detector, drafts, levels["info"])]
    rates = (sum(c >= least for c in every) / size * 1e4 for least in levels.values())
    row("alarms / 10,000 characters", *(f"{rate:.2f}" for rate in rates))
    cells = []
    for least in levels.values():
        s = measure.sentences(detector, drafts, _slips(arguments.corpora), least, 1000)
        cells.append(f"P {s.precision:.0f} R {s.recall:.0f} F1 {s.f1:.0f}, right flagged {s.flagged:.1f} %")
    row("sentences", *cells)
    row("characters / s", f"{measure.speed(detector, drafts):,.0f}", "")


def _resources(drafts: list[str]) -> None:
    path = Path(tempfile.gettempdir()) / "spelling-benchmark.txt"
    path.write_text("\n".join(drafts)[:100_000], encoding="utf-8")
    source = str(texts.ROOT / "src")

    def run(code: str, *more: str) -> float:
        command = [sys.executable, "-c", f"import sys; sys.path.insert(0, {source!r})\n{code}", *more]
        return float(subprocess.run(command, capture_output=True, text=True, check=True).stdout)

    more = run(MEMORY, "detector", str(path)) - run(MEMORY, "nothing", str(path))
    loads = sorted(run(LOAD) for _ in range(7))
    path.unlink()
    print(f"| | | load and first line (ms) | {1000 * loads[3]:.0f} | |")
    print(f"| | | memory on 100,000 characters (MB more than bare Python) | {more / 1024:.0f} | |")


def _peers(kinds: dict[str, list[str]], arguments: argparse.Namespace) -> None:
    slips = _slips(arguments.corpora)
    detector, least = shipped(), decision.LEVELS["warning"]
    print("\n| slips repaired | mandate-lint | " + " | ".join(peers.installed()) + " |")
    print("| --- " * (2 + len(peers.installed())) + "|")
    for name, drafts in kinds.items():
        spoilt, right = measure.lines(drafts, slips, arguments.slips)
        own = sum(
            measure.fixed(line, detector.detect(line, (), least)) == r for line, r in zip(spoilt, right, strict=True)
        )
        cells = [f"{own / len(right):.0%}"]
        for peer in peers.installed().values():
            cells.append(f"{peers.repaired(peer, spoilt, right) / len(right):.0%}" if peer else "not installed")
        print(f"| {name} | {' | '.join(cells)} |")


if __name__ == "__main__":
    main()
