"""The draft itself with a Word comment at each finding, and safe repairs as tracked changes where asked.

A Word draft keeps every other byte of its parts. Of a draft in another form a plain Word document is made.
"""

from __future__ import annotations

import os
import re
from datetime import UTC, datetime

from mandate_lint.errors import InputError, Say
from mandate_lint.finding import FileReport, Finding, Report
from mandate_lint.fix import Repair, repairs
from mandate_lint.readers.docx import DocxSource
from mandate_lint.readers.docx_edit import (
    Edit,
    Markers,
    Stretch,
    escaped,
    is_cuttable,
    point,
    prefix,
    properties,
    repackaged,
    spliced,
    stretches,
)  # fmt: skip
from mandate_lint.readers.docx_package import highest_id, plain_docx, with_comments
from mandate_lint.readers.wordml import Paragraph, Run
from mandate_lint.records import NamedTuple
from mandate_lint.reports.words_of_findings import SEVERITY, evidence_lines
from mandate_lint.source import Span

AUTHOR = "mandate-lint"
# Which markers stand first where several stand at one place.
_DELETION_ENDS, _INSERTION, _COMMENT_ENDS, _COMMENT_STARTS, _DELETION_STARTS = range(5)


def render(report: Report, *, lang: str = "zh", track: bool = False, **_: object) -> bytes:
    """Return the reviewed draft as .docx bytes. Raises InputError for more or fewer drafts than one."""
    if len(report.files) != 1:
        raise InputError(
            Say("Word 批注一次只能写一份草案", "Word comments are written for one draft at a time"),
            Say("请逐份运行", "run it for each draft"),
        )
    return reviewed(report.files[0], lang, track=track)


def reviewed(file: FileReport, lang: str, *, track: bool = False) -> bytes:
    """Return one draft with its findings as comments."""
    source = file.source if isinstance(file.source, DocxSource) else plain_docx(file.source)
    review = _Review(source, lang)
    for finding in file.findings:
        review.comment(finding)
    if track:
        for repair in repairs(file.source, file.findings):
            review.track(repair)
    return review.package()


def _now() -> str:
    """Return the time of the review; SOURCE_DATE_EPOCH fixes it, as elsewhere."""
    fixed = os.environ.get("SOURCE_DATE_EPOCH", "")
    date = datetime.fromtimestamp(int(fixed), UTC) if fixed.isdigit() else datetime.now(UTC)
    return date.strftime("%Y-%m-%dT%H:%M:%SZ")


class _Stamp(NamedTuple):
    """Who made a change and when, as attributes."""

    first_id: int
    date: str

    def attributes(self, number: int, w: bytes) -> bytes:
        values = (w, self.first_id + number, w, AUTHOR.encode(), w, self.date.encode())
        return b'%sid="%d" %sauthor="%s" %sdate="%s"' % values


class _Review:
    """A Word draft and what is to be put into it."""

    def __init__(self, source: DocxSource, lang: str) -> None:
        self.source, self.lang = source, lang
        self.markers = {name: Markers(data) for name, data in source.parts.items()}
        self.main = source.parts[source.main_part]
        self.comments: list[bytes] = []
        self.changes = 0
        self.stamp = _Stamp(highest_id(source) + 1, _now())

    def comment(self, finding: Finding) -> None:
        """Put a comment at a finding: around its very characters where they are text of the body."""
        number = len(self.comments)
        self.comments.append(_comment(finding, self.stamp, number, self.lang))
        starts, ends = self._comment_marks(self.stamp.first_id + number)
        place = _outermost(self.source, finding.span)
        markers = self.markers[self.source.main_part]
        if isinstance(place, tuple):
            first, last = place
            if first == last and first.start == first.end:
                markers.at(first.piece, first.start, _COMMENT_ENDS, starts + ends)
            else:
                markers.at(first.piece, first.start, _COMMENT_STARTS, starts)
                markers.at(last.piece, last.end, _COMMENT_ENDS, ends)
        elif isinstance(place, Run):
            markers.loose += [Edit(place.start, place.start, starts), Edit(place.end, place.end, ends)]
        else:
            markers.loose.append(_in_paragraph(self.main, place, starts + ends))

    def _comment_marks(self, number: int) -> tuple[bytes, bytes]:
        w = _body_prefix(self.main)
        starts = b'<%scommentRangeStart %sid="%d"/>' % (w, w, number)
        ends = b'<%scommentRangeEnd %sid="%d"/><%sr><%scommentReference %sid="%d"/></%sr>' % (
            w, w, number, w, w, w, number, w,
        )  # fmt: skip
        return starts, ends

    def track(self, repair: Repair) -> None:
        """Write a repair as a tracked change: text that goes, text that comes."""
        found = stretches(self.source, repair.span)
        covered = sum(end - start for _, start, end in found)
        if covered < repair.span.end - repair.span.start or not all(is_cuttable(piece) for piece, _, _ in found):
            return  # part of it stands in an automatic number, a paragraph mark or a formula
        last = found[-1] if found else point(self.source, repair.span.start)
        if last is None or not is_cuttable(last.piece):
            return
        for piece, start, end in found:
            markers = self.markers[piece.part]
            w = prefix(markers.data, piece.tag)
            opening = b"<%sdel %s>" % (w, self._change(w))
            markers.at(piece, start, _DELETION_STARTS, opening)
            markers.at(piece, end, _DELETION_ENDS, b"</%sdel>" % w)
            markers.delete(piece, start, end)
        if repair.text:
            self._insert(last, repair.text)

    def _insert(self, place: Stretch, text: str) -> None:
        markers = self.markers[place.piece.part]
        w = prefix(markers.data, place.piece.tag)
        assert place.piece.run is not None
        looks = properties(markers.data, place.piece.run)
        written = b'<%sins %s><%sr>%s<%st xml:space="preserve">%s</%st></%sr></%sins>' % (
            w, self._change(w), w, looks, w, escaped(text), w, w, w,
        )  # fmt: skip
        markers.at(place.piece, place.end, _INSERTION, written)

    def _change(self, w: bytes) -> bytes:
        self.changes += 1
        return self.stamp.attributes(len(self.comments) + self.changes, w)

    def package(self) -> bytes:
        """Return the package with its changed parts."""
        changed = {
            name: spliced(markers.data, edits) for name, markers in self.markers.items() if (edits := markers.edits())
        }
        if self.comments:
            changed |= with_comments(self.source, b"".join(self.comments))
        return repackaged(self.source.package, changed)


