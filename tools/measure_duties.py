"""Measure duties and coverage against a reading by hand: which duties are stated, which unit carries which.

    python tools/measure_duties.py REFERENCES_FOLDER GOLD.yaml [--loud]

The gold has `duties` (id, `seen_in`: reference to item numbers) and, for some references, `units`
with the ids of the duties that each carries. Links are judged twice: as (item, unit), the way
`coverage` prints them, and as (standard duty, unit).
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

from mandate_lint import api
from mandate_lint.coverage import Coverage, of
from mandate_lint.mandate import Mandate
from mandate_lint.readers import read

Pairs = set[tuple[str, str]]


def bare(label: str) -> str:
    """Return an item number without its brackets."""
    return re.sub(r"[()（）、.]", "", label)


def load(path: Path) -> Mandate:
    """Return the mandate of a reference with the science catalogue."""
    options = api.Options(profile="science", config="")
    return api.judge(read(str(path)), options).mandate


def items_of(duty: Mapping[str, Any], reference: str) -> list[str]:
    """Return the items of a reference that state a duty."""
    items = duty["seen_in"].get(reference, [])
    return [bare(item) for item in ([items] if isinstance(items, str) else items)]


def stated(mandate: Mandate) -> Mapping[str, set[str]]:
    """Return for each standard duty the items of the mandate that state it."""
    found: dict[str, set[str]] = {}
    for duty in mandate.duties:
        whole = mandate.catalogue.ids(duty.whole.text)
        kinds = {"transition": ("function-transformation",), "coordination": ("dept-division",)}
        for name in kinds.get(duty.kind, whole):
            found.setdefault(name, set()).add(bare(duty.label))
    return found


def report_stated(mandates: Mapping[str, Mandate], gold: Any) -> None:
    """Print where the duties found differ from `seen_in`."""
    lacking, surplus, elsewhere = [], [], []
    for name, mandate in mandates.items():
        found = stated(mandate)
        for duty in gold["duties"]:
            want, have = set(items_of(duty, name)), found.get(duty["id"], set())
            place = f"{duty['id']} {name} gold {sorted(want)} found {sorted(have)}"
            if want and not have:
                lacking.append(place)
            elif have and not want:
                surplus.append(place)
            elif want != have:
                elsewhere.append(place)
    cells = len(mandates) * len(gold["duties"])
    print(f"stated or not: {cells - len(lacking) - len(surplus)} of {cells} agree; other items: {len(elsewhere)}")
    for title, lines in (("not found", lacking), ("found, gold has none", surplus), ("other items", elsewhere)):
        for line in lines:
            print(f"  {title}: {line}")


def gold_units(gold: Any, reference: str, mandate: Mandate) -> dict[str, set[str]]:
    """Return the duties that each internal unit carries by the gold."""
    names = {unit.plain_name for unit in mandate.units}
    return {
        unit["name"]: {one["id"] for one in unit["duties"]}
        for unit in gold["units"][reference] if unit["name"] in names
    }  # fmt: skip


def gold_links(gold: Any, reference: str, mandate: Mandate) -> tuple[Pairs, Pairs]:
    """Return the gold's links as (item, unit) and as (standard duty, unit)."""
    items = {duty["id"]: items_of(duty, reference) for duty in gold["duties"]}
    by_unit = gold_units(gold, reference, mandate)
    named = {(name, unit) for unit, ids in by_unit.items() for name in ids if items[name]}
    return {(item, unit) for name, unit in named for item in items[name]}, named


def found_links(found: Coverage) -> tuple[Pairs, Pairs]:
    """Return the links of a coverage as (item, unit) and as (standard duty, unit)."""
    catalogue = found.mandate.catalogue
    special = {duty.id for duty in catalogue.special}
    items = {(bare(link.duty.label), link.unit.plain_name) for link in found.links}
    named = set()
    for link in found.links:
        for pair in link.pairs:
            common = set(catalogue.ids(pair.duty.text)) & set(catalogue.ids(pair.unit.text))
            named |= {(name, link.unit.plain_name) for name in common & special}
    return items, named


def report_links(name: str, mandate: Mandate, gold: Any, is_loud: bool) -> None:
    """Print precision and recall of the links of one reference."""
    wanted, found = gold_links(gold, name, mandate), found_links(of(mandate))
    for level, want, have in zip(("item, unit", "standard duty, unit"), wanted, found, strict=True):
        both = len(want & have)
        print(f"{name} ({level}): precision {both / max(1, len(have)):.2f}, recall {both / max(1, len(want)):.2f} "
              f"({len(want)} in the gold, {len(have)} found)")  # fmt: skip
        if is_loud:
            print("   wrong:", sorted(have - want))
            print("   missed:", sorted(want - have))


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--loud", action="store_true", help="name what is wrong")
    args = parser.parse_args()
    gold = yaml.safe_load(args.gold.read_text(encoding="utf-8"))
    mandates = {path.stem: load(path) for path in sorted(args.folder.glob("*.txt"))}
    report_stated(mandates, gold)
    for name in gold["units"]:
        if mandates[name].units:
            report_links(name, mandates[name], gold, args.loud)
    for name, mandate in mandates.items():
        found = of(mandate)
        print(f"{name}: duties without unit {[duty.label for duty in found.duties_without_unit]}, "
              f"units without duty {[unit.name for unit in found.units_without_duty]}, "
              f"loose statements {len(found.loose)}")  # fmt: skip


if __name__ == "__main__":
    main()
