"""PDF and OFD: lines joined to paragraphs, running heads and page numbers left out."""

from __future__ import annotations

import pytest
from forms import package

from mandate_lint.errors import InputError
from mandate_lint.readers import read_bytes
from mandate_lint.readers.layout import PagedSource, Row, clean, paged, paragraphs


def rows(*lines: str, page: int = 1, indent: float = 24.0, width: int = 20, top: float = 100.0) -> list[Row]:
    """Return printed lines of 12 points; one that begins with > is indented."""
    made = []
    for number, line in enumerate(lines):
        left = 72.0 + (indent if line.startswith(">") else 0.0)
        text = line.removeprefix(">")
        made.append(Row.at(page, left, left + 12 * len(text), top + 20 * number, top + 12 + 20 * number, text))
    return made


def joined(*lines: str, **more: float) -> list[str]:
    return ["".join(row.text for row in paragraph) for paragraph in paragraphs(rows(*lines, **more))]  # type: ignore[arg-type]


FULL = "甲" * 20


def test_a_full_line_goes_on_where_the_next_is_not_indented() -> None:
    first = ">" + "甲" * 18
    assert joined(first, FULL, "乙乙。", first, "乙。") == ["甲" * 18 + FULL + "乙乙。", "甲" * 18 + "乙。"]


def test_a_sentence_may_end_at_the_end_of_a_line() -> None:
    first = ">" + "甲" * 17 + "。"
    text = joined(first, FULL, "乙乙。", ">" + "甲" * 18, "丙。", ">丁。")
    assert text == ["甲" * 17 + "。" + FULL + "乙乙。", "甲" * 18 + "丙。", "丁。"]


def test_an_item_begins_a_paragraph_though_the_line_before_is_full() -> None:
    assert joined("甲" * 20, "（二）乙。", "丙丙。") == ["甲" * 20, "（二）乙。", "丙丙。"]


def test_a_number_inside_a_sentence_may_begin_a_line() -> None:
    first = ">" + "甲" * 18
    assert joined(first, FULL, "乙。", first, FULL, "第三条规定。")[-1] == "甲" * 18 + FULL + "第三条规定。"


def test_hanging_indents_are_learnt_from_lines_that_surely_go_on() -> None:
    item = "（一）" + "甲" * 17
    rest = ">" + "乙" * 18
    assert joined(item, rest, ">丙。", "（二）" + "甲" * 16 + "。", ">丁。") == [
        item + "乙" * 18 + "丙。",
        "（二）" + "甲" * 16 + "。丁。",
    ]


def test_running_heads_and_page_numbers_are_left_out() -> None:
    pages = []
    for page in (1, 2, 3):
        pages += rows("政府公报 第3期", page=page, top=30)
        pages += rows(f">第{page}页的一段话。", ">次段。", page=page)
        pages += rows(f"— {page} —", page=page, top=780)
    source = paged("x", pages, 3)
    assert source.text.split("\n") == [text for page in (1, 2, 3) for text in (f"第{page}页的一段话。", "次段。")]
    assert source.pages == (0, 13, 26)
    assert [source.page(at) for at in (0, 12, 13, 30)] == [1, 1, 2, 3]


def test_a_page_without_text_keeps_the_count_of_pages() -> None:
    source = paged("x", rows(">一。", page=1) + rows(">二。", page=3), 4)
    assert [source.page(source.text.index(c)) for c in "一二"] == [1, 3]
    assert len(source.pages) == 4


def test_latin_words_are_parted_and_hyphens_undone() -> None:
    pages = [Row(1, 72, 300, 100, 112, "推动 technol-"), Row(1, 72, 300, 120, 132, "ogy transfer"),
             Row(1, 72, 100, 140, 152, "office建设")]  # fmt: skip
    assert paged("x", pages, 1).text == "推动 technology transfer office建设"


def test_radicals_of_fonts_become_characters_and_bullets_go() -> None:
    assert clean("• ⼀、⼯作职责\xad\ufffe") == "一、工作职责"


def ofd_page(objects: str) -> bytes:
    return package({
        "OFD.xml": "<OFD><DocBody><DocRoot>/Doc_0/Document.xml</DocRoot></DocBody></OFD>",
        "Doc_0/Document.xml": '<Document><Pages><Page BaseLoc="P/Content.xml"/></Pages></Document>',
        "Doc_0/P/Content.xml": f"<Page><Content><Layer>{objects}</Layer></Content></Page>",
    })  # fmt: skip


def test_an_ofd_line_may_be_in_many_pieces_in_any_order() -> None:
    piece = '<TextObject Boundary="{} 20 30 5" Size="5"><TextCode X="0" Y="4" DeltaX="g 2 5">{}</TextCode></TextObject>'
    source = read_bytes(ofd_page(piece.format(45, "科技局") + piece.format(30, "青泽市")), "draft.ofd")
    assert isinstance(source, PagedSource)
    assert source.text == "青泽市科技局"


def test_a_slanted_watermark_of_an_ofd_is_left_out() -> None:
    text = '<TextObject Boundary="30 20 90 5" Size="5"{}><TextCode X="0" Y="4">{}</TextCode></TextObject>'
    slanted = text.format(' CTM="0.7 0.7 -0.7 0.7 0 0"', "征求意见稿")
    assert read_bytes(ofd_page(text.format("", "负责科技工作。") + slanted), "draft.ofd").text == "负责科技工作。"


def test_an_ofd_without_text_says_so() -> None:
    with pytest.raises(InputError, match="no text"):
        read_bytes(ofd_page(""), "draft.ofd")
