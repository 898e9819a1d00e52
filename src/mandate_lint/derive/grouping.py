"""Which objects of several references are one duty.

Objects are compared as bags of words, weighted by tf·idf (Salton and Buckley 1988, Information
Processing & Management 24:513-523) and joined by average linkage (Sokal and Michener 1958, UPGMA)
until no two groups are near enough. The mean cosine between two groups is the product of the sums
of their unit vectors, so that each step costs only the words that the groups share.
"""

from __future__ import annotations

import heapq
import itertools
import math
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from mandate_lint import words as dictionary
from mandate_lint.derive.objects import KINDS, Object, damping

Vector = dict[str, float]
NEAR = 0.39  # mean cosine at which two groups are one duty; fitted on the science references
SAME_MANDATE = 0.8  # how much it speaks against one duty that a mandate states both apart
SIDE_BY_SIDE = 0.35  # how much it speaks for one duty that they stand next to each other everywhere
ORDER = 0.05  # how much it speaks for one duty that they stand at the same place in the order of duties
_FAR = 5.0  # duties away, from which on their places tell nothing
TOGETHER = 0.6  # the part of the mandates with either that state both in one breath
_CHARACTER = 0.3  # weight of a character: 科技奖励 and 科学技术奖 share one
_LITTLE = 1.5  # the weight of telling words below which the kind of work counts
_KIND = 0.8
_DOMINANT = 0.2  # part of a unit vector from which on a word leads to others that have it
_FIELD = 0.5  # weight of a word that the agencies' names have
_USUAL_WEIGHT = 6.0  # of words.weight
_LONG = 0.8  # weight of a word whose pairs of characters count too
_BIGRAM = 0.8  # weight of a pair of characters: 转移转化 and 转化 share one


def weights(objects: Sequence[Object], field_words: Collection[str] = ()) -> dict[str, float]:
    """Return a word's weight: how rare it is among the statements of a mandate that has it at all.

    This is the inverse document frequency (Spärck Jones 1972, Journal of Documentation 28:11-21)
    within a mandate: a word of one statement in every mandate weighs most, though all references
    have it. Words that are rare in official text weigh more than those that are common there, words
    of the agencies' own names less.
    """
    seen: dict[str, Counter[int]] = defaultdict(Counter)
    for statement, members in _by_statement(objects).items():
        for word in {feature for one in members for feature in _features(one)}:
            seen[word][statement[0]] += 1
    count = len(_by_statement(objects))
    mandates = len({one.statement.reference for one in objects}) or 1
    size = max(2.0, count / mandates)
    return {
        word: max(0.1, math.log(size * len(each) / each.total())) * _rarity(word) * (_FIELD if word in field_words else 1.0)
        for word, each in seen.items()
    }


def _rarity(word: str) -> float:
    """Return how rare a word is in official text, around 1; pairs of characters that are no words count 1."""
    return math.sqrt(dictionary.weight(word) / _USUAL_WEIGHT) if dictionary.is_word(word) else 1.0


def _by_statement(objects: Iterable[Object]) -> dict[tuple[int, int], list[Object]]:
    found: dict[tuple[int, int], list[Object]] = defaultdict(list)
    for one in objects:
        found[one.statement.reference, one.statement.place].append(one)
    return found


def _features(one: Object) -> dict[str, float]:
    """Return words and pairs of characters inside words, each with how much its kind counts."""
    found: dict[str, float] = defaultdict(float)
    for word in one.words:
        factor = damping(word)
        pairs = [word[at : at + 2] for at in range(len(word) - 1)] if factor == 1.0 and len(word) > 2 else []
        found[word] = max(found[word], factor * (_LONG if pairs else 1.0))
        for pair in pairs:
            found[pair] = max(found[pair], _BIGRAM / math.sqrt(len(pairs)))
        for character in word if factor == 1.0 and len(word) > 1 else "":
            found[character] = max(found[character], _CHARACTER / math.sqrt(len(word)))
    return found


def vector(one: Object, weight: Mapping[str, float]) -> Vector:
    """Return an object's unit vector."""
    raw = {word: factor * weight.get(word, 1.0) for word, factor in _features(one).items()}
    if sum(weight.get(word, 1.0) for word in set(one.words) if damping(word) == 1.0) < _LITTLE:
        # 教育改革和发展规划 of an education bureau: only the kind of work tells what it is about.
        raw |= {word: weight.get(word, 1.0) * _KIND for word in raw if word in KINDS}
    length = math.sqrt(sum(value * value for value in raw.values())) or 1.0
    return {word: value / length for word, value in raw.items()}


@dataclass
class Cluster:
    """Objects taken for one duty so far."""

    members: list[Object]
    total: Vector
    near: set[int] = field(default_factory=set)

    @property
    def places(self) -> dict[int, set[int]]:
        """Return where each mandate states it."""
        found: dict[int, set[int]] = defaultdict(set)
        for one in self.members:
            found[one.statement.reference].add(one.statement.place)
        return found

    @property
    def item(self) -> float:
        """Return the mean number of the duty that states it."""
        return sum(one.statement.item for one in self.members) / len(self.members)


def group(objects: Sequence[Object], weight: Mapping[str, float]) -> list[tuple[Object, ...]]:
    """Return the objects in groups, each one duty, in the order of their first places."""
    clusters = _join(_alike(objects, weight), weight)
    merged = _always_together([cluster.members for cluster in clusters])
    ordered = [tuple(sorted(members, key=_order)) for members in merged]
    return sorted(ordered, key=lambda members: _order(members[0]))


