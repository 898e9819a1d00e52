"""Drafts out of web pages: the mandate without the navigation, index tables and scripts around it."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from mandate_lint.errors import InputError, Say
from mandate_lint.numerals import to_chinese
from mandate_lint.readers.counting import written
from mandate_lint.readers.pdf import need
from mandate_lint.source import Source

MAX_BYTES = 8_000_000
_MAX_NODES = 250_000
_MAX_DEPTH = 2_000
_MAX_COPIES = 4_000_000  # a parser opens each unclosed <b> or <font> anew in every block behind it
_OPENINGS = re.compile(r"<(/?)([a-z][a-z0-9]*)", re.IGNORECASE)
_SELF_CLOSING = frozenset(
    (
        "p",
        "li",
        "td",
        "th",
        "tr",
        "br",
        "hr",
        "img",
        "input",
        "meta",
        "link",
        "dd",
        "dt",
        "option",
        "tbody",
        "thead",
        "col",
        "wbr",
        "area",
    )
)
_FORMATTING = frozenset(
    ("a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u")
)
_CHARSET = re.compile(rb"""<meta[^>]{0,300}?charset\s*=\s*["']?\s*([\w.:-]{2,40})""", re.IGNORECASE)
_STARTS = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?>(?:<!--.*?-->\s*)*)<(?:!doctype\s+html|html[\s>]|head[\s>]|body[\s>])",
    re.IGNORECASE | re.DOTALL,
)
_TAG = re.compile(rb"<(?:p|div|br|span|table|html|body|h\d)[\s/>]", re.IGNORECASE)
_HAN = re.compile("[㐀-鿿]")
_DROPPED = frozenset(
    (
        "script",
        "style",
        "nav",
        "footer",
        "aside",
        "form",
        "noscript",
        "template",
        "iframe",
        "svg",
        "select",
        "button",
        "head",
        "object",
        "video",
        "audio",
        "map",
        "textarea",
        "rt",
        "rp",
        "del",
        "canvas",
    )
)
_BLOCKS = frozenset(
    (
        "p",
        "div",
        "section",
        "article",
        "main",
        "header",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "ul",
        "ol",
        "li",
        "table",
        "thead",
        "tbody",
        "tr",
        "td",
        "th",
        "caption",
        "dl",
        "dt",
        "dd",
        "blockquote",
        "pre",
        "center",
        "address",
        "figure",
        "figcaption",
        "fieldset",
        "hr",
        "body",
        "html",
        "ucapcontent",
    )
)
_AROUND = re.compile(
    r"(?:^|[\s_-])(?:nav\w*|menu\w*|bread\w*|crumbs?\w*|location|position|dqwz|sidebar|side|share\w*|foot\w*|copyright\w*|banner|"
    r"toolbar|top-?bar|search\w*|login|page[rs]?|pagination|related|recommend\w*|qrcode|ewm|print\w*|xxgk-?(?:info|head|table)|syh|"
    r"index-?no|friend-?links?|skip\w*)(?:$|[\s_-])", re.IGNORECASE)  # fmt: skip
