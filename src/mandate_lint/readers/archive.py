"""Zip packages (.docx, .ofd), opened with bounds: nothing is ever unpacked to the disk."""

from __future__ import annotations

import io
import posixpath
import struct
import zipfile
import zlib
from collections.abc import Mapping
from types import MappingProxyType

from mandate_lint.errors import InputError, Say

MAX_MEMBERS = 5_000
MAX_MEMBER = 64_000_000  # bytes of one XML part
MAX_TOTAL = 400_000_000
MAX_RATIO = 300  # of parts beyond a megabyte; prose packs 5 to 30 times
_ADVICE = Say("文件可能已损坏或被篡改，请用原软件另存后再检查", "it may be damaged; save it again and check")


class Archive:
    """A zip package in memory whose parts are read one by one, each within bounds."""

    def __init__(self, data: bytes, path: str) -> None:
        """Open the package. Raises InputError where it is damaged, encrypted or a bomb."""
        self.path = path
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, ValueError, struct.error, NotImplementedError, OSError, EOFError):
            raise self._bad("压缩包不完整", "the zip package is truncated") from None
        infos = self._zip.infolist()
        if len(infos) > MAX_MEMBERS:
            raise self._bad(f"压缩包内有 {len(infos)} 个文件", f"{len(infos)} files in the zip package")
        if sum(info.file_size for info in infos) > MAX_TOTAL:
            raise self._bad("压缩包展开后过大", "the zip package unpacks to too much")
        for info in infos:
            self._check(info)
        self._infos = {info.filename: info for info in infos}

    @property
    def infos(self) -> Mapping[str, zipfile.ZipInfo]:
        """Return what the package says of each part, in its order."""
        return MappingProxyType(self._infos)

    def __contains__(self, name: str) -> bool:
        """Tell whether there is a part of that name."""
        return name in self._infos

    def read(self, name: str) -> bytes:
        """Return one part. Raises InputError where it is absent, damaged or too large."""
        info = self._infos.get(name)
        if info is None:
            raise self._bad(f"缺少部件 {name[:80]}", f"part {name[:80]} is missing")
        if info.file_size > MAX_MEMBER:
            raise self._bad(f"部件 {name[:80]} 过大", f"part {name[:80]} is too large")
        try:
            return self._zip.read(info)
        except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, OSError, RuntimeError,
                ValueError, struct.error, MemoryError):  # fmt: skip
            raise self._bad(f"部件 {name[:80]} 已损坏", f"part {name[:80]} is damaged") from None

    def read_if_there(self, name: str | None) -> bytes | None:
        """Return one part, or None where there is none."""
        return self.read(name) if name is not None and name in self else None

    def _check(self, info: zipfile.ZipInfo) -> None:
        name = info.filename
        if info.flag_bits & 1:
            raise InputError(
                Say("文件已加密", "the file is encrypted"),
                Say("请去掉密码后再检查", "remove the password and check again"),
                path=self.path,
            )
        parts = name.replace("\\", "/").split("/")
        if ".." in parts or name.startswith("/") or (len(name) > 1 and name[1] == ":"):
            raise self._bad(f"压缩包内有越界路径 {name[:60]!r}", f"the package holds the path {name[:60]!r}")
        if info.file_size > 1_000_000 and info.file_size > MAX_RATIO * max(info.compress_size, 1):
            raise self._bad(f"部件 {name[:80]} 压缩比异常", f"part {name[:80]} is packed like a zip bomb")

    def _bad(self, zh: str, en: str) -> InputError:
        return InputError(Say(zh, en), _ADVICE, path=self.path)


def joined(base: str, target: str) -> str:
    """Return the name of the part that `target`, written in part `base`, points to."""
    if target.startswith("/"):
        return posixpath.normpath(target).lstrip("/")
    return posixpath.normpath(posixpath.join(posixpath.dirname(base), target))
