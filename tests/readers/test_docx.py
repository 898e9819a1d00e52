"""The text of a .docx as a reader sees it."""

from __future__ import annotations

import shutil

import pytest
from forms import automatic, docx, level, package, paragraph, planted, runs, wrapped

from mandate_lint.errors import InputError
from mandate_lint.readers import read_bytes
from mandate_lint.readers.docx import DocxSource
from mandate_lint.readers.office import converted


def read(body: str, numbering: str = "", styles: str = "", revisions: str = "final", **more: str) -> str:
    data = docx(body, numbering, styles, **more)
    return read_bytes(data, "draft.docx", revisions).text  # type: ignore[arg-type]


def abstract(number: int, *levels: str, more: str = "") -> str:
    return f'<w:abstractNum w:abstractNumId="{number}">{more}{"".join(levels)}</w:abstractNum>'


def num(number: int, of: int, overrides: str = "") -> str:
    return f'<w:num w:numId="{number}"><w:abstractNumId w:val="{of}"/>{overrides}</w:num>'


def restart(index: int, start: int) -> str:
    return f'<w:lvlOverride w:ilvl="{index}"><w:startOverride w:val="{start}"/></w:lvlOverride>'


CHINESE = abstract(
    0,
    level(0, "chineseCountingThousand", "第%1条", "space"),
    level(1, "chineseCounting", "（%2）", "nothing"),
    level(2, "decimal", "%3."),
    level(3, "decimal", "（%4）"),
)


@pytest.mark.parametrize(
    ("style", "pattern", "start", "labels"),
    [
        ("chineseCounting", "%1、", 9, ["九、", "十、", "十一、"]),
        ("chineseCounting", "（%1）", 19, ["（十九）", "（二十）", "（二十一）"]),
        ("chineseCountingThousand", "第%1条", 99, ["第九十九条", "第一百条", "第一百零一条"]),
        ("taiwaneseCountingThousand", "（%1）", 10, ["（十）", "（十一）", "（十二）"]),
        ("japaneseCounting", "第%1章", 1, ["第一章", "第二章", "第三章"]),
        ("ideographDigital", "%1、", 9, ["九、", "一〇、", "一一、"]),
        ("chineseLegalSimplified", "%1、", 9, ["玖、", "壹拾、", "壹拾壹、"]),
        ("ideographTraditional", "%1、", 1, ["甲、", "乙、", "丙、"]),
        ("decimal", "%1.", 9, ["9.", "10.", "11."]),
        ("decimalZero", "%1", 9, ["09", "10", "11"]),
        ("decimalEnclosedCircle", "%1", 1, ["①", "②", "③"]),
        ("decimalFullWidth", "%1．", 9, ["９．", "１０．", "１１．"]),
        ("upperLetter", "%1)", 26, ["Z)", "AA)", "BB)"]),
        ("lowerRoman", "(%1)", 3, ["(iii)", "(iv)", "(v)"]),
        ("bullet", "", 1, ["", "", ""]),
        ("none", "", 1, ["", "", ""]),
    ],
)
def test_a_number_is_written_in_its_format(style: str, pattern: str, start: int, labels: list[str]) -> None:
    numbering = abstract(0, level(0, style, pattern, start=start)) + num(1, 0)
    text = read(paragraph("负责", (1, 0)) * 3, numbering)
    assert text.split("\n") == [label + "负责" for label in labels]


def test_deeper_levels_begin_anew_after_a_higher_one() -> None:
    places = [0, 1, 1, 2, 2, 1, 2, 0, 1]
    text = read("".join(paragraph("甲", (1, at)) for at in places), CHINESE + num(1, 0))
    labels = [line.removesuffix("甲") for line in text.split("\n")]
    assert labels == ["第一条 ", "（一）", "（二）", "1.", "2.", "（三）", "1.", "第二条 ", "（一）"]


def test_a_level_that_never_restarts_counts_on() -> None:
    numbering = abstract(0, level(0, "decimal", "%1."), level(1, "decimal", "(%2)", more='<w:lvlRestart w:val="0"/>'))
    text = read("".join(paragraph("甲", (1, at)) for at in (0, 1, 0, 1)), numbering + num(1, 0))
    assert text.split("\n") == ["1.甲", "(1)甲", "2.甲", "(2)甲"]


