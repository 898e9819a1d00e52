"""Reads the corpora: documents of paragraphs, in the form of normal text, sorted into folds.

Folds are whole documents, by a hash of their title, so that what is measured was never counted.
"""

from __future__ import annotations

import hashlib
import lzma
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

FOLDS, REPORT_FOLDS = 40, 3
TRAIN_FOLD, TEST_FOLD = 38, 39  # never counted: for the decision, and for measuring

LINE_WEIGHT = 3  # of a line written for this project, a law's being 1
# What each partial model has not read, so that the decision can be learnt there: some fields, a third of the reports.
UNREAD = (
    ("economy", "papers", "welfare"), ("general", "safety", "farming"), ("land", "older", "market", "speech"),
    ("construction", "science", "order", "country"), ("party", "society", "industry", "organs"),
)  # fmt: skip
_WRITTEN = Path(__file__).with_name("written")

_WIDTH = {code: code - 0xFEE0 for code in range(0xFF10, 0xFF5B) if chr(code - 0xFEE0).isalnum()}
_PUNCTUATION = dict(zip(map(ord, ",;:()?!∶﹕．"), "，；：（）？！：：.", strict=True))
_DROP = dict.fromkeys([0x200B, 0xFEFF, 0xA0, 0x2002, 0x3000, 9, 32, *range(0xE000, 0xF900)])
_NORMAL = {**_WIDTH, **_PUNCTUATION, **_DROP}
_PASSED = re.compile(r"[（(]?\d{4}年\d{1,2}月\d{1,2}日.{0,120}(?:通过|公布|批准|发布|施行|修正|修订)")
_CHINESE = re.compile("[一-鿿]")
# What stands before and after a term in duties, and around the name of a department.
_BEFORE = (
    "负责 指导 承担 组织 协调 监督 参与 推进 推动 拟订 编制 研究 起草 制定 实施 组织实施 组织开展 开展 统筹 做好 加强 "
    "规范 落实 管理 维护 保障 促进 建立 完善 健全 优化 提升 受理 查处 督促 检查 协助 配合 支持 引导 宣传 审核 审批 备案 "
    "承办 主管 牵头 牵头负责 综合协调 监督管理 监督检查 监督指导 督促落实 归口管理 依法查处 参与拟订 会同有关部门 "
    "全市 全县 全区 全省 本市 本行业 有关 相关 以及 与 和 及 对 涉及 市级 县级 城乡 重大 重点 其他"
).split()
_AFTER = (
    "工作 等工作 的工作 管理 管理工作 监督管理 的监督管理 服务 建设 规划 政策 标准 制度 体系 机制 项目 资金 信息 统计 培训 "
    "宣传 宣传教育 改革 发展 保护 保障 监管 监测 执法 审批 审核 检查 考核 协调 指导 评估 规范 等 等事项 和 及 与 以及 的 "
    "方面 领域 相关工作 有关工作 有关 事项 情况 问题 活动 机构 单位 人员 企业 行业 市场 科 股 处 中心 任务 责任 业务 技术"
).split()
_AGENCY = (
    "市{0}是市人民政府工作部门，为正处级。县{0}是县政府工作部门，为正科级。区{0}机关行政编制，区{0}设下列内设机构。"
    "市{0}贯彻落实党中央方针政策，省{0}、国家有关部门。与市{0}的职责分工，市{0}负责，会同县{0}，加挂市{0}牌子，原市{0}的职责，"
    "划入市{0}，由{0}牵头，{0}局长，{0}主任，{0}党组书记，{0}直属机构，{0}所属事业单位。"
)


class Document(NamedTuple):
    """A law or a report."""

    kind: str
    title: str
    paragraphs: list[str]

    @property
    def fold(self) -> int:
        """Return the fold, the same for every document of this title."""
        if self.kind == "report":
            return int(self.title.split()[1]) % REPORT_FOLDS
        return int(hashlib.sha256(self.title.encode()).hexdigest(), 16) % FOLDS

    @property
    def is_held_out(self) -> bool:
        """Tell whether the document is kept out of the language model."""
        return self.kind == "law" and self.fold in (TRAIN_FOLD, TEST_FOLD)


def laws(folder: Path) -> Iterator[Document]:
    """Yield the laws; one begins at the line before `…年…月…日…通过`."""
    lines = _lines(folder / "official-laws.txt.xz")
    title, start = lines[0], 0
    for at in range(1, len(lines)):
        before = lines[at - 1]
        is_title = len(before) < 60 and not _PASSED.match(before) and before != title
        if is_title and _PASSED.match(lines[at]):
            yield Document("law", title, lines[start : at - 1])
            title, start = before, at - 1
    yield Document("law", title, lines[start:])


def reports(folder: Path) -> Iterator[Document]:
    """Yield the reports in stretches of 400 paragraphs: their borders are not marked."""
    lines = _lines(folder / "official-reports.txt.xz")
    for number, at in enumerate(range(0, len(lines), 400)):
        yield Document("report", f"report {number}", lines[at : at + 400])


def normal(line: str) -> str:
    """Return a line in the form of normal text: Chinese punctuation, no blanks."""
    return line.translate(_NORMAL)


def _lines(path: Path) -> list[str]:
    with lzma.open(path, "rt", encoding="utf-8") as file:
        return [line for line in map(normal, file.read().split("\n")) if _CHINESE.search(line)]


def written(part: int | None = None) -> list[tuple[str, int]]:
    """Return the lines written for this project about what mandates speak of, and how much each weighs.

    A list of terms is counted as it stands, and each term once more in the usual frames of duties. To the partial
    model `part` the lines of `unread` weigh nothing.
    """
    held = set() if part is None else {f"{kind}{name}" for kind in ("", "words-") for name in UNREAD[part]}
    terms = _terms("terms")
    lines = [(line, 0 if name in held else LINE_WEIGHT) for name in _names() for line in _lines_of(name)]
    lines += [(_AGENCY.format(name), LINE_WEIGHT) for name in _terms("agencies")]
    lines += [("".join(f"{word}{term}，" for word in _BEFORE), 1) for term in terms]
    return lines + [("".join(f"{term}{word}、" for word in _AFTER), 1) for term in terms]


def unread(part: int) -> list[str]:
    """Return the lines of the fields that the partial model `part` has not read."""
    return [line for name in UNREAD[part] for line in _lines_of(name)]


def _terms(name: str) -> list[str]:
    return list(dict.fromkeys(term for line in _lines_of(name) for term in line.rstrip("。").split("、")))


def _names() -> list[str]:
    return sorted(path.stem for path in _WRITTEN.glob("*.txt"))


def _lines_of(name: str) -> list[str]:
    lines = (_WRITTEN / f"{name}.txt").read_text("utf-8").split("\n")
    return [line for line in lines if line and not line.startswith("#")]
