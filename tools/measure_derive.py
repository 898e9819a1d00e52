"""Measure `derive` against duties read by hand: grouping, duties found, leave-one-out.

    python tools/measure_derive.py REFERENCES_FOLDER GOLD.yaml [--loud]

Clause grouping is judged pair by pair. A statement may belong to several duties, so a pair counts
as often as both share a duty: precision is the part of the shared derived duties that the gold
shares too, recall the reverse (Amigó et al. 2009, Information Retrieval 12:461-486).
"""

from __future__ import annotations

import argparse
import itertools
import re
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

import yaml

from mandate_lint.derive.reference import Reference, references
from mandate_lint.derive.standard import COMMON, Derived, standard_duties
from mandate_lint.parser import parse
from mandate_lint.phrases import Index
from mandate_lint.readers import read
from mandate_lint.records import replace

Place = tuple[str, int]
_WIDTH = str.maketrans(",;:()", "，；：（）")


def load(folder: Path) -> tuple[Reference, ...]:
    """Return the references of a folder."""
    paths = sorted(str(path) for path in folder.glob("*.txt"))
    return references([(path, parse(read(path))) for path in paths])


def gold_places(gold: Any, refs: tuple[Reference, ...]) -> dict[Place, set[str]]:
    """Return the gold duties of each statement that the gold's evidence names."""
    found: dict[Place, set[str]] = defaultdict(set)
    for duty in gold["duties"]:
        for name, entries in (duty.get("evidence") or {}).items():
            for entry in entries:
                for place in stating(refs, name, entry["item"], entry["anchor"]):
                    found[place].add(duty["id"])
    return found


def stating(refs: tuple[Reference, ...], name: str, item: str, anchor: str) -> list[Place]:
    """Return the statement of an item that holds a wording."""
    wording = anchor.translate(_WIDTH)
    for ref in refs:
        if ref.name != name:
            continue
        inside = [s for s in ref.statements if _bare(s.label) == _bare(item)]
        hits = [s for s in inside if wording in s.text]
        if not hits:  # an evidence wording that runs over a mark, or stands in a division of work
            hits = [s for s in inside if s.text[:4] in wording or wording[-4:] in s.text][:1]
        return [(name, s.place) for s in hits[:1]]
    return []


def _bare(label: str) -> str:
    return re.sub(r"[()（）]", "", label)


def shared(labels: dict[Place, set[str]], a: Place, b: Place) -> int:
    return len(labels.get(a, set()) & labels.get(b, set()))


def pairwise(gold: dict[Place, set[str]], derived: dict[Place, set[str]]) -> tuple[float, float, float]:
    """Return precision, recall and F1 of the derived grouping over the statements of the gold."""
    both = of_gold = of_derived = 0
    for a, b in itertools.combinations(sorted(gold), 2):
        g, d = shared(gold, a, b), shared(derived, a, b)
        both, of_gold, of_derived = both + min(g, d), of_gold + g, of_derived + d
    precision, recall = both / max(1, of_derived), both / max(1, of_gold)
    return precision, recall, 2 * precision * recall / max(1e-9, precision + recall)


def labelled(duties: tuple[Derived, ...], refs: tuple[Reference, ...]) -> dict[Place, set[str]]:
    """Return the derived duties of each statement."""
    found: dict[Place, set[str]] = defaultdict(set)
    for duty in duties:
        for one in duty.statements:
            found[refs[one.reference].name, one.place].add(duty.id)
    return found


def golds_of(duty: Derived, refs: tuple[Reference, ...], places: dict[Place, set[str]]) -> set[str]:
    """Return the gold duties that at least half of a derived duty's labelled statements state."""
    labels = [places[key] for one in duty.statements if (key := (refs[one.reference].name, one.place)) in places]
    count = Counter(label for each in labels for label in each)
    return {label for label, times in count.items() if times * 2 >= len(labels)}


def found_duties(
    duties: tuple[Derived, ...], refs: tuple[Reference, ...], places: dict[Place, set[str]]
) -> dict[str, Derived]:
    """Return for each gold duty the derived one that stands for it: it covers half of the mandates, and half is it."""
    where: dict[str, set[str]] = defaultdict(set)
    for (name, _), labels in places.items():
        for label in labels:
            where[label].add(name)
    found = {}
    for duty in duties:
        names = {refs[one.reference].name for one in duty.statements}
        for label in sorted(golds_of(duty, refs, places)):
            if len(names & where[label]) * 2 >= len(where[label]):
                found.setdefault(label, duty)
    return found


def leave_one_out(refs: tuple[Reference, ...], gold: Any, places: dict[Place, set[str]], is_loud: bool) -> None:
    """Derive from all references but one, check that one, and count the false and the missed "missing"."""
    has = {duty["id"]: set(duty.get("evidence") or {}) for duty in gold["duties"]}
    rates = []
    for left_out in refs:
        rest = tuple(
            Reference(one.name, one.mandate, tuple(replace(s, reference=at) for s in one.statements))
            for at, one in enumerate(ref for ref in refs if ref is not left_out)
        )
        duties = standard_duties(rest)
        false, missed, unjudged, reported = [], [], 0, 0
        told: dict[str, list[bool]] = defaultdict(list)
        for duty in duties:
            is_found = any(list(Index([(0, a)]).find(one.text)) for a in duty.anchors for one in left_out.statements)
            labels = golds_of(duty, rest, places)
            for label in labels:
                told[label].append(is_found)
            if duty.tier == "optional" or is_found:
                continue
            reported += 1
            if not labels:
                unjudged += 1
            if any(left_out.name in has[label] for label in labels):
                false.append((duty.title, duty.anchors))
        own = [label for label, names in has.items() if left_out.name in names]
        for label, names in has.items():
            share = len(names - {left_out.name}) / len(rest)
            if left_out.name not in names and share >= COMMON and all(told.get(label, [True])):
                missed.append(label)
        rates.append(len(false) / len(own))
        print(f"{left_out.name}: {len(own)} duties, {reported} reported missing, false {len(false)} ({rates[-1]:.1%}), "
              f"not judged by the gold {unjudged}, missed {missed}")
        for each in false if is_loud else ():
            print("     false:", *each)
    print(f"false missing on average: {sum(rates) / len(rates):.1%}")


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--loud", action="store_true", help="name what is wrong")
    args = parser.parse_args()
    refs, gold = load(args.folder), yaml.safe_load(args.gold.read_text(encoding="utf-8"))
    places = gold_places(gold, refs)
    everything = standard_duties(refs, 1)
    precision, recall, f1 = pairwise(places, labelled(everything, refs))
    print(f"clause grouping: precision {precision:.3f}, recall {recall:.3f}, F1 {f1:.3f}")
    for least in (2, 1):
        found = found_duties(standard_duties(refs, least), refs, places)
        lost = [duty["id"] for duty in gold["duties"] if duty["id"] not in found]
        print(f"duties found with --min-support {least}: {len(found)} of {len(gold['duties'])}; not found: {', '.join(lost)}")
    leave_one_out(refs, gold, places, args.loud)


if __name__ == "__main__":
    main()
