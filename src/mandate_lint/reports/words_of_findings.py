"""How reports for reviewers put a finding's severity, place and evidence into words."""

from __future__ import annotations

from collections.abc import Iterator

from mandate_lint.errors import Say
from mandate_lint.finding import FileReport, Finding
from mandate_lint.hit import Evidence
from mandate_lint.rule import Severity

SEVERITY: dict[Severity, Say] = {
    "error": Say("错误", "error"),
    "warning": Say("警告", "warning"),
    "info": Say("提示", "note"),
}
NEAREST = "nearest"  # the note of evidence that shows what comes nearest
_SECTIONS = {
    "title": Say("标题", "title"), "basis": Say("依据", "basis"), "status": Say("机构性质", "status"),
    "duties": Say("主要职责", "duties"), "units": Say("内设机构", "units"),
    "affiliates": Say("所属单位", "affiliates"), "staffing": Say("人员编制", "staffing"),
    "leaders": Say("领导", "leaders"), "supplement": Say("附则", "supplement"), "other": Say("其他", "other"),
}  # fmt: skip


def evidence_line(evidence: Evidence, lang: str) -> str:
    """Return one piece of evidence as a line: whose, where, in which words."""
    whose = evidence.reference + evidence.item
    told = "：".join(part for part in (whose, evidence.wording) if part)
    note = "" if evidence.note == NEAREST else evidence.note
    score = Say(f"（相似度 {evidence.score:.0%}）", f" ({evidence.score:.0%} alike)").of(lang) if evidence.score else ""
    return " ".join(part for part in (told, note) if part) + score


def evidence_lines(finding: Finding, lang: str) -> Iterator[str]:
    """Yield the evidence of a finding and the source of its rule, a line each."""
    for evidence in finding.evidence:
        if line := evidence_line(evidence, lang):
            head = Say("最接近：", "Nearest: ") if evidence.note == NEAREST else Say("依据：", "Evidence: ")
            yield head.of(lang) + line
    if finding.rule.source.of(lang):
        yield Say("出处：", "Source: ").of(lang) + finding.rule.source.of(lang)


def place(finding: Finding, file: FileReport, lang: str) -> str:
    """Return where a finding stands: section, item or unit, page, line."""
    node = next((s for s in reversed(file.mandate.sections) if s.span().start <= finding.span.start), None)
    section = _SECTIONS[node.kind].of(lang) if node else ""
    unit, duty = file.mandate.unit_at(finding.span), file.mandate.duty_at(finding.span)
    whose = unit.name if unit else duty.label if duty else ""
    page = Say(f"第 {finding.page} 页", f"page {finding.page}").of(lang) if finding.page else ""
    line = Say(f"第 {finding.start.line} 段", f"paragraph {finding.start.line}").of(lang)
    return " ".join(part for part in (section, whose, page, line) if part)
