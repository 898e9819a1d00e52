"""Word comments and tracked changes."""

from __future__ import annotations

import io
import re
import zipfile
from random import Random
from xml.etree import ElementTree

import pytest
from checked import at, checked, finding, of, report, tags
from forms import W, automatic, converted, docx, package, paragraph, planted, runs

from mandate_lint import api
from mandate_lint.errors import InputError
from mandate_lint.fix import repairs
from mandate_lint.fix_docx import apply
from mandate_lint.readers import office, read_bytes
from mandate_lint.readers.docx import DocxSource
from mandate_lint.reports.as_word import render
from mandate_lint.source import Span

needs_office = pytest.mark.skipif(office.program() is None, reason="LibreOffice is not installed")


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def marked(data: bytes) -> list[str]:
    """Return what stands between the two ends of each comment."""
    xml = parts(data)["word/document.xml"].decode()
    found = []
    for number in re.findall(r'commentRangeStart w:id="(\d+)"', xml):
        inside = xml.split(f'<w:commentRangeStart w:id="{number}"/>')[1].split(f'<w:commentRangeEnd w:id="{number}"/>')[
            0
        ]
        found.append("".join(re.findall(r"<w:t[ >][^<]*?>?([^<>]*)</w:t>", inside)))
    return found


def text_of(data: bytes, revisions: str = "final") -> str:
    return read_bytes(data, "reviewed.docx", revisions).text  # type: ignore[arg-type]


@pytest.mark.parametrize("cut", [1, 2, 3, 5, 1_000])
def test_exactly_the_wrong_characters_are_marked(cut: int) -> None:
    texts = ["平合", "建设", "解化器", "负贵", "监督与诚信科", "范 。"]
    file = checked(automatic(planted(), cut), [(text, None) for text in texts])
    made = render(report(file))
    assert marked(made) == [finding.text for finding in file.findings]
    assert text_of(made) == file.source.text
    ElementTree.fromstring(parts(made)["word/document.xml"])


def test_a_comment_says_rule_message_repair_and_evidence() -> None:
    made = render(report(checked(docx(paragraph("科技管理平合")), [("平合", "平台")])))
    comment = tags(parts(made)["word/comments.xml"], "comment")[0]
    assert 'w:author="mandate-lint"' in comment
    assert re.findall(r"<w:t [^>]*>([^<]*)</w:t>", comment) == [
        "【错误】题 typo（typo）",
        "“平合”有误 &lt;b&gt;&amp;",
        "建议改为：平台",
        "依据：meizhou（三）：拟订规划",
        "出处：出处甲",
    ]


def test_all_other_parts_and_all_other_bytes_stay_as_they_were() -> None:
    data = automatic(planted(), 3)
    before, after = parts(data), parts(render(report(checked(data, [("平合", "平台"), ("负贵", "负责")]))))
    changed = {name for name in after if after[name] != before.get(name)}
    assert changed == {
        "word/document.xml", "word/comments.xml", "word/_rels/document.xml.rels", "[Content_Types].xml",
    }  # fmt: skip
    bare = re.sub(rb"<w:comment(Range\w+|Reference) [^>]*/>", b"", after["word/document.xml"]).replace(
        b"<w:r></w:r>", b""
    )
    looks = rb'<w:rPr><w:rFonts w:hint="eastAsia"/><w:b/></w:rPr>'
    split = rb'</w:t></w:r><w:r>(?:%s)?<w:t xml:space="preserve">' % looks
    assert re.sub(split, b"", bare) == re.sub(split, b"", before["word/document.xml"])


def test_the_look_of_a_cut_run_is_kept_on_both_sides() -> None:
    look = '<w:rPr><w:b/><w:color w:val="FF0000"/></w:rPr>'
    data = docx(f'<w:p><w:r w:rsidR="1">{look}<w:t>科技管理平合建设</w:t></w:r></w:p>')
    xml = parts(render(report(checked(data, [("平合", None)]))))["word/document.xml"].decode()
    assert xml.count(look) == 3
    assert re.findall(r"<w:t [^>]*>([^<]*)<", xml) == ["科技管理", "平合", "建设"]


