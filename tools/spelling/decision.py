"""Learns when to believe a repair: boosted trees over slips put into text the model never saw."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate, pairwise
from math import floor, log
from pathlib import Path
from typing import Any, NamedTuple

import lightgbm
import numpy as np

from mandate_lint.spelling.confusions import Confusions
from mandate_lint.spelling.decision import LEAF
from mandate_lint.spelling.edits import DOUBLED, LOST, Edit, Line, contest
from mandate_lint.spelling.evidence import Draft, Evidence, weigh
from mandate_lint.spelling.language import Language
from mandate_lint.spelling.symbols import encode
from spelling import table
from spelling.corpora import TRAIN_FOLD, Document, unread
from spelling.slips import Slip, Slips

EVERY = 130  # characters between slips in training
REAL_EVERY = 200  # and how many in a careless draft
ROUNDS = 300
PARAMETERS = {
    "objective": "binary", "num_leaves": 20, "learning_rate": 0.07, "min_data_in_leaf": 100,
    "feature_fraction": 0.7, "bagging_fraction": 0.8, "bagging_freq": 1, "lambda_l2": 2.0,
    "seed": 7, "deterministic": True, "force_row_wise": True, "num_threads": 1, "verbose": -1,
}  # fmt: skip
# The more of these, the surer (or the less sure) a repair: what holds outside the training text too.
_MONOTONE = {"gain": 1, "margin": 1, "rank": -1, "likeness": 1, "old_repeats": -1,
             "old_pair_repeats": -1, "new_repeats": 1, "around_cost": -1, "around_unknown": -1, "elsewhere_unknown": -1,
             "new_known_fours": 1, "old_known_fours": -1, "new_unknown_triples": -1}  # fmt: skip

# From which confidence a suspect is a warning, and from which an info; see docs/spelling.md.
LEVELS = {"warning": 0.6, "info": 0.3}
_LAW_SEEDS, _REPORT_SEEDS, _MANDATE_SEEDS = (1, 2, 3, 10), (4,), (5, 6, 7, 8, 9)
_STRETCH = {"report": 100, "mandate": 40}  # paragraphs that are taken for one draft

# How much a wrong repair of a kind weighs: 应 for 应当 is right, and so are many doubled characters.
_DOUBT = {LOST: 14.0, DOUBLED: 14.0}
_REPORT_WEIGHT = 0.25  # reports are longer than all else, and stranger than mandates
ROUNDING = 1e-4  # of sums in single precision

Samples = tuple[list[Evidence], list[int]]


class Source(NamedTuple):
    """Drafts to spoil, the model that is to judge them, the seeds of the slips, and the weight of each sample."""

    texts: list[list[str]]
    language: Language
    seeds: tuple[int, ...]
    weight: float


class Node(NamedTuple):
    """A node of a tree: its low child follows it, the high one comes `skip` later; or a leaf with its value."""

    feature: int
    threshold: int
    skip: int
    value: float


def build(
    folder: Path, documents: Iterable[Document], whole: Language, parts: Sequence[Language], confusions: Confusions
) -> None:
    """Write spelling-decision.bin.

    The model knows law better than anything that users will give it. So most of the samples are reports
    and mandates of fields that the model which sees them has not read: a likeness of vocabulary not met before.
    """
    documents = list(documents)
    laws = [d.paragraphs for d in documents if d.kind == "law" and d.fold == TRAIN_FOLD]
    sources = [Source(laws, whole, _LAW_SEEDS, 1.0)]
    for part, language in enumerate(parts):
        reports = [
            stretch
            for d in documents
            if d.kind == "report" and d.fold == part
            for stretch in _stretches(d.paragraphs, _STRETCH["report"])
        ]
        sources.append(Source(reports, language, _REPORT_SEEDS, _REPORT_WEIGHT))
        sources.append(Source(_stretches(unread(part), _STRETCH["mandate"]), language, _MANDATE_SEEDS, 1.0))
    rows: list[Evidence] = []
    labels: list[int] = []
    weights: list[float] = []
    for source in sources:
        for seed in source.seeds:
            more = samples(source.texts, source.language, confusions, Slips(source.language, confusions, seed))
            rows += more[0]
            labels += more[1]
            weights += [source.weight * _doubt(*one) for one in zip(*more, strict=True)]
    counts = {"samples": len(rows), "right": sum(labels)}
    write(folder, learn(rows, labels, weights), counts, LEVELS)


def _stretches(paragraphs: list[str], size: int) -> list[list[str]]:
    return [paragraphs[at : at + size] for at in range(0, len(paragraphs), size)]


def samples(documents: Iterable[list[str]], language: Language, confusions: Confusions, slips: Slips) -> Samples:
    """Return the evidence of all repairs of the documents with slips, and which are right."""
    rows: list[Evidence] = []
    labels: list[int] = []
    for paragraphs in documents:
        spoilt = [slips.spoil(paragraph, EVERY) for paragraph in paragraphs]
        draft = Draft("\n".join(line for line, _ in spoilt))
        for text, made in spoilt:
            for evidence, label in _line(text, made, language, confusions, draft):
                rows.append(evidence)
                labels.append(label)
    return rows, labels


def _line(
    text: str, made: list[Slip], language: Language, confusions: Confusions, draft: Draft
) -> Iterator[tuple[Evidence, int]]:
    symbols, offsets = encode(text, language.ids)
    line = Line(symbols, [text[at] for at in offsets], language)
    wanted = {text[: s.start] + s.right + text[s.end :] for s in made}
    wanted |= {
        text[: a.start] + a.right + text[a.end : b.start] + b.right + text[b.end :]
        for a, b in pairwise(made)
        if b.start - a.end <= 1
    }
    for found in contest(line, confusions):
        repaired = repair(text, [*offsets, len(text)], found[0], language)
        yield weigh(line, found, draft, confusions), int(repaired in wanted)


def repair(text: str, offsets: list[int], edit: Edit, language: Language) -> str:
    """Return the text with the edit made."""
    start, end = offsets[edit.start - 3], offsets[edit.end - 3]
    return text[:start] + "".join(map(language.char, edit.new)) + text[end:]


def _doubt(row: Evidence, label: int) -> float:
    return 1.0 if label else _DOUBT.get(row.kind, 1.0)


def learn(rows: list[Evidence], labels: list[int], weights: list[float]) -> lightgbm.Booster:
    """Return the trees."""
    monotone = [_MONOTONE.get(name, 0) for name in Evidence._fields]
    data = lightgbm.Dataset(np.array(rows, dtype=np.float32), np.array(labels), weight=np.array(weights))
    return lightgbm.train({**PARAMETERS, "monotone_constraints": monotone}, data, ROUNDS)


def write(folder: Path, booster: lightgbm.Booster, counts: dict[str, int], levels: dict[str, float]) -> None:
    """Write spelling-decision.bin."""
    nodes: list[Node] = []
    roots = [_flatten(tree["tree_structure"], nodes) for tree in booster.dump_model()["tree_info"]]
    best = [
        max(node.value for node in nodes[at:end] if node.feature == LEAF) for at, end in pairwise([*roots, len(nodes)])
    ]
    most = list(accumulate(reversed(best)))[::-1]
    table.write(
        folder / "spelling-decision.bin",
        {
            "roots": ("H", array("H", roots).tobytes()),
            "thresholds": ("h", array("h", (node.threshold for node in nodes)).tobytes()),
            "values": ("f", array("f", (node.value for node in nodes)).tobytes()),
            "most": ("f", array("f", (sum_ + ROUNDING for sum_ in most)).tobytes()),
            "features": ("B", bytes(node.feature for node in nodes)),
            "skips": ("B", bytes(node.skip for node in nodes)),
        },
        sources=["slips of tools/spelling/slips.py in laws of fold 38, in reports and in tools/spelling/written",
                 f"lightgbm {lightgbm.__version__}"],
        counts=counts,
        more={
            "features": list(Evidence._fields),
            "bias": -log(REAL_EVERY / EVERY),
            "levels": levels,
        },
    )  # fmt: skip


def _flatten(tree: dict[str, Any], nodes: list[Node]) -> int:
    at = len(nodes)
    if "leaf_value" in tree:
        nodes.append(Node(LEAF, 0, 0, tree["leaf_value"]))
        return at
    nodes.append(Node(LEAF, 0, 0, 0.0))
    _flatten(tree["left_child"], nodes)
    high = _flatten(tree["right_child"], nodes)
    nodes[at] = Node(tree["split_feature"], floor(tree["threshold"]), high - at, 0.0)
    return at
