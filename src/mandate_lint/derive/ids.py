"""Ids for derived duties: the telling words of the title in pinyin, the same from run to run.

No list of English terms suits every department, and a running number would change with every new
reference. Pinyin is short and stable, and those who edit the file read it at sight.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from mandate_lint.derive.objects import is_formula, words
from mandate_lint.spelling.readings import readings

_MOST_WORDS = 4
_CHINESE = re.compile(r"[㐀-鿿]+")
# The usual reading of characters that have several, where it is not the first by the alphabet.
_USUAL = (
    "chang厂 cheng称 chuang创 cu促 cuo措 dan单 deng登 di地 feng封 fu服附 gan干 ge个 guang广 guo果 he合核 hua划 huai怀 huo活 jia家假 "
    "jiao角 jie介接洁 ju居 kang抗 ke可 kua跨 li离 lie列 lu陆 luo落络 lv绿 mi秘 ming明 nan南 nei内 neng能 pai派排 pian片 ping平 pu扑 qi其期 "
    "qian前 qiang强 qin勤 qing青 qu区 que缺 ren任 she涉 shen身 shi市示适 shou受 si思 sou搜 su溯 tai台 ti体提 tiao调 tou投 tuan团 tuo拓脱 "
    "wan完万 wei位 wu无 xi析系戏 xia夏 xian限 xiao校 xin信 xing行 xu许需畜 xun巡 yan研 yang洋 yi以移遗已 yin印 ying映 you有由游幼 yu于育御 "
    "yuan园援 yue月约 zao造 zhai宅 zhang长 zhao招 zhen震 zhi支治 zhong众重种 zhu助 zhuan转 zhui追 zong综 zui最"
)
_READING = {character: line[: -len(found[0])] for line in _USUAL.split() if (found := _CHINESE.search(line))
            for character in found[0]}  # fmt: skip


def slug(title: str) -> str:
    """Return the id of a title: 健全科技创新激励机制 is keji-chuangxin-jili-jizhi."""
    cut = [word for word in words(title) if _CHINESE.fullmatch(word)]
    telling = [word for word in cut if not is_formula(word)] or cut
    parts = ["".join(_reading(character) for character in word) for word in telling[:_MOST_WORDS]]
    return "-".join(part for part in parts if part) or "duty"


def _reading(character: str) -> str:
    return _READING.get(character) or min(readings(character), default="")


def distinct(slugs: Iterable[str], taken: Iterable[str] = ()) -> list[str]:
    """Return ids that differ from one another and from those taken: the second of two gets a 2."""
    used, ids = set(taken), []
    for wanted in slugs:
        unique, number = wanted, 2
        while unique in used:
            unique, number = f"{wanted}-{number}", number + 1
        used.add(unique)
        ids.append(unique)
    return ids
