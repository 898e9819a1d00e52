"""Repairs: the safe replacements of findings, made in the text as it stands in the file.

A round makes the repairs that neither overlap nor touch; the text is then checked again, until
nothing is left to repair. So a second run changes nothing.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Protocol

from mandate_lint import atomic
from mandate_lint.errors import InputError, Say
from mandate_lint.finding import Finding
from mandate_lint.records import NamedTuple, record, replace
from mandate_lint.source import Source, Span

WIDTH = "halfwidth-punctuation"  # the rule whose replacements are made only when asked for
_ROUNDS = 20


class Repair(NamedTuple):
    """A stretch of the text, what takes its place, and the rule that says so."""

    span: Span
    text: str
    rule: str


@record
class Fixed:
    """A draft before and after its repairs."""

    before: Source
    after: Source
    made: tuple[Repair, ...] = ()  # each with its place in the text of its round
    left_out: tuple[Repair, ...] = ()  # the file's encoding has no such character
    refused: int = 0  # how many could be made if the draft were plain text

    @property
    def is_changed(self) -> bool:
        """Tell whether anything was repaired."""
        return self.before.text != self.after.text

    def notes(self) -> Iterator[Say]:
        """Yield a sentence on what was not repaired, though it could have been."""
        path, encoding = self.before.path, self.before.encoding
        if self.refused:
            yield Say(
                f"{path}: --fix 只修改文本草案，有 {self.refused} 处可改而未改；请另存为 UTF-8 文本",
                f"{path}: --fix changes text drafts alone, {self.refused} left as they are; save it as UTF-8 text",
            )
        if self.left_out:
            texts = "、".join(dict.fromkeys(repair.text for repair in self.left_out))
            yield Say(
                f"{path}: {encoding} 编码没有“{texts}”，{len(self.left_out)} 处未改；请另存为 UTF-8 文本",
                f"{path}: {encoding} has no {texts}, {len(self.left_out)} left as they are; save it as UTF-8 text",
            )


class BeforeAfter(Protocol):
    """What a diff needs of a repaired draft, of text or of Word."""

    @property
    def before(self) -> Source:
        """Return the draft as it was."""

    @property
    def after(self) -> Source:
        """Return the draft as it is now."""


def settle(
    source: Source, content: bytes, check: Callable[[Source], Sequence[Finding]], *, width: bool = False
) -> Fixed:
    """Return the draft with all safe repairs made; `content` is the file, `check` gives the findings of a text."""
    if not is_text(source, content):
        return Fixed(source, source, refused=len(list(_wanted(source, check(source), width))))
    made: list[Repair] = []
    left_out: list[Repair] = []
    after, seen = source, {source.text}
    for _ in range(_ROUNDS):
        wanted = list(_wanted(after, check(after), width))
        left_out = [repair for repair in wanted if not _can_hold(source.encoding, repair.text)]
        chosen = _apart(repair for repair in wanted if repair not in left_out)
        text = _replaced(after.text, chosen)
        # Two rules that undo one another must not go round for ever.
        if text in seen:
            break
        seen.add(text)
        made += chosen
        after = replace(after, text=text)
    return Fixed(source, after, tuple(made), tuple(left_out))


def apply(source: Source, findings: Iterable[Finding], *, width: bool = False) -> str:
    """Return the text after one round of repairs; those that touch one another wait for the next."""
    return _replaced(source.text, repairs(source, findings, width=width))


def repairs(source: Source, findings: Iterable[Finding], *, width: bool = False) -> list[Repair]:
    """Return the repairs of one round, apart from one another: the leftmost first, then the longest."""
    wanted = _wanted(source, findings, width)
    return _apart(repair for repair in wanted if _can_hold(source.encoding, repair.text))


def _wanted(source: Source, findings: Iterable[Finding], width: bool) -> Iterator[Repair]:
    for finding in findings:
        if finding.rule.id == WIDTH and width:
            for span in (finding.span, *finding.related):
                yield Repair(span, _widened(source.quote(span)), WIDTH)
        elif finding.is_fixable and finding.replacement is not None:
            yield _trimmed(source.quote(finding.span), Repair(finding.span, finding.replacement, finding.rule.id))


def _widened(text: str) -> str:
    """Return ASCII marks as their full-width forms, which lie a fixed distance behind them."""
    return "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in text)


def _trimmed(old: str, repair: Repair) -> Repair:
    """Return the repair without what it leaves as it is at both ends: of 项 目 only the blank."""
    (start, end), new = repair.span, repair.text
    head = len(os.path.commonprefix([old, new]))  # noqa: RUF071 - of texts, not paths
    tail = len(os.path.commonprefix([old[head:][::-1], new[head:][::-1]]))  # noqa: RUF071
    return repair._replace(span=Span(start + head, end - tail), text=new[head : len(new) - tail])


def _apart(wanted: Iterable[Repair]) -> list[Repair]:
    chosen: list[Repair] = []
    for repair in sorted(wanted, key=lambda one: (one.span.start, -one.span.end)):
        if not chosen or repair.span.start > chosen[-1].span.end:
            chosen.append(repair)
    return chosen


def _replaced(text: str, chosen: Iterable[Repair]) -> str:
    parts, at = [], 0
    for (start, end), new, _ in chosen:
        parts += [text[at:start], new]
        at = end
    return "".join([*parts, text[at:]])


def _can_hold(encoding: str, text: str) -> bool:
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True


def encode(source: Source, text: str) -> bytes:
    """Return a text as bytes in the file's own encoding, with its byte order mark where it had one."""
    mark = "\ufeff" if source.has_bom else ""
    return (mark + text).encode(source.encoding)


def is_text(source: Source, content: bytes) -> bool:
    """Tell whether a draft can be written back: its text must give the file's own bytes again.

    So no Word file, web page or PDF is overwritten with text, and no character that Big5 or GB18030
    can write in two ways is changed on the way.
    """
    try:
        return encode(source, source.text) == content
    except UnicodeEncodeError:
        return False


def write(fixed: Fixed) -> None:
    """Write a repaired draft in place, whole or not at all; its rights stay, a link is followed."""
    if not fixed.is_changed:
        return
    path = fixed.before.path
    try:
        with open(path, "rb") as file:
            if not is_text(fixed.before, file.read()):
                raise InputError(
                    Say("在检查期间被改动，未写入", "was changed meanwhile and is left as it is"),
                    Say("请再运行一次", "run again"), path=path,
                )  # fmt: skip
        atomic.write(path, encode(fixed.before, fixed.after.text))
    except OSError as error:
        raise InputError(
            Say(f"不能写入（{error.strerror}）", f"cannot be written ({error.strerror})"),
            Say("请核对路径和权限", "check the path and your rights"), path=path,
        ) from None  # fmt: skip


def diff(fixed: BeforeAfter) -> str:
    """Return what the repairs change as a unified diff, which patch and git apply take with -p0."""
    from difflib import unified_diff

    path = fixed.before.path
    name = path + "\t" if any(c.isspace() for c in path) else path
    lines = unified_diff(_lines(fixed.before.text), _lines(fixed.after.text), name, name)
    return "".join(line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in lines)


def _lines(text: str) -> list[str]:
    r"""Return the lines with their ends; only \n ends one, as patch has it."""
    lines = text.split("\n")
    return [line + "\n" for line in lines[:-1]] + ([lines[-1]] if lines[-1] else [])