def test_overlapping_and_touching_findings_are_marked_each() -> None:
    source = read_bytes(docx(paragraph("甲乙丙丁戊", cut=2)), "draft.docx")
    texts = ["甲乙", "乙丙丁", "丙", "丁戊"]
    made = render(report(of(source, [at(source, text) for text in texts])))
    assert sorted(marked(made)) == sorted(texts)
    assert text_of(made) == "甲乙丙丁戊"


def test_a_finding_about_something_absent_stands_at_its_place() -> None:
    made = render(report(checked(docx(paragraph("一。") + "<w:p/>" + paragraph("三")), [("三^", None)])))
    xml = parts(made)["word/document.xml"].decode()
    assert xml.index("三") < xml.index("commentRangeStart") < xml.index("commentRangeEnd")


def test_an_empty_paragraph_can_bear_a_comment() -> None:
    source = read_bytes(docx(paragraph("一。") + "<w:p/>" + paragraph("三")), "draft.docx")
    file = of(source, [at(source, "一。\n^")])
    made = render(report(file))
    assert "<w:p><w:commentRangeStart" in parts(made)["word/document.xml"].decode()
    assert text_of(made) == "一。\n\n三"


def test_an_automatic_number_is_marked_at_the_paragraph() -> None:
    made = render(report(checked(automatic(["第一条 甲", "第二条 乙"]), [("第二条", None)])))
    xml = parts(made)["word/document.xml"].decode()
    assert re.search(r"</w:pPr><w:commentRangeStart [^>]*/><w:commentRangeEnd[^>]*/>", xml)


def test_findings_in_boxes_and_notes_are_marked_where_word_allows_it() -> None:
    box = f"<w:txbxContent>{paragraph('框内平合')}</w:txbxContent>"
    note = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    body = f"<w:p>{runs('前', 3)}<w:r><w:pict>{box}</w:pict></w:r>{note}</w:p>"
    data = docx(body, footnotes=f'<w:footnote w:id="2">{paragraph("注中负贵")}</w:footnote>')
    made = parts(render(report(checked(data, [("平合", None), ("负贵", None)]))))
    assert b"comment" not in made["word/footnotes.xml"]
    xml = made["word/document.xml"].decode()
    assert "<w:txbxContent><w:p><w:r>" in xml
    assert re.search(r'<w:commentRangeStart w:id="\d+"/><w:r><w:pict>', xml)
    assert re.search(r'<w:commentRangeStart w:id="\d+"/><w:r><w:footnoteReference', xml)


def test_comments_that_are_there_stay() -> None:
    own = '<w:comment w:id="7" w:author="张三">' + paragraph("旧") + "</w:comment>"
    mark = '<w:commentRangeStart w:id="7"/>' + runs("平合", 3) + '<w:commentRangeEnd w:id="7"/>'
    data = docx(f"<w:p>{mark}</w:p>", comments=own)
    made = parts(render(report(checked(data, [("平合", None)]))))
    assert re.findall(r'<w:comment w:id="(\d+)"', made["word/comments.xml"].decode()) == ["7", "8"]
    assert made["word/_rels/document.xml.rels"].count(b"<Relationship ") == 1


def test_safe_repairs_are_tracked_changes() -> None:
    wanted = [("平合", "平台"), ("项 目", "项目"), ("施^", "。"), ("不动", None)]
    data = docx(paragraph("科技管理平合，项 目不动，监督实施", cut=2))
    file = checked(data, wanted)
    made = render(report(file), track=True)
    assert text_of(made) == "科技管理平台，项目不动，监督实施。"
    assert text_of(made, "original") == file.source.text
    xml = parts(made)["word/document.xml"]
    assert [re.sub("<[^>]+>", "", one) for one in tags(xml, "del")] == ["合", " "]
    assert all('w:author="mandate-lint"' in one for one in [*tags(xml, "ins"), *tags(xml, "del")])
    numbers = re.findall(rb'<w:(?:ins|del|commentReference) w:id="(\d+)"', xml)
    assert len(numbers) == len(set(numbers)) == 4 + 2 + 2
    ElementTree.fromstring(xml)


def test_a_repair_across_runs_keeps_their_looks() -> None:
    file = checked(docx(paragraph("甲乙丙丁戊己", cut=2)), [("乙丙丁戊", "子丑")])
    made = render(report(file), track=True)
    assert text_of(made) == "甲子丑己"
    assert text_of(made, "original") == "甲乙丙丁戊己"


