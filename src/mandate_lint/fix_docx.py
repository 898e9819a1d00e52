"""Repairs of a Word draft: only the characters concerned change, in the runs where they stand."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from mandate_lint import atomic
from mandate_lint.errors import InputError, Say
from mandate_lint.finding import Finding
from mandate_lint.fix import Repair, repairs
from mandate_lint.readers import load
from mandate_lint.readers.docx import DocxSource, read_docx
from mandate_lint.readers.docx_edit import (
    Edit,
    Stretch,
    byte_at,
    escaped,
    is_cuttable,
    is_sign,
    point,
    preserving,
    repackaged,
    spliced,
    stretches,
)
from mandate_lint.records import record

_ROUNDS = 20


@record
class FixedDocx:
    """A Word draft before and after its repairs."""

    before: DocxSource
    after: DocxSource
    made: tuple[Repair, ...] = ()
    left_out: tuple[Repair, ...] = ()  # they stand where no text can be changed, as in automatic numbers
    refused: int = 0  # how many could be made if the file were .docx itself

    @property
    def is_changed(self) -> bool:
        """Tell whether anything was repaired."""
        return bool(self.made)

    def notes(self) -> Iterator[Say]:
        """Yield a sentence on what was not repaired, though it could have been."""
        path = self.before.path
        if self.refused:
            yield Say(
                f"{path}: --fix 不能写回这种格式，有 {self.refused} 处可改而未改；请另存为 .docx",
                f"{path}: --fix cannot write this format, {self.refused} left as they are; save it as .docx",
            )
        if self.left_out:
            yield Say(
                f"{path}: 有 {len(self.left_out)} 处在自动编号或域中，未改；请在 Word 中修改",
                f"{path}: {len(self.left_out)} in automatic numbers or fields are left as they are; change them in Word",
            )


def settle(source: DocxSource, content: bytes, check: Callable[[DocxSource], Sequence[Finding]]) -> FixedDocx:
    """Return the draft with all safe repairs made, checked again after each round of them.

    `content` is the file: one that LibreOffice had to convert is not written back.
    """
    if content != source.package:
        return FixedDocx(source, source, refused=len(repairs(source, check(source))))
    made: list[Repair] = []
    left_out: list[Repair] = []
    after, seen = source, {source.text}
    for _ in range(_ROUNDS):
        wanted = repairs(after, check(after))
        chosen = [repair for repair in wanted if list(_edits(after, repair))]
        left_out = [repair for repair in wanted if repair not in chosen]
        fixed = apply(after, chosen)
        # Two rules that undo one another must not go round for ever.
        if fixed.text in seen:
            break
        seen.add(fixed.text)
        made += chosen
        after = fixed
    return FixedDocx(source, after, tuple(made), tuple(left_out))


def write(fixed: FixedDocx) -> None:
    """Write a repaired draft in place, whole or not at all. Raises InputError."""
    if not fixed.is_changed:
        return
    path = fixed.before.path
    try:
        if load(path) != fixed.before.package:
            raise InputError(
                Say("在检查期间被改动，未写入", "was changed meanwhile and is left as it is"),
                Say("请再运行一次", "run again"),
                path=path,
            )
        atomic.write(path, fixed.after.package)
    except OSError as error:
        raise InputError(
            Say(f"不能写入（{error.strerror}）", f"cannot be written ({error.strerror})"),
            Say("请核对路径和权限", "check the path and your rights"),
            path=path,
        ) from None


def apply(source: DocxSource, chosen: Iterable[Repair]) -> DocxSource:
    """Return the draft after repairs that lie apart; its `package` is the new file."""
    edits: dict[str, list[Edit]] = {}
    for repair in chosen:
        for part, edit in _edits(source, repair):
            edits.setdefault(part, []).append(edit)
    parts = {part: spliced(source.parts[part], found) for part, found in edits.items()}
    return read_docx(repackaged(source.package, parts), source.path, source.revisions)


def _edits(source: DocxSource, repair: Repair) -> Iterator[tuple[str, Edit]]:
    """Yield the edits of a repair, none where it cannot be made: the first run takes the new text."""
    found = stretches(source, repair.span)
    covered = sum(end - start for _, start, end in found)
    if not found and repair.span.start == repair.span.end and (place := point(source, repair.span.start)):
        found = [place]
    is_possible = covered == repair.span.end - repair.span.start and found
    parts = source.parts
    if not is_possible or not all(is_cuttable(piece) or is_sign(parts[piece.part], piece) for piece, _, _ in found):
        return
    text = repair.text
    for stretch in found:
        for edit in _in_piece(source.parts[stretch.piece.part], stretch, text):
            yield stretch.piece.part, edit
        text = "" if is_cuttable(stretch.piece) else text


def _in_piece(data: bytes, stretch: Stretch, text: str) -> Iterator[Edit]:
    piece, start, end = stretch
    if not is_cuttable(piece):
        yield Edit(piece.tag, piece.tag_end, b"")  # a w:tab or w:br in the stretch
        return
    rest = piece.text[:start] + text + piece.text[end:]
    if rest != rest.strip():
        yield from preserving(data, piece)
    yield Edit(byte_at(data, piece, start), byte_at(data, piece, end), escaped(text))
