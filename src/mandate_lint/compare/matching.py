"""Which statement of one draft is which of the other, and the words that changed.

Statements with the same words are paired first, then the most alike of the rest: a weighted cosine
of their words (`duties.likeness`), and how much of one stands in the other in order (Ratcliff and
Metzener 1988, the gestalt approach of difflib).
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from difflib import SequenceMatcher

from mandate_lint import words
from mandate_lint.compare.changes import Edit, Side
from mandate_lint.duties import likeness, share

ALIKE = 0.45  # below this two statements are not one reworded
_WORTH_LOOKING = 0.2
_WITHIN = 0.8  # part of a statement that stands in a longer one, when it was joined to that
_SHORT = 4
_MANY = 250_000  # pairs that can all be looked at in seconds; of more, only statements at nearby places
_WINDOW = 400
_PLAIN = re.compile(r"[，、；：。“”（）]|全[省市县区]|本[省市县区]|[省市县区]级")
Pair = tuple[int | None, int | None]
Stretch = tuple[int, int]
Duties = Callable[[str], tuple[str, ...]]


def pair(old: Sequence[Side], new: Sequence[Side], duties: Duties) -> list[Pair]:
    """Return pairs of places in the two lists; one without a partner stands alone.

    A statement that was joined to a longer one, or cut out of one, is paired with it too.
    """
    pairs = dict(_same(old, new))
    pairs |= dict(_alike(old, new, pairs, duties))
    taken = set(pairs.values())
    found: list[Pair] = list(pairs.items())
    for at in range(len(old)):
        if at not in pairs:
            found.append((at, _holder(old[at], new)))
    for at in range(len(new)):
        if at not in taken:
            found.append((_holder(new[at], old), at))
    return found


def plain(side: Side) -> str:
    """Return what a statement says, without marks and words for levels."""
    return _PLAIN.sub("", side.clause.text)


def _same(old: Sequence[Side], new: Sequence[Side]) -> Iterator[tuple[int, int]]:
    """Yield pairs of the same words; of several, those under the same label, then in order."""
    places: dict[str, list[int]] = defaultdict(list)
    for at, side in enumerate(new):
        places[plain(side)].append(at)
    for at, side in enumerate(old):
        rivals = places[plain(side)]
        if rivals:
            best = next((each for each in rivals if new[each].label == side.label), rivals[0])
            rivals.remove(best)
            yield at, best


def _alike(
    old: Sequence[Side], new: Sequence[Side], pairs: dict[int, int], duties: Duties
) -> Iterator[tuple[int, int]]:
    """Yield pairs of the rest, the most alike first."""
    taken = set(pairs.values())
    left = [at for at in range(len(old)) if at not in pairs]
    right = [at for at in range(len(new)) if at not in taken]
    near = _WINDOW if len(left) * len(right) > _MANY else len(old) + len(new)
    close = ((a, b) for a in left for b in right[bisect_left(right, a - near) : bisect_left(right, a + near + 1)])
    scored = [(-_score(old[a], new[b], duties), abs(a - b), a, b) for a, b in close]
    used: set[int] = set()
    done: set[int] = set()
    for score, _, a, b in sorted(scored):
        if -score < ALIKE:
            return
        if a not in done and b not in used:
            done.add(a)
            used.add(b)
            yield a, b


def _score(old: Side, new: Side, duties: Duties) -> float:
    one, other = plain(old), plain(new)
    near = likeness(one, other)
    if near < _WORTH_LOOKING:
        return 0.0
    order = SequenceMatcher(None, one, other, autojunk=False).ratio()
    agrees = bool(set(duties(old.clause.text)) & set(duties(new.clause.text)))
    return 0.6 * near + 0.4 * order + (0.1 if agrees else 0.0) + (0.05 if old.label == new.label else 0.0)


def _holder(side: Side, others: Sequence[Side]) -> int | None:
    """Return the place of the longer statement that says nearly all that this one says."""
    if len(side.clause.text) < _SHORT:
        return None
    held = [(share(plain(side), plain(other)), -at) for at, other in enumerate(others[:_WINDOW])]
    best, at = max(held, default=(0.0, 0))
    return -at if best >= _WITHIN else None


def edits(old: Side, new: Side) -> tuple[Edit, ...]:
    """Return the words that two statements share, and those that differ, as the files have them."""
    one, other = words.cut_for_readers(old.clause.text), words.cut_for_readers(new.clause.text)
    found: list[Edit] = []
    for kind, a, b, c, d in SequenceMatcher(None, one, other, autojunk=False).get_opcodes():
        here, there = (_stretch(one, a, b), _stretch(other, c, d))
        if kind == "equal":
            found.append(Edit("same", _quote(old, here), _quote(new, there)))
        else:
            found += _trimmed(old, here, new, there)
    return tuple(found)


def _stretch(cut: Sequence[str], first: int, last: int) -> Stretch:
    start = sum(map(len, cut[:first]))
    return start, start + sum(map(len, cut[first:last]))


def _trimmed(old: Side, here: Stretch, new: Side, there: Stretch) -> Iterator[Edit]:
    """Yield a change without the words that both begin and end with: 资源[开放]共享, not the whole compound."""
    one, other = old.clause.text[slice(*here)], new.clause.text[slice(*there)]
    front = _shared(one, other)
    back = _shared(one[front:][::-1], other[front:][::-1])
    front, back = (front if front > 1 else 0), (back if back > 1 else 0)
    bounds = [(0, 0, front, front), (front, front, len(one) - back, len(other) - back),
              (len(one) - back, len(other) - back, len(one), len(other))]  # fmt: skip
    for at, (a, c, b, d) in enumerate(bounds):
        if b > a or d > c:
            sides = _quote(old, (here[0] + a, here[0] + b)), _quote(new, (there[0] + c, there[0] + d))
            yield Edit("changed" if at == 1 else "same", *sides)


def _shared(one: str, other: str) -> int:
    """Return how many characters two texts begin with alike."""
    return next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


def _quote(side: Side, stretch: Stretch) -> str:
    """Return a stretch of a statement as it stands in the file."""
    return side.clause.part(*stretch).quote if stretch[1] > stretch[0] else ""
