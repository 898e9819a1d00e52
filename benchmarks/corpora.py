"""How often the rules of wording raise a false alarm: findings in clean official text, rule by rule.

    python benchmarks/corpora.py --corpora DIR                      # a sample of two million characters
    python benchmarks/corpora.py --corpora DIR --characters 0       # all of it
    python benchmarks/corpora.py --corpora DIR --show 20            # with twenty findings of each rule
    python benchmarks/corpora.py --corpora DIR --rules typo --seed 7

DIR holds `*.txt.xz`, one paragraph a line. The sample is of whole laws, and of stretches of what has no
such borders, each read as a draft of its own. The target is one finding in 100,000 characters; what is known
to be a defect of the corpora themselves is counted apart.
"""

from __future__ import annotations

import argparse
import lzma
import random
import re
import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from mandate_lint.finding import Finding
from mandate_lint.linter import lint
from mandate_lint.parser import parse
from mandate_lint.ruleset import load
from mandate_lint.source import Source

TARGET = 1.0  # findings in 100,000 characters
LEAST, MOST = 60, 2000  # paragraphs read as one draft
PASSED = re.compile(r"[（(]?\d{4}年\d{1,2}月\d{1,2}日")  # stands below the title of a law
# What the corpora have lost or keep from their pages. Some seventy of the first and fifty of the second were read,
# none a false alarm; the others are known by their shape alone.
CUT_OFF = re.compile(r"\d{4}年\d{1,2}月.*[）)]$")  # the history of a law, whose opening bracket was cut off
BOTH_SCRIPTS = "official-reports"  # reports of the fifties and notes of the site stand in Traditional characters
RULES = (
    "typo", "stray-space", "repeated-text", "run-on-clause", "unpaired-mark", "document-number-brackets",
    "mixed-script", "pinyin-residue",
)  # fmt: skip


def main() -> None:
    """Print the number of findings and the rate of each rule, and of all together."""
    arguments = _arguments()
    begun = time.perf_counter()
    rules = [rule for rule in load(("general",)).rules if rule.id in arguments.rules]
    found: dict[str, list[str]] = defaultdict(list)
    real: Counter[str] = Counter()
    characters = 0
    for name, text in _sample(arguments.corpora, arguments.characters, arguments.seed):
        characters += len(text)
        for finding in lint(parse(Source("corpus", text)), rules):
            if _is_real(finding, text, name):
                real[finding.rule.id] += 1
            else:
                found[finding.rule.id].append(_around(finding, text, arguments.around))
    _print(arguments.rules, found, real, characters, arguments.show)
    print(f"seed {arguments.seed}, {time.perf_counter() - begun:.0f} s")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpora", type=Path, required=True)
    parser.add_argument("--characters", type=int, default=2_000_000, help="size of the sample; 0 for everything")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--rules", nargs="+", default=RULES)
    parser.add_argument("--show", type=int, default=0, help="findings to show of each rule")
    parser.add_argument("--around", type=int, default=20, help="characters shown on either side")
    return parser.parse_args()


def _sample(folder: Path, characters: int, seed: int) -> Iterator[tuple[str, str]]:
    """Yield stretches of the corpora with their names in a random order, until there are enough characters."""
    stretches = [(path.name, one) for path in sorted(folder.glob("*.txt.xz")) for one in _stretches(path)]
    random.Random(seed).shuffle(stretches)
    read = 0
    for name, text in stretches:
        if characters and read >= characters:
            return
        read += len(text)
        yield name, text


def _stretches(path: Path) -> Iterator[str]:
    """Yield stretches that begin where a law begins."""
    lines = lzma.decompress(path.read_bytes()).decode("utf-8").splitlines(keepends=True)
    start = 0
    for at in range(1, len(lines)):
        is_title = PASSED.match(lines[at]) and len(lines[at - 1]) < 60 and not PASSED.match(lines[at - 1])
        if (is_title and at - 1 - start >= LEAST) or at - start >= MOST:
            yield "".join(lines[start : at - 1])
            start = at - 1
    yield "".join(lines[start:])


def _is_real(finding: Finding, text: str, name: str) -> bool:
    """Tell whether the defect is known to be the corpora's own."""
    if finding.rule.id == "mixed-script":
        return name.startswith(BOTH_SCRIPTS)
    start, end = finding.span
    paragraph = text[text.rfind("\n", 0, start) + 1 : (text + "\n").find("\n", end)].strip()
    return finding.rule.id == "unpaired-mark" and bool(CUT_OFF.match(paragraph))


def _around(finding: Finding, text: str, width: int) -> str:
    """Return a finding's stretch in ⟦⟧ with what stands before and after it."""
    start, end = finding.span
    shown = f"{text[max(0, start - width) : start]}⟦{text[start:end]}⟧{text[end : end + width]}"
    return shown.replace("\n", "⏎")


def _print(
    rules: Sequence[str], found: Mapping[str, Sequence[str]], real: Mapping[str, int], characters: int, show: int
) -> None:
    print(f"{'':26} {'found':>6} {'real':>6} {'rate':>8} in 100,000 without these")
    for rule in rules:
        places = found.get(rule, ())
        known = real.get(rule, 0)
        print(f"{rule:26} {len(places) + known:6} {known:6} {_rate(len(places), characters):8.3f}")
        print("".join(f"    {place}\n" for place in places[:show]), end="")
    rest, known = sum(map(len, found.values())), sum(real.values())
    print(
        f"{'all':26} {rest + known:6} {known:6} {_rate(rest, characters):8.3f} of {characters:,} characters (target < {TARGET})"
    )
    print(f"with the real ones {_rate(rest + known, characters):.3f}")


def _rate(count: int, characters: int) -> float:
    return count * 100_000 / max(characters, 1)


if __name__ == "__main__":
    main()
