"""What the model sees of a text: one symbol a character, one a run of digits or of letters."""

from __future__ import annotations

# A set of symbols is a string of `chr(symbol)`: it is read from a table in one step, and searched fast.
Set = str

UNKNOWN, BREAK, DIGITS, LETTERS, FIRST_CHAR = range(5)
_DIGITS = frozenset("0123456789０１２３４５６７８９.．%％‰")
_LETTERS = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-_/")


def encode(line: str, ids: dict[str, int]) -> tuple[list[int], list[int]]:
    """Return the symbols of one paragraph, and where in it each begins."""
    try:
        return [ids[char] for char in line], list(range(len(line)))
    except KeyError:
        pass  # digits, letters, or what is unknown
    symbols: list[int] = []
    offsets: list[int] = []
    last = UNKNOWN
    for offset, char in enumerate(line):
        symbol = ids.get(char, UNKNOWN)
        if symbol == UNKNOWN:
            symbol = DIGITS if char in _DIGITS else LETTERS if char in _LETTERS else UNKNOWN
            if symbol and symbol == last:
                continue
        last = symbol
        symbols.append(symbol)
        offsets.append(offset)
    return symbols, offsets
