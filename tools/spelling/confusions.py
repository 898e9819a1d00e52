"""Builds the table of what is mistaken for what: by sound, by shape, by word, by neighbour."""

from __future__ import annotations

from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable
from itertools import chain
from pathlib import Path

import jieba
import opencc
import pypinyin
from pypinyin.constants import PHRASES_DICT, PINYIN_DICT

from mandate_lint.spelling.readings import FIRST, LAST, syllable
from mandate_lint.spelling.symbols import FIRST_CHAR
from spelling import corpora, model, shapes, table
from spelling.corpora import Document

COMMON_READING = 0.1  # share of a character's uses in dictionary words
LEAST_SEEN = 3  # a character seen less often in the corpora is never proposed
WORD_SEEN = 4
NEIGHBOURS, NEIGHBOUR_SEEN = 32, 4
NO_SYLLABLE = 0xFFFF

_INITIALS = ["zh", "ch", "sh", *"bpmfdtnlgkhjqxrzcsyw"]
_NEAR_INITIALS = [{"zh", "z", "ch", "c"}, {"sh", "s", "zh", "ch"}, {"n", "l", "r"}, {"f", "h"},
                  {"b", "p"}, {"d", "t"}, {"g", "k"}, {"j", "q"}, {"q", "x"}, {"j", "x"}]  # fmt: skip
_NEAR_FINALS = [{"an", "ang"}, {"en", "eng"}, {"in", "ing"}, {"ian", "iang"}, {"uan", "uang"},
                {"ian", "uan"}, {"in", "un"}, {"ing", "ong"}, {"en", "un"}, {"o", "uo"},
                {"ie", "ve"}, {"ei", "ui"}, {"u", "v"}]  # fmt: skip


def build(folder: Path, documents: Iterable[Document], alphabet: str) -> None:
    """Write spelling-confusions.bin for the characters of `alphabet`."""
    characters: Counter[str] = Counter()
    pairs: Counter[str] = Counter()
    read = (line for document in documents if not document.is_held_out for line in document.paragraphs)
    for line in chain(read, (line for line, _ in corpora.written())):
        characters.update(line)
        pairs.update(map(str.__add__, line, line[1:]))
    chinese = [c for c in alphabet if FIRST <= ord(c) <= LAST]
    simplify = opencc.OpenCC("t2s").convert
    targets = "".join(c for c in chinese if characters[c] >= LEAST_SEEN and simplify(c) == c)
    place = {char: at for at, char in enumerate(alphabet, FIRST_CHAR)}
    parts = _sounds(chinese, targets, place)
    parts |= _shapes(targets, place)
    parts["sketches"] = ("b", shapes.sketches(alphabet, shapes.FONTS))
    parts |= _words(pairs, characters, place)
    parts |= _neighbours(pairs, targets, place)
    table.write(
        folder / "spelling-confusions.bin",
        parts,
        sources=[
            f"pypinyin {pypinyin.__version__}",
            f"jieba {jieba.__version__}",
            "official-laws.txt.xz without folds 38 and 39, official-reports.txt.xz, tools/spelling/written",
            *(Path(path).name for path in shapes.FONTS),
        ],
        counts={
            "characters": len(targets),
            "shape neighbours": len(parts["shape_targets"][1]) // 2,
            "words": len(parts["word_keys"][1]) // 4,
            "neighbours": len(parts["after"][1]) // 2 + len(parts["before"][1]) // 2,
        },
        more={"sketch": [shapes.NUMBERS, shapes.SCALE, shapes.LEAST, shapes.STEPS]},
    )


def _sounds(chinese: list[str], targets: str, place: dict[str, int]) -> dict[str, tuple[str, bytes]]:
    """Return two common syllables a character, and for each syllable those that sound near."""
    used = _uses()
    common = {char: _common_readings(char, used) for char in chinese}
    names = sorted({one for some in common.values() for one in some})
    number = {name: at for at, name in enumerate(names)}
    first, second = array("H"), array("H")
    for char in sorted(place, key=place.__getitem__):
        some = [number[one] for one in common.get(char, [])[:2]] + [NO_SYLLABLE] * 2
        first.append(some[0])
        second.append(some[1])
    near = [[number[other] for other in names if _are_near(name, other)] for name in names]
    wanted = set(targets)
    members = [[place[c] for c in chinese if c in wanted and names[at] in common[c][:2]] for at in range(len(names))]
    return {
        "syllables": ("B", " ".join(names).encode()),
        "first": ("H", first.tobytes()),
        "second": ("H", second.tobytes()),
        **_lists("near", near),
        **_lists("members", members),
    }


def _uses() -> dict[str, Counter[str]]:
    """Return how often each reading of a character is used in dictionary words."""
    used: dict[str, Counter[str]] = defaultdict(Counter)
    words = model.dictionary_words()
    for word, readings in PHRASES_DICT.items():
        for char, reading in zip(word, readings, strict=False):
            used[char][syllable(reading[0])] += words.get(word, 1)
    return used


