"""Measure how robust the anchors of a catalogue are: vary the references' wordings, ask what is still found.

    python tools/duty_robustness.py rules/science/duties.yaml [--loud]

Each wording of a duty's evidence is varied the way places vary it: another verb, a place put in,
terms exchanged, halves of a pair swapped, lists cut, a part left out. A variant counts as found
when the duty is found in it; what its other duties find is counted as strayed.
"""

from __future__ import annotations

import argparse
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path

import yaml

from mandate_lint.catalogue import Catalogue

VERBS = (
    "拟订",
    "组织拟订",
    "组织编制",
    "负责",
    "承担",
    "推进",
    "推动",
    "统筹推进",
    "指导",
    "牵头组织",
    "组织实施",
    "贯彻执行",
    "落实",
)
PLACES = ("全市", "全县", "本区", "云河市", "市级", "全省", "自治州")
TERMS = (
    ("规划", "计划"), ("计划", "规划"), ("政策", "措施"), ("交往", "交流"), ("对外", "国际"), ("国际", "对外"), ("体系建设", "体系"),
    ("机制", "制度"), ("科技", "科学技术"), ("科技创新", "科技"), ("建设", "发展"), ("建设", ""), ("发展", ""),
    ("国外", "国（境）外"), ("国（境）外", "海外"), ("转移转化", "转化"), ("成果", "科技成果"), ("技术创新", "科技创新"), ("创新体系", "科技创新体系"),
    ("基地", "基地和平台"), ("平台", "平台和基地"), ("工作", ""), ("相关", ""), ("有关", ""), ("和", "、"), ("和", "与"), ("及", "和"), ("、", "和"),
    ("科研机构", "科研院所"), ("区域科技创新", "区域创新"), ("经费", "资金"), ("评估", "评价"), ("评价", "评估"), ("统计", "统计监测"), ("培训", "培训管理"), ("制度", ""),
    ("高新技术产业开发区", "高新区"), ("高新技术发展", "高新技术产业发展"), ("农业农村", "农业和农村"), ("决策咨询", "决策咨询论证"),
)  # fmt: skip
_VERB = re.compile(
    r"^(?:会同有关部门|统筹|组织|牵头|协调|负责|承担|参与|拟订|拟定|编制|实施|推进|推动|指导|健全|建立|促进|提出|开展|加强|制定|落实|管理)+"
)
Vary = Callable[[str], Iterator[str]]


def other_verbs(wording: str) -> Iterator[str]:
    """Open with another verb."""
    return (verb + _VERB.sub("", wording) for verb in VERBS)


def with_places(wording: str) -> Iterator[str]:
    """Put a place or a level behind the verb."""
    found = _VERB.match(wording)
    at = found.end() if found else 0
    return (wording[:at] + place + re.sub(r"^(?:全[市县区省]|[市县区省]级)", "", wording[at:]) for place in PLACES)


def other_terms(wording: str) -> Iterator[str]:
    """Exchange one term for one that means nearly the same."""
    return (wording.replace(old, new) for old, new in TERMS if old in wording)


def swapped(wording: str) -> Iterator[str]:
    """Swap what stands before and behind 和, 与 or 、."""
    found = _VERB.match(wording)
    at = found.end() if found else 0
    for mark in ("和", "与", "、"):
        first, is_pair, second = wording[at:].partition(mark)
        if is_pair and second:
            yield wording[:at] + second + mark + first


def cut(wording: str) -> Iterator[str]:
    """Leave out what stands in brackets, the tail of forms (、政策和措施), or a part of a longer list."""
    yield re.sub(r"（[^）]*）?", "", wording)
    yield re.sub(r"[、和](?:政策|措施|计划|规划|年度计划)+(?=[、和]|$)", "", wording)
    parts = wording.split("、")
    if len(parts) > 2:
        yield from ("、".join(parts[:at] + parts[at + 1 :]) for at in range(1, len(parts)))


def grown(wording: str) -> Iterator[str]:
    """Set the wording into a longer statement."""
    yield f"会同有关部门{wording}的政策措施并监督实施"
    yield f"负责{_VERB.sub('', wording)}及其他有关工作"


WAYS: dict[str, Vary] = {
    "verb": other_verbs, "place": with_places, "term": other_terms, "order": swapped, "cut": cut, "grown": grown,
}  # fmt: skip


def measure(catalogue: Catalogue, is_loud: bool) -> None:
    """Print recall for each duty and each way of varying."""
    found: dict[str, Counter[bool]] = defaultdict(Counter)
    by_way: dict[str, Counter[bool]] = defaultdict(Counter)
    lost: dict[str, list[str]] = defaultdict(list)
    for duty in catalogue.duties:
        for wording in sorted({seen.wording for seen in duty.evidence}):
            for way, vary in WAYS.items():
                for variant in dict.fromkeys(other for other in vary(wording) if other != wording):
                    is_found = duty.id in catalogue.ids(variant)
                    found[duty.id][is_found] += 1
                    by_way[way][is_found] += 1
                    if not is_found:
                        lost[duty.id].append(f"{way}: {variant}")
    for duty_id, counts in sorted(found.items(), key=lambda one: recall(one[1])):
        print(f"{recall(counts):6.1%} of {counts.total():4} {duty_id}")
        for line in lost[duty_id] if is_loud else ():
            print("          ", line)
    for way, counts in by_way.items():
        print(f"{way}: {recall(counts):.1%} of {counts.total()}")
    total = sum(by_way.values(), Counter())
    print(f"all: {recall(total):.1%} of {total.total()} variants of {len(found)} duties")


def recall(counts: Counter[bool]) -> float:
    """Return the share that was found."""
    return counts[True] / max(1, counts.total())


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("rules", type=Path, nargs="+", help="rule files with duties and their evidence")
    parser.add_argument("--loud", action="store_true", help="name the variants that are lost")
    args = parser.parse_args()
    entries = [
        entry for path in args.rules for entry in yaml.safe_load(path.read_text(encoding="utf-8"))["duties"]
    ]  # fmt: skip
    measure(Catalogue.load(entries), args.loud)


if __name__ == "__main__":
    main()
