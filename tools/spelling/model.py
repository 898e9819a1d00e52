"""Counts the corpora into a Kneser-Ney model of characters, order 4, and writes it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

import jieba
import numpy as np
from numpy.typing import NDArray

from mandate_lint.spelling.symbols import BREAK, FIRST_CHAR, UNKNOWN, encode
from spelling import corpora, fuse, table
from spelling.corpora import Document

BITS = 13  # a symbol; four make a key
WALL = (1 << BITS) - 1  # stands around a word of a list: no context
KEPT_FROM = {2: 1, 3: 1, 4: 2}  # how often an n-gram was seen to be kept
REPORT_WEIGHT = 2
RARE_WORD, COMMON_WORD = 10, 200  # frequencies in jieba's dictionary
LOG_STEP, BACKOFF_STEP = 10, 5  # steps per factor of ten
TELLING = 0.9  # a row of four that changes the chance by less (as a power of ten) is left out

Keys = NDArray[np.uint64]
Reals = NDArray[np.float64]
_SHIFT = np.uint64(BITS)


class Grams(NamedTuple):
    """All n-grams of one order: keys in order, how often seen, and in how many contexts."""

    keys: Keys
    seen: Reals
    contexts: Reals


def build(folder: Path, documents: Iterable[Document], part: int | None = None) -> None:
    """Write spelling-model.bin from the documents that are not held out.

    The partial model `part` knows the alphabet of everything, but has not read the reports and the written lines
    on which it is to judge.
    """
    lines = [
        (line, _weight(document, part))
        for document in documents
        if not document.is_held_out
        for line in document.paragraphs
    ]
    lines += corpora.written(part)
    words = dictionary_words()
    alphabet = _alphabet(lines, words)
    stream = _stream(lines, words, {char: at for at, char in enumerate(alphabet, FIRST_CHAR)})
    grams = {order: _count(stream, order) for order in (1, 2, 3, 4)}
    _write(folder / "spelling-model.bin", alphabet, grams, len(stream))


def _weight(document: Document, part: int | None) -> int:
    if document.kind == "law":
        return 1
    return 0 if document.fold == part else REPORT_WEIGHT


def dictionary_words() -> dict[str, int]:
    """Return the words of jieba's dictionary that are not rare, with their frequency."""
    path = Path(jieba.__file__).parent / "dict.txt"
    rows = (line.split() for line in path.read_text("utf-8").splitlines())
    chinese = re.compile("[一-鿿]{2,}")
    return {w: int(f) for w, f, *_ in rows if int(f) >= RARE_WORD and chinese.fullmatch(w)}


def _alphabet(lines: list[tuple[str, int]], words: dict[str, int]) -> str:
    counts: Counter[str] = Counter()
    for line, weight in lines:
        counts.update(dict.fromkeys(line, 2) if weight != 1 else line)
    in_words = {char for word, seen in words.items() if seen >= 20 for char in word}
    return "".join(
        sorted(
            char
            for char in {*counts, *in_words}
            if not char.isascii()
            and (counts[char] >= 2 or char in in_words)
            and ("一" <= char <= "鿿" or counts[char] >= 50)
        )
    )


def _stream(lines: list[tuple[str, int]], words: dict[str, int], ids: dict[str, int]) -> NDArray[np.uint64]:
    """Return all symbols in a row; a line comes as often as it weighs."""
    symbols: list[int] = [BREAK]
    for line, weight in lines:
        coded = encode(line, ids)[0]
        for _ in range(weight):
            symbols += coded
            symbols.append(BREAK)
    symbols.append(WALL)
    for word, seen in words.items():
        for _ in range(2 if seen >= COMMON_WORD else 1):
            symbols += (ids.get(char, UNKNOWN) for char in word)
            symbols.append(WALL)
    return np.array(symbols, dtype=np.uint64)


def _count(stream: Keys, order: int) -> Grams:
    size = len(stream) - order + 1
    keys = np.zeros(size, dtype=np.uint64)
    dropped = np.zeros(size, dtype=bool)
    for at in range(order):
        column = stream[at : at + size]
        keys = keys << _SHIFT | column
        dropped |= (column == UNKNOWN) | (column == WALL)
        if at and at < order - 1:
            dropped |= column == BREAK
    before = np.concatenate([[np.uint64(WALL)], stream])[:size]
    with_context = before << np.uint64(BITS * order) | keys
    unique, seen = np.unique(keys[~dropped], return_counts=True)
    if order == 4:  # five symbols do not fit into 64 bits, and the highest order needs none
        return Grams(unique, seen.astype(float), seen.astype(float))
    mask = np.uint64((1 << BITS * order) - 1)
    extended = np.unique(with_context[~dropped]) & mask
    _, contexts = np.unique(extended, return_counts=True)
    starts_line = unique >> np.uint64(BITS * (order - 1)) == BREAK
    return Grams(unique, seen.astype(float), np.where(starts_line, seen, contexts).astype(float))


def _discounts(counts: Reals) -> tuple[float, float, float]:
    """Return the modified Kneser-Ney discounts of what was seen once, twice and more often."""
    n1, n2, n3, n4 = (float((counts == n).sum()) for n in (1, 2, 3, 4))
    y = n1 / (n1 + 2 * n2)
    steps = [1 - 2 * y * n2 / n1, 2 - 3 * y * n3 / n2, 3 - 4 * y * n4 / n3]
    one, two, more = (min(max(step, 0.1), at - 0.05) for at, step in enumerate(steps, 1))
    return one, two, more


