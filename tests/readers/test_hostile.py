"""Hostile and broken files: one clear line each, bounded memory and time, nothing left behind."""

from __future__ import annotations

import io
import os
import subprocess
import sys
import threading
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from forms import W, automatic, ofd, package, paragraph, planted, webpage

from mandate_lint.errors import InputError
from mandate_lint.readers import MAX_BYTES, office, read, read_bytes
from mandate_lint.readers.office import OLE


def document(xml: str, method: int = zipfile.ZIP_DEFLATED, **parts: str) -> bytes:
    """Return a .docx with the given XML as its whole document part."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, text in {"[Content_Types].xml": "<Types/>", "word/document.xml": xml, **parts}.items():
            archive.writestr(name, text)
    return out.getvalue()


def body(xml: str) -> str:
    return f'<w:document xmlns:w="{W}"><w:body>{xml}</w:body></w:document>'


def zip_bomb() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        with archive.open("word/document.xml", "w") as file:
            for _ in range(30):
                file.write(bytes(1_000_000))
    return out.getvalue()


def encrypted_zip() -> bytes:
    data = bytearray(package({"[Content_Types].xml": "<Types/>", "word/document.xml": body("")}))
    at = data.find(b"PK\x01\x02")
    while at >= 0:
        data[at + 8] |= 1
        at = data.find(b"PK\x01\x02", at + 1)
    return bytes(data)


LOL = "".join(f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefgh", "bcdefghi", strict=True))
HOSTILE: dict[str, tuple[str, Callable[[], bytes]]] = {
    "a zip bomb": ("packed like a zip bomb", zip_bomb),
    "too many parts": ("files in the zip package", lambda: package({f"{i}.xml": "" for i in range(5_001)})),
    "path traversal": ("holds the path", lambda: package({"../../evil.txt": "x", "word/document.xml": "x"})),
    "an absolute path": ("holds the path", lambda: package({"/etc/evil": "x", "word/document.xml": "x"})),
    "an encrypted zip": ("encrypted", encrypted_zip),
    "an encrypted .docx": (
        "encrypted", lambda: OLE + bytes(600) + "EncryptedPackage".encode("utf-16-le") + bytes(400)),
    "an entity bomb": (
        "declares a DTD", lambda: document(f'<!DOCTYPE x [<!ENTITY a "ha">{LOL}]>' + body("<w:p>&i;</w:p>"))),
    "an external entity": (
        "declares a DTD",
        lambda: document('<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]>' + body("<w:p>&e;</w:p>"))),
    "an entity in numbering.xml": (
        "declares a DTD",
        lambda: _with_numbering('<!DOCTYPE x [<!ENTITY e "x">]><w/>')),
    "deep nesting": ("nested too deeply", lambda: document(body("<w:p>" * 500))),
    "a long tag": ("tag is too long", lambda: document(body(f'<w:p a="{"x" * 300_000}"/>'))),
    "too many paragraphs": (
        "too much markup", lambda: document(body("<w:p/>" * 450_000), zipfile.ZIP_STORED)),
    "too much text": ("characters, over", lambda: document(body(paragraph("职" * 4_000_001, cut=9_000_000)), zipfile.ZIP_STORED)),
    "XML that is none": ("not well-formed", lambda: document("<w:document><w:body>")),
    "a truncated .docx": ("truncated", lambda: automatic(planted())[:3_000]),
    "an empty zip": ("neither a Word nor an OFD", lambda: b"PK\x05\x06" + bytes(18)),
    "a truncated .ofd": ("truncated", lambda: ofd(planted())[:-200]),
    "an .ofd that names no page": ("missing", lambda: package({"OFD.xml": "<a><DocRoot>x.xml</DocRoot></a>"})),
    "OLE that is no Word document": ("no Word or WPS", lambda: OLE + bytes(5_000)),
    "nested tags of a page": ("nested too deeply", lambda: b"<html>" + b"<div>" * 20_000 + "负责".encode()),
    "formatting opened anew": (
        "nested too deeply",
        lambda: b"<html>" + b"".join(b"<b a%d>" % i for i in range(1_900)) + b"<p>x" * 20_000),
    "a huge page": ("too large", lambda: b"<html>" + "<p>负责工作。</p>".encode() * 400_000),
}  # fmt: skip


def _with_numbering(xml: str) -> bytes:
    relations = '<Relationships><Relationship Type="/numbering" Target="numbering.xml"/></Relationships>'
    parts = {"word/_rels/document.xml.rels": relations, "word/numbering.xml": xml}
    return document(body(""), zipfile.ZIP_DEFLATED, **parts)


@pytest.mark.parametrize("case", HOSTILE)
def test_a_hostile_file_is_refused_in_one_line(case: str) -> None:
    wanted, make = HOSTILE[case]
    with pytest.raises(InputError) as caught:
        read_bytes(make(), "draft.docx")
    for lang in ("zh", "en"):
        assert caught.value.text(lang).startswith("draft.docx: ") and "\n" not in caught.value.text(lang)
    assert wanted in caught.value.text("en")


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("draft.pdf", automatic(planted()[:3])),
        ("draft.txt", webpage(planted()[:3], "gb2312")),
        ("draft.doc", webpage(planted()[:3])),
        ("draft.docx", "\n".join(planted()[:3]).encode()),
        ("draft", "\n".join(planted()[:3]).encode("gb18030")),
    ],
)
def test_the_content_tells_the_format_not_the_name(name: str, data: bytes) -> None:
    assert read_bytes(data, name).text.split("\n") == planted()[:3]


def test_macros_and_unknown_parts_are_ignored() -> None:
    with zipfile.ZipFile(io.BytesIO(automatic(planted()[:3]))) as plain:
        parts = {name: plain.read(name) for name in plain.namelist()}
    source = read_bytes(package({**parts, "word/vbaProject.bin": os.urandom(1_000)}), "draft.docm")
    assert source.text.split("\n") == planted()[:3]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes with names here")
def test_a_pipe_is_refused_at_once(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "draft.txt")
    done = threading.Event()

    def attempt() -> None:
        with pytest.raises(InputError, match="no regular file"):
            read(str(tmp_path / "draft.txt"))
        done.set()

    threading.Thread(target=attempt, daemon=True).start()
    assert done.wait(5)


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="no devices here")
@pytest.mark.parametrize("path", ["/dev/zero", "/dev/null"])
def test_a_device_is_refused(path: str) -> None:
    with pytest.raises(InputError, match="no regular file"):
        read(path)


def test_a_file_over_the_bound_is_refused_unread(tmp_path: Path) -> None:
    with (tmp_path / "draft.txt").open("wb") as file:
        file.truncate(MAX_BYTES + 1)
    with pytest.raises(InputError, match="over 50 MB"):
        read(str(tmp_path / "draft.txt"))


def test_old_word_files_need_libreoffice_and_say_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office, "program", lambda: None)
    with pytest.raises(InputError) as caught:
        read_bytes(OLE + bytes(600) + "WordDocument".encode("utf-16-le") + bytes(400), "draft.wps")
    assert caught.value.text() == "draft.wps: 读取 .doc 需要 LibreOffice，本机没有；请安装 LibreOffice，或另存为 .docx"


def test_libreoffice_is_ended_past_its_time(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    slow = tmp_path / "soffice"
    slow.write_text("#!/bin/sh\nsleep 60\n")
    slow.chmod(0o755)
    monkeypatch.setattr(office, "program", lambda: str(slow))
    monkeypatch.setattr(office, "TIME_LIMIT", 0.3)
    with pytest.raises(InputError, match="did not finish"):
        read_bytes(b"{\\rtf1 x}", "draft.rtf")


MEASURE = """
import resource, sys
from mandate_lint.errors import InputError
from mandate_lint.readers import read
try: read(sys.argv[1])
except InputError: pass
print(max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)) // 1024)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="memory is measured on Linux")
@pytest.mark.parametrize("case", ["runs", "elements", "text", "entities", "page"])
def test_memory_stays_under_500_mb(case: str, tmp_path: Path) -> None:
    made = {
        "runs": lambda: document(body("<w:p>" + "<w:r><w:t>a</w:t></w:r>" * 800_000 + "</w:p>"), 0),
        "elements": lambda: document(body("<w:b/>" * 2_000_000), 0),
        "text": lambda: document(body(f"<w:p><w:r><w:t>{'职' * 15_000_000}</w:t></w:r></w:p>"), 0),
        "entities": lambda: document(body(f"<w:p><w:r><w:t>{'&lt;' * 9_000_000}</w:t></w:r></w:p>"), 0),
        "page": lambda: b"<html><body>" + b"<p>a</p>" * 900_000,
    }
    path = tmp_path / "draft"
    path.write_bytes(made[case]())
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    done = subprocess.run(
        [sys.executable, "-c", MEASURE, str(path)],
        capture_output=True,
        text=True,
        timeout=60,
        env=environment,
        check=True,
    )
    assert int(done.stdout) < 500, done.stderr


def test_nothing_is_written_outside_the_output(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    for case in ("path traversal", "a zip bomb"):
        with pytest.raises(InputError):
            read_bytes(HOSTILE[case][1](), "draft.docx")
    assert list(tmp_path.iterdir()) == []