def test_lists_of_one_kind_count_on_and_an_override_restarts_them() -> None:
    numbering = CHINESE + num(1, 0) + num(2, 0) + num(3, 0, restart(1, 1)) + num(4, 0, restart(1, 7))
    text = read("".join(paragraph("甲", (n, 1)) for n in (1, 1, 2, 3, 3, 4, 4)), numbering)
    assert [line[:3] for line in text.split("\n")] == [
        "（一）",
        "（二）",
        "（三）",
        "（一）",
        "（二）",
        "（七）",
        "（八）",
    ]


def test_an_override_may_bring_a_level_of_its_own() -> None:
    own = f'<w:lvlOverride w:ilvl="0">{level(0, "upperRoman", "%1.", start=4)}</w:lvlOverride>'
    assert read(paragraph("甲", (1, 0)), CHINESE + num(1, 0, own)) == "IV.甲"


def test_legal_numbers_are_written_in_digits() -> None:
    numbering = abstract(0, level(0, "chineseCounting", "%1、"), level(1, "decimal", "%1.%2", more="<w:isLgl/>"))
    text = read("".join(paragraph("甲", (1, at)) for at in (0, 0, 1)), numbering + num(1, 0))
    assert text.split("\n")[-1] == "2.1甲"


def test_a_style_puts_its_paragraphs_into_a_list() -> None:
    styles = (
        '<w:style w:type="paragraph" w:default="1" w:styleId="a"/>'
        '<w:style w:type="paragraph" w:styleId="1"><w:basedOn w:val="a"/><w:pPr><w:numPr>'
        '<w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="2"><w:basedOn w:val="1"/><w:pPr><w:numPr><w:ilvl w:val="1"/>'
        "</w:numPr></w:pPr></w:style>"
        '<w:style w:type="paragraph" w:styleId="3"><w:basedOn w:val="1"/><w:pPr><w:numPr>'
        '<w:numId w:val="0"/></w:numPr></w:pPr></w:style>'
    )
    body = "".join(paragraph("甲", style=style) for style in ("1", "2", "2", "3", "1", "a"))
    labels = [line.removesuffix("甲").strip() for line in read(body, CHINESE + num(1, 0), styles).split("\n")]
    assert labels == ["第一条", "（一）", "（二）", "", "第二条", ""]


