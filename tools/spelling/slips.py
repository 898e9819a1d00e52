"""Puts wrong characters into clean text, as fingers, ears and eyes do."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Callable
from typing import NamedTuple

from mandate_lint.spelling.confusions import NEAR, SAME, Confusions
from mandate_lint.spelling.language import Language
from mandate_lint.spelling.readings import FIRST
from mandate_lint.spelling.symbols import FIRST_CHAR

MIX = {"sound": 28, "near sound": 10, "shape": 24, "word": 60, "other": 6,
       "lost": 10, "doubled": 6, "swapped": 6}  # fmt: skip

_LENGTH = {"word": 2, "swapped": 2}  # characters that a slip of a kind takes, 1 where not named
RARE = 55  # cost without context from which a character is rare
ALIKE = 7  # of 15
RARE_CHOICES = 4
LAST_ALIKE = 0x9FA5


class Slip(NamedTuple):
    """A slip in a paragraph: where the wrong stretch is, what it is and what it was."""

    start: int
    end: int
    wrong: str
    right: str
    kind: str


class Slips:
    """Makes slips of every kind; which ones is for the random generator to say."""

    def __init__(
        self,
        language: Language,
        confusions: Confusions,
        seed: int,
        alike: dict[str, list[str]] | None = None,
    ) -> None:
        """Take the tables; `alike` replaces the shape neighbours with others."""
        self._random = random.Random(seed)
        self._language, self._confusions = language, confusions
        self._alike = alike
        self._wrong: dict[tuple[str, str], list[str]] = {}
        self._rare = self._rare_alike() if alike is None else {}
        self._by_kind: dict[str, Callable[[str, int], tuple[int, str]]] = {
            "word": self._word, "lost": lambda line, at: (1, ""),
            "doubled": lambda line, at: (1, line[at] * 2),
            "swapped": lambda line, at: (2, line[at + 1] + line[at]),
        }  # fmt: skip

    def spoil(self, line: str, every: int, mix: dict[str, int] = MIX) -> tuple[str, list[Slip]]:
        """Return the line with a slip about every so many characters, and the slips."""
        slips: list[Slip] = []
        out, at = [], 0
        kinds, weights = list(mix), list(mix.values())
        soon = 0
        while at < len(line):
            slip = None
            if self._random.random() < (0.12 if soon > 0 else 1 / every):
                slip = self.make(line, at, self._random.choices(kinds, weights)[0])
            soon -= 1
            if slip is None:
                out.append(line[at])
                at += 1
                continue
            start = sum(map(len, out))
            slips.append(slip._replace(start=start, end=start + len(slip.wrong)))
            out.append(slip.wrong)
            at += slip.end - slip.start
            soon = 3 if soon <= 0 else 0
        return "".join(out), slips

    def make(self, line: str, at: int, kind: str) -> Slip | None:
        """Return a slip of this kind at `at`, or None where none is possible."""
        needed = _LENGTH.get(kind, 1)
        if at + needed > len(line) or not all(map(_is_chinese, line[at : at + needed])):
            return None
        if kind in self._by_kind:
            length, wrong = self._by_kind[kind](line, at)
        else:
            length, wrong = 1, self._character(line[at], kind)
        right = line[at : at + length]
        if wrong == right or (kind not in ("lost",) and not wrong):
            return None
        return Slip(at, at + length, wrong, right, kind)

    def _character(self, char: str, kind: str) -> str:
        if kind == "other":
            return self._random.choice(self._language.alphabet)
        wrong = self._wrong.get((char, kind))
        if wrong is None:
            wrong = self._wrong[char, kind] = self._wrong_for(char, kind)
        return self._random.choice(wrong) if wrong else ""

    def _wrong_for(self, char: str, kind: str) -> list[str]:
        """Return what might be written for `char`, likely things more than once."""
        if kind == "shape" and self._alike is not None:
            return self._alike.get(char, [])
        symbol = self._language.ids.get(char, 0)
        found: dict[str, int] = defaultdict(int)
        for other in map(ord, self._confusions.characters(symbol, char)):
            one = self._confusions.confusable(symbol, char, other)
            rarity = self._language.alone(other)
            often = max(1, 8 - rarity // 8)
            if (kind == "sound" and one.sound == SAME) or (kind == "near sound" and one.sound == NEAR):
                found[self._language.char(other)] = often
            if kind == "shape" and one.likeness:
                found[self._language.char(other)] = max(one.likeness**2 // 6, 1)
            if kind == "shape":
                found.update(dict.fromkeys(self._rare.get(char, [])[:RARE_CHOICES], ALIKE))
        return [wrong for wrong, weight in found.items() for _ in range(weight)]

    def _rare_alike(self) -> dict[str, list[str]]:
        """Return for each character the rare ones that look like it: 稙 for 植."""
        rare: dict[str, list[str]] = defaultdict(list)
        for char in map(chr, range(FIRST, LAST_ALIKE + 1)):
            if self._language.alone(self._language.ids.get(char, 0)) >= RARE:
                for symbol, likeness in self._confusions.alike(char).items():
                    if likeness >= ALIKE:
                        rare[self._language.char(symbol)].append(char)
        return rare

    def _word(self, line: str, at: int) -> tuple[int, str]:
        one, two = (self._language.ids.get(char, 0) for char in line[at : at + 2])
        if min(one, two) < FIRST_CHAR or not self._confusions.is_word(one, two):
            return 2, ""
        others = [
            "".join(map(self._language.char, word)) for word in self._confusions.words(one, two) if word != (one, two)
        ]
        return 2, self._random.choice(others) if others else ""


def _is_chinese(char: str) -> bool:
    return "一" <= char <= "鿿"
