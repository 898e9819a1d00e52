"""Reports a gap, a repeat, a jump back or a mixed style in a numbered list.

Lists are what the parser takes for one: the articles, the section headings, the main duties, the
internal units, and the items inside one duty. The list goes on from what stands there, so that
one slip is reported once.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from mandate_lint.hit import Hit
from mandate_lint.mandate import Mandate, Node
from mandate_lint.normal import Normal
from mandate_lint.numerals import Marker, written

OPTIONS: Mapping[str, Any] = {"type": "object", "additionalProperties": False}
VALUES = ("expected", "above")
CASES = ("gap", "repeat", "back", "style", "first")


def check(nodes: Sequence[Node], mandate: Mandate, options: Mapping[str, Any]) -> Iterator[Hit]:
    """Yield a hit for each number that does not follow the one above it."""
    for markers in _lists(mandate):
        yield from _in_list(mandate.normal, markers)


def _lists(mandate: Mandate) -> Iterator[list[Marker]]:
    articles = [m for m, _ in mandate.numbered if m.style == "article"]
    yield articles
    yield [m for m, _ in mandate.numbered if m.style == "chapter" and "章" in m.text]
    duties = [duty.marker for duty in mandate.duties if duty.marker]
    headed = _headed(mandate)
    carries_on = duties and headed and duties[-1].style == "一、" and headed[0].value == duties[-1].value + 1
    yield [] if carries_on else headed  # 十四、职能转变 may close the duties
    yield from _of_articles(duties, [article.start for article in articles])
    yield [unit.marker for unit in mandate.units if unit.marker]
    yield [body.marker for body in mandate.affiliates if body.marker]
    starts = [node.start for _, node in mandate.numbered]
    for duty in mandate.duties:
        inner = [m for m, _ in mandate.numbered[bisect_right(starts, duty.start) : bisect_left(starts, duty.end)]]
        yield from _inner_lists(inner)


def _of_articles(markers: Iterable[Marker], articles: Sequence[int]) -> Iterator[list[Marker]]:
    """Yield the lists of markers: each article may begin at one again, and articles are no items of a list."""
    current: list[Marker] = []
    for marker in markers:
        if current:
            is_article = marker.style == "article"
            is_behind = bisect_right(articles, current[-1].start) < bisect_right(articles, marker.start)
            if (marker.value == 1 and is_behind) or is_article != (current[-1].style == "article"):
                yield current
                current = []
        current.append(marker)
    yield current


def _headed(mandate: Mandate) -> list[Marker]:
    """Return the numbers 一、 of headings, and of paragraphs between them that are no duty, no unit, and part of none."""
    headings = {section.title.start for section in mandate.sections if section.title}
    own = {duty.marker.start for duty in mandate.duties if duty.marker}
    own |= {unit.marker.start for unit in (*mandate.units, *mandate.affiliates) if unit.marker}
    starts = [duty.start for duty in mandate.duties]
    found = []
    for marker, node in mandate.numbered:
        above = bisect_right(starts, marker.start) - 1
        is_apart = marker.start not in own and (above < 0 or marker.start >= mandate.duties[above].end)
        if marker.style == "一、" and (node.start in headings or is_apart):
            found.append(marker)
    return found if any(marker.start in headings for marker in found) else []


def _inner_lists(markers: Iterable[Marker]) -> Iterator[list[Marker]]:
    """Yield the lists inside a duty: one goes on behind a deeper one, and with a number of another style that is its next."""
    lists: list[list[Marker]] = []
    of_style: dict[str, list[Marker]] = {}
    current: list[Marker] = []
    for marker in markers:
        goes_on = bool(current) and (marker.style == current[-1].style or 2 < marker.value == current[-1].value + 1)
        above = of_style.get(marker.style, [])
        if not goes_on and above and marker.value == above[-1].value + 1:
            current = above
        elif not goes_on:
            current = []
            lists.append(current)
        current.append(marker)
        of_style[marker.style] = current
    yield from lists


def _in_list(normal: Normal, markers: Sequence[Marker]) -> Iterator[Hit]:
    if len(markers) < 2:
        return
    style = max((m.style for m in markers), key=[m.style for m in markers].count)
    odd = {marker.start for marker in markers if marker.text.rstrip().endswith(("，", "）、"))}
    odd = odd if len(odd) * 2 <= len(markers) else set()
    value = 0
    for at, marker in enumerate(markers):
        wanted = value + 1
        if marker.value != wanted and not (at == 0 and marker.style == "article"):
            yield _hit(normal, marker, _case(markers, at, wanted), written(style, wanted), value)
        elif marker.style != style or marker.start in odd:
            yield _hit(normal, marker, "style", written(style, marker.value), value)
        value = _resume(markers, at, wanted)


def _case(markers: Sequence[Marker], at: int, wanted: int) -> str:
    if at == 0:
        return "first"
    value = markers[at].value
    return "repeat" if value == wanted - 1 else "gap" if value > wanted else "back"


def _resume(markers: Sequence[Marker], at: int, wanted: int) -> int:
    """Return the number from which the list goes on: as counted, if what follows agrees."""
    following = markers[at + 1].value if at + 1 < len(markers) else wanted + 1
    return wanted if following == wanted + 1 else markers[at].value


def _hit(normal: Normal, marker: Marker, case: str, expected: str, above: int) -> Hit:
    return Hit(
        normal.span(marker.start, marker.end),
        {"expected": expected, "above": above},
        case=case,
        replacement=expected,
    )
