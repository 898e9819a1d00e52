"""The errata table (勘误表) that proof-readers hand back, as .docx or .csv by the output's ending."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence

from mandate_lint.errors import Say
from mandate_lint.finding import FileReport, Finding, Report
from mandate_lint.readers.docx_edit import escaped
from mandate_lint.readers.docx_package import new_docx
from mandate_lint.reports.words_of_findings import SEVERITY, evidence_lines, place

_COLUMNS = (
    (Say("序号", "No."), 600),
    (Say("位置", "Place"), 2000),
    (Say("原文", "As it stands"), 3000),
    (Say("应为", "Should be"), 1700),
    (Say("依据", "Ground"), 4600),
    (Say("程度", "Severity"), 800),
    (Say("处理意见", "Decision"), 1300),
)
_CONTEXT = 8  # characters shown before and after a stretch
_FORMULA = tuple("=+-@\t\r＝＋－＠")
_STYLES = (
    '<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" '
    'w:eastAsia="仿宋"/><w:sz w:val="21"/><w:lang w:eastAsia="zh-CN"/></w:rPr></w:rPrDefault></w:docDefaults>'
    '<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="1"><w:name w:val="Title"/><w:basedOn w:val="a"/><w:pPr>'
    '<w:spacing w:after="160"/><w:jc w:val="center"/></w:pPr><w:rPr><w:b/><w:sz w:val="36"/></w:rPr></w:style>'
)
_PAGE = (
    '<w:sectPr><w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/>'
    '<w:pgMar w:top="1134" w:right="1134" w:bottom="1134" w:left="1134" w:header="567" w:footer="567" w:gutter="0"/>'
    "</w:sectPr>"
)


def render(report: Report, *, lang: str = "zh", output: str | None = None, **_: object) -> bytes:
    """Return the table: a Word document where `output` ends in .docx, else CSV."""
    if (output or "").lower().endswith(".docx"):
        return _docx(report, lang)
    return _csv(report, lang)


def rows(report: Report, lang: str) -> Iterator[list[str]]:
    """Yield the cells of each finding; the ground may have several lines."""
    number = 0
    for file in report.files:
        for finding in file.findings:
            number += 1
            where = place(finding, file, lang)
            yield [
                str(number),
                f"{file.path} {where}" if len(report.files) > 1 else where,
                _as_it_stands(finding, file, lang),
                _should_be(finding, lang),
                "\n".join(_ground(finding, lang)),
                SEVERITY[finding.severity].of(lang),
                "",
            ]


def _as_it_stands(finding: Finding, file: FileReport, lang: str) -> str:
    """Return the stretch in 【】 with a little of what stands around it."""
    text, (start, end) = file.source.text, finding.span
    before = text[max(0, start - _CONTEXT) : start].rpartition("\n")[2]
    after = text[end : end + _CONTEXT].partition("\n")[0]
    shown = finding.text if len(finding.text) <= 60 else f"{finding.text[:40]}……{finding.text[-15:]}"
    return f"{before}【{shown or Say('缺', 'missing').of(lang)}】{after}"


def _should_be(finding: Finding, lang: str) -> str:
    if finding.replacement == "":
        return Say("（删去）", "(delete)").of(lang)
    return finding.replacement or ""


def _ground(finding: Finding, lang: str) -> Iterator[str]:
    yield finding.message.of(lang)
    yield from evidence_lines(finding, lang)
    rule = finding.rule
    yield Say(f"规则：{rule.title.zh}（{rule.id}）", f"Rule: {rule.title.en} ({rule.id})").of(lang)


def _csv(report: Report, lang: str) -> bytes:
    r"""Return CSV that Excel opens as it is: a byte order mark, \r\n, and no cell that is a formula."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([head.of(lang) for head, _ in _COLUMNS])
    for row in rows(report, lang):
        writer.writerow([_harmless(cell) for cell in row])
    return out.getvalue().encode("utf-8-sig", "replace")


def _harmless(cell: str) -> str:
    """Return a cell that no spreadsheet takes for a formula: not even a line within it."""
    return "\n".join("'" + line if line.lstrip(" ").startswith(_FORMULA) else line for line in cell.split("\n"))


def _docx(report: Report, lang: str) -> bytes:
    title = Say("勘 误 表", "Errata").of(lang)
    names = Say("草案：", "Draft: ").of(lang) + "、".join(file.path for file in report.files)
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for _, width in _COLUMNS)
    edges = "".join(
        f'<w:{edge} w:val="single" w:sz="4" w:space="0" w:color="808080"/>'
        for edge in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    head = _row([head.of(lang) for head, _ in _COLUMNS], is_head=True)
    body = "".join(_row(row) for row in rows(report, lang))
    table = (
        f'<w:tbl><w:tblPr><w:tblW w:w="14000" w:type="dxa"/><w:tblBorders>{edges}</w:tblBorders>'
        f'<w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{head}{body}</w:tbl>'
    )
    whole = f'<w:p><w:pPr><w:pStyle w:val="1"/></w:pPr>{_run(title)}</w:p>{_paragraph(names)}{table}<w:p/>{_PAGE}'
    return new_docx(whole.encode(), _STYLES.encode())


def _row(cells: Sequence[str], *, is_head: bool = False) -> str:
    properties = "<w:trPr><w:cantSplit/>" + ("<w:tblHeader/>" if is_head else "") + "</w:trPr>"
    shade = '<w:shd w:val="clear" w:color="auto" w:fill="EDEDED"/>' if is_head else ""
    written = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{shade}</w:tcPr>'
        + "".join(_paragraph(line, is_bold=is_head) for line in cell.split("\n"))
        + "</w:tc>"
        for cell, (_, width) in zip(cells, _COLUMNS, strict=True)
    )
    return f"<w:tr>{properties}{written}</w:tr>"


def _paragraph(text: str, *, is_bold: bool = False) -> str:
    return f"<w:p>{_run(text, is_bold=is_bold)}</w:p>"


def _run(text: str, *, is_bold: bool = False) -> str:
    bold = "<w:rPr><w:b/></w:rPr>" if is_bold else ""
    return f'<w:r>{bold}<w:t xml:space="preserve">{escaped(text).decode()}</w:t></w:r>'
