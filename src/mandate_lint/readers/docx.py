"""Word drafts (.docx): the text as a reader sees it, automatic numbers included.

A line is a paragraph, those of table cells, text boxes and notes included; a break inside a paragraph is a
line feed of the text that begins no line.
"""

from __future__ import annotations

from functools import cached_property
from xml.etree.ElementTree import Element

from mandate_lint.errors import InputError, Say
from mandate_lint.readers.archive import Archive, joined
from mandate_lint.readers.markup import MarkupError, as_utf8, tree
from mandate_lint.readers.numbering import Numbers, numbers
from mandate_lint.readers.wordml import Paragraph, Part, Piece, Revisions, Run, read_part
from mandate_lint.records import field, record
from mandate_lint.source import Source


@record
class Line:
    """A line of the text: the paragraph whose end closes it, and where its own text begins."""

    start: int
    label: str  # its automatic number, which no run holds
    paragraph: Paragraph
    part: str


@record
class DocxSource(Source):
    """A Word draft: its text, and from which bytes of which part each stretch came."""

    package: bytes = field(default=b"", repr=False)
    main_part: str = ""
    parts: dict[str, bytes] = field(default_factory=dict, repr=False)
    pieces: tuple[Piece, ...] = field(default=(), repr=False)
    lines: tuple[Line, ...] = field(default=(), repr=False)
    hosts: dict[str, Run] = field(default_factory=dict, repr=False)  # of notes
    revisions: Revisions = "final"

    @cached_property
    def line_starts(self) -> list[int]:
        """Return the offset of each paragraph."""
        return [line.start for line in self.lines] or [0]

    def line_text(self, line: int) -> str:
        """Return a paragraph in one line: a break inside it shows as a blank."""
        starts = self.line_starts
        end = starts[line] - 1 if line < len(starts) else len(self.text)
        return self.text[starts[line - 1] : end].replace("\n", " ")


def read_docx(data: bytes, path: str, revisions: Revisions = "final") -> DocxSource:
    """Return the text of a .docx. `revisions` says whether tracked changes count as made."""
    archive = Archive(data, path)
    main = _main_part(archive)
    related = related_parts(archive, main)
    styles = _tree(archive, related.get("styles"))
    counted = numbers(_tree(archive, related.get("numbering")), styles)
    hidden = _hidden_styles(styles)
    notes = [related[kind] for kind in ("footnotes", "endnotes") if kind in related]
    names = [main, *(name for name in notes if name in archive)]
    parts, read = {}, {}
    for name in names:
        try:
            parts[name] = as_utf8(archive.read(name))
            read[name] = read_part(parts[name], revisions, hidden)
        except MarkupError as error:
            raise error.at(path, name) from None
    text, pieces, lines = _laid_out(read, main, counted)
    return DocxSource(path, text, package=data, main_part=main, parts=parts, pieces=tuple(pieces),
                      lines=tuple(lines), hosts=read[main].notes, revisions=revisions)  # fmt: skip


def _laid_out(read: dict[str, Part], main: str, counted: Numbers) -> tuple[str, list[Piece], list[Line]]:
    """Put the paragraphs of all parts in reading order; give every piece its offset."""
    texts: list[str] = []
    pieces: list[Piece] = []
    lines: list[Line] = []
    at, waiting = 0, list[Piece]()
    for part, paragraph in _in_order(read, main):
        for piece in paragraph.pieces:
            piece.part = part
        waiting += paragraph.pieces
        if paragraph.joins_next:
            continue
        label = _label(counted, paragraph, waiting)
        lines.append(Line(at, label, paragraph, part))
        at += len(label)
        texts.append(label)
        for piece in waiting:
            piece.start = at
            at += len(piece.text)
            texts.append(piece.text)
        pieces += waiting
        waiting = []
        texts.append("\n")
        at += 1
    return "".join(texts)[:-1], pieces, lines


def _in_order(read: dict[str, Part], main: str) -> list[tuple[str, Paragraph]]:
    """Return the paragraphs as read: the body, then its notes in the order they are referred to."""
    body = [(main, paragraph) for paragraph in read[main].paragraphs if not paragraph.is_dropped]
    order = {note: place for place, note in enumerate(read[main].notes)}
    notes = [
        (name, paragraph)
        for name, part in read.items()
        if name != main
        for paragraph in part.paragraphs
        if paragraph.note in order and not paragraph.is_dropped
    ]
    return body + sorted(notes, key=lambda item: order[item[1].note or ""])


def _label(counted: Numbers, paragraph: Paragraph, pieces: list[Piece]) -> str:
    """Return the automatic number; a blank parts it from text only between Latin characters."""
    label = counted.label(paragraph.num_id, paragraph.level, paragraph.style)
    first = pieces[0].text[:1] if pieces else ""
    needs_blank = label and label[-1].isascii() and label[-1].isalnum() and first.isascii() and first.isalnum()
    return label + " " if needs_blank else label


def _main_part(archive: Archive) -> str:
    """Return the name of the document part; the package says which it is."""
    relations = _tree(archive, "_rels/.rels")
    for relation in relations if relations is not None else ():
        if relation.get("Type", "").endswith("/officeDocument"):
            name = joined("", relation.get("Target", ""))
            if name in archive:
                return name
    if "word/document.xml" in archive:
        return "word/document.xml"
    raise InputError(
        Say("不是 Word 文档：包内没有正文", "no Word document: the package has no main part"),
        Say("请用 Word 或 WPS 另存为 .docx", "save it as .docx"),
        path=archive.path,
    )


def relations_name(part: str) -> str:
    """Return the name of the part that holds the relations of `part`."""
    folder, _, name = part.rpartition("/")
    return f"{folder}/_rels/{name}.rels".lstrip("/")


def related_parts(archive: Archive, main: str) -> dict[str, str]:
    """Return the parts that the main part refers to, by kind: styles, numbering, footnotes."""
    relations = _tree(archive, relations_name(main))
    return {
        relation.get("Type", "").rpartition("/")[2]: joined(main, relation.get("Target", ""))
        for relation in (relations if relations is not None else ())
        if relation.get("TargetMode") != "External"
    }


def _tree(archive: Archive, name: str | None) -> Element | None:
    data = archive.read_if_there(name)
    if data is None or name is None:
        return None
    try:
        return tree(data)
    except MarkupError as error:
        raise error.at(archive.path, name) from None


def _hidden_styles(styles: Element | None) -> frozenset[str]:
    """Return the character styles whose text is hidden."""
    found = styles.iter("style") if styles is not None else ()
    return frozenset(
        style.get("styleId", "")
        for style in found
        if (vanish := style.find("rPr/vanish")) is not None and vanish.get("val", "1") not in ("0", "false", "off")
    )
