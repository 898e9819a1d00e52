"""Finds characters that look alike: glyphs of three fonts, blurred, compared by cosine."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFilter, ImageFont

FONTS = {  # Debian packages fonts-noto-cjk, fonts-wqy-zenhei, fonts-arphic-uming
    "/usr/share/fonts/opentype/noto/NotoSerifCJK-Regular.ttc": 2,
    "/usr/share/fonts/truetype/wqy/wqy-zenhei.ttc": 0,
    "/usr/share/fonts/truetype/arphic/uming.ttc": 0,
}
SIZE, CELL = 64, 20
NEIGHBOURS, RARE_NEIGHBOURS = 32, 8
LEAST = 0.42  # cosine
STEPS = 15  # likeness is kept in 1..15
NUMBERS = 40  # that stand for a glyph where any two characters are to be compared
SCALE = 127

Reals = NDArray[np.float32]


def neighbours(sources: str, targets: str, fonts: dict[str, int]) -> list[list[tuple[int, int]]]:
    """Return for each source the targets (as indices) that look like it, with 1..15 likeness."""
    likeness = _all_glyphs(sources, fonts) @ _all_glyphs(targets, fonts).T
    common = frozenset(targets)
    place = {char: at for at, char in enumerate(targets)}
    rows = []
    for row, char in zip(likeness, sources, strict=True):
        if char in place:
            row[place[char]] = -1
        best = np.argsort(-row, kind="stable")[: NEIGHBOURS if char in common else RARE_NEIGHBOURS]
        rows.append([(int(at), _steps(float(row[at]))) for at in best if row[at] >= LEAST])
    return rows


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
    rows -= rows.mean(axis=1, keepdims=True)
    return rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-6)


def _glyph(char: str, font: ImageFont.FreeTypeFont) -> Reals:
    image = Image.new("L", (SIZE, SIZE))
    ImageDraw.Draw(image).text((SIZE / 2, SIZE / 2), char, fill=255, font=font, anchor="mm")
    blurred = image.filter(ImageFilter.GaussianBlur(1.6)).resize((CELL, CELL))
    return np.asarray(blurred, dtype=np.float32).ravel()
