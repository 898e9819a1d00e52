"""Rebuilds every table of the typo detector.

    python tools/build_spelling.py --corpora DIR

needs what `pip install -r tools/spelling/requirements.txt` brings, the Debian packages named
there, and DIR with official-laws.txt.xz and official-reports.txt.xz. The same inputs give the
same bytes.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "src"), str(ROOT / "tools")]

from spelling import readings  # noqa: E402

DATA = ROOT / "src" / "mandate_lint" / "data"


def main() -> None:
    """Build all tables, or those named by --only."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--corpora", type=Path)
    parser.add_argument("--only", choices=["readings"])
    parser.parse_args()
    readings.build(DATA)


if __name__ == "__main__":
    main()
