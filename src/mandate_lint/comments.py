"""What a draft says to mandate-lint: `<!-- mandate-lint: allow RULE 理由 -->`.

Such a line speaks of the next line of text, or of the whole file where nothing but blank lines and
comments stands above it.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator

from mandate_lint import patterns
from mandate_lint.records import NamedTuple
from mandate_lint.source import Source, Span

# Compiled when first needed: few drafts have such a line.
_OPENING = r"<!--[ \t\u3000]*mandate-lint\b"
_ID = r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*"
_ALLOW = rf"<!--\s*mandate-lint\s*[:：]\s*allow\s+(?P<rules>{_ID}(?:\s*[,，、]\s*{_ID})*)(?:[\s:：]+(?P<reason>\S.*?))?\s*-->"


class Comment(NamedTuple):
    """One rule that a line of the draft allows; `rule` is empty where the line is not understood."""

    rule: str
    span: Span  # the rule's id, or the whole line where it is not understood
    reason: str
    line: int | None  # the line that it speaks of; None means the whole file


def comments(source: Source) -> Iterator[Comment]:
    """Yield what the lines of a source allow, in order."""
    text = source.text
    if "mandate-lint" not in text:
        return
    lines = [line for line in range(1, len(source.line_starts) + 1) if _is_text(source, line)]
    for found in patterns.compile(_OPENING).finditer(text):
        line = source.position(found.start()).line
        above = bisect_right(lines, line)  # how many lines of text stand above it
        target = next(iter(lines[above : above + 1]), line)
        yield from _in_line(source, line, target if above else None)


def _in_line(source: Source, line: int, target: int | None) -> Iterator[Comment]:
    start, shown = source.line_starts[line - 1], source.line_text(line)
    allow = patterns.compile(_ALLOW).fullmatch(shown.strip())
    indent = len(shown) - len(shown.lstrip())
    if allow is None or not allow["reason"]:
        yield Comment("", Span(start + indent, start + len(shown.rstrip())), "", target)
        return
    for rule in patterns.compile(_ID).finditer(allow["rules"]):
        at = start + indent + allow.start("rules")
        yield Comment(rule[0], Span(at + rule.start(), at + rule.end()), allow["reason"], target)


def _is_text(source: Source, line: int) -> bool:
    text = source.line_text(line).strip("\ufeff \t\u3000")
    return bool(text) and not (text.startswith("<!--") and text.endswith("-->"))
