"""How near two statements are, and the nearest statement to a standard duty.

Statements are compared by their words, each weighted by how telling it is (inverse document
frequency in official text). Words of form (负责, 组织, 政策, 措施 …), places and levels count
little: every statement has them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import TypeVar

from mandate_lint import patterns, words
from mandate_lint.catalogue import StandardDuty
from mandate_lint.mandate import Clause

_FORM = frozenset(
    "负责 承担 拟订 拟定 制定 制订 起草 组织 指导 协调 统筹 统一 牵头 会同 配合 参与 推动 推进 促进 开展 提出 落实 执行 贯彻 编制 管理 "
    "监督 检查 建立 健全 完善 优化 加强 承办 办理 实施 研究 综合 做好 协助 引导 规范 维护 保障 归口 主管 有关 相关 工作 政策 措施 规划 "
    "计划 建议 方案 年度 制度 机制 体系 建设 发展 改革 任务 项目 事项 部门 单位 机关 并 以及 日常 具体 相应 各类 重大 重点 全市 全县 全区 "
    "全省 本市 本县 本区 市级 县级 区级 省级 国家 地方 方针 法律 法规 规章 标准 服务 组织实施 监督实施 方面 领域 情况 进行 依法 按照 规定 权限 "
    "配套 抓好 科技 科学技术 科学 技术 创新 活动 能力 机构 中心 平台 信息 全局 本部 部门 局机关".split()
)
_BETWEEN = frozenset("和与及或并的等在对为由以将把向从到其各本该市县区省州级第之于按被所是不")
_LIGHT = 0.15  # what a word of form weighs, as a share of its own weight
_SEPARATOR = patterns.compile(r"[^\w]+")
Item = TypeVar("Item")


@lru_cache(maxsize=20_000)
def telling(text: str) -> Mapping[str, float]:
    """Return the words of a statement with their weights."""
    found: dict[str, float] = {}
    for word in _joined(words.cut(text)):
        if len(word) > 1 and not _SEPARATOR.fullmatch(word):
            weight = words.weight(word)
            found[word] = weight * _LIGHT if word in _FORM else weight
    return found


def _joined(cut: Iterable[str]) -> Iterator[str]:
    """Join single characters that stand together: a word that the dictionary lacks (婚俗)."""
    run = ""
    for word in (*cut, ""):
        if len(word) == 1 and word not in _BETWEEN and not _SEPARATOR.fullmatch(word):
            run += word
            continue
        yield run
        yield word
        run = ""


def likeness(first: str, second: str) -> float:
    """Return how alike two normal statements are, from 0 to 1 (a weighted cosine of their words)."""
    left, right = telling(first), telling(second)
    common = sum(weight for word, weight in left.items() if word in right)
    whole = (sum(left.values()) * sum(right.values())) ** 0.5
    return common / whole if whole else 0.0


def share(first: str, second: str) -> float:
    """Return how much of the weight of the first statement the second one has, from 0 to 1."""
    left, right = telling(first), telling(second)
    whole = sum(left.values())
    return sum(weight for word, weight in left.items() if word in right) / whole if whole else 0.0


def nearest(duty: StandardDuty, clauses: Iterable[Clause]) -> tuple[Clause, float] | None:
    """Return the statement nearest to a standard duty, by its title and its wordings, and how near."""
    wordings = [duty.title.zh, *(seen.wording for seen in duty.evidence)]
    best: tuple[Clause, float] | None = None
    for clause in clauses:
        score = max(likeness(wording, clause.text) for wording in wordings)
        if score > 0 and (best is None or score > best[1]):
            best = clause, score
    return best
