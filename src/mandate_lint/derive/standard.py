"""Groups of statements as standard duties: title, tier, anchors, evidence, and the units that carry them."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence

from mandate_lint.catalogue import Seen
from mandate_lint.derive import anchors as search
from mandate_lint.derive.grouping import group, vector, weights
from mandate_lint.derive.ids import distinct, slug
from mandate_lint.derive.objects import Object, field_words, is_formula, objects, words
from mandate_lint.derive.reference import Reference, Statement, without_places
from mandate_lint.derive.texts import Texts
from mandate_lint.phrases import Index
from mandate_lint.records import field, record, replace

WORDING = 24  # characters of evidence at most: enough to find the place, never a whole sentence
CORE, COMMON = 0.8, 0.6  # parts of the references
_A_REFERENCE = 3  # statements of one reference in the evidence of one duty at most
_OPENING = re.compile(r"^(?:会同(?:有关|相关)部门|负责|承担|牵头|组织|依法|并|和|与|及)+")
_LEFT_OVER = re.compile(r"(?<=[拟订制定推进编制建立协调管理落实组织实施])(?:省|市|县|区)(?=[一-鿿]{2})")
_UNIT_END = re.compile(r"(?:科|处|室|股|办|局|中心|办公室)$")
Progress = Callable[[int, int], None]


@record
class Derived:
    """A standard duty derived from references."""

    id: str
    title: str
    tier: str
    anchors: tuple[str, ...]
    evidence: tuple[Seen, ...]
    support: int
    units: tuple[str, ...] = ()
    needs_unit: bool = True
    statements: tuple[Statement, ...] = field(default=(), repr=False)

    @property
    def is_form(self) -> bool:
        """Tell whether it is part of any mandate's form: the catch-all, a transition, a division of work."""
        return all(one.kind != "duty" for one in self.statements)


def default_support(count: int) -> int:
    """Return how many of `count` references must have a duty: two, or one in ten of many."""
    return min(count, max(2, round(count / 10)))


def tier(support: int, count: int) -> str:
    """Return the tier by support: core from four of five references on, common from three of five."""
    share = support / count
    return "core" if share >= CORE and count > 1 else "common" if share >= COMMON else "optional"


def standard_duties(
    references: Sequence[Reference], min_support: int | None = None, progress: Progress | None = None
) -> tuple[Derived, ...]:
    """Return the duties that at least `min_support` references have, in the order in which they stand."""
    least = default_support(len(references)) if min_support is None else min_support
    all_objects = [one for reference in references for one in objects(reference)]
    weight = weights(all_objects, field_words(references))
    texts = Texts([one for reference in references for one in reference.statements])
    tasks = _tasks(group(all_objects, weight), references, texts, weight)
    tasks = [task for task in tasks if len(task.support) >= least]
    found = []
    for done, task in enumerate(tasks, 1):
        found.append(_proved(task, search.anchors(task, texts, weight), texts))
        if progress:
            progress(done, len(tasks))
    found = [one for one in found if one.anchors and len(one.task.support) >= least]
    carriers = _carriers(references, [one.anchors for one in found])
    duties = [_derived(one, references, texts, weight, carriers[at]) for at, one in enumerate(found)]
    return _in_order(duties, references)


@record
class _Found:
    task: search.Task
    anchors: list[str]


def _proved(task: search.Task, anchors: list[str], texts: Texts) -> _Found:
    """Return a group as its anchors see it, so that the evidence says no more than they find."""
    found = frozenset(each for anchor in anchors for each in texts.find(anchor))
    told = _support(task.members & found, texts)
    others = frozenset(each for each in found if texts.statements[each].reference not in told)
    members = task.members & found | others
    return _Found(replace(task, members=members, support=_support(members, texts)), anchors)


def _tasks(
    groups: Iterable[tuple[Object, ...]], references: Sequence[Reference], texts: Texts, weight: Mapping[str, float]
) -> list[search.Task]:
    """Return what anchors are wanted for, with statements adopted that hold a group's own words."""
    number = {(one.reference, one.place): at for at, one in enumerate(texts.statements)}
    names = frozenset(name for reference in references for name in reference.place_names)
    tasks = []
    for members in groups:
        own = frozenset(number[one.statement.reference, one.statement.place] for one in members)
        task = search.Task(own, _support(own, texts), members, names)
        if len(task.support) > 1 and (more := search.adopted(task, texts, weight)):
            task = search.Task(own | more, _support(own | more, texts), members, names)
        tasks.append(task)
    return tasks


def _support(numbers: Iterable[int], texts: Texts) -> frozenset[int]:
    return frozenset(texts.statements[each].reference for each in numbers)


