"""The detector of wrong characters that nobody listed.

`detect(text)` returns what is probably misspelt in normal text, each with its most likely
replacement, a confidence and a reason; `recurring(texts)` gathers what several drafts share,
for the `known` of `detect`. Tables load on first use.
"""

from __future__ import annotations

from mandate_lint.spelling.detect import Detector, Suspect, detect, levels, shipped
from mandate_lint.spelling.recurring import recurring

__all__ = ["Detector", "Suspect", "detect", "levels", "recurring", "shipped"]
