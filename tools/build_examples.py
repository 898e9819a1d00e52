"""Write the examples' reports and the READMEs' sample output: python tools/build_examples.py [--check].

The reports are made by the command line itself, run in examples/, so that they show what users see.
"""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from build_rules_table import between

ROOT = Path(__file__).parent.parent
EXAMPLES = ROOT / "examples"
BEGIN = "<!-- sample: made by tools/build_examples.py -->"
END = "<!-- /sample -->"
SAMPLE = ("--select", "typo,unpaired-mark,level-mismatch,staffing-mismatch", "examples/draft.txt")
RUNS: dict[str, tuple[str, ...]] = {
    "draft.out": ("draft.txt",),
    "draft.json": ("draft.txt", "--format", "json"),
    "clean.out": ("clean.txt",),
    "clean.json": ("clean.txt", "--format", "json"),
    "page.out": ("page.txt",),
    "page.json": ("page.txt", "--format", "json"),
    "traditional.out": ("traditional.txt",),
    "traditional.json": ("traditional.txt", "--format", "json"),
    "education.out": ("education.txt",),
    "education.json": ("education.txt", "--format", "json"),
    "own-rules.out": ("--rules", "own-rules.yaml", "draft.txt"),
    "settings.out": ("settings/draft.txt",),
}


def run(arguments: Sequence[str], folder: Path) -> str:
    """Return what mandate-lint prints; how long it took is no part of an example."""
    command = [sys.executable, "-m", "mandate_lint", *arguments]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, encoding="utf-8")
    if done.returncode > 1:
        raise SystemExit(f"{' '.join(arguments)}: {done.stderr}")
    return re.sub(r'"duration_s": [\d.e-]+', '"duration_s": 0', done.stdout)


def wanted() -> Iterator[tuple[Path, str]]:
    """Yield each generated file with the text that it should have."""
    for name, arguments in RUNS.items():
        yield EXAMPLES / "reports" / name, run(arguments, EXAMPLES)
    for readme, lang in (("README.md", "en"), ("README.zh-CN.md", "zh")):
        options = (*SAMPLE[:-1], "--lang", lang) if lang == "en" else SAMPLE[:-1]
        shown = " ".join(("$ mandate-lint", *options, SAMPLE[-1]))
        output = run((*options, SAMPLE[-1]), ROOT).rstrip("\n")
        path = ROOT / readme
        yield path, between(path.read_text("utf-8"), BEGIN, END, f"```text\n{shown}\n{output}\n```")


def main(arguments: Sequence[str]) -> int:
    """Write what is out of date, or with --check name it."""
    stale = []
    for path, text in wanted():
        if not path.exists() or path.read_text("utf-8") != text:
            stale.append(str(path.relative_to(ROOT)))
            if "--check" not in arguments:
                path.parent.mkdir(exist_ok=True)
                path.write_text(text, "utf-8")
    if stale:
        print(f"{'out of date' if '--check' in arguments else 'written'}: {', '.join(stale)}")
    return int(bool(stale) and "--check" in arguments)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
