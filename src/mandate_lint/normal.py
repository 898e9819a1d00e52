"""The text as it is understood, and the way back to the file.

Normal text is Simplified, with Chinese punctuation of full width, Latin letters and digits of half
width, without romanisation left behind characters, without blanks inside Chinese, and with one
logical paragraph a line. Every character of it stems from exactly one character of the source:
characters are dropped or exchanged one for one, never added. So a place in normal text always
leads back to a place in the file.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from collections.abc import Iterator
from functools import cached_property

from mandate_lint import patterns
from mandate_lint.script import to_simplified
from mandate_lint.softbreaks import soft_breaks
from mandate_lint.source import Source, Span

BLANK = r"[ \t\u3000\xa0\u1680\u2000-\u200d\u202f\u205f\u2060\ufeff\xad\x0b\x0c\x00-\x08]"
_BLANKS = patterns.compile(f"{BLANK}+")
_MARKDOWN_SIGN = patterns.compile(r"[#*>_-]")
_MARKDOWN = patterns.compile(r"(?m)^[ \t]{0,6}(?P<mark>#{1,6}(?=[ \t])|[-*+>](?=[ \t](?![-—\d])))|(?P<bold>\*\*|__)")
_LATIN = patterns.compile(r"[!-~]")
_PINYIN_TONED = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜńňǹḿ"
PINYIN = patterns.compile(
    rf"(?<=[^\W\da-zA-Z_])(?P<cut>{BLANK}?[(（]{BLANK}?(?P<reading>[a-zü{_PINYIN_TONED}]{{1,7}}){BLANK}?[)）])"
)
_WIDTH: dict[int, int | str] = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | dict(
    zip(map(ord, ",;:?!()﹐﹔﹕﹙﹚︰"), "，；：？！（），；：（）：", strict=True)
)
_WIDTH |= {ord(c): c for c in "，；：？！（）"}
_WIDTH |= dict.fromkeys(map(ord, "\t\u3000\xa0\u2002\u2003\u2009\u202f"), " ")
_WIDTH[ord("\r")] = "\n"


def is_pinyin(character: str, reading: str) -> bool:
    """Tell whether `reading`, as it stands in brackets, romanises the character before it."""
    if any(c in _PINYIN_TONED for c in reading):
        return True
    from mandate_lint.spelling.readings import readings

    return reading.replace("v", "ü") in readings(character)


class Normal:
    """A source text as understood. `text` is the normal text; `span` leads back to the source."""

    def __init__(self, source: Source, drops: list[Span], *, is_raw: bool = False) -> None:
        """Keep all of `source` but the stretches in `drops` (sorted, apart)."""
        self.source = source
        kept, starts, origins, length, at = [], [], [], 0, 0
        for start, end in [*drops, Span(len(source.text), len(source.text))]:
            if start > at:
                kept.append(source.text[at:start])
                starts.append(length)
                origins.append(at)
                length += start - at
            at = max(at, end)
        self._starts, self._origins = starts or [0], origins or [0]
        text = "".join(kept)
        self.text = text if is_raw else to_simplified(_exchange(text))

    @classmethod
    def raw(cls, source: Source) -> Normal:
        """Return the text of the file itself, for checks of what normal text no longer has."""
        return cls(source, [], is_raw=True)

    def offset(self, at: int) -> int:
        """Return the source offset of the character at `at` of the normal text."""
        piece = bisect_right(self._starts, at) - 1
        return self._origins[piece] + at - self._starts[piece]

    def span(self, start: int, end: int) -> Span:
        """Return the source stretch of a normal stretch; an empty one lies before its character."""
        if start >= end:
            return self.after(start) if start >= len(self.text) else Span(*[self.offset(start)] * 2)
        return Span(self.offset(start), self.offset(end - 1) + 1)

    def after(self, end: int) -> Span:
        """Return the empty source stretch right behind the character before `end`."""
        at = self.offset(end - 1) + 1 if end > 0 else 0
        return Span(at, at)

    def has_gap(self, at: int) -> bool:
        """Tell whether something was dropped right before the character at `at`."""
        return 0 < at < len(self.text) and self.offset(at) != self.offset(at - 1) + 1

    @cached_property
    def paragraphs(self) -> list[Span]:
        """Return the logical paragraphs that are not empty, as normal offsets."""
        found, at = [], 0
        for line in self.text.split("\n"):
            if line:
                found.append(Span(at, at + len(line)))
            at += len(line) + 1
        return found


def normalise(source: Source) -> Normal:
    """Return the normal text of a source."""
    cuts = sorted([*_markdown(source.text), *_carriage_returns(source.text), *_blanks(source.text), *pinyin(source.text),
                   *soft_breaks(source.text)])  # fmt: skip
    return Normal(source, _merged(cuts))


def _merged(spans: list[Span]) -> list[Span]:
    merged: list[Span] = []
    for span in spans:
        if merged and span.start <= merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, span.end))
        else:
            merged.append(span)
    return merged


def _carriage_returns(text: str) -> Iterator[Span]:
    return (Span(found.start(), found.end()) for found in patterns.compile(r"\r(?=\n)").finditer(text))


def _markdown(text: str) -> Iterator[Span]:
    """Yield the marks that Markdown sets before lines and round words: ##, -, >, **."""
    if not _MARKDOWN_SIGN.search(text):
        return
    for found in _MARKDOWN.finditer(text):
        yield Span(*found.span("mark" if found["mark"] else "bold"))


def _blanks(text: str) -> Iterator[Span]:
    """Yield blanks that part no two Latin words; of a run between words the first one stays."""
    for found in _BLANKS.finditer(text):
        # Markdown's stars go, so the blank of 1. **办公室** stands before Chinese.
        before = text[max(0, found.start() - 3) : found.start()].rstrip("*")[-1:]
        after = text[found.end() : found.end() + 3].lstrip("*")[:1]
        joins = _LATIN.match(before) and _LATIN.match(after) and found.start() > 0
        if not joins:
            yield Span(found.start(), found.end())
        elif found.end() - found.start() > 1:
            yield Span(found.start() + 1, found.end())


def pinyin(text: str) -> Iterator[Span]:
    """Yield the stretches that hold romanisation behind a character: the (zhí) of 執(zhí)行."""
    for found in PINYIN.finditer(text):
        if is_pinyin(text[found.start() - 1], found["reading"]):
            yield Span(found.start("cut"), found.end("cut"))


def _exchange(text: str) -> str:
    """Unify width, and the radicals and compatibility forms that copies from PDF bring along."""
    variants: dict[int, int | str] = {ord(c): _plain(c) for c in set(text) if "⺀" <= c <= "⿟" or "豈" <= c <= "﫿"}
    return text.translate(_WIDTH | variants if variants else _WIDTH)


def _plain(character: str) -> str:
    plain = unicodedata.normalize("NFKC", character)
    return plain if len(plain) == 1 else character
