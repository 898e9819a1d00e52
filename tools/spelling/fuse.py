"""Fills the arrays of `mandate_lint.spelling.retrieval`: a 3-wise binary fuse filter."""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from mandate_lint.spelling.retrieval import FINGERPRINT, MULTIPLIER_1, MULTIPLIER_2, VALUE_BITS

Keys = NDArray[np.uint64]


class Filled(NamedTuple):
    """The arrays of one map and its shape."""

    cells: bytes
    extra: bytes
    bits: int
    segments: int


def fill(keys: Keys, values: Keys, extra: Keys | None = None) -> Filled:
    """Return the arrays that give `values` (and four bits of `extra`) for `keys`."""
    count = max(len(keys), 1000)
    bits = min(18, math.floor(math.log(count) / math.log(3.33) + 2.25))
    spare = max(1.125, 0.875 + 0.25 * math.log(1e6) / math.log(count))
    while True:
        segments = max(math.ceil(count * spare / 2**bits) - 2, 1)
        hashes = _hashes(keys)
        slots = _slots(hashes, bits, segments)
        rounds = _peel(slots, (segments + 2) << bits)
        if rounds is not None:
            break
        spare *= 1.01
    wanted = (_fingerprints(hashes) << np.uint64(VALUE_BITS)) | values
    cells = _assign(rounds, slots, wanted, (segments + 2) << bits).astype("<u2").tobytes()
    if extra is None:
        return Filled(cells, b"", bits, segments)
    nibbles = _assign(rounds, slots, extra, (segments + 2) << bits).astype(np.uint8)
    return Filled(cells, (nibbles[::2] | nibbles[1::2] << 4).tobytes(), bits, segments)


def _hashes(keys: Keys) -> Keys:
    h = keys * np.uint64(MULTIPLIER_1)
    return (h ^ (h >> np.uint64(31))) * np.uint64(MULTIPLIER_2)


def _fingerprints(hashes: Keys) -> Keys:
    return hashes >> np.uint64(44) & np.uint64(FINGERPRINT)


def _slots(hashes: Keys, bits: int, segments: int) -> NDArray[np.int64]:
    low, length = np.uint64((1 << bits) - 1), np.uint64(1 << bits)
    base = ((hashes >> np.uint64(32)) * np.uint64(segments) >> np.uint64(32)) << np.uint64(bits)
    return np.stack(
        [
            base + (hashes & low),
            base + length + (hashes >> np.uint64(bits) & low),
            base + length + length + (hashes >> np.uint64(2 * bits) & low),
        ],
        axis=1,
    ).astype(np.int64)


def _peel(slots: NDArray[np.int64], size: int) -> list[tuple[NDArray[np.int64], NDArray[np.int64]]] | None:
    """Return, round by round, the keys that own a slot alone, and which; None where it fails."""
    flat = slots.ravel()
    count = np.bincount(flat, minlength=size)
    total = np.bincount(flat, np.repeat(np.arange(len(slots)), 3), size).astype(np.int64)
    rounds, left = [], len(slots)
    single = np.flatnonzero(count == 1)
    while len(single):
        keys, first = np.unique(total[single], return_index=True)
        rounds.append((keys, single[first]))
        left -= len(keys)
        touched = slots[keys].ravel()
        np.subtract.at(count, touched, 1)
        np.subtract.at(total, touched, np.repeat(keys, 3))
        touched = np.unique(touched)
        single = touched[count[touched] == 1]
    return rounds if left == 0 else None


def _assign(
    rounds: list[tuple[NDArray[np.int64], NDArray[np.int64]]],
    slots: NDArray[np.int64],
    wanted: Keys,
    size: int,
) -> Keys:
    cells = np.zeros(size, dtype=np.uint64)
    for keys, own in reversed(rounds):
        others = cells[slots[keys]]
        cells[own] = wanted[keys] ^ others[:, 0] ^ others[:, 1] ^ others[:, 2]
    return cells
