"""What a statement is about: its objects, parted from the verbs and formulas around them.

“拟订科技成果转移转化和促进产学研结合的相关政策措施并监督实施” has two objects, 科技成果转移转化 and
促进产学研结合; 拟订, 相关政策措施 and 并监督实施 are formulas that any statement may have.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import groupby

from mandate_lint import words as dictionary
from mandate_lint.derive.reference import Reference, Statement, without_places
from mandate_lint.records import field, record

# Words that say nothing of what a statement is about. They count little where two are compared.
FORMULA = frozenset(
    "负责 承担 拟订 拟定 制定 制订 起草 组织 指导 协调 统筹 牵头 会同 配合 参与 推动 推进 推行 促进 开展 提出 落实 执行 编制 管理 监督 检查 建立 健全 "
    "完善 优化 加强 承办 办理 实施 研究 综合 联系 支持 培育 构建 审核 依法 做好 协助 引导 规范 维护 保障 归口 主管 贯彻 强化 深化 有关 相关 部门 单位 工作 "
    "规划 计划 年度 政策 措施 政策措施 办法 标准 制度 方案 意见 建议 建设 发展 体系 机制 等 的 和 与 及 以及 并 对 为 以 在 中 其他 事项 任务 重大 重点 "
    "监督管理 组织协调 组织实施 监督检查 指导协调 方针政策 法律法规 方针 法律 法规 事业 领域 方面 各类 具体 日常 申报 推荐 认定 申请 评审 全面 统一 国家 改革 服务 配套 结合 实际 "
    "省 市 县 区 级 自治区 自治州 地区 乡镇 街道 本级 我市 全市 全县 全省 全区 这 其 之 了 各 向 从 由 把 被 将 按 党 年度计划 贯彻执行 贯彻落实 或 不 是 有 上 下 内 外 所 以上".split()
)
_DAMPED = 0.25
_CUT = re.compile(r"[、，；：]|以及|(?<![协普])及(?!时)|(?<=.)[和与](?!谐|解|平)")
_WORD = re.compile(r"[^\W_]+")
LONG_AND_SHORT = ("科学技术", "科技")  # one word, in full and in short
_ASIDE = re.compile(r"（[^（）]{1,2}）")
_TAIL = re.compile(r"(?:机制|体系|规划|计划|政策|制度|工作|措施|建设)$")
_KIND_OF_AGENCY = re.compile(r"(?:委员会|办公室|[局厅委])$")
_LIST_HEAD = re.compile(r"等(?P<head>[^，、；。（）]{4,})")
_OPENERS = ("促进", "推动", "推进", "开展", "组织", "指导", "负责", "承担", "加强", "管理", "监督", "实施", "拟订", "制定", "引进", "相关", "有关", "各类")
_BRACKETS = re.compile(r"（[^（）]*）")


@record
class Object:
    """One thing that a statement is about; offsets are those of the statement's text."""

    statement: Statement
    start: int
    end: int
    words: tuple[str, ...] = field(compare=False)
    count: int = field(default=1, compare=False)  # of objects in the statement

    @property
    def text(self) -> str:
        """Return the object's stretch of the statement."""
        return self.statement.text[self.start : self.end]


def objects(reference: Reference) -> Iterator[Object]:
    """Yield the objects of a reference's statements, in order."""
    names = reference.place_names
    for statement in reference.statements:
        yield from _objects(statement, names)


def field_words(references: Sequence[Reference]) -> frozenset[str]:
    """Return what most of the agencies are called by: 教育. Such a word tells no duty of theirs from another."""
    named = Counter(word for one in references for word in set(words(_KIND_OF_AGENCY.sub("", one.agency))))
    return frozenset(word for word, count in named.items() if count * 2 > len(references) and len(word) > 1)


def _objects(statement: Statement, names: Sequence[str]) -> Iterator[Object]:
    """Cut a statement at 、和及; what is formula alone hangs on the object before it."""
    pieces: list[tuple[int, int]] = []
    listed = _list_end(statement.text, names)
    for start, end in _pieces(statement.text):
        if pieces and (start < listed or not _stands_alone(statement.text, start, end, names)):
            pieces[-1] = (pieces[-1][0], end)
        else:
            pieces.append((start, end))
    if len(pieces) > 1 and _told(statement.text[slice(*pieces[0])], names) < 2:
        pieces[:2] = [(pieces[0][0], pieces[1][1])]
    for start, end in pieces:
        yield Object(statement, start, end, words(without_places(statement.text[start:end], names)), len(pieces))


def _list_end(text: str, names: Sequence[str]) -> int:
    """Return the end of a list that only tells of which kind one object is: 甲、乙等基地平台布局规划."""
    found = _LIST_HEAD.search(text)
    return found.end() if found and _told(found["head"], names) >= 5 else 0


def _stands_alone(text: str, start: int, end: int, names: Sequence[str]) -> bool:
    """Tell whether a piece is an object of its own, and not the end of the one before it."""
    told = _told(text[start:end], names)
    if text[start - 1] in "、，；：":
        return told >= 3
    return told >= 4 or (told >= 2 and text.startswith(_OPENERS, start))


def _told(text: str, names: Sequence[str]) -> int:
    """Return how many characters of a text are in words that tell what it is about."""
    plain = without_places(text, names)
    return sum(len(_TAIL.sub("", word)) for word in words(plain) if not is_formula(word))


def _pieces(text: str) -> Iterator[tuple[int, int]]:
    """Yield the stretches between cuts; what stands in brackets is not cut."""
    held = [found.span() for found in _BRACKETS.finditer(text)]
    at = 0
    for cut in _CUT.finditer(text):
        if not any(start <= cut.start() < end for start, end in held):
            if cut.start() > at:
                yield at, cut.start()
            at = cut.end()
    if at < len(text):
        yield at, len(text)


def is_formula(word: str) -> bool:
    """Tell whether a word says nothing of what a statement is about."""
    return word in FORMULA


# Formulas that name a kind of work: they tell two statements apart where nothing else does.
KINDS = frozenset("规划 计划 年度计划 政策 措施 办法 标准 改革 发展 体系 机制 制度 法规 规章 法律法规 方针政策 事业 建设 服务".split())


def damping(word: str) -> float:
    """Return how much a word counts: formulas little, all others fully."""
    return _DAMPED if is_formula(word) else 1.0


@lru_cache(maxsize=65536)
def words(text: str, is_whole: bool = False) -> tuple[str, ...]:
    """Return the words of a text, by jieba's dictionary, short words in brackets left out: 国（境）外."""
    plain = text if is_whole else _ASIDE.sub("", text).replace(*LONG_AND_SHORT)
    return tuple(word for run in _WORD.findall(plain) for word in _mended(dictionary.cut(run)))


def _mended(cut: Sequence[str]) -> list[str]:
    """Put single characters together that the dictionary left over: 产|教|融合 is 产教|融合, 科技|型 is 科技型."""
    mended: list[str] = []
    for is_single, run in groupby(cut, key=lambda word: len(word) == 1 and word not in FORMULA):
        words_of_run = list(run)
        if not is_single:
            mended += words_of_run
        elif len(words_of_run) == 1 and mended and not is_formula(mended[-1]):
            mended[-1] += words_of_run[0]
        else:
            mended.append("".join(words_of_run))
    return mended
