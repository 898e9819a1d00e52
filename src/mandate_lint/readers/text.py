"""Plain text: finding out how it was encoded.

UTF-8 is tried first: some UTF-8 also decodes as GB18030, into nonsense (职责 becomes 鑱岃矗). Between
GB18030 and Big5 the characters decide: the right one gives the characters that official text uses.
"""

from __future__ import annotations

import codecs

from mandate_lint.errors import InputError, Say
from mandate_lint.source import Source

# The most frequent characters of laws and reports, and their Traditional forms.
_COMMON = frozenset(
    "的人第条和行法定应当十规民理政管以有业者关会部一设国用工门或务市二建机保生地不作本三主公在区经事制其产对施员发合等"
    "责为位物可单动全资进府中处及五安上实四出护水照要方由提权大构内证依监家下级院体通自并所时他同品按查得划化准委展期议案组"
    "开报服年营件审社重标任交改成利共项文款立收加六情违企职代据信防办相织程向分县计请取表日能性城督检学与律境场使技供活告明"
    "例外七运专决个未道调执申治元度持备农予罚环育费金车强教批求量过质八后源于入域正术采新是反受各力电列具负九高省商确限章指"
    "基况接之目意路息支协常止现前置统记需村险百书害根结面原造科放财医投起系修义集预海式名被万格从措解到料令益将知除价复许数"
    "並個備價內劃動務區協員單國執報場學實審將專對導強後從應據數於時書會條業構標機檢權決況準濟營為現環產當發監確範級組結統經"
    "縣織義職與處術規計記設許訴調請證議護負財費資質車辦農進運過違開關險電項預體研擬訂創構編籌協調"
)
_UTF16 = ((codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))


def decode(data: bytes, path: str) -> Source:
    """Return the text of `data` and its encoding. Raises InputError for what is no text."""
    for bom, encoding in _UTF16:
        if data.startswith(bom):
            return Source(path, _strict(data[len(bom) :], encoding, path), encoding, has_bom=True)
    if data.startswith(codecs.BOM_UTF8):
        return Source(path, _strict(data[3:], "utf-8", path), "utf-8", has_bom=True)
    if b"\0" in data[:4096]:
        return _decode_with_nuls(data, path)
    try:
        return Source(path, _checked(data.decode("utf-8"), path), "utf-8")
    except UnicodeDecodeError as error:
        return _decode_double_byte(data, path, error)


def _decode_with_nuls(data: bytes, path: str) -> Source:
    """UTF-16 without a mark shows itself by its many NUL bytes or its Chinese characters."""
    for encoding in ("utf-16-le", "utf-16-be"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if _score(text) > 0.2 and "\0" not in text:
            return Source(path, text, encoding)
    raise _binary(path)


def _decode_double_byte(data: bytes, path: str, error: UnicodeDecodeError) -> Source:
    texts = {}
    for encoding in ("gb18030", "big5"):
        try:
            texts[encoding] = data.decode(encoding)
        except UnicodeDecodeError:
            continue
    best = max(texts, key=lambda encoding: _score(texts[encoding]), default="")
    if best and _score(texts[best]) > 0.2:
        return Source(path, _checked(texts[best], path), best)
    # Mostly good UTF-8 with a wrong byte: say where, rather than call it binary.
    lenient = data.decode("utf-8", "replace")
    if _score(lenient) > 0.2:
        raise _wrong_byte(data, "utf-8", error.start, path)
    for encoding in ("gb18030", "big5"):
        if _score(data.decode(encoding, "replace")) > 0.2:
            _strict(data, encoding, path)
    raise _binary(path)


def _score(text: str) -> float:
    """Return the share of common characters among the characters beyond ASCII."""
    beyond = [c for c in text[:20_000] if c > "\x7f" and c not in "，。；：、（）《》“”\u3000"]
    return sum(c in _COMMON for c in beyond) / len(beyond) if beyond else 0.0


def _strict(data: bytes, encoding: str, path: str) -> str:
    try:
        return _checked(data.decode(encoding), path)
    except UnicodeDecodeError as error:
        raise _wrong_byte(data, encoding, error.start, path) from None


def _checked(text: str, path: str) -> str:
    """Refuse text with many control characters: it is a binary file that happens to decode."""
    controls = sum(c < " " and c not in "\t\n\r\x0b\x0c" for c in text[:100_000])
    if controls > 8 + len(text[:100_000]) // 100:
        raise _binary(path)
    return text


def _wrong_byte(data: bytes, encoding: str, at: int, path: str) -> InputError:
    before = data[:at].decode(encoding, "replace")
    line = before.count("\n") + 1
    column = len(before) - before.rfind("\n")
    byte = data[at]
    return InputError(
        Say(f"按 {encoding} 解码，有错误字节 0x{byte:02x}", f"byte 0x{byte:02x} is no {encoding}"),
        Say("请另存为 UTF-8 后再检查", "save the file as UTF-8 and check again"),
        path=path,
        line=line,
        column=column,
    )


def _binary(path: str) -> InputError:
    return InputError(
        Say("不是文本文件，或编码无法识别", "not a text file, or in an unknown encoding"),
        Say("请另存为 UTF-8 文本", "save it as UTF-8 text"),
        path=path,
    )