def _outermost(source: DocxSource, span: Span) -> tuple[Stretch, Stretch] | Run | Paragraph:
    """Return where a comment on `span` goes: characters of the body, the run that holds a box or note, a paragraph."""
    found = stretches(source, span)
    if not found and (place := point(source, span.start)):
        found = [place]
    line = source.lines[source.position(span.start).line - 1]
    if line.part != source.main_part:
        return source.hosts.get(line.paragraph.note or "") or source.lines[0].paragraph
    if line.paragraph.host is not None:
        return line.paragraph.host
    ends = [_whole(found[0]), _whole(found[-1])] if found else []
    if not ends or any(end.piece.run is None or end.piece.part != source.main_part for end in ends):
        return line.paragraph
    hosts = [end.piece.run.host for end in ends if end.piece.run]
    if hosts[0] is not None or hosts[1] is not None:
        return hosts[0] or line.paragraph
    if any(end.piece.run and end.piece.run.is_math for end in ends):
        return line.paragraph
    return ends[0], ends[1]


def _whole(stretch: Stretch) -> Stretch:
    """Return the stretch, or its whole piece where that cannot be cut."""
    piece, start, end = stretch
    return stretch if is_cuttable(piece) or start == end else Stretch(piece, 0, len(piece.text))


def _in_paragraph(data: bytes, paragraph: Paragraph, text: bytes) -> Edit:
    """Return the edit that puts markers at the beginning of a paragraph, <w:p/> included."""
    if paragraph.content >= 0:
        return Edit(paragraph.content, paragraph.content, text)
    return Edit(paragraph.end - 2, paragraph.end, b">%s</%sp>" % (text, prefix(data, paragraph.byte)))


def _body_prefix(data: bytes) -> bytes:
    found = re.search(rb"<([\w.-]+:)?document[\s>]", data)
    return (found[1] or b"") if found else b"w:"


def _comment(finding: Finding, stamp: _Stamp, number: int, lang: str) -> bytes:
    """Return a comment: severity and rule, message, repair, evidence."""
    head = f"【{SEVERITY[finding.severity].of(lang)}】{finding.rule.title.of(lang)}（{finding.rule.id}）"
    lines = [finding.message.of(lang)]
    if finding.replacement is not None:
        label = Say("建议改为：", "Suggested: ").of(lang)
        lines.append(
            f"{label}{finding.replacement}" if finding.replacement else Say("建议删去", "Suggested: delete").of(lang)
        )
    lines += evidence_lines(finding, lang)
    mark = b"<w:r><w:annotationRef/></w:r>"
    first = b'<w:p>%s<w:r><w:rPr><w:b/></w:rPr><w:t xml:space="preserve">%s</w:t></w:r></w:p>' % (
        mark,
        escaped(head),
    )
    rest = b"".join(b'<w:p><w:r><w:t xml:space="preserve">%s</w:t></w:r></w:p>' % escaped(line) for line in lines)
    attributes = stamp.attributes(number, b"w:") + b' w:initials="ML"'
    return b"<w:comment %s>%s%s</w:comment>" % (attributes, first, rest)
