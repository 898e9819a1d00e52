"""Changes to a .docx that touch only the bytes concerned.

Nothing is parsed into a tree and written again: prefixes, unknown markup and everything around a change stay
as they were, byte for byte.
"""

from __future__ import annotations

import io
import re
import shutil
import zipfile
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from xml.sax.saxutils import escape

from mandate_lint.readers.docx import DocxSource
from mandate_lint.readers.wordml import Piece, Run, tag_end
from mandate_lint.records import NamedTuple
from mandate_lint.source import Span

_TOKENS = re.compile(r"&[^;]{1,12};|\r\n|.", re.DOTALL)
_SIGN = re.compile(rb"<([\w.-]+:)?(tab|ptab|br|cr|noBreakHyphen)[\s/>]")
_CHANGE = re.compile(rb"<(\w+:)?rPrChange\b.*?</(\w+:)?rPrChange>", re.DOTALL)
_PRESERVE = b' xml:space="preserve"'


class Edit(NamedTuple):
    """Bytes `start` to `end` of a part give way to `new`."""

    start: int
    end: int
    new: bytes


class Stretch(NamedTuple):
    """Characters `start` to `end` of a piece's text."""

    piece: Piece
    start: int
    end: int


def spliced(data: bytes, edits: Iterable[Edit]) -> bytes:
    """Return `data` with all edits made. Edits at one place are made in the given order."""
    out, at = [], 0
    for edit in sorted(edits, key=lambda edit: edit.start):
        out += [data[at : edit.start], edit.new]
        at = max(at, edit.end)
    return b"".join([*out, data[at:]])


def stretches(source: DocxSource, span: Span) -> list[Stretch]:
    """Return where the characters of a span are kept; automatic numbers are kept nowhere."""
    first = max(bisect_right(source.pieces, span.start, key=lambda piece: piece.start) - 1, 0)
    found = []
    for piece in source.pieces[first:]:
        if piece.start >= span.end:
            break
        start, end = max(span.start - piece.start, 0), min(span.end - piece.start, len(piece.text))
        if start < end:
            found.append(Stretch(piece, start, end))
    return found


def point(source: DocxSource, offset: int) -> Stretch | None:
    """Return the place of an offset on its own line: behind the character before it where there is one."""
    line = source.lines[source.position(offset).line - 1]
    at = bisect_right(source.pieces, offset, key=lambda piece: piece.start) - 1
    for index in (at, at - 1, at + 1):
        if not 0 <= index < len(source.pieces):
            continue
        piece = source.pieces[index]
        is_on_line = piece.start >= line.start and piece.part == line.part
        if is_on_line and piece.start < offset <= piece.start + len(piece.text):
            return Stretch(piece, offset - piece.start, offset - piece.start)
    if at >= 0 and source.pieces[at].start == offset and source.pieces[at].start >= line.start:
        return Stretch(source.pieces[at], 0, 0)
    return None


def is_cuttable(piece: Piece) -> bool:
    """Tell whether the text of a piece may be changed in its middle."""
    return piece.begin >= 0 and piece.run is not None


def is_sign(data: bytes, piece: Piece) -> bool:
    """Tell whether a piece is a w:tab, w:br or the like, which may be taken out whole."""
    return bool(_SIGN.match(data, piece.tag))


def byte_at(data: bytes, piece: Piece, at: int) -> int:
    """Return the byte offset of a character of a piece; &amp; is one character."""
    tokens = _TOKENS.findall(data[piece.begin : piece.end].decode("utf-8"))
    return piece.begin + len("".join(tokens[:at]).encode("utf-8"))


def prefix(data: bytes, at: int) -> bytes:
    """Return the namespace prefix, with its colon, of the tag that begins at `at`."""
    found = re.match(rb"</?([\w.-]+:)?", data[at : at + 80])
    return (found[1] or b"") if found else b""


def properties(data: bytes, run: Run) -> bytes:
    """Return the properties of a run, for a run that is to look like it."""
    return _CHANGE.sub(b"", data[slice(*run.properties)])


def escaped(text: str) -> bytes:
    """Return text as it stands in XML; what XML cannot hold is left out."""
    return escape("".join(c for c in text if c >= " " or c in "\t\n")).encode("utf-8", "replace")


def preserving(data: bytes, piece: Piece) -> Iterator[Edit]:
    """Yield the edit that keeps blanks at the ends of a w:t, where its tag does not say so yet."""
    end = tag_end(data, piece.tag)
    if b"space" not in data[piece.tag : end]:
        yield Edit(end - 1, end - 1, _PRESERVE)


