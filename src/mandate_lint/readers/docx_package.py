"""The parts of a Word package around its text: comments, relations, content types. And plain new packages."""

from __future__ import annotations

import re
from collections.abc import Callable

from mandate_lint.readers.archive import Archive
from mandate_lint.readers.docx import DocxSource, read_docx, related_parts, relations_name
from mandate_lint.readers.docx_edit import escaped, package
from mandate_lint.readers.markup import as_utf8
from mandate_lint.source import Source

_W = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
_OFFICE = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_STRICT_OFFICE = b"http://purl.oclc.org/ooxml/officeDocument/relationships"
_PACKAGE = b"http://schemas.openxmlformats.org/package/2006"
_KIND = b"application/vnd.openxmlformats-officedocument.wordprocessingml."
_XML = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\r\n'
_ID = re.compile(rb"""[\s:]id\s*=\s*["'](\d{1,9})["']""")
_TYPES = "[Content_Types].xml"


def highest_id(source: DocxSource) -> int:
    """Return the highest id of any comment, change or bookmark."""
    archive = Archive(source.package, source.path)
    comments = archive.read_if_there(related_parts(archive, source.main_part).get("comments")) or b""
    return max(
        (int(number) for data in (*source.parts.values(), comments) for number in _ID.findall(data)),
        default=0,
    )


def with_comments(source: DocxSource, comments: bytes) -> dict[str, bytes]:
    """Return the parts that change when `comments`, written with the prefix w:, are added."""
    archive = Archive(source.package, source.path)
    main = source.main_part
    existing = related_parts(archive, main).get("comments")
    if existing is not None and existing in archive:
        old = as_utf8(archive.read(existing))
        return {existing: _before_end(old, b"comments", lambda _: _declared(comments, old))}
    is_strict = _STRICT in source.parts[main][:8000]
    name = _free_name(archive, main.rpartition("/")[0])
    part = b'%s<w:comments xmlns:w="%s">%s</w:comments>' % (_XML, _STRICT if is_strict else _W, comments)
    office = _STRICT_OFFICE if is_strict else _OFFICE
    target = name.rpartition("/")[2].encode()
    relations = archive.read_if_there(relations_name(main))
    relations = as_utf8(relations) if relations else b'%s<Relationships xmlns="%s/relationships"/>' % (_XML, _PACKAGE)
    return {
        name: part,
        relations_name(main): _before_end(relations, b"Relationships", lambda p: (
            b'<%sRelationship Id="rIdMandateLint" Type="%s/comments" Target="%s"/>' % (p, office, target))),
        _TYPES: _before_end(as_utf8(archive.read(_TYPES)), b"Types", lambda p: (
            b'<%sOverride PartName="/%s" ContentType="%scomments+xml"/>' % (p, name.encode(), _KIND))),
    }  # fmt: skip


def _free_name(archive: Archive, folder: str) -> str:
    names = (f"{folder}/comments{number}.xml".lstrip("/") for number in ("", *range(2, 100)))
    return next(name for name in names if name not in archive)


def _declared(comments: bytes, part: bytes) -> bytes:
    """Return comments that bring their own prefix where the part they go into has another."""
    if re.search(rb"<w:comments[\s>/]", part):
        return comments
    namespace = _STRICT if _STRICT in part[:8000] else _W
    return comments.replace(b"<w:comment ", b'<w:comment xmlns:w="%s" ' % namespace)


def _before_end(data: bytes, name: bytes, text: Callable[[bytes], bytes]) -> bytes:
    """Put text before the end tag of the root element; `text` is told the element's prefix."""
    closing = list(re.finditer(rb"</([\w.-]+:)?%s\s*>" % name, data))
    if closing:
        at = closing[-1].start()
        return data[:at] + text(closing[-1][1] or b"") + data[at:]
    empty = re.search(rb"<([\w.-]+:)?%s\b[^>]*?(/)>" % name, data)
    if not empty:
        return data
    prefix = empty[1] or b""
    end = b">%s</%s%s>" % (text(prefix), prefix, name)
    return data[: empty.start(2)] + end + data[empty.end() :]


def plain_docx(source: Source) -> DocxSource:
    """Return a draft of another form as a plain Word document, its lines as paragraphs."""
    lines = "".join(
        f'<w:p><w:r><w:t xml:space="preserve">{escaped(line.rstrip(chr(13))).decode()}</w:t></w:r></w:p>'
        for line in source.text.split("\n")
    )
    return read_docx(new_docx(lines.encode()), source.path)


def new_docx(body: bytes, styles: bytes = b"") -> bytes:
    """Return a Word document with the given XML as its body."""
    types = (
        b'%s<Types xmlns="%s/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-'
        b'package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override '
        b'PartName="/word/document.xml" ContentType="%sdocument.main+xml"/>' % (_XML, _PACKAGE, _KIND)
    )
    if styles:
        types += b'<Override PartName="/word/styles.xml" ContentType="%sstyles+xml"/>' % _KIND
    relations = b'%s<Relationships xmlns="%s/relationships">%s</Relationships>'
    relation = b'<Relationship Id="rId1" Type="%s/%s" Target="%s"/>'
    parts = {
        _TYPES: types + b"</Types>",
        "_rels/.rels": relations % (_XML, _PACKAGE, relation % (_OFFICE, b"officeDocument", b"word/document.xml")),
        "word/_rels/document.xml.rels": relations
        % (_XML, _PACKAGE, relation % (_OFFICE, b"styles", b"styles.xml") if styles else b""),
        "word/document.xml": b'%s<w:document xmlns:w="%s"><w:body>%s</w:body></w:document>' % (_XML, _W, body),
    }
    if styles:
        parts["word/styles.xml"] = b'%s<w:styles xmlns:w="%s">%s</w:styles>' % (_XML, _W, styles)
    return package(parts)
