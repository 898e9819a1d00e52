"""What might have been meant where a row of characters is strange, and what it would gain."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from mandate_lint.records import NamedTuple
from mandate_lint.spelling.confusions import Confusions
from mandate_lint.spelling.language import Language
from mandate_lint.spelling.symbols import BREAK, FIRST_CHAR, UNKNOWN

CHARACTER, WORD, PROPOSED, LOST, DOUBLED, SWAPPED, JOINT = range(7)
CONTEXT = 3  # symbols that the model looks back
KEPT = 3  # repairs of one place that go on to the decision
REACH = 2  # symbols from one rival to another
FOREIGN, SHORT = 0.75, 30  # a longer paragraph of which more is unknown is not ours to judge

# Below these, a repair was almost never right: the mean cost of what stands there, and the gain.
_DEAR = {WORD: 18, LOST: 20, SWAPPED: 19, JOINT: 21}
_LEAST = {WORD: 26, LOST: 16, DOUBLED: 30, SWAPPED: 28, JOINT: 57}
# Times the gain, where a doubled character begins a word; where one row is strange, or a swapped pair is a word.
_SURE, _SURER = 1.35, 1.7
# The same for a single new character, by how many of its three rows of three were seen.
_SINGLE = {CHARACTER: {3: (20, 32), 2: (22, 30), 1: (27, 32)}, PROPOSED: {3: (24, 45), 2: (26, 46)}}
# The same where only one row of three is strange: a character of which all three become known, and a word.
_THIN, _THIN_WORD = {3: (20, 45)}, (17, 36)
_STEEP, _CHEAPEST = 5, 16  # how much more must be gained for each step less dear, and where it ends
# How much less is to be expected than a character of the same sound: by kind, by sound, and by shape. Fitted to
# slips in text that the model had not read, as a choice among rivals.
_HANDICAP = {CHARACTER: 42, WORD: 24, PROPOSED: 58, LOST: 10, DOUBLED: 0, SWAPPED: 5, JOINT: 45}
_SOUND, _ALIKE, _BOTH, _PROPOSED_ALIKE = (0, 32, 42), 24, 27, 5
_JOINED = 5  # candidates a side
_RARE = 42  # cost without context from which whatever fits on both sides is proposed for a character
_USUAL = 12  # of the characters most often seen beside another, those tried for a lost one


class Edit(NamedTuple):
    """A repair: `new` in place of the symbols from `start` to `end`."""

    start: int
    end: int
    new: tuple[int, ...]
    kind: int
    sound: int
    likeness: int
    gain: int
    score: int


class Line:
    """The symbols of one paragraph between breaks, and which rows of three are unknown."""

    def __init__(self, symbols: list[int], chars: list[str], language: Language) -> None:
        """Take symbols and the characters they stand for; both are padded with breaks."""
        self.symbols = [BREAK] * CONTEXT + symbols + [BREAK] * CONTEXT
        self.chars = [""] * CONTEXT + chars + [""] * CONTEXT
        self.end = CONTEXT + len(symbols)
        self.language = language
        outer = [False] * (CONTEXT - 1)
        self.strange = outer + language.unseen(self.symbols[CONTEXT - 1 : self.end + 1]) + outer
        self.odd = [at for at, is_odd in enumerate(self.strange) if is_odd]
        self._costs = [-1] * len(self.symbols)
        self._joined: dict[tuple[int, bool], list[int]] = {}

    def joined(self, at: int, confusions: Confusions, *, before: bool) -> list[int]:
        """Return the likeliest characters for `at`, judged by what stands before (or after) it alone."""
        found = self._joined.get((at, before))
        if found is None:
            found = self._joined[at, before] = _joined(self, at, confusions, before=before)
        return found

    def is_character(self, at: int) -> bool:
        """Tell whether a Chinese character stands at `at`."""
        return "一" <= self.chars[at] <= "鿿"

    def cost(self, at: int) -> int:
        """Return the cost of the symbol at `at`."""
        cost = self._costs[at]
        if cost < 0:
            cost = self._costs[at] = self.language.cost(*self.symbols[at - 3 : at + 1])
        return cost

    def stretch_cost(self, start: int, end: int) -> int:
        """Return the cost of the symbols from `start` on, and of those that `end - 1` bears on."""
        return sum(map(self.cost, range(start, min(end + CONTEXT, self.end + 1))))

    def least_cost_before(self, at: int) -> int:
        """Return a cost that `cost_with` exceeds for any character at `at` never seen before its right neighbour."""
        right = self.symbols[at + 1 : min(at + 1 + CONTEXT, self.end + 1)]
        costs = (self.language.alone, self.language.after_one, self.language.after_two)
        return sum(cost(*right[: size + 1]) for size, cost in enumerate(costs[: len(right)]))

    def mean(self, cost: int, start: int, end: int) -> float:
        """Return the mean of a `stretch_cost`."""
        return cost / (min(end + CONTEXT, self.end + 1) - start)

    def cost_with(self, start: int, end: int, new: tuple[int, ...]) -> int:
        """Return what `stretch_cost` would be with `new` instead."""
        return sum(map(self.language.cost, *self._rows_with(start, end, new)))

    def cost_within(self, limit: float, start: int, end: int, new: tuple[int, ...]) -> int:
        """Return `cost_with`, or -1 where it is more than `limit`."""
        total = 0
        for cost in map(self.language.cost, *self._rows_with(start, end, new)):
            total += cost
            if total > limit:
                return -1
        return total

    def _rows_with(self, start: int, end: int, new: tuple[int, ...]) -> tuple[Sequence[int], ...]:
        """Return the symbols that `new` would bear on, as rows each a symbol later than the one before."""
        row = self.symbols
        whole = (*row[start - CONTEXT : start], *new, *row[end : min(end + CONTEXT, self.end + 1)])
        return whole, whole[1:], whole[2:], whole[3:]


def suspects(line: Line) -> tuple[frozenset[int], frozenset[int]]:
    """Return where a character stands in rows of three that were mostly never seen, and where in one such row."""
    strange, row = line.strange, line.symbols
    touched = [
        at
        for at in {at for first in line.odd for at in (first, first + 1, first + 2)}
        if CONTEXT <= at < line.end and (row[at] >= FIRST_CHAR or row[at] == UNKNOWN) and line.is_character(at)
    ]
    mostly = frozenset(
        at for at in touched if strange[at - 2] + strange[at - 1] + strange[at] > 1 or _is_edge(line, at)
    )
    return mostly, frozenset(touched) - mostly


def gaps(line: Line) -> list[int]:
    """Return before which characters one may be lost: where a row of three that was never seen breaks."""
    return [
        at
        for at in {at for first in line.odd for at in (first + 1, first + 2)}
        if CONTEXT < at < line.end and line.is_character(at - 1)
    ]


def _is_edge(line: Line, at: int) -> bool:
    """Tell whether a strange row begins or ends a paragraph at `at`, or a character is doubled."""
    if at == CONTEXT:
        return line.strange[at]
    if at == line.end - 1:
        return line.strange[at - 2]
    doubled = line.symbols[at] == line.symbols[at - 1]
    return doubled and (line.strange[at - 2] or line.strange[at - 1] or line.strange[at])


def contest(line: Line, confusions: Confusions, among: Collection[int] | None = None) -> list[tuple[Edit, int, int]]:
    """Return the promising repairs of a line with their rank among their rivals, and the margin.

    Rivals are repairs that begin at most REACH symbols away. With `among`, only these places count.
    """
    if not line.odd or (len(line.odd) > FOREIGN * len(line.strange) and len(line.strange) > SHORT):
        return []
    strange, thin = suspects(line)
    touched = {*strange, *thin, *gaps(line)}
    if among is not None:
        touched.intersection_update(among)
    places = [(at, _best(line, at, strange, thin, confusions)) for at in sorted(touched)]
    found = []
    for index, (at, edits) in enumerate(places):
        if not edits:
            continue
        near = [
            edit
            for place, others in places[max(index - REACH, 0) : index + REACH + 1]
            if abs(place - at) <= REACH
            for edit in others
        ]
        for edit in edits:
            rivals = [other.score for other in near if other is not edit]
            rank = sum(score > edit.score for score in rivals)
            if rank < KEPT:
                found.append((edit, rank, edit.score - max(rivals, default=0)))
    return found


def _best(line: Line, at: int, among: frozenset[int], thin: frozenset[int], confusions: Confusions) -> list[Edit]:
    """Return the most promising repairs at `at`, the best first."""
    found = [*_lost(line, at, confusions)]
    if at in among:
        found += _edits(line, at, confusions)
        if at - 1 not in among:
            found += _words(line, at - 1, confusions)
        for other in (at + 1, at + 2):
            if other in among:
                found += _joint(line, at, other, confusions)
    elif at in thin:
        old = line.stretch_cost(at, at + 1)
        if line.mean(old, at, at + 1) >= _THIN[3][0]:
            found += _characters(line, at, old, _THIN, confusions)
        found += _words(line, at, confusions, *_THIN_WORD)
        if at - 1 not in among and at - 1 not in thin:
            found += _words(line, at - 1, confusions, *_THIN_WORD)
    found.sort(key=lambda edit: (-edit.score, edit.start, edit.end, edit.new))
    return found[:KEPT]


def _edits(line: Line, at: int, confusions: Confusions) -> Iterator[Edit]:
    row = line.symbols
    if row[at] == row[at - 1]:  # 开发区区域 is right
        yield from _edit(line, at, at + 1, (), DOUBLED, _SURE if confusions.is_word(row[at], row[at + 1]) else 1)
    old = line.stretch_cost(at, at + 1)
    mean = line.mean(old, at, at + 1)
    if mean < _CHEAPEST:
        return
    yield from _characters(line, at, old, _SINGLE[CHARACTER], confusions)
    if mean >= _SINGLE[PROPOSED][3][0]:
        yield from _proposed(line, at, old, confusions)
    yield from _words(line, at, confusions)
    yield from _swapped(line, at, confusions)


def _characters(
    line: Line, at: int, old: int, least: Mapping[int, tuple[int, int]], confusions: Confusions
) -> Iterator[Edit]:
    """Propose what sounds or looks like the character at `at`, whose stretch costs `old`."""
    symbol, char = line.symbols[at], line.chars[at]
    for new, cost in _promising(line, at, old, least, confusions.characters(symbol, char)):
        sound, likeness = confusions.confusable(symbol, char, new)
        likeness = likeness or confusions.likeness(symbol, new)
        yield Edit(at, at + 1, (new,), CHARACTER, sound, likeness, old - cost, old - cost - _handicap(sound, likeness))


def _proposed(line: Line, at: int, old: int, confusions: Confusions) -> Iterator[Edit]:
    """Propose what the neighbours of the character at `at` usually have beside them."""
    row = line.symbols
    alike = confusions.characters(row[at], line.chars[at])
    usual = {*confusions.after(row[at - 1]), *confusions.before(row[at + 1])}
    if line.language.alone(row[at]) >= _RARE:
        usual.update(set(line.language.followers(row[at - 1])).intersection(line.language.preceders(row[at + 1])))
    usual.difference_update(alike, chr(row[at]))
    for symbol, cost in _promising(line, at, old, _SINGLE[PROPOSED], sorted(usual)):
        likeness = confusions.likeness(row[at], symbol)
        score = old - cost - max(_HANDICAP[PROPOSED] - _PROPOSED_ALIKE * likeness, 0)
        if score > 0:
            yield Edit(at, at + 1, (symbol,), PROPOSED, 0, likeness, old - cost, score)


def _promising(
    line: Line, at: int, old: int, least: Mapping[int, tuple[int, int]], candidates: Iterable[str]
) -> Iterator[tuple[int, int]]:
    """Yield the symbols that gain enough at `at`, for how many of their rows of three were seen, with the new cost."""
    mean = line.mean(old, at, at + 1)
    limits = {seen: old - gain - _STEEP * max(dear - mean, 0) for seen, (dear, gain) in least.items()}
    needed, triple = min(limits), line.language.triple
    left2, left, _, right, right2 = line.symbols[at - 2 : at + 3]
    after, before = line.language.followers(left), line.language.preceders(right)
    is_after_enough = needed == 1 and line.least_cost_before(at) <= limits[1]
    for char in candidates:
        if char in before:
            if char in after:
                symbol = ord(char)
                seen = int(triple(left, symbol, right) >= 0)
                if seen + 2 < needed:
                    continue
                seen += triple(left2, left, symbol) >= 0
                if seen + 1 < needed:
                    continue
                seen += triple(symbol, right, right2) >= 0
            else:
                seen = int(needed == 1 and triple(ord(char), right, right2) >= 0)
        else:
            seen = int(is_after_enough and char in after and triple(left2, left, ord(char)) >= 0)
        if seen >= needed:
            cost = line.cost_within(limits[seen], at, at + 1, (ord(char),))
            if cost >= 0:
                yield ord(char), cost


def _handicap(sound: int, likeness: int) -> int:
    by_shape = _ALIKE + 2 * likeness if likeness else 0
    return _HANDICAP[CHARACTER] - _SOUND[sound] - by_shape + (_BOTH if sound and likeness else 0)


def _words(
    line: Line, at: int, confusions: Confusions, dear: int = _DEAR[WORD], least: int = _LEAST[WORD]
) -> Iterator[Edit]:
    row, language = line.symbols, line.language
    words = confusions.words(row[at], row[at + 1])
    if not words:
        return
    old = line.stretch_cost(at, at + 2)
    if line.mean(old, at, at + 2) < dear:
        return
    after, before = language.followers(row[at - 1]), language.preceders(row[at + 2])
    for one, two in words:
        if one == row[at] or two == row[at + 1]:
            continue
        if (chr(one) in after and language.triple(row[at - 1], one, two) >= 0) or (
            chr(two) in before and language.triple(one, two, row[at + 2]) >= 0
        ):
            gain = old - line.cost_with(at, at + 2, (one, two))
            if gain >= least:
                yield Edit(at, at + 2, (one, two), WORD, 2, 0, gain, gain - _HANDICAP[WORD])


def _swapped(line: Line, at: int, confusions: Confusions) -> Iterator[Edit]:
    row = line.symbols
    if row[at] == row[at + 1] or not line.is_character(at + 1):
        return
    old = line.stretch_cost(at, at + 2)
    if chr(row[at]) in line.language.followers(row[at + 1]) and line.mean(old, at, at + 2) >= _DEAR[SWAPPED]:
        is_word = confusions.is_word(row[at], row[at + 1])  # 集聚 and 聚集 are both right
        yield from _edit(line, at, at + 2, (row[at + 1], row[at]), SWAPPED, _SURER if is_word else 1)


def _lost(line: Line, at: int, confusions: Confusions) -> Iterator[Edit]:
    """Propose a character between `at - 1` and `at`, where both sides make it all but certain."""
    row, triple = line.symbols, line.language.triple
    odd = line.strange[at - 2] + line.strange[at - 1]
    if not odd or not line.is_character(at - 1):
        return
    if line.mean(line.stretch_cost(at, at), at, at) < _DEAR[LOST]:
        return
    after, before = line.language.followers(row[at - 1]), line.language.preceders(row[at])
    usual = {*confusions.after(row[at - 1])[:_USUAL], *confusions.before(row[at])[:_USUAL]}
    for symbol in sorted(ord(char) for char in usual if char in after and char in before):
        if (
            symbol >= FIRST_CHAR
            and triple(row[at - 1], symbol, row[at]) >= 0
            and triple(row[at - 2], row[at - 1], symbol) >= 0
            and triple(symbol, row[at], row[at + 1]) >= 0
        ):
            yield from _edit(line, at, at, (symbol,), LOST, 1 if odd > 1 else _SURER)


def _edit(line: Line, start: int, end: int, new: tuple[int, ...], kind: int, surer: float = 1) -> Iterator[Edit]:
    gain = line.stretch_cost(start, end) - line.cost_with(start, end, new)
    if gain >= _LEAST[kind] * surer:
        yield Edit(start, end, new, kind, 0, 0, gain, gain - _HANDICAP[kind])


def _joint(line: Line, one: int, other: int, confusions: Confusions) -> Iterator[Edit]:
    """Propose two characters at once: a slip beside a slip hides what either should be."""
    row = line.symbols
    if line.strange[one - 2 : other + 1].count(True) < other - one + CONTEXT - 1:
        return
    old = line.stretch_cost(one, other + 1)
    if line.mean(old, one, other + 1) < _DEAR[JOINT]:
        return
    left = line.joined(one, confusions, before=True)
    right = line.joined(other, confusions, before=False) if left else []
    limit = old - _LEAST[JOINT]
    middle = tuple(row[one + 1 : other])
    for first in left:
        for second in right:
            new = (first, *middle, second)
            cost = line.cost_within(limit, one, other + 1, new)
            if cost >= 0:
                pairs = ((one, first), (other, second))
                known = [confusions.confusable(row[at], line.chars[at], symbol) for at, symbol in pairs]
                score = old - cost - _HANDICAP[JOINT] - sum(_handicap(*each) for each in known)
                sound, likeness = (min(column) for column in zip(*known, strict=True))
                yield Edit(one, other + 1, new, JOINT, sound, likeness, old - cost, score)


def _joined(line: Line, at: int, confusions: Confusions, *, before: bool) -> list[int]:
    """Return the likeliest characters for `at`, judged by what stands before (or after) it alone."""
    row, triple = line.symbols, line.language.triple
    alike = confusions.characters(row[at], line.chars[at])
    if before:
        near = line.language.followers(row[at - 1])
        costs = [(triple(row[at - 2], row[at - 1], ord(char)), ord(char)) for char in alike if char in near]
    else:
        near = line.language.preceders(row[at + 1])
        alone = line.language.alone
        costs = [
            (cost + alone(symbol) if cost >= 0 else cost, symbol)
            for symbol in map(ord, filter(near.__contains__, alike))
            for cost in (triple(symbol, row[at + 1], row[at + 2]),)
        ]
    return [symbol for cost, symbol in sorted(costs) if cost >= 0][:_JOINED]