def _interpolated(grams: Grams, lower: Reals, steps: tuple[float, float, float]) -> tuple[Reals, Keys, Reals]:
    """Return each n-gram's probability, and the contexts with the mass they leave to `lower`."""
    discounts = np.select([grams.contexts == 1, grams.contexts == 2], steps[:2], steps[2])
    contexts, index = np.unique(grams.keys >> _SHIFT, return_inverse=True)
    total = np.bincount(index, grams.contexts)
    left = np.bincount(index, discounts) / total
    own = (grams.contexts - discounts) / total[index]
    return own + left[index] * lower, contexts, left


def _lookup(keys: Keys, values: Reals, wanted: Keys, default: float) -> Reals:
    at = np.minimum(np.searchsorted(keys, wanted), len(keys) - 1)
    return np.where(keys[at] == wanted, values[at], default)


def _write(path: Path, alphabet: str, grams: dict[int, Grams], size: int) -> None:
    one = np.zeros(FIRST_CHAR + len(alphabet))
    one[grams[1].keys.astype(int)] = grams[1].contexts
    one = 0.995 * one / one.sum() + 0.005 / len(one)
    kept = {1: (np.arange(len(one), dtype=np.uint64), one)}
    parts: dict[str, tuple[str, bytes]] = {"alphabet": ("B", alphabet.encode())}
    shapes: dict[str, list[int]] = {}
    counts = {"symbols": size, "alphabet": len(alphabet)}
    left: dict[int, tuple[Keys, Reals]] = {}
    for order in (2, 3, 4):
        mask = np.uint64((1 << BITS * (order - 1)) - 1)
        lower = _lookup(*kept[order - 1], grams[order].keys & mask, float(one[0]))
        # Rows of four are counted by weight, of which there is no telling what was seen once.
        discounts = _discounts(grams[min(order, 3)].contexts)
        chances, contexts, mass = _interpolated(grams[order], lower, discounts)
        keep = grams[order].seen >= KEPT_FROM[order]
        if order == 4:
            backed_off = _lookup(contexts, mass, grams[4].keys >> _SHIFT, 1.0) * lower
            keep &= np.abs(np.log10(chances / backed_off)) >= TELLING
        kept[order] = (grams[order].keys[keep], chances[keep])
        if not keep.all():
            contexts, mass = _renormalised(*kept[order], lower[keep])
        left[order] = contexts, mass
    parts["unigrams"] = ("B", _log(one).astype(np.uint8).tobytes())
    parts["unigram_backoffs"] = ("B", _backoff(left[2], kept[1][0]).astype(np.uint8).tobytes())
    parts |= _pairs(kept[2], left[3], len(one))
    for order in (3, 4):
        keys, chances = kept[order]
        extra = _backoff(left[order + 1], keys) if order < 4 else None
        filled = fuse.fill(keys, _log(chances), extra)
        parts[f"cells{order}"] = ("H", filled.cells)
        if filled.extra:
            parts[f"extra{order}"] = ("B", filled.extra)
        shapes[f"shape{order}"] = [filled.bits, filled.segments]
    counts |= {f"{order}-grams": len(kept[order][0]) for order in (2, 3, 4)}
    table.write(
        path,
        parts,
        sources=[
            "official-laws.txt.xz without folds 38 and 39, official-reports.txt.xz",
            f"jieba {jieba.__version__} dict.txt, words of frequency {RARE_WORD} and more",
            "tools/spelling/written",
        ],
        counts=counts,
        more=shapes,
    )


def _pairs(kept: tuple[Keys, Reals], left: tuple[Keys, Reals], size: int) -> dict[str, tuple[str, bytes]]:
    """Return the pairs as lists: what follows each symbol, at what cost, and what comes before."""
    keys, chances = kept
    first, second = keys >> _SHIFT, keys & np.uint64(WALL)
    packed = _backoff(left, keys).astype(np.uint8)
    packed = np.append(packed, np.zeros(len(packed) % 2, np.uint8))
    by_second = np.lexsort((first, second))
    return {
        "follower_starts": ("I", _starts(first, size)),
        "followers": ("H", second.astype("<u2").tobytes()),
        "pair_costs": ("B", _log(chances).astype(np.uint8).tobytes()),
        "pair_backoffs": ("B", (packed[::2] | packed[1::2] << 4).tobytes()),
        "preceder_starts": ("I", _starts(second, size)),
        "preceders": ("H", first[by_second].astype("<u2").tobytes()),
    }


def _starts(symbols: Keys, size: int) -> bytes:
    counts = np.bincount(symbols.astype(int), minlength=size)
    return np.concatenate([[0], np.cumsum(counts)]).astype("<u4").tobytes()


def _renormalised(keys: Keys, chances: Reals, lower: Reals) -> tuple[Keys, Reals]:
    """Return for each context the back-off that makes what was kept sum to one again."""
    contexts, index = np.unique(keys >> _SHIFT, return_inverse=True)
    own, below = np.bincount(index, chances), np.bincount(index, lower)
    return contexts, np.maximum(1 - own, 1e-3) / np.maximum(1 - below, 1e-3)


def _log(chances: Reals) -> Keys:
    return np.clip(np.rint(-LOG_STEP * np.log10(chances)), 0, 63).astype(np.uint64)


def _backoff(left: tuple[Keys, Reals], keys: Keys) -> Keys:
    mass = _lookup(*left, keys, 1.0)
    return np.clip(np.rint(-BACKOFF_STEP * np.log10(np.maximum(mass, 1e-9))), 0, 15).astype(np.uint64)
