"""The texts that are measured: laws that no table has seen, mandates, and what users give."""

from __future__ import annotations

import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path[:0] = [str(ROOT / "src"), str(ROOT / "tools")]

import opencc

from spelling import corpora

_PINYIN = re.compile(r"[(（][a-zāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜü]+[)）]")
_ONLY_TRADITIONAL = re.compile("[國務組織實業術級規劃門關]")


def laws(folder: Path) -> list[str]:
    """Return the laws of the fold that is kept for measuring, each as one text."""
    return [
        "\n".join(law.paragraphs) for law in corpora.laws(folder) if law.fold == corpora.TEST_FOLD and law.paragraphs
    ]


def drafts(folder: Path) -> list[str]:
    """Return all texts of a folder, roughly as the normaliser would give them."""
    return [_normal(path.read_text("utf-8")) for path in sorted(folder.glob("*.txt"))]


def _normal(text: str) -> str:
    text = _PINYIN.sub("", text)
    if len(_ONLY_TRADITIONAL.findall(text)) > 20:
        text = opencc.OpenCC("t2s").convert(text).replace("网路", "网络").replace("著力", "着力")
    return "\n".join(corpora.normal(line) for line in text.split("\n") if line.strip())