def test_a_list_kept_in_a_numbering_style_is_found() -> None:
    numbering = (
        abstract(5, level(0, "chineseCounting", "%1、"), more='<w:styleLink w:val="list"/>')
        + abstract(6, more='<w:numStyleLink w:val="list"/>')
        + num(1, 5)
        + num(2, 6)
    )
    styles = (
        '<w:style w:type="numbering" w:styleId="list"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    )
    assert read(paragraph("甲", (2, 0)) * 2, numbering, styles) == "一、甲\n二、甲"


def test_number_zero_takes_a_paragraph_out_of_its_list() -> None:
    assert read(paragraph("甲", (0, 0)), CHINESE + num(1, 0)) == "甲"


def test_a_number_is_parted_from_latin_text_by_a_blank() -> None:
    numbering = abstract(0, level(0, "decimal", "%1")) + num(1, 0)
    assert read(paragraph("2020年", (1, 0)) + paragraph("年度", (1, 0)), numbering) == "1 2020年\n2年度"


def test_cut_runs_give_whole_words_and_offsets_lead_to_bytes() -> None:
    source = read_bytes(automatic(planted(), cut=1), "draft.docx")
    assert isinstance(source, DocxSource)
    for piece in source.pieces:
        raw = source.parts[piece.part][piece.begin : piece.end].decode()
        assert raw == piece.text == source.text[piece.start : piece.start + len(piece.text)]
    assert source.text.split("\n") == planted()


INS = '<w:ins w:id="1" w:author="a">{}</w:ins>'
DEL = '<w:del w:id="2" w:author="a">{}</w:del>'


def test_tracked_changes_count_as_made_or_as_not_made() -> None:
    gone = runs("平合", 1).replace("w:t>", "w:delText>").replace("<w:t ", "<w:delText ")
    body = f"<w:p>{runs('科技管理', 3)}{DEL.format(gone)}{INS.format(runs('平台', 1))}{runs('建设', 3)}</w:p>"
    assert read(body) == "科技管理平台建设"
    assert read(body, revisions="original") == "科技管理平合建设"


def test_moved_text_stands_where_it_was_moved_to() -> None:
    moved = f'<w:p><w:moveFrom w:id="1">{runs("甲乙", 3)}</w:moveFrom>{runs("丙", 3)}</w:p>'
    moved += f'<w:p><w:moveTo w:id="2">{runs("甲乙", 3)}</w:moveTo></w:p>'
    assert read(moved) == "丙\n甲乙"
    assert read(moved, revisions="original") == "甲乙丙\n"


def test_a_deleted_paragraph_mark_joins_two_paragraphs() -> None:
    mark = "<w:pPr><w:rPr><w:del w:id='1'/></w:rPr></w:pPr>"
    body = f"<w:p>{mark}{runs('指导科技', 3)}</w:p>" + paragraph("管理")
    assert read(body) == "指导科技管理"
    assert read(body, revisions="original") == "指导科技\n管理"


def test_a_deleted_row_is_left_out() -> None:
    row = "<w:tr>{}<w:tc>" + paragraph("办公室") + "</w:tc></w:tr>"
    mark = '<w:trPr><w:del w:id="1"/></w:trPr>'
    body = f"<w:tbl>{row.format('')}{row.format(mark)}</w:tbl>"
    assert read(body) == "办公室"
    assert read(body, revisions="original") == "办公室\n办公室"


def test_former_properties_are_not_taken_for_present_ones() -> None:
    changed = (
        '<w:p><w:pPr><w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr><w:pPrChange w:id="1"><w:pPr>'
        '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr></w:pPrChange></w:pPr>'
        f"{runs('甲', 3)}</w:p>"
    )
    assert read(changed, CHINESE + num(1, 0)) == "（一）甲"


def test_cells_are_lines_in_order() -> None:
    cell = "<w:tc>{}</w:tc>"
    cells = "".join(cell.format(paragraph(text)) for text in ("处室", "职责"))
    nested = cell.format(f"<w:tbl><w:tr>{cell.format(paragraph('内'))}</w:tr></w:tbl><w:p/>")
    assert read(f"{paragraph('上')}<w:tbl><w:tr>{cells}{nested}</w:tr></w:tbl>{paragraph('下')}") == (
        "上\n处室\n职责\n内\n\n下"
    )


MC = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'


def test_a_text_box_stands_once_behind_its_paragraph() -> None:
    box = f"<w:txbxContent>{paragraph('框内文字')}</w:txbxContent>"
    body = (
        f"<w:p>{runs('前文', 3)}<w:r><mc:AlternateContent {MC}><mc:Choice Requires='wps'><w:drawing>{box}"
        f"</w:drawing></mc:Choice><mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent></w:r>"
        f"{runs('后文', 3)}</w:p>{paragraph('次段')}"
    )
    assert read(body) == "前文后文\n框内文字\n次段"


def test_notes_stand_at_the_end_in_the_order_they_are_referred_to() -> None:
    refer = '<w:r><w:footnoteReference w:id="{}"/></w:r>'
    body = f"<w:p>{runs('甲', 3)}{refer.format(3)}{refer.format(2)}</w:p>{paragraph('乙')}"
    notes = '<w:footnote w:type="separator" w:id="0"><w:p/></w:footnote>' + "".join(
        f'<w:footnote w:id="{i}">{paragraph(text)}</w:footnote>' for i, text in ((2, "注二"), (3, "注三"))
    )
    assert read(body, footnotes=notes) == "甲\n乙\n注三\n注二"


def test_fields_show_their_result_alone() -> None:
    char = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    body = (
        f"<w:p>{char.format('begin')}<w:r><w:instrText> REF x </w:instrText></w:r>{runs('不见', 3)}"
        f"{char.format('separate')}{runs('第三条', 3)}{char.format('end')}{runs('规定', 3)}"
        f'<w:fldSimple w:instr="PAGE">{runs("5", 3)}</w:fldSimple><w:hyperlink>{runs("附件", 3)}</w:hyperlink></w:p>'
    )
    assert read(body) == "第三条规定5附件"


def test_signs_hidden_text_and_content_controls() -> None:
    vanish = "<w:r><w:rPr><w:vanish/></w:rPr><w:t>密</w:t></w:r>"
    body = (
        f"<w:p>{vanish}<w:r><w:t>甲</w:t><w:tab/><w:t>乙</w:t><w:br/><w:t>丙</w:t><w:softHyphen/><w:t> 丁 </w:t>"
        "<w:noBreakHyphen/></w:r><w:sdt><w:sdtPr><w:alias w:val='x'/></w:sdtPr><w:sdtContent>"
        f"{runs('控件', 3)}</w:sdtContent></w:sdt></w:p>{paragraph('次段')}"
    )
    source = read_bytes(docx(body), "draft.docx")
    assert source.text == "甲\t乙\n丙丁-控件\n次段"
    assert source.position(source.text.index("控")) == (1, 8)
    assert source.position(source.text.index("次")) == (2, 1)
    assert source.line_text(1) == "甲\t乙 丙丁-控件"


def test_a_ruby_shows_its_base() -> None:
    ruby = f"<w:r><w:ruby><w:rt>{runs('zhí', 3)}</w:rt><w:rubyBase>{runs('执', 3)}</w:rubyBase></w:ruby></w:r>"
    assert read(f"<w:p>{ruby}{runs('行', 1)}</w:p>") == "执行"


def test_the_strict_variant_and_another_main_part_are_read() -> None:
    strict = wrapped("document", f"<w:body>{paragraph('负责')}</w:body>").replace(
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "http://purl.oclc.org/ooxml/wordprocessingml/main",
    )
    relations = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="d"'
        ' Type="http://purl.oclc.org/ooxml/officeDocument/relationships/officeDocument" Target="/doc/d2.xml"/>'
        "</Relationships>"
    )
    data = package({"[Content_Types].xml": "<Types/>", "_rels/.rels": relations, "doc/d2.xml": strict})
    assert read_bytes(data, "draft.docx").text == "负责"


