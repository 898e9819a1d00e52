"""Rebuilds every table of the typo detector.

    python tools/build_spelling.py --corpora DIR

needs what tools/spelling/requirements.txt names (Python packages and Debian fonts), and DIR with
official-laws.txt.xz and official-reports.txt.xz. The same inputs give the same bytes. It takes
about ten minutes on one core and 3 GB of memory.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "src"), str(ROOT / "tools")]

from spelling import confusions, corpora, decision, model, readings

from mandate_lint.spelling import confusions as confusable
from mandate_lint.spelling import language, tables

DATA = ROOT / "src" / "mandate_lint" / "data"
STEPS = ("readings", "model", "confusions", "decision")


def main() -> None:
    """Build all tables, or those named by --only."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--corpora", type=Path, required=True, metavar="DIR")
    parser.add_argument("--output", type=Path, default=DATA, metavar="DIR")
    parser.add_argument("--only", choices=STEPS, action="append")
    arguments = parser.parse_args()
    steps, out = arguments.only or STEPS, arguments.output
    documents = [*corpora.laws(arguments.corpora), *corpora.reports(arguments.corpora)]
    if "readings" in steps:
        readings.build(out)
    if "model" in steps:
        model.build(out, documents)
    if "confusions" in steps:
        confusions.build(out, documents, tables.load("model", out).text("alphabet"))
    if "decision" in steps:
        _decide(out, documents)


def _decide(out: Path, documents: list[corpora.Document]) -> None:
    """Learn the decision, most of it with models that have not read what they are tried on."""
    confused = confusable.Confusions(tables.load("confusions", out))
    whole = language.Language(tables.load("model", out))
    with tempfile.TemporaryDirectory() as folder:
        parts = [_partial(Path(folder) / str(part), documents, part) for part in range(len(corpora.UNREAD))]
        decision.build(out, documents, whole, parts, confused)


def _partial(folder: Path, documents: list[corpora.Document], part: int) -> language.Language:
    folder.mkdir()
    model.build(folder, documents, part)
    return language.Language(tables.load("model", folder))


if __name__ == "__main__":
    main()
