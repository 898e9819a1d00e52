"""Cutting text into statements: each with its own verb."""

from __future__ import annotations

from mandate_lint import patterns
from mandate_lint.mandate import Clause
from mandate_lint.normal import Normal

# Verbs that open a statement of a mandate (measured on the references and DOMAIN facts).
VERBS = (
    "贯彻落实", "贯彻执行", "贯彻", "负责", "承担", "拟订", "拟定", "制定", "制订", "起草", "组织", "指导", "协调", "统筹", "统一",
    "牵头", "会同", "配合", "参与", "推动", "推进", "推行", "促进", "开展", "提出", "落实", "执行", "编制", "管理", "监督", "检查",
    "建立", "健全", "完善", "优化", "加强", "承办", "办理", "实施", "研究", "综合", "指挥", "联系", "服务", "支持", "培育", "构建",
    "审核", "审查", "审批", "核定", "受理", "查处", "依法", "做好", "协助", "引导", "规范", "维护", "保障", "归口", "主管", "分析",
    "深化", "强化", "宣传", "收集", "发布", "完成", "扶持", "对接", "主动", "打击", "整治", "防范", "处置", "征集", "编纂", "搜集", "征收", "筹集", "拨付", "认定", "推广", "弘扬", "鼓励", "评估", "监测",
)  # fmt: skip
_ADVERBIAL = patterns.compile(r"(?:^|，)(?:按照?|根据|围绕|依据|结合|在|为|以)[^，]{1,24}，$")
_STATEMENT = patterns.compile(r"[^。；！？\n]+[。；！？]?")
_NEXT_VERB = patterns.compile(r"(?<=，)(?=(?:" + "|".join(VERBS) + r"))")


def _is_adverbial(sentence: str, at: int) -> bool:
    """Tell whether what stands before a verb only says how or by what: 按照分级、属地原则，指导…."""
    return bool(_ADVERBIAL.search(sentence[max(0, at - 40) : at]))


def clauses(normal: Normal, start: int, end: int) -> tuple[Clause, ...]:
    """Return the statements between two normal offsets, without their closing marks."""
    found = []
    for sentence in _STATEMENT.finditer(normal.text, start, end):
        whole = sentence[0]
        verbs = (found.start() for found in _NEXT_VERB.finditer(whole))
        cuts = [sentence.start(), *(sentence.start() + at for at in verbs if not _is_adverbial(whole, at))]
        for at, until in zip(cuts, [*cuts[1:], sentence.end()], strict=True):
            stripped = normal.text[at:until].rstrip("。；！？，、：")
            if len(stripped) >= 2:
                found.append(Clause(normal, at, at + len(stripped)))
    return tuple(found)
