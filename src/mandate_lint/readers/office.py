"""Old Word and WPS drafts (.doc, .wps), .rtf and .odt: made into .docx by LibreOffice where it is installed.

By way of .docx, not of text: LibreOffice's text export keeps deleted tracked text.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path

from mandate_lint.errors import InputError, Say
from mandate_lint.readers.docx import DocxSource, read_docx
from mandate_lint.readers.wordml import Revisions

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # how old Word files begin
TIME_LIMIT = 120  # seconds for one draft
_PROGRAMS = ("soffice", "libreoffice", "/Applications/LibreOffice.app/Contents/MacOS/soffice")
# Macros stay off, and no link to another file is followed.
_SETTINGS = (
    ("/org.openoffice.Office.Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("/org.openoffice.Office.Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("/org.openoffice.Office.Writer/Content/Update", "Link", "2"),
)


def read_office(data: bytes, path: str, suffix: str, revisions: Revisions = "final") -> DocxSource:
    """Return the text of a draft that LibreOffice can open; `suffix` names its real format."""
    if data.startswith(OLE):
        _check_ole(data, path)
    return read_docx(converted(data, path, suffix), path, revisions)


def program() -> str | None:
    """Return where LibreOffice is, or None."""
    return next((found for name in _PROGRAMS if (found := shutil.which(name))), None)


def converted(data: bytes, path: str, suffix: str, target: str = "docx:MS Word 2007 XML") -> bytes:
    """Return the draft in another format. Raises InputError: no LibreOffice, too slow, refused."""
    office = program()
    if office is None:
        raise InputError(
            Say(
                f"读取 {suffix} 需要 LibreOffice，本机没有",
                f"reading {suffix} takes LibreOffice, which is not here",
            ),
            Say("请安装 LibreOffice，或另存为 .docx", "install LibreOffice or save the draft as .docx"),
            path=path,
        )
    with tempfile.TemporaryDirectory(prefix="mandate-lint-", ignore_cleanup_errors=True) as folder:
        draft = Path(folder, f"draft{suffix}")
        draft.write_bytes(data)
        _profile(Path(folder, "profile"))
        _convert(office, folder, draft, target, path)
        made = Path(folder, "out", "draft." + target.partition(":")[0])
        if not made.is_file():
            raise InputError(
                Say("LibreOffice 打不开这个文件", "LibreOffice cannot open it"),
                Say("可能已损坏或有密码，请另存为 .docx", "it may be damaged or locked; save it as .docx"),
                path=path,
            )
        return made.read_bytes()


def _profile(folder: Path) -> None:
    items = "".join(
        f'<item oor:path="{path}"><prop oor:name="{name}" oor:op="fuse"><value>{value}</value></prop></item>'
        for path, name, value in _SETTINGS
    )
    (folder / "user").mkdir(parents=True)
    (folder / "user" / "registrymodifications.xcu").write_text(
        '<?xml version="1.0" encoding="UTF-8"?>'
        f'<oor:items xmlns:oor="http://openoffice.org/2001/registry">{items}</oor:items>',
        encoding="utf-8",
    )


def _convert(office: str, folder: str, draft: Path, target: str, path: str) -> None:
    """Run LibreOffice with a profile of its own; past the time limit end it with its children."""
    command = [
        office, f"-env:UserInstallation={Path(folder, 'profile').as_uri()}", "--headless", "--norestore",
        "--nolockcheck", "--convert-to", target, "--outdir", str(Path(folder, "out")), str(draft),
    ]  # fmt: skip
    started = subprocess.Popen(
        command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        env=os.environ | {"HOME": folder}, start_new_session=True,
    )  # fmt: skip
    try:
        started.wait(TIME_LIMIT)
    except subprocess.TimeoutExpired:
        raise InputError(
            Say(f"LibreOffice {TIME_LIMIT} 秒内没有转完", f"LibreOffice did not finish within {TIME_LIMIT} s"),
            Say("请另存为 .docx 后再检查", "save the draft as .docx and check again"),
            path=path,
        ) from None
    finally:
        _end(started)


def _end(started: subprocess.Popen[bytes]) -> None:
    """End what is left of the process group."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        if hasattr(os, "killpg"):
            os.killpg(started.pid, signal.SIGKILL)
        else:
            started.kill()
    started.wait()


def _check_ole(data: bytes, path: str) -> None:
    """Refuse encrypted files and OLE files that are no Word documents."""
    if "EncryptedPackage".encode("utf-16-le") in data or _is_encrypted_doc(data):
        raise InputError(
            Say("文件已加密", "the file is encrypted"),
            Say("请去掉密码后再检查", "remove the password and check again"),
            path=path,
        )
    if "WordDocument".encode("utf-16-le") not in data:
        raise InputError(
            Say("不是 Word 或 WPS 文字文档", "no Word or WPS text document"),
            Say("请另存为 .docx 后再检查", "save the draft as .docx and check again"),
            path=path,
        )


def _is_encrypted_doc(data: bytes) -> bool:
    """Tell whether the flag fEncrypted is set in the first bytes of the stream WordDocument."""
    entry = data.find("WordDocument".encode("utf-16-le"))
    if entry < 0 or len(data) < entry + 128 or len(data) < 512:
        return False
    sector_size = 1 << min(int.from_bytes(data[30:32], "little"), 16)
    sector = int.from_bytes(data[entry + 116 : entry + 120], "little")
    header = data[(sector + 1) * sector_size :][:12]
    return header[:2] == b"\xec\xa5" and bool(int.from_bytes(header[10:12], "little") & 0x0100)
