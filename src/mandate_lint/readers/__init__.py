"""From files to Sources; one format a module, chosen by what is in the file, not by its name.

Only the module of the format at hand is imported: a text draft loads none of the others.
"""

from __future__ import annotations

import os
import stat
from typing import Literal

from mandate_lint.errors import InputError, Say
from mandate_lint.source import Source

MAX_BYTES = 50_000_000
MAX_CHARACTERS = 4_000_000  # a text of 10 MB
SUFFIXES = (".txt", ".md", ".docx", ".doc", ".wps", ".pdf", ".ofd", ".html", ".htm")
_WEB_SUFFIXES = (".html", ".htm", ".xhtml", ".shtml", ".mht")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
Revisions = Literal["final", "original"]


def read(path: str, revisions: Revisions = "final") -> Source:
    """Read the draft at `path`. Raises InputError where it cannot be read.

    `revisions` says which text of a Word draft with tracked changes is meant.
    """
    return read_bytes(load(path), path, revisions)


def load(path: str) -> bytes:
    """Return the bytes of a file. Raises InputError: absent, no right, no file, too large."""
    try:
        status = os.stat(path)
        if not stat.S_ISREG(status.st_mode) and not stat.S_ISDIR(status.st_mode):
            raise _special(path)
        if status.st_size > MAX_BYTES:
            raise _too_large(path, status.st_size)
        with open(path, "rb") as file:
            # A file may grow, or not tell its size (as in /proc): never read more than the bound.
            data = file.read(MAX_BYTES + 1)
    except (OSError, ValueError) as error:
        raise _unreadable(path, error) from None
    if len(data) > MAX_BYTES:
        raise _too_large(path, len(data))
    return data


def read_bytes(data: bytes, path: str, revisions: Revisions = "final") -> Source:
    """Return the Source of a draft's bytes; `path` names it in messages."""
    if len(data) > MAX_BYTES:
        raise _too_large(path, len(data))
    source = _read(data, path, revisions)
    if len(source.text) > MAX_CHARACTERS:
        raise _too_long(path, len(source.text))
    return source


def _read(data: bytes, path: str, revisions: Revisions) -> Source:
    if data.startswith(_ZIP):
        return _read_package(data, path, revisions)
    if b"%PDF-" in data[:1024]:
        from mandate_lint.readers.pdf import read_pdf

        return read_pdf(data, path)
    if suffix := _office_suffix(data):
        from mandate_lint.readers.office import read_office

        return read_office(data, path, suffix, revisions)
    if b"<" in data[:4000] and _is_webpage(data, path):
        from mandate_lint.readers.webpage import read_webpage

        return read_webpage(data, path)
    from mandate_lint.readers.text import decode

    return decode(data, path)


def _is_webpage(data: bytes, path: str) -> bool:
    from mandate_lint.readers.webpage import looks_like_html

    return looks_like_html(data, path.lower().endswith(_WEB_SUFFIXES))


def _office_suffix(data: bytes) -> str | None:
    """Return the suffix by which LibreOffice knows the format, for what only it can read."""
    if data.startswith(_OLE):
        return ".doc"
    if data.startswith(b"{\\rtf"):
        return ".rtf"
    head = data[:1000]
    return ".xml" if b"<?mso-application" in head and b"Word.Document" in head else None


def _read_package(data: bytes, path: str, revisions: Revisions) -> Source:
    from mandate_lint.readers.archive import Archive

    names = Archive(data, path).infos
    if "OFD.xml" in names:
        from mandate_lint.readers.ofd import read_ofd

        return read_ofd(data, path)
    if any(name.startswith(("xl/", "ppt/")) for name in names):
        raise _no_text_document(path)
    if "[Content_Types].xml" in names:
        from mandate_lint.readers.docx import read_docx

        return read_docx(data, path, revisions)
    if "mimetype" in names and "content.xml" in names:
        from mandate_lint.readers.office import read_office

        return read_office(data, path, ".odt", revisions)
    raise _no_text_document(path)


def _no_text_document(path: str) -> InputError:
    return InputError(
        Say("压缩包里没有 Word 或 OFD 文档", "the package holds neither a Word nor an OFD document"),
        Say("请给出草案文件本身", "name the draft itself"),
        path=path,
    )


def _special(path: str) -> InputError:
    return InputError(
        Say("不是普通文件（设备、管道或套接字）", "is no regular file (a device, pipe or socket)"),
        Say("请先存成文件；标准输入用 -", "save it as a file first; - stands for standard input"),
        path=path,
    )


def _too_large(path: str, size: int) -> InputError:
    limit = MAX_BYTES // 1_000_000
    return InputError(
        Say(
            f"文件有 {size // 1_000_000} MB，超过 {limit} MB",
            f"file of {size // 1_000_000} MB, over {limit} MB",
        ),
        Say("请只检查三定规定本身", "check the mandate alone"),
        path=path,
    )


def _too_long(path: str, length: int) -> InputError:
    limit = MAX_CHARACTERS // 10_000
    return InputError(
        Say(
            f"文本有 {length // 10_000} 万字，超过 {limit} 万字",
            f"{length} characters, over {MAX_CHARACTERS}",
        ),
        Say("请只检查三定规定本身", "check the mandate alone"),
        path=path,
    )


def _unreadable(path: str, error: OSError | ValueError) -> InputError:
    reasons: dict[type[Exception], Say] = {
        FileNotFoundError: Say("没有这个文件", "no such file"),
        PermissionError: Say("没有读取权限", "no permission to read"),
        IsADirectoryError: Say("是文件夹，不是文件", "is a folder, not a file"),
    }
    why = getattr(error, "strerror", None) or str(error)
    fallback = Say(f"读取失败（{why}）", f"cannot be read ({why})")
    return InputError(
        reasons.get(type(error), fallback),
        Say("请核对路径和权限", "check the path and your rights"),
        path=path,
    )