_HIDING = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_INDEX = re.compile(r"索\s*引\s*号|信息分类|主题分类|发布机构|发文机关|成文日期|公开(?:方式|日期)|生成日期")
_OF_MANDATE = re.compile(r"职责|编制|内设机构|附则|承担|负责|第[一二三四五六七八九十]+条|职数")
_CJK_LIST = re.compile(
    r"list-style(?:-type)?\s*:[^;]*(?:cjk-ideographic|simp-chinese|trad-chinese|japanese-(?:in)?formal)", re.IGNORECASE
)
_LIST_TYPES = {"a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}


def looks_like_html(data: bytes, is_named_so: bool) -> bool:
    """Tell whether bytes are a web page: by how they begin, or by their tags where the name says so."""
    head = data[:4_000]
    for bom, encoding in ((codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"), (b"", "latin-1")):
        if data.startswith(bom):
            text = head.decode(encoding, "ignore").removeprefix("ï»¿")
            return bool(_STARTS.match(text)) or (
                is_named_so and bool(_TAG.search(text.encode("utf-8")) or _TAG.search(data))
            )
    return False


def read_webpage(data: bytes, path: str) -> Source:
    """Return the mandate's text of a web page; a line is a paragraph, cell or list item."""
    need("selectolax", "html", "HTML", path)
    if len(data) > MAX_BYTES:
        raise InputError(
            Say("网页过大", "the page is too large"), Say("请只保存正文", "save the text alone"), path=path
        )
    from selectolax.lexbor import LexborHTMLParser

    text, encoding = _decoded(data, path)
    _check_nesting(text, path)
    page = _Page(LexborHTMLParser(text.replace("\0", "")).root)
    lines = [line for line in map(_tidy, "".join(page.texts()).split("\n")) if line]
    if not lines:
        raise InputError(
            Say("网页中没有正文文字", "the page has no text"),
            Say("请确认保存的是正文页，而非框架页", "save the page itself, not its frame"),
            path=path,
        )
    return Source(path, "\n".join(lines), encoding)


def _check_nesting(text: str, path: str) -> None:
    """Refuse pages whose open tags would keep a parser busy for minutes."""
    depth = deepest = formats = most = tags = 0
    for found in _OPENINGS.finditer(text if text.count("<") <= _MAX_NODES else ""):
        closing, name = found[1], found[2].lower()
        tags += 1
        if name in _SELF_CLOSING and name != "li":
            continue
        step = -1 if closing else 1
        depth = max(depth + step, 0)
        deepest = max(deepest, depth)
        if name in _FORMATTING:
            formats = max(formats + step, 0)
            most = max(most, formats)
    if text.count("<") > _MAX_NODES or deepest > _MAX_DEPTH or most * tags > _MAX_COPIES:
        raise InputError(
            Say("网页标记过多或嵌套过深", "the page has too many tags, or they are nested too deeply"),
            Say("请只保存正文", "save the text alone"),
            path=path,
        )


def _decoded(data: bytes, path: str) -> tuple[str, str]:
    """Decode a page: its byte order mark, then its own word, then the characters decide."""
    declared = _CHARSET.search(data[:8_000])
    if declared and not data.startswith((codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        name = declared[1].decode("ascii", "ignore").lower()
        name = "gb18030" if name in ("gb2312", "gbk", "gb_2312-80", "x-gbk") else name
        try:
            return data.decode(name), name
        except (LookupError, UnicodeError):
            pass
    from mandate_lint.readers.text import decode

    source = decode(data, path)
    return source.text, source.encoding


def _tidy(line: str) -> str:
    """Collapse blanks as a browser does; a line break inside Chinese text is none of the text's."""
    line = re.sub(r"(?<=[^\x00-\xff])[ \t]*[\r\x0b][ \t\r\x0b]*(?=[^\x00-\xff])", "", line)
    return re.sub(r"[ \t\r\x0b]+", " ", line).strip(" \t\u3000\xa0\u200b\ufeff")


@dataclass
class _Weight:
    """How many Chinese characters a node holds, and how many of them in links."""

    text: int = 0
    links: int = 0
    anchors: int = 0


@dataclass
class _Page:
    """A parsed page, its nodes weighed. `texts` gives the mandate in pieces."""

    root: Any
    weights: dict[int, _Weight] = field(default_factory=dict)
    dropped: set[int] = field(default_factory=set)

    def __post_init__(self) -> None:
        for node, is_entered in self._walk(self.root):
            if not is_entered:
                self._weigh(node)
        total = self._weight(self.root).text
        for node, is_entered in self._walk(self.root):
            if is_entered and self._is_around(node, total):
                self.dropped.add(node.mem_id)

    def texts(self) -> Iterator[str]:
        """Yield the text of the mandate; line feeds part its lines."""
        content = self._content()
        if (title := self._title(content)) is not None:
            yield from (*self._written(title), "\n")
        yield from self._written(content)

    def _walk(self, root: Any) -> Iterator[tuple[Any, bool]]:
        """Yield each node that is not dropped twice: when it is entered and when it is left."""
        node, count = root, 0
        while node is not None:
            count += 1
            if count > _MAX_NODES:
                return
            yield node, True
            child = node.child if node.mem_id not in self.dropped else None
            if child is not None:
                node = child
                continue
            yield node, False
            while node.mem_id != root.mem_id and node.next is None:
                node = node.parent
                if node is None:
                    return
                yield node, False
            if node.mem_id == root.mem_id:
                return
            node = node.next

    def _weight(self, node: Any) -> _Weight:
        return self.weights.setdefault(node.mem_id, _Weight())

    def _weigh(self, node: Any) -> None:
        own = self._weight(node)
        if node.is_text_node:
            own.text += len(_HAN.findall(node.text_content or ""))
        if node.tag == "a":
            own.links, own.anchors = own.text, 1
        if node.parent is not None and node.mem_id != self.root.mem_id and not self._is_dropped_tag(node):
            above = self._weight(node.parent)
            above.text += own.text
            above.links += own.links
            above.anchors += own.anchors

    @staticmethod
    def _is_dropped_tag(node: Any) -> bool:
        return node.tag in _DROPPED

    def _is_around(self, node: Any, total: int) -> bool:
        """Tell whether a node belongs to the page around the mandate."""
        if not node.is_element_node:
            return False
        if node.tag in _DROPPED:
            return True
        own, attributes = self._weight(node), node.attributes
        if (
            "hidden" in attributes
            or attributes.get("aria-hidden") == "true"
            or _HIDING.search(attributes.get("style") or "")
        ):
            return True
        if own.text * 5 > total * 2:
            return False
        names = f"{attributes.get('class') or ''} {attributes.get('id') or ''} {attributes.get('role') or ''}"
        if _AROUND.search(names) and not self._speaks_of_mandate(node):
            return True
        if own.anchors >= 3 and own.links * 10 > own.text * 6:
            return True
        is_index = node.tag in ("table", "ul", "dl", "div") and 0 < own.text < 300
        return is_index and len(set(_INDEX.findall(node.text()))) >= 2

    def _speaks_of_mandate(self, node: Any) -> bool:
        return self._weight(node).text > 60 and len(_OF_MANDATE.findall(node.text())) >= 3

    def _content(self) -> Any:
        """Return the innermost node that still holds nearly all of the mandate."""
        node = self.root.css_first("body") or self.root
        for _ in range(60):
            children = [child for child in node.iter() if child.mem_id not in self.dropped]
            largest = max(children, key=lambda child: self._weight(child).text, default=None)
            if largest is None or self._weight(largest).text * 20 < self._weight(node).text * 17:
                return node
            rest = (child for child in children if child.mem_id != largest.mem_id)
            if largest.tag in ("p", "td", "span") or any(_OF_MANDATE.search(child.text()) for child in rest):
                return node
            node = largest
        return node

    def _title(self, content: Any) -> Any | None:
        """Return the page's heading where it stands outside the content."""
        inside = {node.mem_id for node, is_entered in self._walk(content) if is_entered}
        for node in self.root.css("h1"):
            if node.mem_id not in inside | self.dropped and _HAN.search(node.text()):
                return node if _OF_MANDATE.search(node.text()) or "局" in node.text() else None
        return None

    def _written(self, root: Any) -> Iterator[str]:
        counts: list[int] = []
        for node, is_entered in self._walk(root):
            if node.mem_id in self.dropped:
                continue
            if node.is_text_node:
                # A line feed of the page's source is a blank; \x0b keeps it apart from real lines.
                yield (node.text_content or "").replace("\n", "\x0b") if is_entered else ""
            elif node.tag == "br":
                yield "\n" if is_entered else ""
            elif node.tag in _BLOCKS:
                yield "\n"
                yield from self._number(node, counts, is_entered)

    @staticmethod
    def _number(node: Any, counts: list[int], is_entered: bool) -> Iterator[str]:
        """Yield the number that a browser shows before a list item."""
        if node.tag == "ol" and is_entered:
            start = node.attributes.get("start") or "1"
            counts.append(int(start) - 1 if start.isascii() and start.isdigit() and len(start) < 6 else 0)
        elif node.tag == "ol" and counts:
            counts.pop()
        elif node.tag == "li" and is_entered and counts and node.parent is not None and node.parent.tag == "ol":
            counts[-1] += 1
            attributes = node.parent.attributes
            style = attributes.get("style") or ""
            if "none" in style and "list-style" in style:
                return
            if _CJK_LIST.search(style):
                yield to_chinese(counts[-1]) + "、"
            else:
                yield written(_LIST_TYPES.get(attributes.get("type") or "", "decimal"), counts[-1]) + "."
