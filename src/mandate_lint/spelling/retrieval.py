"""A static map from whole numbers to small ones that stores no keys (a binary fuse filter).

A cell is 16 bits: ten of fingerprint, six of value. A key that was not stored is taken for
a stored one once in 1,024 times; a stored one always gives its value.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

MULTIPLIER_1 = 0x9E3779B97F4A7C15
MULTIPLIER_2 = 0xC2B2AE3D27D4EB4F
MASK = (1 << 64) - 1
BITS = 13  # a symbol; three or four make a key
PAIR = (1 << 2 * BITS) - 1
VALUE_BITS = 6
FINGERPRINT = 1023

REMEMBERED = 60_000  # triples; after more, a paragraph starts over

Reader = Callable[[int], int]


def values(cells: memoryview[Any], bits: int, segments: int) -> Reader:
    """Return the function that looks a key up: its value, or -1 where it is not stored.

    The arrays are those of tools/spelling/fuse.py: `segments` of 2**bits cells. A closure, because
    this is called a hundred thousand times a page and attributes would double its cost.
    """
    length, low, bits2 = 1 << bits, (1 << bits) - 1, 2 * bits
    length2 = 2 * length

    def value(key: int) -> int:
        h = key * MULTIPLIER_1 & MASK
        h = (h ^ h >> 31) * MULTIPLIER_2 & MASK
        at = (h >> 32) * segments >> 32 << bits
        cell = cells[at + (h & low)] ^ cells[at + length + (h >> bits & low)] ^ cells[at + length2 + (h >> bits2 & low)]
        return cell & 63 if cell >> VALUE_BITS == h >> 44 & FINGERPRINT else -1

    return value


def triples(
    cells: memoryview[Any], bits: int, segments: int
) -> tuple[Callable[[int, int, int], int], Callable[[list[int]], list[bool]]]:
    """Return `values` for three symbols, and what tells which three of a row were never seen.

    They share a memory. The second repeats the few lines of `values`: it reads every text to its end.
    """
    length, low, bits2 = 1 << bits, (1 << bits) - 1, 2 * bits
    length2 = 2 * length
    value = values(cells, bits, segments)
    known: dict[int, int] = {}
    find = known.get

    def triple(a: int, b: int, c: int) -> int:
        """Return the cost of `c` after `a`, `b` where the three were seen together, else -1."""
        key = a << 2 * BITS | b << BITS | c
        cost = find(key)
        if cost is None:
            cost = known[key] = value(key)
        return cost

    def unseen(row: list[int]) -> list[bool]:
        """Tell of each three symbols in a row whether they were never seen together."""
        if len(known) >= REMEMBERED:
            known.clear()
        found = []
        key = row[0] << BITS | row[1]
        for symbol in row[2:]:
            key = (key & PAIR) << BITS | symbol
            cost = find(key)
            if cost is None:
                h = key * MULTIPLIER_1 & MASK
                h = (h ^ h >> 31) * MULTIPLIER_2 & MASK
                at = (h >> 32) * segments >> 32 << bits
                cell = (
                    cells[at + (h & low)]
                    ^ cells[at + length + (h >> bits & low)]
                    ^ cells[at + length2 + (h >> bits2 & low)]
                )
                cost = known[key] = cell & 63 if cell >> VALUE_BITS == h >> 44 & FINGERPRINT else -1
            found.append(cost < 0)
        return found

    return triple, unseen


def extras(halves: memoryview[Any], bits: int, segments: int) -> Reader:
    """Return the function for the four bits kept beside a key; any number for a key not stored."""
    length, low = 1 << bits, (1 << bits) - 1

    def extra(key: int) -> int:
        h = key * MULTIPLIER_1 & MASK
        h = (h ^ h >> 31) * MULTIPLIER_2 & MASK
        at = (h >> 32) * segments >> 32 << bits
        found = 0
        for slot in (
            at + (h & low),
            at + length + (h >> bits & low),
            at + length + length + (h >> bits + bits & low),
        ):
            found ^= halves[slot >> 1] >> ((slot & 1) << 2)
        return found & 15

    return extra