@dataclass
class Markers:
    """What is to stand between the runs of a part, collected before any run is cut.

    `at` puts bytes at a character of a piece; `deletions` are stretches whose text becomes deleted text.
    """

    data: bytes
    pieces: dict[int, Piece] = field(default_factory=dict)
    texts: dict[int, dict[int, list[tuple[int, bytes]]]] = field(default_factory=dict)
    deletions: dict[int, list[tuple[int, int]]] = field(default_factory=dict)
    loose: list[Edit] = field(default_factory=list)

    def at(self, piece: Piece, index: int, rank: int, text: bytes) -> None:
        """Put `text` before character `index`; at one place, lower ranks stand first."""
        self.pieces[piece.tag] = piece
        self.texts.setdefault(piece.tag, {}).setdefault(index, []).append((rank, text))

    def delete(self, piece: Piece, start: int, end: int) -> None:
        """Turn a stretch, marked at both ends already, into deleted text."""
        self.deletions.setdefault(piece.tag, []).append((start, end))

    def edits(self) -> list[Edit]:
        """Return the edits that put every marker in its place."""
        found = list(self.loose)
        for tag, texts in self.texts.items():
            found += self._in_piece(self.pieces[tag], texts)
        return found

    def _in_piece(self, piece: Piece, texts: Mapping[int, list[tuple[int, bytes]]]) -> Iterator[Edit]:
        assert piece.run is not None
        gone = self.deletions.get(piece.tag, [])
        inner = [at for at in texts if 0 < at < len(piece.text)]
        if inner:
            yield from preserving(self.data, piece)
        for at, ranked in sorted(texts.items()):
            text = b"".join(text for _, text in sorted(ranked, key=lambda one: one[0]))
            if at == 0:
                yield self._before(piece, text)
            elif at == len(piece.text):
                yield self._behind(piece, text)
            else:
                yield self._inside(piece, at, text, gone)
        yield from self._renamed(piece, gone)

    def _before(self, piece: Piece, text: bytes) -> Edit:
        assert piece.run is not None
        if piece.tag == piece.run.first:
            return Edit(piece.run.start, piece.run.start, text)
        return Edit(piece.tag, piece.tag, self._between(piece.run, text))

    def _behind(self, piece: Piece, text: bytes) -> Edit:
        assert piece.run is not None
        if piece.tag_end == piece.run.last:
            return Edit(piece.run.end, piece.run.end, text)
        return Edit(piece.tag_end, piece.tag_end, self._between(piece.run, text))

    def _between(self, run: Run, text: bytes) -> bytes:
        w = prefix(self.data, run.start)
        return b"</%sr>%s<%sr>%s" % (w, text, w, properties(self.data, run))

    def _inside(self, piece: Piece, at: int, text: bytes, gone: list[tuple[int, int]]) -> Edit:
        assert piece.run is not None
        w, place = prefix(self.data, piece.tag), byte_at(self.data, piece, at)
        before = b"delText" if any(start < at <= end for start, end in gone) else b"t"
        after = b"delText" if any(start <= at < end for start, end in gone) else b"t"
        closing = b"</%s%s>" % (w, before)
        opening = b"<%s%s%s>" % (w, after, _PRESERVE)
        return Edit(place, place, closing + self._between(piece.run, text) + opening)

    def _renamed(self, piece: Piece, gone: list[tuple[int, int]]) -> Iterator[Edit]:
        """Yield the edits that make the piece's own tags those of deleted text."""
        if piece.begin < 0:
            return
        w = prefix(self.data, piece.tag)
        name = len(b"<%st" % w)
        if any(start == 0 for start, _ in gone):
            yield Edit(piece.tag, piece.tag + name, b"<%sdelText" % w)
        if any(end == len(piece.text) for _, end in gone):
            yield Edit(piece.end, piece.end + name + 1, b"</%sdelText" % w)


def package(parts: Mapping[str, bytes]) -> bytes:
    """Return a new package of parts; the same parts give the same bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name, data in parts.items():
            _write(new, name, data)
    return out.getvalue()


def repackaged(old_package: bytes, parts: Mapping[str, bytes]) -> bytes:
    """Return a package with some parts exchanged or added; the others are copied as they are."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(old_package)) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for info in old.infolist():
            target = zipfile.ZipInfo(info.filename, info.date_time)
            target.compress_type, target.external_attr = info.compress_type, info.external_attr
            if info.filename in parts:
                new.writestr(target, parts[info.filename])
            else:
                with old.open(info) as original, new.open(target, "w") as copy:
                    shutil.copyfileobj(original, copy, 1 << 20)
        for name, data in parts.items():
            if name not in old.namelist():
                _write(new, name, data)
    return out.getvalue()


def _write(new: zipfile.ZipFile, name: str, data: bytes) -> None:
    target = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
    target.compress_type = zipfile.ZIP_DEFLATED
    new.writestr(target, data)
