"""What is measured: slips found and rightly repaired, alarms on clean text, sentences, speed."""

from __future__ import annotations

import random
import re
import time
from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from mandate_lint.spelling.detect import Detector, Suspect
from mandate_lint.spelling.evidence import Draft
from spelling.slips import Slip, Slips

KINDS = ("sound", "near sound", "shape", "word", "doubled", "swapped", "lost")
SENTENCE_MIX = {"sound": 50, "near sound": 15, "shape": 25, "word": 10}
SUBSTITUTED = ("sound", "near sound", "shape", "word")


class Found(NamedTuple):
    """One slip, and how sure the detector was of it: at its place, and of the right repair."""

    kind: str
    place: float
    repair: float


class Sentences(NamedTuple):
    """Sentence-level figures at one threshold, in per cent."""

    precision: float
    recall: float
    f1: float
    flagged: float


def injected(detector: Detector, texts: list[str], slips: Slips, per_kind: int) -> list[Found]:
    """Put slips in, one at a time, and look for them; the rest of the draft stays as it is."""
    found = []
    paragraphs = [(at, line) for at, text in enumerate(texts) for line in text.split("\n")]
    picker = random.Random(per_kind)
    drafts = [Draft(text) for text in texts]
    for kind in KINDS:
        made = 0
        for at, line in picker.sample(paragraphs, len(paragraphs)):
            slip = _one(line, slips, kind, picker)
            if slip is None:
                continue
            found.append(_look(detector, line, slip, drafts[at]))
            made += 1
            if made == per_kind:
                break
    return found


def _one(line: str, slips: Slips, kind: str, picker: random.Random) -> Slip | None:
    for _ in range(6):
        if len(line) > 8:
            slip = slips.make(line, picker.randrange(len(line) - 2), kind)
            if slip:
                return slip
    return None


def _look(detector: Detector, line: str, slip: Slip, draft: Draft) -> Found:
    spoilt = line[: slip.start] + slip.wrong + line[slip.end :]
    end = slip.start + len(slip.wrong)
    place = repair = 0.0
    for one in detector.detect(spoilt, (), 1e-4, draft):
        if one.start <= end and slip.start <= one.end:
            place = max(place, one.confidence)
        if spoilt[: one.start] + one.replacement + spoilt[one.end :] == line:
            repair = max(repair, one.confidence)
    return Found(slip.kind, place, repair)


def alarms(detector: Detector, texts: Iterable[str], least: float) -> list[tuple[str, Suspect]]:
    """Return every suspect of clean texts."""
    return [(text, one) for text in texts for one in detector.detect(text, (), least)]


def sentences(detector: Detector, texts: Iterable[str], slips: Slips, least: float, count: int) -> Sentences:
    """Give half of the sentences one to three slips, and see which come out as they were."""
    picker = random.Random(count)
    whole = [s for text in texts for s in re.findall(r"[^。；\n]{12,80}[。；]", text)]
    tally: dict[str, int] = defaultdict(int)
    for number, right in enumerate(picker.sample(whole, min(count, len(whole)))):
        given = right if number % 2 else slips.spoil(right, 40, SENTENCE_MIX)[0]
        suspects = detector.detect(given, (), least)
        outcome = fixed(given, suspects)
        tally["clean" if given == right else "spoilt"] += 1
        tally["flagged"] += given == right and bool(suspects)
        tally["changed"] += bool(suspects)
        tally["corrected"] += given != right and outcome == right
    precision = 100 * tally["corrected"] / max(tally["changed"], 1)
    recall = 100 * tally["corrected"] / max(tally["spoilt"], 1)
    f1 = 2 * precision * recall / max(precision + recall, 1)
    return Sentences(precision, recall, f1, 100 * tally["flagged"] / max(tally["clean"], 1))


def fixed(text: str, suspects: list[Suspect]) -> str:
    """Return the text with every suspect replaced."""
    for one in reversed(suspects):
        text = text[: one.start] + one.replacement + text[one.end :]
    return text


def speed(detector: Detector, texts: list[str]) -> float:
    """Return characters a second of processor time."""
    begin = time.process_time()
    for text in texts:
        detector.detect(text)
    return sum(map(len, texts)) / (time.process_time() - begin)


def lines(texts: list[str], slips: Slips, count: int) -> tuple[list[str], list[str]]:
    """Return paragraphs with one slip each, and as they were."""
    picker = random.Random(count)
    paragraphs = [line for text in texts for line in text.split("\n")]
    spoilt, right = [], []
    for line in picker.sample(paragraphs, len(paragraphs)):
        slip = _one(line, slips, picker.choice(SUBSTITUTED), picker)
        if slip and len(right) < count:
            spoilt.append(line[: slip.start] + slip.wrong + line[slip.end :])
            right.append(line)
    return spoilt, right
