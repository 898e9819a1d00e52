"""Try the entries of a phrase rule on real text and list every hit with what stands around it.

For whoever adds an entry: a hit in clean official text is either a real slip or a false alarm,
and only reading it tells which.

    python tools/try_phrases.py rules/general/typos.yaml laws.txt.xz reports.txt.xz
    python tools/try_phrases.py rules/general/wording.yaml --entry 拟定 --show 20 drafts/*.txt
"""

from __future__ import annotations

import argparse
import lzma
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml

from mandate_lint.normal import normalise
from mandate_lint.phrases import Index, Match
from mandate_lint.readers import read

Entry = Mapping[str, Any]


def arguments() -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("rules", type=Path, help="a rule file with `check: phrases`")
    parser.add_argument("texts", nargs="+", type=Path, help="text files, also .xz")
    parser.add_argument("--rule", help="only this rule of the file")
    parser.add_argument("--entry", default="", help="only entries that contain this")
    parser.add_argument("--show", type=int, default=5, help="hits to show for each entry")
    parser.add_argument("--around", type=int, default=12, help="characters on either side")
    return parser.parse_args()


def entries_of(rules: Path, rule_id: str | None, part: str) -> list[Entry]:
    """Return the entries of the phrase rules in a file that are asked for."""
    document = yaml.safe_load(rules.read_text(encoding="utf-8"))
    wanted = [
        rule
        for rule in document["rules"]
        if rule["check"] == "phrases" and rule_id in (None, rule["id"])
    ]
    return [
        entry for rule in wanted for entry in rule["options"]["entries"] if part in entry["wrong"]
    ]


def paragraphs(path: Path) -> Iterator[str]:
    """Yield the paragraphs of a corpus (.xz, taken as it is) or of a draft (normalised)."""
    if path.suffix == ".xz":
        with lzma.open(path, "rt", encoding="utf-8") as lines:
            yield from lines
    else:
        yield from normalise(read(str(path))).text.splitlines()


def is_covered(match: Match[int], allowed: Sequence[Match[int]]) -> bool:
    """Tell whether an exception of the same entry covers what would be reported."""
    return any(
        one.key == match.key and one.start <= match.marked_start and match.marked_end <= one.end
        for one in allowed
    )


def main() -> None:
    """Count the hits of each entry over all texts and print some of them."""
    args = arguments()
    entries = entries_of(args.rules, args.rule, args.entry)
    wrong = Index((at, entry["wrong"]) for at, entry in enumerate(entries))
    right = Index((at, one) for at, entry in enumerate(entries) for one in entry.get("except", ()))
    found: dict[int, list[str]] = defaultdict(list)
    characters = 0
    for path in args.texts:
        for text in paragraphs(path):
            characters += len(text)
            matches = list(wrong.find(text))
            allowed = list(right.find(text)) if matches else []
            for match in matches:
                if not is_covered(match, allowed):
                    found[match.key].append(f"{path.name}: {around(text, match, args.around)}")
    report(entries, found, characters, args.show)


def around(text: str, match: Match[int], width: int) -> str:
    """Return the reported stretch in ⟦⟧ with what stands before and after it."""
    start, end = match.marked_start, match.marked_end
    before, after = text[max(0, start - width) : start], text[end : end + width]
    return f"{before}⟦{text[start:end]}⟧{after.rstrip()}"


def report(
    entries: Sequence[Entry], found: Mapping[int, Sequence[str]], characters: int, show: int
) -> None:
    """Print the entries that were found, the most frequent first, and the rate."""
    for key, places in sorted(found.items(), key=lambda item: -len(item[1])):
        print(f"{len(places)} x {entries[key]['wrong']} -> {entries[key]['right']}")
        print(*(f"    {place}" for place in places[:show]), sep="\n")
    total = sum(map(len, found.values()))
    rate = total * 1_000_000 / max(characters, 1)
    print(
        f"{len(entries)} entries, {total} hits in {characters:,} characters: {rate:.2f} a million"
    )


if __name__ == "__main__":
    main()
