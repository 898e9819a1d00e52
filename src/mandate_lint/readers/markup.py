"""XML of unknown origin, parsed with bounds: no DTD, no entities, limited depth and size.

Office formats never carry a DTD, so one is refused outright; with it go entity bombs and external entities.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable, Mapping
from typing import Any
from xml.etree import ElementTree
from xml.parsers import expat

from mandate_lint.errors import InputError, Say

MAX_DEPTH = 400
MAX_WEIGHT = 900_000  # elements and attributes of a part that is held as a tree
MAX_EVENTS = 1_500_000  # elements of a part that is read as a stream
_DECLARED = re.compile(rb"""^\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([\w.-]{1,40})["'][^>]{0,200}\?>""")
_LONG_TAG = re.compile(rb"<[^<>]{200000}")
_ADVICE = Say("文件可能已损坏，请用原软件另存后再检查", "it may be damaged; save it again and check")


class MarkupError(Exception):
    """XML that is not well-formed, or that goes beyond the bounds."""

    def __init__(self, reason: Say) -> None:
        super().__init__(reason.en)
        self.reason = reason

    def at(self, path: str, part: str) -> InputError:
        """Return the error as bad input in `part` of the file `path`."""
        zh, en = self.reason
        return InputError(Say(f"部件 {part}：{zh}", f"part {part}: {en}"), _ADVICE, path=path)


def as_utf8(data: bytes) -> bytes:
    """Return an XML document in UTF-8, so that offsets in it are offsets in UTF-8 bytes."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return _recoded(data, "utf-16")
    declared = _DECLARED.match(data[:400])
    if not declared or declared[1].lower() in (b"utf-8", b"utf8", b"ascii", b"us-ascii"):
        return data
    return _recoded(data, declared[1].decode("ascii"))


def _recoded(data: bytes, encoding: str) -> bytes:
    try:
        text = data.decode(encoding)
    except (LookupError, UnicodeError):
        raise MarkupError(Say(f"不是 {encoding} 编码", f"it is no {encoding}")) from None
    return re.sub(r"^\ufeff?\s*<\?xml.{0,200}?\?>", "", text, count=1, flags=re.DOTALL).encode("utf-8", "replace")


def stream(
    data: bytes,
    start: Callable[[str, Mapping[str, str]], None],
    end: Callable[[str], None],
    text: Callable[[str], None],
) -> expat.XMLParserType:
    """Return a parser that calls back for each event; `run` sets it going.

    Names are `uri local`, as expat gives them with a blank between.
    """
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = False
    depth = events = 0

    def opened(name: str, attributes: Mapping[str, str]) -> None:
        nonlocal depth, events
        depth += 1
        events += 1
        if depth > MAX_DEPTH:
            raise MarkupError(Say("标记嵌套过深", "markup nested too deeply"))
        if events > MAX_EVENTS:
            raise MarkupError(Say("标记过多", "too much markup"))
        start(name, attributes)

    def closed(name: str) -> None:
        nonlocal depth
        depth -= 1
        end(name)

    parser.StartElementHandler = opened
    parser.EndElementHandler = closed
    parser.CharacterDataHandler = text
    parser.StartDoctypeDeclHandler = _refuse_dtd
    return parser


def run(parser: expat.XMLParserType, data: bytes) -> None:
    """Feed the whole document to a parser. Raises MarkupError."""
    if _LONG_TAG.search(data):
        raise MarkupError(Say("标记过长", "a tag is too long"))
    try:
        parser.Parse(data, True)
    except expat.ExpatError as error:
        place = f"{error.lineno}:{error.offset + 1}"
        raise MarkupError(Say(f"XML 有错（{place}）", f"not well-formed XML ({place})")) from None
    except (UnicodeError, ValueError):
        raise MarkupError(Say("XML 有错", "not well-formed XML")) from None


def _refuse_dtd(*_: Any) -> None:
    raise MarkupError(Say("含有 DTD 声明，不予读取", "it declares a DTD, which is refused"))


def tree(data: bytes) -> ElementTree.Element:
    """Return a small document as a tree with names without namespaces. Raises MarkupError."""
    builder = ElementTree.TreeBuilder()
    weight = 0

    def start(name: str, attributes: Mapping[str, str]) -> None:
        nonlocal weight
        weight += 1 + len(attributes)
        if weight > MAX_WEIGHT:
            raise MarkupError(Say("标记过多", "too much markup"))
        builder.start(local(name), {local(key): value for key, value in attributes.items()})

    def end(name: str) -> None:
        builder.end(local(name))

    data = as_utf8(data)
    parser = stream(data, start, end, builder.data)
    run(parser, data)
    root = builder.close()
    if not isinstance(root, ElementTree.Element):
        raise MarkupError(Say("XML 为空", "the XML is empty"))
    return root


def local(name: str) -> str:
    """Return a name without its namespace."""
    return name.rpartition(" ")[2]