def _order(one: Object) -> tuple[int, int, int]:
    return one.statement.reference, one.statement.place, one.start


def _alike(objects: Sequence[Object], weight: Mapping[str, float]) -> list[Cluster]:
    """Put objects of the very same words together."""
    same: dict[tuple[str, ...], list[Object]] = defaultdict(list)
    for one in objects:
        same[tuple(sorted(_features(one)))].append(one)
    clusters = []
    for members in same.values():
        unit = vector(members[0], weight)
        clusters.append(Cluster(members, {word: value * len(members) for word, value in unit.items()}))
    return clusters


def _join(start: list[Cluster], weight: Mapping[str, float]) -> list[Cluster]:
    """Join the nearest two groups again and again, until none are near."""
    clusters: dict[int, Cluster] = dict(enumerate(start))
    heap = _first_pairs(clusters, weight)
    next_id = len(start)
    while heap:
        _, one, other = heapq.heappop(heap)
        if one not in clusters or other not in clusters:
            continue
        merged = _merged(clusters.pop(one), clusters.pop(other))
        merged.near = {each for each in merged.near if each in clusters}
        for each in sorted(merged.near):
            clusters[each].near.add(next_id)
            _push(heap, clusters[each], merged, each, next_id)
        clusters[next_id] = merged
        next_id += 1
    return list(clusters.values())


def _first_pairs(clusters: Mapping[int, Cluster], weight: Mapping[str, float]) -> list[tuple[float, int, int]]:
    """Return the pairs of groups that share a leading word, as a heap of those that are near."""
    index: dict[str, list[int]] = defaultdict(list)
    for key, cluster in clusters.items():
        for word, value in cluster.total.items():
            tells = damping(word) == 1.0 and weight.get(word, 0.0) >= 1.0
            if tells or value >= _DOMINANT * len(cluster.members):
                index[word].append(key)
    for keys in index.values():
        for key in keys:
            clusters[key].near.update(keys)
    heap: list[tuple[float, int, int]] = []
    for key, cluster in clusters.items():
        cluster.near.discard(key)
        for other in sorted(cluster.near):
            if key < other:
                _push(heap, cluster, clusters[other], key, other)
    return heap


def _push(heap: list[tuple[float, int, int]], one: Cluster, other: Cluster, a: int, b: int) -> None:
    score = nearness(one, other)
    if score >= NEAR:
        heapq.heappush(heap, (-score, a, b))


def nearness(one: Cluster, other: Cluster) -> float:
    """Return how near two groups are: the mean cosine, and what their places in a mandate tell."""
    few, many = sorted((one.total, other.total), key=len)
    cosine = sum(value * many[word] for word, value in few.items() if word in many)
    cosine /= len(one.members) * len(other.members)
    if cosine < NEAR - SIDE_BY_SIDE:
        return 0.0
    here, there = one.places, other.places
    shared = here.keys() & there.keys()
    if not shared:
        return cosine + ORDER * max(0.0, 1.0 - abs(one.item - other.item) / _FAR)
    beside = sum(any(abs(a - b) <= 1 for a in here[each] for b in there[each]) for each in shared)
    share = len(shared) / min(len(here), len(there))
    bonus = SIDE_BY_SIDE if beside > 1 else 0.0
    return cosine + share * (bonus * beside - SAME_MANDATE * (len(shared) - beside)) / len(shared)


def _merged(one: Cluster, other: Cluster) -> Cluster:
    total = dict(one.total)
    for word, value in other.total.items():
        total[word] = total.get(word, 0.0) + value
    return Cluster(one.members + other.members, total, one.near | other.near)


def _always_together(groups: Sequence[list[Object]]) -> list[list[Object]]:
    """Join groups that mandates state in one breath: 关键共性技术、前沿引领技术、颠覆性技术.

    Two mandates at least must do so, and hardly one may state both apart.
    """
    where = [Cluster(members, {}).places for members in groups]
    by_place: dict[tuple[int, int], list[int]] = defaultdict(list)
    for index, places in enumerate(where):
        for reference, each in places.items():
            for place in each:
                by_place[reference, place].append(index)
    pairs = {pair for indices in by_place.values() for pair in itertools.combinations(indices, 2)}
    head = list(range(len(groups)))
    for one, other in sorted(pairs):
        if _is_one_breath(where[one], where[other]):
            _unite(head, one, other)
    return _by_head(groups, head)


def _is_one_breath(here: Mapping[int, set[int]], there: Mapping[int, set[int]]) -> bool:
    shared = here.keys() & there.keys()
    together = sum(not here[each].isdisjoint(there[each]) for each in shared)
    apart = len(shared) - together
    return together >= 2 + 3 * apart and together >= TOGETHER * max(len(here), len(there))


def _unite(head: list[int], one: int, other: int) -> None:
    low, high = sorted((_top(head, one), _top(head, other)))
    head[high] = low


def _top(head: Sequence[int], index: int) -> int:
    while head[index] != index:
        index = head[index]
    return index


def _by_head(groups: Sequence[list[Object]], head: Sequence[int]) -> list[list[Object]]:
    joined: dict[int, list[Object]] = defaultdict(list)
    for index, members in enumerate(groups):
        joined[_top(head, index)].extend(members)
    return list(joined.values())
