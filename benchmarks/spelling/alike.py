"""Characters that look alike by a table of its own: one font, edges, not the three of the build."""

from __future__ import annotations

import numpy as np
from PIL import Image, ImageDraw, ImageFont

FONT = "/usr/share/fonts/truetype/arphic/ukai.ttc"  # Debian package fonts-arphic-ukai
SIZE = 40
CHOSEN = 4


def table(characters: str) -> dict[str, list[str]]:
    """Return for each character the four that share most of its ink."""
    font = ImageFont.truetype(FONT, SIZE)
    ink = np.stack([_ink(char, font) for char in characters])
    shared = ink @ ink.T
    total = ink.sum(axis=1)
    overlap = shared / np.maximum(total[:, None] + total[None, :] - shared, 1)
    np.fill_diagonal(overlap, -1)
    best = np.argsort(-overlap, axis=1, kind="stable")[:, :CHOSEN]
    return {char: [characters[at] for at in row] for char, row in zip(characters, best, strict=True)}


def _ink(char: str, font: ImageFont.FreeTypeFont) -> np.ndarray:
    image = Image.new("1", (SIZE, SIZE))
    ImageDraw.Draw(image).text((SIZE / 2, SIZE / 2), char, fill=1, font=font, anchor="mm")
    return np.asarray(image, dtype=np.float32).ravel()