def _common_readings(char: str, used: dict[str, Counter[str]]) -> list[str]:
    """Return the first reading and the others that words use, the most usual first."""
    listed = [syllable(one) for one in PINYIN_DICT.get(ord(char), "").split(",")]
    total = sum(used[char].values())
    often = [one for one, n in used[char].most_common() if one in listed and n >= COMMON_READING * total]
    return list(dict.fromkeys([*(often or listed[:1]), *listed[:1]]))[:2] if listed[0] else []


def _split(name: str) -> tuple[str, str]:
    initial = next((one for one in _INITIALS if name.startswith(one)), "")
    final = name[len(initial) :]
    if initial in ("j", "q", "x", "y") and final.startswith("u"):
        final = "v" + final[1:]
    return initial, final


def _are_near(one: str, other: str) -> bool:
    (initial, final), (initial2, final2) = _split(one), _split(other)
    if initial == initial2:
        return any({final, final2} == pair for pair in _NEAR_FINALS)
    near = any(initial in group and initial2 in group for group in _NEAR_INITIALS)
    both_hiss = {initial, initial2} in ({"zh", "z"}, {"ch", "c"}, {"sh", "s"}, {"n", "l"})
    return near and (final == final2 or (both_hiss and any({final, final2} == pair for pair in _NEAR_FINALS[:3])))


def _shapes(targets: str, place: dict[str, int]) -> dict[str, tuple[str, bytes]]:
    sources = "".join(map(chr, range(FIRST, 0x9FA6)))
    rows = shapes.neighbours(sources, targets, place, shapes.FONTS)
    lists = _lists("shape", [[place[targets[at]] for at, _ in row] for row in rows])
    likeness = bytes(step for row in rows for _, step in row)
    return {
        "shape_starts": lists["shape_starts"],
        "shape_targets": lists["shape"],
        "likeness": ("B", likeness),
    }


def _words(pairs: Counter[str], characters: Counter[str], place: dict[str, int]) -> dict[str, tuple[str, bytes]]:
    """Return the words of two characters, in the order of their sound."""
    used, words = _uses(), model.dictionary_words()
    names: dict[str, int] = {}
    chinese = [c for c in place if FIRST <= ord(c) <= LAST]
    for name in sorted({one for c in chinese for one in _common_readings(c, used)}):
        names[name] = len(names)
    rows = []
    for word in sorted(words):
        if len(word) == 2 and pairs[word] >= WORD_SEEN and all(c in place for c in word):
            sounds = [_common_readings(c, used)[:2] for c in word]
            rows += [
                (loose(names[one], names) << 16 | loose(names[two], names), place[word[0]], place[word[1]])
                for one in sounds[0]
                for two in sounds[1]
            ]
    rows = sorted(set(rows))
    looses = array("H", [loose(at, names) for at in range(len(names))])
    return {
        "loose": ("H", looses.tobytes()),
        "word_keys": ("I", array("I", [key for key, _, _ in rows]).tobytes()),
        "word_first": ("H", array("H", [first for _, first, _ in rows]).tobytes()),
        "word_second": ("H", array("H", [second for _, _, second in rows]).tobytes()),
    }


def loose(at: int, names: dict[str, int]) -> int:
    """Return the number of the syllable that stands for all that Southerners do not tell apart."""
    name = list(names)[at]
    for long, short in (("zh", "z"), ("ch", "c"), ("sh", "s")):
        name = name.replace(long, short)
    for long, short in (("ang", "an"), ("eng", "en"), ("ing", "in")):
        name = name.replace(long, short) if name.endswith(long) else name
    return names.get(name, at)


def _neighbours(pairs: Counter[str], targets: str, place: dict[str, int]) -> dict[str, tuple[str, bytes]]:
    """Return for each character those that most often stand after it and before it."""
    after: dict[int, list[int]] = defaultdict(list)
    before: dict[int, list[int]] = defaultdict(list)
    wanted = set(targets)
    for pair, seen in sorted(pairs.items(), key=lambda item: (-item[1], item[0])):
        if seen >= NEIGHBOUR_SEEN and pair[0] in place and pair[1] in place:
            first, second = place[pair[0]], place[pair[1]]
            if pair[1] in wanted and len(after[first]) < NEIGHBOURS:
                after[first].append(second)
            if pair[0] in wanted and len(before[second]) < NEIGHBOURS:
                before[second].append(first)
    size = FIRST_CHAR + len(place)
    return {
        **_lists("after", [after[symbol] for symbol in range(size)]),
        **_lists("before", [before[symbol] for symbol in range(size)]),
    }


def _lists(name: str, rows: list[list[int]]) -> dict[str, tuple[str, bytes]]:
    starts = array("I", [0])
    for row in rows:
        starts.append(starts[-1] + len(row))
    flat = array("H", [one for row in rows for one in row])
    return {f"{name}_starts": ("I", starts.tobytes()), name: ("H", flat.tobytes())}
