"""One defect planted into the clean example is found at its place, by its rule and by no other."""

from __future__ import annotations

import pytest
from program import EXAMPLES

from mandate_lint.api import check_source
from mandate_lint.source import Source

CLEAN = (EXAMPLES / "clean.txt").read_text("utf-8")
# The rule, what stands in the clean draft, and what takes its place; ⟦⟧ marks what must be reported.
PLANTED = [
    ("typo", "负责高新技术企业", "⟦负贵⟧高新技术企业"),
    ("typo", "推动科技企业孵化器和", "推动科技企业⟦解化器⟧和"),
    ("typo", "优化配置科技资源的政策措施建议，推动多元化科技投入体系建设，协调", "优化配置科技资源的政策措施⟦建设⟧，推动多元化科技投入体系建设，协调"),
    ("pinyin-residue", "完成市委", "完⟦成(chéng)⟧市委"),
    ("mixed-script", "会同有关部门拟订科技人才", "会同有⟦關⟧部门拟订科技人才"),
    ("stray-space", "科研项目资金协调、评估、监管机制。会同", "科研⟦项 目⟧资金协调、评估、监管机制。会同"),
    ("halfwidth-punctuation", "统筹科研诚信建设。组织实施", "统筹科研诚信建设⟦;⟧组织实施"),
    ("missing-full-stop", "承担科技统计工作。\n", "承担科技统计工⟦作⟧\n"),
    ("run-on-clause", "指导科技保密和科技安全工作，承担科技统计", "指导科技保密和科技安全⟦工作承担⟧科技统计"),
    ("repeated-text", "统筹科研诚信建设。组织", "统筹科研诚信⟦诚信⟧建设。组织"),
    ("unpaired-mark", "（专项、基金等）并监督", "⟦（⟧专项、基金等并监督"),
    ("unpaired-mark", "根据《云河市机构改革方案》", "根据⟦《⟧云河市机构改革方案"),
    ("document-number-brackets", "云委发〔2019〕6号", "云委发⟦[2019]⟧6号"),
    ("nonstandard-verb", "会同有关部门拟订科技人才", "会同有关部门⟦拟定⟧科技人才"),
    ("numbering", "（七）牵头全市", "⟦（八）⟧牵头全市"),
    ("numbering", "第四条　市科学", "⟦第五条⟧　市科学"),
    ("personal-information", "第五条　市科学", "⟦局长：某某某⟧\n第五条　市科学"),
    ("catch-all", "（十三）完成市委、市政府交办", "（十三）完成⟦省委、省政府⟧交办"),
    ("unit-without-duties", "机关党委。负责机关和所属单位的党群工作。", "⟦机关党委⟧。"),
    ("unmapped-unit", "机关党委。负责机关和所属单位的党群工作。", "（九）⟦文体活动科⟧。组织职工运动会和球类比赛，管理花木。"),
    ("foreign-place-name", "组织拟订高新技术", "组织拟订⟦青岛市⟧高新技术"),
    ("level-mismatch", "牵头全市技术转移", "牵头⟦全省⟧技术转移"),
    ("mixed-unit-suffix", "（五）高新技术科", "（五）高新技术⟦处⟧"),
    ("obsolete-agency-name", "会同有关部门拟订科技人才", "会同⟦市国土资源局⟧拟订科技人才"),
    ("staffing-mismatch", "其中正科级8名、副科级4名", "其中正科级6名、副科级4名"),
    ("missing-duty", "，统筹科研诚信建设。组织", "。组织"),
    ("missing-duty", "拟订出国（境）培训计划并监督实施。\n（十二）", "\n（十二）"),
    ("missing-section", "第六条　本规定由中共云河市委机构编制委员会办公室负责解释，其调整由中共云河市委机构编制委员会办公室按规定程序办理。\n第七条　本规定自2019年3月20日起施行。\n", ""),
]  # fmt: skip
# What else follows from the defect; each is right too.
ALSO = {"unmapped-unit": {"staffing-mismatch"}, "missing-duty": {"unassigned-duty"}, "repeated-text": {"suspected-typo"}}


@pytest.mark.parametrize(("rule", "old", "new"), PLANTED, ids=[f"{rule}: {new or old}"[:60] for rule, old, new in PLANTED])
def test_planted(rule: str, old: str, new: str) -> None:
    assert old in CLEAN
    text = CLEAN.replace(old, new, 1)
    start = text.find("⟦")
    length = text.find("⟧") - start - 1
    findings = check_source(Source("draft", text.replace("⟦", "").replace("⟧", ""))).findings
    own = [finding for finding in findings if finding.rule.id == rule]
    assert {finding.rule.id for finding in findings} - ALSO.get(rule, set()) == {rule}
    if start >= 0:
        span = own[0].span
        assert span.start < start + length and start < span.end


def test_the_clean_draft_is_clean() -> None:
    assert check_source(Source("draft", CLEAN)).findings == ()
