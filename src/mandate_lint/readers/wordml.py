"""The paragraphs of one WordprocessingML part, with the bytes from which every piece of text came.

The part is read as a stream. Byte offsets are kept so that a change later touches only the bytes concerned.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from mandate_lint.errors import Say
from mandate_lint.readers.markup import MarkupError, run, stream

Revisions = Literal["final", "original"]
MAX_PIECES = 400_000
_PREFIXES = {
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main": "w:",
    "http://purl.oclc.org/ooxml/wordprocessingml/main": "w:",
    "http://schemas.openxmlformats.org/markup-compatibility/2006": "mc:",
    "http://schemas.openxmlformats.org/officeDocument/2006/math": "m:",
    "http://purl.oclc.org/ooxml/officeDocument/math": "m:",
}
_TAG = re.compile(rb"""<(?:[^>"']|"[^"]*"|'[^']*')*>""")
_SIGNS = {"w:tab": "\t", "w:ptab": "\t", "w:br": "\n", "w:cr": "\n", "w:noBreakHyphen": "-"}
# Properties and former states: nothing in them is text.
_SKIPPED = frozenset(
    f"w:{name}" for name in
    ("pPrChange", "rPrChange", "tblPrChange", "trPrChange", "tcPrChange", "sectPrChange", "tblGridChange",
     "numberingChange", "sdtPr", "sdtEndPr", "sectPr", "tblPr", "tblGrid", "rt", "instrText", "delInstrText")
)  # fmt: skip
_HIDDEN = {"final": ("w:del", "w:moveFrom"), "original": ("w:ins", "w:moveTo")}
_OFF = ("0", "false", "off")


@dataclass(slots=True)
class Run:
    """A w:r: where it stands and where its properties are, in bytes of its part."""

    start: int
    host: Run | None = None  # the outermost run, for one inside a text box or ruby
    end: int = 0
    properties: tuple[int, int] = (0, 0)
    first: int = 0  # begin of its first child after the properties
    last: int = 0  # end of its last child
    is_hidden: bool = False
    is_math: bool = False


@dataclass(slots=True)
class Piece:
    """The text of one w:t, or the sign of one w:tab or w:br."""

    text: str
    run: Run | None
    tag: int  # bytes of the whole element
    tag_end: int
    begin: int = -1  # bytes of its text; -1 where it cannot be cut
    end: int = -1
    start: int = 0  # offset in the Source's text
    part: str = ""


@dataclass(slots=True)
class Paragraph:
    """A w:p and what stands in it."""

    order: int
    byte: int
    content: int = -1  # where its first run may stand; -1 for <w:p/>
    end: int = 0
    style: str | None = None
    num_id: str | None = None
    level: int | None = None
    joins_next: bool = False  # its mark is deleted
    is_dropped: bool = False
    note: str | None = None
    host: Run | None = None
    pieces: list[Piece] = field(default_factory=list)


@dataclass
class Part:
    """What was read from a part: its paragraphs in order, and where notes are referred to."""

    paragraphs: list[Paragraph]
    notes: dict[str, Run]  # "footnote 2" -> the run that refers to it


def read_part(data: bytes, revisions: Revisions, hidden_styles: frozenset[str]) -> Part:
    """Return the paragraphs of a part in UTF-8. Raises MarkupError."""
    return _Reader(data, revisions, hidden_styles).read()


def tag_end(data: bytes, at: int) -> int:
    """Return the offset behind the tag that begins at `at`."""
    found = _TAG.match(data, at)
    return found.end() if found else at


class _Reader:
    def __init__(self, data: bytes, revisions: Revisions, hidden_styles: frozenset[str]) -> None:
        self.data, self.hidden_styles = data, hidden_styles
        self.hidden_marks = _HIDDEN[revisions]
        self.path: list[str] = []
        self.opened: list[int] = []  # begin of each open element
        self.skipping = self.weight = 0
        self.found: list[Paragraph] = []
        self.open_paragraphs: list[Paragraph] = []
        self.runs: list[Run] = []
        self.fields: list[bool] = []  # for each open field: are we in its result
        self.choices: list[bool] = []
        self.rows: list[bool] = []
        self.note: str | None = None
        self.notes: dict[str, Run] = {}
        self.text: list[str] | None = None
        self.text_begin = -1

    def read(self) -> Part:
        self.parser = stream(self.data, self.start, self.close, self.characters)
        run(self.parser, self.data)
        self.found.sort(key=lambda paragraph: paragraph.order)
        return Part(self.found, self.notes)

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        if self.skipping:
            self.skipping += 1
            return
        uri, _, local = name.rpartition(" ")
        name = _PREFIXES.get(uri, "?:") + local
        parent = self.path[-1] if self.path else ""
        at = self.parser.CurrentByteIndex
        if self.runs and parent == "w:r" and name != "w:rPr" and not self.runs[-1].first:
            self.runs[-1].first = at
        if self.is_skipped(name, parent):
            self.skipping = 1
            return
        self.path.append(name)
        self.opened.append(at)
        if handler := _STARTS.get(name):
            handler(self, attributes, parent)

    def is_skipped(self, name: str, parent: str) -> bool:
        if name in _SKIPPED:
            return True
        if name == "mc:Fallback":
            return bool(self.choices and self.choices[-1])
        if name not in self.hidden_marks:
            return False
        if parent in ("w:rPr", "w:trPr"):  # the mark of a paragraph or row, not a stretch of text
            self.drop_mark(parent)
        return True

    def drop_mark(self, parent: str) -> None:
        if parent == "w:trPr" and self.rows:
            self.rows[-1] = True
        elif self.open_paragraphs and self.path[-2:] == ["w:pPr", "w:rPr"]:
            self.open_paragraphs[-1].joins_next = True

    def close(self, name: str) -> None:
        if self.skipping:
            self.skipping -= 1
            if self.skipping or not self.path:
                return
            if self.path[-1] == "w:r" and self.runs:
                self.runs[-1].last = -1  # something left out stands there: the run has no clean end
            return
        closed, begin = self.path.pop(), self.opened.pop()
        if handler := _ENDS.get(closed):
            handler(self, begin, self.element_end(begin))
        if self.path and self.path[-1] == "w:r" and self.runs and closed != "w:rPr":
            self.runs[-1].last = self.element_end(begin)

    def element_end(self, begin: int) -> int:
        at = self.parser.CurrentByteIndex
        if self.data.startswith(b"</", at) and tag_end(self.data, begin) <= at:
            is_empty = self.data[at - 2 : at] == b"/>" and tag_end(self.data, begin) == at
            return at if is_empty else self.data.index(b">", at) + 1
        return at

    def characters(self, text: str) -> None:
        if self.text is not None and not self.skipping:
            if self.text_begin < 0:
                self.text_begin = self.parser.CurrentByteIndex
            self.text.append(text)

    # Paragraphs

    def start_paragraph(self, attributes: Mapping[str, str], parent: str) -> None:
        self.weigh()
        at = self.opened[-1]
        paragraph = Paragraph(len(self.found) + len(self.open_paragraphs), at, note=self.note)
        paragraph.host = self.runs[0] if self.runs else None
        end = tag_end(self.data, at)
        paragraph.content = -1 if self.data[end - 2 : end] == b"/>" else end
        self.open_paragraphs.append(paragraph)

    def end_paragraph(self, begin: int, end: int) -> None:
        if not self.open_paragraphs:
            return
        paragraph = self.open_paragraphs.pop()
        paragraph.end = end
        paragraph.is_dropped = any(self.rows)
        self.found.append(paragraph)

    def end_properties(self, begin: int, end: int) -> None:
        if self.open_paragraphs and self.path and self.path[-1] == "w:p":
            self.open_paragraphs[-1].content = end

    def number(self, attributes: Mapping[str, str], parent: str) -> None:
        if self.open_paragraphs and parent == "w:numPr":
            value = _value(attributes)
            if self.path[-1] == "w:numId":
                self.open_paragraphs[-1].num_id = value
            elif value.isascii() and value.isdigit() and len(value) < 3:
                self.open_paragraphs[-1].level = int(value)

    def style(self, attributes: Mapping[str, str], parent: str) -> None:
        if self.open_paragraphs and parent == "w:pPr":
            self.open_paragraphs[-1].style = _value(attributes)

    # Runs

    def start_run(self, attributes: Mapping[str, str], parent: str) -> None:
        self.weigh()
        host = self.runs[0] if self.runs else None
        self.runs.append(Run(self.opened[-1], host, is_math=self.path[-1] == "m:r"))

    def end_run(self, begin: int, end: int) -> None:
        if self.runs:
            self.runs.pop().end = end

    def end_run_properties(self, begin: int, end: int) -> None:
        if self.runs and self.path and self.path[-1] == "w:r":
            self.runs[-1].properties = (begin, end)

    def vanish(self, attributes: Mapping[str, str], parent: str) -> None:
        if self.runs and self.path[-3:-1] == ["w:r", "w:rPr"]:
            self.runs[-1].is_hidden = _value(attributes) not in _OFF

    def run_style(self, attributes: Mapping[str, str], parent: str) -> None:
        if self.runs and self.path[-3:-1] == ["w:r", "w:rPr"] and _value(attributes) in self.hidden_styles:
            self.runs[-1].is_hidden = True

    def start_text(self, attributes: Mapping[str, str], parent: str) -> None:
        self.text, self.text_begin = [], -1
        self.keeps_blanks = any(key.endswith(" space") and value == "preserve" for key, value in attributes.items())

    def end_text(self, begin: int, end: int) -> None:
        text, self.text = "".join(self.text or ()), None
        at = self.parser.CurrentByteIndex
        is_whole = self.keeps_blanks or text == text.strip(" \t\r\n")
        if not is_whole:
            text = text.strip(" \t\r\n")  # without xml:space, blanks at the ends are not shown
        is_plain = is_whole and self.text_begin >= 0 and b"<" not in self.data[self.text_begin : at]
        self.add(text, begin, end, (self.text_begin, at) if is_plain else (-1, -1))

    def end_atom(self, begin: int, end: int) -> None:
        """End text that is read but never cut: of formulas, and deleted text."""
        text, self.text = "".join(self.text or ()), None
        self.add(text, begin, end, (-1, -1))

    def end_sign(self, begin: int, end: int, sign: str) -> None:
        if self.path and self.path[-1] == "w:r":
            self.add(sign, begin, end, (-1, -1))

    def add(self, text: str, tag: int, tag_end: int, inner: tuple[int, int]) -> None:
        run = self.runs[-1] if self.runs else None
        if text and self.open_paragraphs and not (run and run.is_hidden) and all(self.fields):
            self.weigh()
            piece = Piece(text.replace("\r", " "), run, tag, tag_end, *inner)
            self.open_paragraphs[-1].pieces.append(piece)

    # Everything else

    def weigh(self) -> None:
        self.weight += 1
        if self.weight > MAX_PIECES:
            raise MarkupError(Say("标记过多", "too much markup"))

    def field(self, attributes: Mapping[str, str], parent: str) -> None:
        kind = _value(attributes, "fldCharType")
        if kind == "begin":
            self.fields.append(False)
        elif self.fields and kind == "separate":
            self.fields[-1] = True
        elif self.fields and kind == "end":
            self.fields.pop()

    def choice(self, attributes: Mapping[str, str], parent: str) -> None:
        if self.choices and self.choices[-1]:
            self.path.pop()
            self.opened.pop()
            self.skipping = 1
        elif self.choices:
            self.choices[-1] = True

    def refer(self, attributes: Mapping[str, str], parent: str) -> None:
        if self.runs:
            kind = self.path[-1].removeprefix("w:").removesuffix("Reference")
            self.notes[f"{kind} {_value(attributes, 'id')}"] = self.runs[0]

    def start_note(self, attributes: Mapping[str, str], parent: str) -> None:
        is_text = _value(attributes, "type") in ("", "normal")
        kind = self.path[-1].removeprefix("w:")
        self.note = f"{kind} {_value(attributes, 'id')}" if is_text else "separator"


def _value(attributes: Mapping[str, str], name: str = "val") -> str:
    return next((value for key, value in attributes.items() if key.rpartition(" ")[2] == name), "")


_Start = Callable[[_Reader, Mapping[str, str], str], None]
_End = Callable[[_Reader, int, int], None]


def _sign(sign: str) -> _End:
    return lambda reader, begin, end: reader.end_sign(begin, end, sign)


_STARTS: dict[str, _Start] = {
    "w:p": _Reader.start_paragraph,
    "w:numId": _Reader.number,
    "w:ilvl": _Reader.number,
    "w:pStyle": _Reader.style,
    "w:r": _Reader.start_run,
    "m:r": _Reader.start_run,
    "w:vanish": _Reader.vanish,
    "w:rStyle": _Reader.run_style,
    "w:t": _Reader.start_text,
    "w:delText": _Reader.start_text,
    "m:t": _Reader.start_text,
    "w:fldChar": _Reader.field,
    "mc:AlternateContent": lambda reader, *_: reader.choices.append(False),
    "mc:Choice": _Reader.choice,
    "w:tr": lambda reader, *_: reader.rows.append(False),
    "w:footnoteReference": _Reader.refer,
    "w:endnoteReference": _Reader.refer,
    "w:footnote": _Reader.start_note,
    "w:endnote": _Reader.start_note,
}
_ENDS: dict[str, _End] = {
    "w:p": _Reader.end_paragraph,
    "w:pPr": _Reader.end_properties,
    "w:r": _Reader.end_run,
    "m:r": _Reader.end_run,
    "w:rPr": _Reader.end_run_properties,
    "w:t": _Reader.end_text,
    "w:delText": _Reader.end_atom,
    "m:t": _Reader.end_atom,
    "mc:AlternateContent": lambda reader, *_: reader.choices.pop() and None,
    "w:tr": lambda reader, *_: reader.rows.pop() and None,
} | {name: _sign(sign) for name, sign in _SIGNS.items()}
