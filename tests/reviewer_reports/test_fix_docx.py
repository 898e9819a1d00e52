"""Repairs of a Word draft."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

import pytest
from checked import at, finding
from forms import automatic, docx, paragraph, planted

from mandate_lint import api
from mandate_lint.errors import InputError
from mandate_lint.finding import Finding
from mandate_lint.fix_docx import settle, write
from mandate_lint.readers import read_bytes
from mandate_lint.readers.docx import DocxSource
from mandate_lint.source import Span


def read(data: bytes) -> DocxSource:
    source = read_bytes(data, "draft.docx")
    assert isinstance(source, DocxSource)
    return source


def once(source: DocxSource, *wanted: tuple[str, str]) -> DocxSource:
    """Return the draft after the wanted repairs, made once."""

    def check(now: DocxSource) -> list[Finding]:
        return [at(now, old, new) for old, new in wanted] if now.text == source.text else []

    return settle(source, source.package, check).after


def document(source: DocxSource) -> str:
    with zipfile.ZipFile(io.BytesIO(source.package)) as archive:
        return archive.read("word/document.xml").decode()


@pytest.mark.parametrize("cut", [1, 2, 3, 7, 100])
def test_only_the_characters_concerned_change(cut: int) -> None:
    source = read(docx(paragraph("科技管理平合，项 目工作，监督实施", cut=cut)))
    fixed = once(source, ("平合", "平台"), ("项 目", "项目"), ("施^", "。"))
    assert fixed.text == "科技管理平台，项目工作，监督实施。"
    bare = re.compile(r"(?<=>)[^<>]*(?=</w:t>)")
    assert bare.sub("", document(fixed)) == bare.sub("", document(source))


def test_a_second_run_changes_nothing() -> None:
    source = read(automatic(planted(), 2))
    fixed = settle(source, source.package, lambda now: api.check_source(now).findings)
    assert fixed.is_changed
    assert "平台" in fixed.after.text
    again = settle(fixed.after, fixed.after.package, lambda now: api.check_source(now).findings)
    assert not again.is_changed
    assert again.after.package == fixed.after.package


def test_the_repaired_word_draft_has_the_text_of_the_repaired_text_draft() -> None:
    from mandate_lint import fix

    text = ("\n".join(planted()) + "\n").encode()
    plain = fix.settle(read_bytes(text, "draft.txt"), text, lambda now: api.check_source(now).findings)
    draft = read(automatic(planted(), 3))
    word = settle(draft, draft.package, lambda now: api.check_source(now).findings)
    assert word.after.text == plain.after.text.rstrip("\n")


def test_an_automatic_number_is_left_out_and_told() -> None:
    source = read(automatic(["第一条 甲", "第二条 乙"]))

    def check(now: DocxSource) -> list[Finding]:
        return [finding(now, Span(0, 3), "第九条")]

    fixed = settle(source, source.package, check)
    assert not fixed.is_changed
    assert [repair.text for repair in fixed.left_out] == ["九"]


def test_escapes_and_blanks_at_the_edges_survive() -> None:
    body = "<w:p><w:r><w:t>甲&amp;乙合</w:t></w:r><w:r><w:t>丙 x</w:t></w:r></w:p>"
    fixed = once(read(docx(body)), ("合", "<台>"), ("x", ""))
    assert fixed.text == "甲&乙<台>丙 "
    assert '<w:t xml:space="preserve">丙 </w:t>' in document(fixed)


def test_a_tab_in_a_stretch_goes_with_it() -> None:
    body = "<w:p><w:r><w:t>项</w:t><w:tab/><w:t>目工作</w:t></w:r></w:p>"
    assert once(read(docx(body)), ("项\t目", "项目")).text == "项目工作"


def test_a_repaired_draft_is_written_in_place_and_only_where_it_is_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "draft.docx"
    path.write_bytes(docx(paragraph("平合")))
    source = read_bytes(path.read_bytes(), str(path))
    assert isinstance(source, DocxSource)
    fixed = settle(source, source.package, lambda now: [at(now, "平合", "平台")] if "平合" in now.text else [])
    write(fixed)
    assert read_bytes(path.read_bytes(), str(path)).text == "平台"
    with pytest.raises(InputError, match="changed meanwhile"):
        write(fixed)


def test_a_file_that_was_converted_is_not_written_back() -> None:
    source = read(docx(paragraph("平合")))
    fixed = settle(source, b"the .doc itself", lambda now: [at(now, "平合", "平台")])
    assert not fixed.is_changed
    assert [note.en for note in fixed.notes()] == [
        "draft.docx: --fix cannot write this format, 1 left as they are; save it as .docx"
    ]


def test_deleted_text_read_as_original_is_never_changed() -> None:
    gone = '<w:del w:id="1"><w:r><w:delText>合</w:delText></w:r></w:del>'
    body = f"<w:p><w:r><w:t>平</w:t></w:r>{gone}<w:r><w:t>建设</w:t></w:r></w:p>"
    source = read_bytes(docx(body), "draft.docx", "original")
    assert isinstance(source, DocxSource)
    assert source.text == "平合建设"
    fixed = settle(source, source.package, lambda now: [at(now, "平合", "平台")])
    assert not fixed.is_changed
