"""PDF drafts, read by a process of its own."""

from __future__ import annotations

import importlib.util
import shutil
import subprocess
from pathlib import Path

import pytest
from forms import converted, docx, paragraph, planted, runs

from mandate_lint.errors import InputError
from mandate_lint.readers import office, pdf, read_bytes
from mandate_lint.readers.layout import PagedSource

pytestmark = pytest.mark.skipif(importlib.util.find_spec("pypdfium2") is None, reason="pypdfium2 is not installed")
needs_office = pytest.mark.skipif(office.program() is None, reason="LibreOffice is not installed")


def page(content: bytes, extra: bytes = b"", filters: bytes = b"") -> bytes:
    """Return a PDF of one page with the given content stream."""
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>",
        b"<</Length %d%s>>stream\n%s\nendstream" % (len(content), filters, content),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    out, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    trailer = b"trailer<</Size 6/Root 1 0 R%s>>" % extra
    return out + b"xref\n0 6\n0000000000 65535 f \n%s%s\nstartxref\n%d\n%%%%EOF" % (table, trailer, len(out))


def test_latin_text_is_read() -> None:
    source = read_bytes(page(b"BT /F 12 Tf 72 700 Td (Duties of the bureau) Tj ET"), "draft.pdf")
    assert isinstance(source, PagedSource)
    assert source.text == "Duties of the bureau"


def test_slanted_text_is_a_watermark() -> None:
    content = b"BT /F 12 Tf 72 700 Td (Duties of the bureau) Tj ET BT /F 40 Tf .7 .7 -.7 .7 200 300 Tm (DRAFT) Tj ET"
    assert read_bytes(page(content), "draft.pdf").text == "Duties of the bureau"


def test_a_scanned_pdf_says_so_and_names_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    find = importlib.util.find_spec
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None if name == "rapidocr" else find(name))
    with pytest.raises(InputError) as caught:
        read_bytes(page(b"0 0 100 100 re f"), "draft.pdf")
    assert caught.value.text() == (
        'draft.pdf: 这个 PDF 是扫描件，没有文字；请改用原文件，或安装文字识别：pip install "mandate-lint[ocr]"'
    )


def test_without_the_extra_the_command_that_installs_it_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    with pytest.raises(InputError, match="takes the extra") as caught:
        read_bytes(page(b""), "draft.pdf")
    assert caught.value.hint.en == 'run: pip install "mandate-lint[pdf]"'


def test_a_slow_pdf_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    def sleep(*args: object, **more: object) -> None:
        raise subprocess.TimeoutExpired("x", 1)

    monkeypatch.setattr(subprocess, "run", sleep)
    with pytest.raises(InputError, match="not read within"):
        pdf.read_pdf(page(b""), "draft.pdf")


OFFICIAL = (
    '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/>'
    '<w:pgMar w:top="2098" w:right="1474" w:bottom="1984" w:left="1587"/></w:sectPr>'
)


def official(lines: list[str]) -> bytes:
    """Return a .docx set as official documents are: 16 points, 28 to a line, indented by two characters."""
    look = '<w:rPr><w:rFonts w:eastAsia="Noto Serif CJK SC"/><w:sz w:val="32"/></w:rPr>'
    indent = (
        '<w:pPr><w:spacing w:line="560" w:lineRule="exact"/><w:ind w:firstLineChars="200" w:firstLine="640"/></w:pPr>'
    )
    body = "".join(f"<w:p>{indent}{runs(line, 400).replace('<w:r>', '<w:r>' + look, 1)}</w:p>" for line in lines)
    return docx(body + OFFICIAL)


@needs_office
def test_an_official_layout_gives_its_paragraphs() -> None:
    lines = [line for line in planted()[1:] if "（十三）" not in line]  # LibreOffice drops a mark of it at a page end
    source = read_bytes(converted(official(lines), "pdf:writer_pdf_Export"), "draft.pdf")
    assert source.text.split("\n") == lines
    assert len(source.pages) > 1


@needs_office
def test_an_encrypted_pdf_says_so() -> None:
    locked = '{"EncryptFile":{"type":"boolean","value":"true"},"DocumentOpenPassword":{"type":"string","value":"x"}}'
    data = converted(docx(paragraph("负责")), f"pdf:writer_pdf_Export:{locked}")
    with pytest.raises(InputError, match="password"):
        read_bytes(data, "draft.pdf")


@pytest.mark.skipif(importlib.util.find_spec("rapidocr") is None, reason="the extra [ocr] is not installed")
@needs_office
@pytest.mark.skipif(shutil.which("pdftoppm") is None, reason="poppler is not installed")
def test_a_scan_is_read_by_ocr_and_says_so(tmp_path: Path) -> None:
    from PIL import Image

    lines = planted()[4:8]
    (tmp_path / "a.pdf").write_bytes(converted(official(lines), "pdf:writer_pdf_Export"))
    subprocess.run(["pdftoppm", "-r", "150", "-png", str(tmp_path / "a.pdf"), str(tmp_path / "p")], check=True)
    Image.open(tmp_path / "p-1.png").convert("L").save(tmp_path / "scan.pdf", resolution=150)
    source = read_bytes((tmp_path / "scan.pdf").read_bytes(), "scan.pdf")
    assert isinstance(source, PagedSource)
    assert source.is_ocr
    assert "OCR" in source.remarks[0].en
    assert "统一的市级科技管理平合和科研项目资金协调" in source.text
