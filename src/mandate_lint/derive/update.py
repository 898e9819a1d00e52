"""A rule set brought up to date: what people edited stays, evidence and support are made anew."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from mandate_lint.catalogue import Catalogue, Seen
from mandate_lint.derive.reference import Reference, Statement
from mandate_lint.derive.standard import WORDING, Derived, default_support, tier
from mandate_lint.derive.writing import block, entry, evidence
from mandate_lint.errors import InputError, Say
from mandate_lint.phrases import Index
from mandate_lint.records import record
from mandate_lint.yamlfile import Document

_SAME = 0.3  # part of the statements that an old and a derived duty must share to be one
Entry = dict[str, Any]


@record
class Updated:
    """The new text of a rule file, and what changed in it, one sentence each."""

    text: str
    changes: tuple[Say, ...]


def update(document: Document, text: str, duties: Sequence[Derived], references: Sequence[Reference]) -> Updated:
    """Bring the rule file `text`, read as `document`, up to date with newly derived duties.

    Raises InputError where the file has no list of duties, one a line.
    """
    old = document.data.get("duties") if isinstance(document.data, dict) else None
    if not old:
        reason = Say("没有可更新的标准职责（duties）", "has no standard duties to update")
        raise InputError(reason, Say("请用 derive -o 新建", "make it with derive -o"), path=document.path)
    places = _Blocks(document, text)
    pairs = _pairs(old, duties, references)
    changes: list[Say] = []
    blocks = []
    for number, one in enumerate(old):
        new, said = _refreshed(one, pairs.get(number), references)
        changes += said
        blocks.append(places.comments[number] + block(new))
    taken = {one["id"] for one in old}
    least = default_support(len(references))
    for duty in duties:
        if duty not in pairs.values() and duty.support >= least and not duty.is_form:
            blocks.append(block(_new_entry(duty, taken, len(references))))
            changes.append(Say(f"新增 {duty.id}：{duty.title}（{duty.support}/{len(references)}）",
                               f"new: {duty.id}, {duty.title} ({duty.support}/{len(references)})"))  # fmt: skip
    return Updated(places.head + "\n".join(blocks) + "\n" + places.tail, tuple(changes))


def _new_entry(duty: Derived, taken: set[str], count: int) -> Entry:
    found = entry(duty, count)
    while found["id"] in taken:
        found["id"] += "-new"
    taken.add(found["id"])
    return found


def _pairs(
    old: Sequence[Mapping[str, Any]], duties: Sequence[Derived], references: Sequence[Reference]
) -> dict[int, Derived]:
    """Pair old duties with derived ones that stand in the same statements, the surest pairs first."""
    found = [_statements(one["anchors"], one.get("not", ()), references) for one in old]
    scored = []
    for number, here in enumerate(found):
        for at, duty in enumerate(duties):
            there = set(duty.statements)
            score = len(here & there) / max(1, min(len(here), len(there)))
            if score >= _SAME and here & there:
                is_renamed = old[number]["id"] != duty.id
                scored.append((-score, -len(here & there), is_renamed, number, at))
    pairs: dict[int, Derived] = {}
    used: set[int] = set()
    for *_, number, at in sorted(scored):
        if number not in pairs and at not in used:
            pairs[number] = duties[at]
            used.add(at)
    return pairs


def _statements(anchors: Sequence[str], excluded: Sequence[str], references: Sequence[Reference]) -> set[Statement]:
    catalogue = Catalogue.load([{"id": "one", "title": "one", "tier": "core", "anchors": anchors, "not": list(excluded)}])
    return {one for reference in references for one in reference.statements if catalogue.ids(one.text)}


def _refreshed(old: Entry, duty: Derived | None, references: Sequence[Reference]) -> tuple[Entry, list[Say]]:
    """Return a duty with fresh evidence, and what changed; everything else stays as people left it."""
    new, said = dict(old), []
    if duty is not None and (more := _missing_anchors(old, duty, references)):
        new["anchors"] = [*old["anchors"], *more]
        shown = "、".join(more)
        said.append(Say(f"{old['id']}：增加锚点 {shown}", f"{old['id']}: anchors added: {shown}"))
    seen = duty.evidence if duty is not None else _evidence(new, references)
    support, count = len({one.reference for one in seen}), len(references)
    new |= {"support": support, "references": count, "evidence": evidence(seen)}
    if not seen:
        del new["evidence"]
    before = (old.get("support"), old.get("references"))
    if before != (support, count):
        was = f"{before[0]}/{before[1]}" if before[0] is not None else "—"
        said.append(Say(f"{old['id']}：支持度 {was} → {support}/{count}", f"{old['id']}: support {was} → {support}/{count}"))
    suggested = tier(support, count)
    if suggested != old["tier"] and before != (support, count):
        said.append(Say(f"{old['id']}：保留 tier {old['tier']}，按支持度应为 {suggested}",
                        f"{old['id']}: tier {old['tier']} kept; its support suggests {suggested}"))  # fmt: skip
    return new, said


def _missing_anchors(old: Entry, duty: Derived, references: Sequence[Reference]) -> list[str]:
    """Return the derived anchors that find statements which the old ones do not."""
    left = set(duty.statements) - _statements(old["anchors"], old.get("not", ()), references)
    more = []
    for anchor in duty.anchors:
        found = {one for one in left if next(iter(Index([(0, anchor)]).find(one.text)), None)}
        if found:
            more.append(anchor)
            left -= found
    return more


def _evidence(old: Entry, references: Sequence[Reference]) -> tuple[Seen, ...]:
    """Return evidence for a duty that the derivation does not have, by its own anchors."""
    index = Index((0, anchor) for anchor in old["anchors"])
    found = []
    for one in sorted(_statements(old["anchors"], old.get("not", ()), references), key=lambda s: (s.reference, s.place)):
        match = next(iter(index.find(one.text)))
        found.append(Seen(references[one.reference].name, one.label, one.text[match.start : match.start + WORDING]))
    return tuple({(seen.reference, seen.item): seen for seen in reversed(found)}.values())[::-1]


class _Blocks:
    """The text around the duties of a rule file, and the comments that stand among them."""

    def __init__(self, document: Document, text: str) -> None:
        lines = text.split("\n")
        name, node = next((name, node) for name, node in document.root.value if name.value == "duties")
        starts = [child.start_mark.line for child in node.value]
        if len(set(starts)) < len(starts) or starts[0] <= name.start_mark.line:
            reason = Say("duties 须逐条另起一行", "the duties must stand one below the other")
            raise InputError(reason, path=document.path, line=name.start_mark.line + 1)
        end = _end(lines, node.end_mark.line, starts[-1])
        self.head = "".join(line + "\n" for line in lines[: name.start_mark.line + 1])
        self.tail = "\n".join(lines[end:]) if any(line.strip() for line in lines[end:]) else ""
        bounds = [name.start_mark.line + 1, *starts[1:], end]
        self.comments = ["".join(self._of(lines, at, bounds, starts)) for at in range(len(starts))]

    @staticmethod
    def _of(lines: Sequence[str], at: int, bounds: Sequence[int], starts: Sequence[int]) -> list[str]:
        """Return the comments inside a duty's block and right above it."""
        above = lines[bounds[0] : starts[0]] if at == 0 else _trailing(lines, starts[at - 1], starts[at])
        end = bounds[at + 1]
        inside = lines[starts[at] : end - len(_trailing(lines, starts[at], end))] if at + 1 < len(starts) else lines[starts[at] : end]
        return [line.rstrip() + "\n" for line in (*above, *inside) if line.lstrip().startswith("#")]


def _trailing(lines: Sequence[str], start: int, end: int) -> list[str]:
    """Return the comments at the end of a stretch: they belong to what follows."""
    at = end
    while at > start and (not lines[at - 1].strip() or lines[at - 1].lstrip().startswith("#")):
        at -= 1
    return list(lines[at:end])


def _end(lines: Sequence[str], end: int, last: int) -> int:
    """Return the line behind the last duty; comments at the margin belong to what follows."""
    while end > last + 1 and end <= len(lines) and (not lines[end - 1].strip() or lines[end - 1].startswith("#")):
        end -= 1
    return min(end, len(lines))