def _derived(
    found: _Found, references: Sequence[Reference], texts: Texts, weight: Mapping[str, float], carriers: Counter[str]
) -> Derived:
    title = _title(found.task, references, weight)
    statements = tuple(texts.statements[each] for each in sorted(found.task.members))
    support = len(found.task.support)
    return Derived(
        id=slug(title), title=title, tier=tier(support, len(references)), anchors=tuple(found.anchors),
        evidence=tuple(_evidence(found, statements, references)), support=support,
        units=_unit_words(carriers), needs_unit=bool(carriers) or not _have_units(references), statements=statements,
    )  # fmt: skip


def _in_order(duties: Sequence[Derived], references: Sequence[Reference]) -> tuple[Derived, ...]:
    """Return duties in the order of their mean place in a mandate, with ids that differ."""
    def place(duty: Derived) -> tuple[float, str]:
        places = [one.place / max(1, len(references[one.reference].statements)) for one in duty.statements]
        return sum(places) / len(places), duty.id

    ordered = sorted(duties, key=place)
    ids = distinct(duty.id for duty in ordered)
    return tuple(replace(duty, id=new) for duty, new in zip(ordered, ids, strict=True))


def _title(task: search.Task, references: Sequence[Reference], weight: Mapping[str, float]) -> str:
    """Return the wording that is nearest to all others of the group (its medoid), without place names."""
    total: dict[str, float] = defaultdict(float)
    for one in task.objects:
        for word, value in vector(one, weight).items():
            total[word] += value
    count = Counter((one.statement.reference, one.statement.place) for one in task.objects)
    plain = {one: _plain(one, references, count) for one in task.objects}

    def fitness(one: Object) -> tuple[float, int, str]:
        nearness = sum(value * total[word] for word, value in vector(one, weight).items()) / len(task.objects)
        return (round(nearness, 3) - (0.3 if len(plain[one]) < 4 else 0.0), -len(plain[one]), plain[one])

    return plain[max(task.objects, key=fitness)]


def _plain(one: Object, references: Sequence[Reference], count: Mapping[tuple[int, int], int]) -> str:
    """Return an object's wording; the whole statement where it says nothing else."""
    whole = one.statement.text
    names = references[one.statement.reference].place_names
    is_all = count[one.statement.reference, one.statement.place] == one.count
    text = whole if len(whole) <= WORDING and is_all else one.text
    text = _LEFT_OVER.sub("", without_places(text, names))
    return _OPENING.sub("", text).strip("、，；：的")[: WORDING + 6] or one.text


def _evidence(found: _Found, statements: Iterable[Statement], references: Sequence[Reference]) -> Iterable[Seen]:
    index = Index((None, anchor) for anchor in found.anchors)
    held = {(one.statement.reference, one.statement.place): one for one in reversed(found.task.objects)}
    count: Counter[int] = Counter()
    for one in statements:
        count[one.reference] += 1
        if count[one.reference] <= _A_REFERENCE:
            yield Seen(references[one.reference].name, one.label, _wording(one, held.get((one.reference, one.place)), index))


def _wording(statement: Statement, own: Object | None, index: Index[None]) -> str:
    """Return a short stretch of a statement that holds what an anchor finds."""
    text = statement.text
    match = next(iter(index.find(text)), None)
    start = own.start if own else match.start if match else 0
    end = own.end if own else len(text)
    if match and not start <= match.start < start + WORDING:
        start = match.start
    if match and match.end - start > WORDING:
        start = max(match.start, match.end - WORDING)
    return text[start : min(max(end, start + 4), start + WORDING)]


def _carriers(references: Sequence[Reference], anchors: Sequence[Sequence[str]]) -> list[Counter[str]]:
    """Count, for each duty, the words in the names of units whose texts its anchors find; a unit counts once."""
    index = Index((at, anchor) for at, each in enumerate(anchors) for anchor in each)
    found: list[Counter[str]] = [Counter() for _ in anchors]
    for reference in references:
        for unit in reference.mandate.units:
            for at in {match.key for match in index.find(unit.text)}:
                found[at].update(_name_words(unit.plain_name))
    return found


def _name_words(name: str) -> set[str]:
    bare = _UNIT_END.sub("", name)
    if len(bare) < 2:
        return {name}
    return {word for word in words(bare) if len(word) > 1 and word not in ("管理", "工作", "综合管理")} or {bare}


def _unit_words(carriers: Counter[str]) -> tuple[str, ...]:
    """Return the words that most carriers' names have; rare ones only where there is nothing else."""
    most = sorted(carriers.items(), key=lambda pair: (-pair[1], is_formula(pair[0]), pair[0]))
    often = [word for word, count in most if count > 1]
    return tuple((often or [word for word, _ in most])[:5])


def _have_units(references: Sequence[Reference]) -> bool:
    return any(unit.clauses for reference in references for unit in reference.mandate.units)
