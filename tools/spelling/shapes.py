"""Finds characters that look alike: glyphs of three fonts, blurred, compared by cosine.

As wholes (责 and 贵), by their right parts (狙 and 阻), and where one is a part of the other (匡 and 框).
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFilter, ImageFont

FONTS = {  # Debian packages fonts-noto-cjk, fonts-wqy-zenhei, fonts-arphic-uming
    "/usr/share/fonts/opentype/noto/NotoSerifCJK-Regular.ttc": 2,
    "/usr/share/fonts/truetype/wqy/wqy-zenhei.ttc": 0,
    "/usr/share/fonts/truetype/arphic/uming.ttc": 0,
}
PLAIN = ("/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc", 2)  # parts are clearest without serifs
SIZE, CELLS, BLUR = 64, 20, 1.6
PART_CELLS, PART_BLUR = 14, 2.6  # a part is drawn larger than it stands in a character
NEIGHBOURS, RARE_NEIGHBOURS = 32, 8
LEAST = 0.42  # cosine
STEPS = 15  # likeness is kept in 1..15
NUMBERS = 40  # that stand for a glyph where any two characters are to be compared
SCALE = 127
_Window = tuple[float, float, float, float]
_WHOLE = (0.0, 0.0, 1.0, 1.0)
# Shares of a glyph's width and height: right parts that may be the same, and parts that may be a whole character.
_RIGHT = ((0.28, 0, 1, 1), (0.38, 0, 1, 1), (0.47, 0, 1, 1))
_PARTS = (*_RIGHT, (0, 0, 0.47, 1), (0, 0, 0.62, 1), (0, 0.33, 1, 1), (0, 0.47, 1, 1), (0, 0, 1, 0.47),
          (0, 0, 1, 0.64), (0.14, 0.14, 0.86, 1))  # fmt: skip
_SAME_PART, _PART_STEPS = 0.81, 8  # cosine, and the likeness of two whose parts are the same
_INK, _LEAST_INK = 64, 25  # how dark a pixel is, and how many make a part

Reals = NDArray[np.float32]


def neighbours(
    sources: str, targets: str, alphabet: Container[str], fonts: dict[str, int]
) -> list[list[tuple[int, int]]]:
    """Return for each source the targets (as indices) that look like it, with 1..15 likeness.

    Parts are compared for the sources of the alphabet alone: others are seen too seldom.
    """
    likeness = _all_glyphs(sources, fonts) @ _all_glyphs(targets, fonts).T
    place = {char: at for at, char in enumerate(targets)}
    known = [char for char in sources if char in alphabet]
    related = dict(zip(known, _related(known, targets), strict=True))
    rows = []
    for row, char in zip(likeness, sources, strict=True):
        if char in place:
            row[place[char]] = -1
        best = np.argsort(-row, kind="stable")[: NEIGHBOURS if char in place else RARE_NEIGHBOURS]
        whole = {int(at): _steps(float(row[at])) for at in best if row[at] >= LEAST}
        parts = related.get(char, {})
        found = {at: max(whole.get(at, 0), parts.get(at, 0)) for at in {**whole, **parts}}
        rows.append(sorted(found.items(), key=lambda pair: (-pair[1], pair[0])))
    return rows


def _related(sources: list[str], targets: str) -> list[dict[int, int]]:
    """Return for each source the targets with the same right part, and those that are a part of it or it of them."""
    font = ImageFont.truetype(PLAIN[0], SIZE, index=PLAIN[1])
    images = {char: _drawn(char, font) for char in {*sources, *targets}}
    each = {window: [_parts(images, chars, window) for chars in (sources, targets)] for window in (_WHOLE, *_PARTS)}
    best = np.zeros((len(sources), len(targets)), np.float32)
    for window in _PARTS:
        source, target = each[window]
        best = np.maximum(best, source @ each[_WHOLE][1].T)
        best = np.maximum(best, each[_WHOLE][0] @ target.T)
        if window in _RIGHT:
            best = np.maximum(best, source @ target.T)
    best[np.array(sources)[:, None] == np.array(list(targets))] = 0
    steps = np.ceil((best - _SAME_PART) / (1 - _SAME_PART) * _PART_STEPS).astype(int)
    return [{int(at): int(row[at]) for at in np.flatnonzero(row > 0)} for row in steps]


def _parts(images: Mapping[str, Image.Image], chars: Iterable[str], window: _Window) -> Reals:
    """Return a row a character, of the ink inside a window spread over the whole square."""
    return _unit(np.stack([_spread(images[char], window) for char in chars]))


def _spread(image: Image.Image, window: _Window) -> Reals:
    inside = image.crop(tuple(round(share * SIZE) for share in window))
    ink = inside.point(lambda dark: 255 * (dark > _INK))
    if ink.histogram()[255] < _LEAST_INK:
        return np.zeros(PART_CELLS**2, np.float32)
    spread = inside.crop(ink.getbbox()).resize((SIZE, SIZE), Image.Resampling.BILINEAR)
    return _blurred(spread, PART_BLUR, PART_CELLS)


def sketches(characters: str, fonts: dict[str, int]) -> bytes:
    """Return NUMBERS signed bytes a character, whose products come near the cosine."""
    glyphs = _all_glyphs(characters, fonts).astype(np.float64)
    values, vectors = np.linalg.eigh(glyphs.T @ glyphs)
    axes = vectors[:, np.argsort(-values)[:NUMBERS]]
    axes *= np.sign(axes[np.abs(axes).argmax(axis=0), range(NUMBERS)])  # else the sign is chance
    short = glyphs @ axes
    short /= np.maximum(np.linalg.norm(short, axis=1, keepdims=True), 1e-6)
    return np.rint(short * SCALE).astype(np.int8).tobytes()


def _steps(cosine: float) -> int:
    return min(max(round((cosine - LEAST) / (1 - LEAST) * STEPS), 1), STEPS)


def _all_glyphs(chars: str, fonts: dict[str, int]) -> Reals:
    """Return a row a character whose products are the mean cosine over the fonts."""
    each = [_glyphs(chars, ImageFont.truetype(path, SIZE, index=at)) for path, at in fonts.items()]
    return np.hstack(each) / np.sqrt(np.float32(len(each)))


def _glyphs(chars: str, font: ImageFont.FreeTypeFont) -> Reals:
    rows = np.stack([_glyph(char, font) for char in chars])
    rows[(rows == _glyph("\uffff", font)).all(axis=1)] = 0  # the font lacks it
    return _unit(rows)


def _unit(rows: Reals) -> Reals:
    rows -= rows.mean(axis=1, keepdims=True)
    return rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-6)


def _glyph(char: str, font: ImageFont.FreeTypeFont) -> Reals:
    return _blurred(_drawn(char, font), BLUR, CELLS)


def _drawn(char: str, font: ImageFont.FreeTypeFont) -> Image.Image:
    image = Image.new("L", (SIZE, SIZE))
    ImageDraw.Draw(image).text((SIZE / 2, SIZE / 2), char, fill=255, font=font, anchor="mm")
    return image


def _blurred(image: Image.Image, blur: float, cells: int) -> Reals:
    blurred = image.filter(ImageFilter.GaussianBlur(blur)).resize((cells, cells))
    return np.asarray(blurred, dtype=np.float32).ravel()