def test_a_document_in_utf_16_is_read() -> None:
    xml = wrapped("document", f"<w:body>{paragraph('负责')}</w:body>").replace("UTF-8", "UTF-16")
    data = package({"[Content_Types].xml": "<Types/>", "word/document.xml": xml.encode("utf-16")})
    assert read_bytes(data, "draft.docx").text == "负责"


@pytest.mark.parametrize("name", ["xl/workbook.xml", "ppt/presentation.xml", "readme.txt"])
def test_another_kind_of_package_is_refused_in_one_line(name: str) -> None:
    with pytest.raises(InputError, match=r"neither a Word nor an OFD|no Word document"):
        read_bytes(package({"[Content_Types].xml": "<Types/>", name: "x"}), "draft.docx")


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_numbers_are_those_that_libreoffice_shows() -> None:
    numbering = (
        CHINESE
        + abstract(1, level(0, "chineseCounting", "%1、", start=9), level(1, "decimal", "(%2)"))
        + num(1, 0) + num(2, 1) + num(3, 0, restart(1, 4)) + num(4, 1, restart(0, 1))
    )  # fmt: skip
    places = [(1, 0), (1, 1), (1, 1), (1, 2), (3, 1), (3, 1), (1, 0), (1, 1), (2, 0), (2, 1), (2, 0), (4, 0), (4, 1)]
    body = "".join(paragraph("甲", place) for place in places)
    data = docx(body, numbering)
    shown = converted(data, "draft.docx", ".docx", "txt:Text (encoded):UTF8").decode("utf-8-sig")
    theirs = ["".join(line.split()) for line in shown.splitlines() if line.strip()]
    ours = ["".join(line.split()) for line in read_bytes(data, "draft.docx").text.split("\n")]
    assert ours == theirs
