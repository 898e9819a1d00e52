"""Reports the duty 完成…交办的其他任务 when it is missing, not last, or names the wrong superior."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from mandate_lint import patterns
from mandate_lint.hit import Hit
from mandate_lint.mandate import Duty, Mandate, Node

OPTIONS: Mapping[str, Any] = {"type": "object", "additionalProperties": False}
VALUES = ("expected", "named")
CASES = ("missing", "misplaced", "superior")
_SUPERIOR = patterns.compile(r"(?P<place>自治区|[省市县区旗州盟])(?:党委|委(?!员|托))|(?P<office>自治区|[省市县区旗州盟])(?:人民)?政府")
# A town answers to the county above it: 清屏县石门镇.
_SUFFIX = patterns.compile(r"(自治区|自治州|自治县|自治旗|[省市县区旗州盟])(?:[^\W\da-zA-Z_]{2,5}(?:镇|乡|街道))?$")


def check(nodes: Sequence[Node], mandate: Mandate, options: Mapping[str, Any]) -> Iterator[Hit]:
    """Yield a hit where the catch-all duty is not as it should be."""
    catch_alls = [duty for duty in mandate.duties if duty.kind == "catch-all"]
    main = [duty for duty in mandate.duties if duty.kind == "duty"]
    if len(main) < 3:
        return
    if not catch_alls:
        if not any(_holds_other_tasks(duty) for duty in mandate.duties):
            yield Hit(main[-1].after(), {"expected": _expected(mandate) or "本级党委、政府"}, case="missing")
        return
    for duty in catch_alls:
        if any(later.start > duty.start for later in main):
            yield Hit(duty.span(), case="misplaced")
        yield from _wrong_superior(duty, mandate)


def _holds_other_tasks(duty: Duty) -> bool:
    """Tell whether the last sentence of a longer duty is the catch-all."""
    return bool(patterns.compile(r"交办的?其[他它]|其[他它](?:工作)?(?:任务|事项)。?$").search(duty.text))


def _expected(mandate: Mandate) -> str | None:
    suffix = _SUFFIX.search(mandate.jurisdiction.text) if mandate.jurisdiction else None
    if not suffix:
        return None
    place = {"自治州": "州", "自治县": "县", "自治旗": "旗"}.get(suffix[1], suffix[1])
    return "自治区党委、自治区政府" if place == "自治区" else f"{place}委、{place}政府"


def _wrong_superior(duty: Duty, mandate: Mandate) -> Iterator[Hit]:
    expected = _expected(mandate)
    named = list(_SUPERIOR.finditer(duty.text))
    if not expected or not named:
        return
    own = expected[:3] if expected.startswith("自治区") else expected[0]
    places = [found["place"] or found["office"] for found in named]
    is_split = len(places) == 2 and own in places and places[0] != places[1] and named[1].start() == named[0].end() + 1
    if own not in places or is_split:
        start, end = named[0].start(), named[-1].end()
        yield Hit(
            duty.span(start, end),
            {"expected": expected, "named": duty.text[start:end]},
            case="superior",
            replacement=expected,
        )
