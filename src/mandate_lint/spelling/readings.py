"""The Mandarin readings of a character, without tones."""

from __future__ import annotations

import unicodedata
from functools import cache

from mandate_lint.spelling import tables

FIRST, LAST = 0x4E00, 0x9FFF


def readings(char: str) -> frozenset[str]:
    """Return the toneless readings of `char`, ü written v; empty where none is known.

    >>> sorted(readings("重"))
    ['chong', 'tong', 'zhong']
    """
    code = ord(char)
    if not FIRST <= code <= LAST:
        return frozenset()
    of_character, sets = _table()
    return frozenset(sets[of_character[code - FIRST]].split())


def characters(letters: str) -> list[str]:
    """Return the characters that have a reading, without tones; none where it is no syllable.

    >>> "验" in characters("yan"), characters("wto")
    (True, [])
    """
    return _by_syllable().get(syllable(letters), [])


@cache
def _by_syllable() -> dict[str, list[str]]:
    of_character, sets = _table()
    found: dict[str, list[str]] = {}
    for at, number in enumerate(of_character):
        for one in sets[number].split():
            found.setdefault(one, []).append(chr(FIRST + at))
    return found


def are_syllables(letters: str) -> bool:
    """Tell whether letters without tones can be read as syllables, one after the other.

    >>> are_syllables("zhiye"), are_syllables("app")
    (True, False)
    """
    if not letters:
        return True
    return any(letters[:size] in _by_syllable() and are_syllables(letters[size:]) for size in range(1, min(len(letters), 6) + 1))


def spells(word: str, letters: str) -> bool:
    """Tell whether letters without tones are the readings of a word's characters, one after the other.

    >>> spells("职业", "zhiye"), spells("职业", "zhiyi"), spells("职业", "zhi")
    (True, False, False)
    """
    if not word or not letters:
        return not word and not letters
    return any(letters.startswith(one) and spells(word[1:], letters[len(one) :]) for one in readings(word[0]))


def syllable(letters: str) -> str:
    """Return a written syllable without tone marks and digits, in the form of `readings`.

    >>> syllable("lǜ"), syllable("Zhí"), syllable("fa1")
    ('lv', 'zhi', 'fa')
    """
    bare = unicodedata.normalize("NFD", letters.lower()).replace("u\u0308", "v").replace("ê", "e")
    return "".join(letter for letter in bare if "a" <= letter <= "z")


def is_reading(char: str, letters: str) -> bool:
    """Tell whether `letters`, with or without tones, spell a reading of `char`.

    >>> is_reading("创", "chuàng"), is_reading("略", "lüe"), is_reading("略", "lue")
    (True, True, True)
    """
    written = syllable(letters)
    known = readings(char)
    return written in known or any(written == one.replace("v", "u") for one in known)


@cache
def _table() -> tuple[memoryview[int], list[str]]:
    table = tables.load("readings")
    return table.parts["sets_of"], table.text("sets").split("\n")