def test_prefixes_other_than_w_are_kept() -> None:
    xml = f'<x:document xmlns:x="{W}"><x:body><x:p><x:r><x:t>平合建设</x:t></x:r></x:p></x:body></x:document>'
    types = '<t:Types xmlns:t="http://schemas.openxmlformats.org/package/2006/content-types"/>'
    data = package({"[Content_Types].xml": types, "word/document.xml": xml})
    made = render(report(checked(data, [("平合", "平台")])), track=True)
    assert text_of(made) == "平台建设"
    assert b"w:" not in parts(made)["word/document.xml"].replace(b"xmlns:x", b"")
    assert b"<t:Override" in parts(made)["[Content_Types].xml"]
    ElementTree.fromstring(parts(made)["[Content_Types].xml"])


def test_a_draft_in_another_form_becomes_a_word_document() -> None:
    file = checked("主要职责\n（一）负贵 & <管理>。\n", [("负贵", "负责")], "draft.txt")
    made = render(report(file))
    assert marked(made) == ["负贵"]
    assert text_of(made).startswith("主要职责\n（一）负贵 & <管理>。")


def test_more_than_one_draft_is_refused() -> None:
    file = checked("甲", [], "draft.txt")
    with pytest.raises(InputError, match="one draft at a time"):
        render(report(file, file))


def test_the_time_of_review_can_be_fixed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "0")
    file = checked(docx(paragraph("平合")), [("平合", None)])
    assert b'w:date="1970-01-01T00:00:00Z"' in parts(render(report(file)))["word/comments.xml"]
    assert render(report(file)) == render(report(file))


@pytest.mark.parametrize("seed", range(60))
def test_whatever_is_marked_or_repaired_the_text_stays_or_changes_as_told(seed: int) -> None:
    chance = Random(seed)
    source = read_bytes(automatic(planted()[:9], cut=chance.randint(1, 9)), "draft.docx")
    spans = []
    for _ in range(chance.randint(1, 9)):
        start = chance.randrange(len(source.text))
        end = min(start + chance.choice((0, 0, 1, 2, 3, 9, 200)), len(source.text))
        spans.append((Span(start, end), chance.choice((None, "", "甲", "<乙>&", " 丙 "))))
    file = of(source, [finding(source, span, new) for span, new in sorted(spans, key=lambda each: each[0])])
    assert text_of(render(report(file))) == source.text
    made = render(report(file), track=True)
    ElementTree.fromstring(parts(made)["word/document.xml"])
    assert text_of(made, "original") == source.text
    assert isinstance(source, DocxSource)
    assert text_of(made) == apply(source, repairs(source, file.findings)).text


@needs_office
@pytest.mark.parametrize("track", [False, True])
def test_libreoffice_reads_comments_and_changes_back(track: bool) -> None:
    file = api.check_source(read_bytes(automatic(planted(), 2), "draft.docx"))
    assert isinstance(file.source, DocxSource)
    made = render(report(file), track=track)
    flat = converted(made, "fodt:OpenDocument Text Flat XML").decode()
    starts = re.findall(r'<office:annotation [^>]*?office:name="([^"]+)".*?</office:annotation>', flat, re.DOTALL)
    assert len(starts) == len(file.findings)
    if not track:
        shown = [_between(flat, name) for name in starts]
        wanted = ["" if f.text.startswith("（七）") else f.text for f in file.findings]
        assert sorted(shown) == sorted(wanted)
    else:
        safe = sum(f.is_fixable for f in file.findings)
        assert flat.count("<text:insertion>") >= safe - 2
        accepted = read_bytes(converted(made, "docx:MS Word 2007 XML"), "x.docx", "original")
        assert accepted.text == file.source.text


def _between(flat: str, name: str) -> str:
    """Return the text from an annotation to its end, both in LibreOffice's flat XML."""
    _, inside, *rest = flat.split(f'office:name="{name}"')
    if not rest:
        return ""
    inside = re.sub(
        r"<office:annotation[ >].*?</office:annotation>",
        "",
        inside.split("</office:annotation>", 1)[1],
        flags=re.DOTALL,
    )
    return re.sub(r"<[^>]+>|<[^>]*$", "", inside.replace("<text:s/>", " "))
