"""Says why a stretch is suspected."""

from __future__ import annotations

from typing import Protocol

from mandate_lint.errors import Say
from mandate_lint.spelling.confusions import NEAR, SAME
from mandate_lint.spelling.edits import DOUBLED, LOST, SWAPPED, WORD, Edit
from mandate_lint.spelling.evidence import Evidence

_ALIKE = 3  # of 15: said to look alike
_HOW = {
    LOST: Say("疑漏字", "a character seems lost"),
    DOUBLED: Say("疑叠字", "a character seems doubled"),
    SWAPPED: Say("疑字序颠倒", "two characters seem swapped"),
    WORD: Say("词语同音", "words of the same sound"),
}


class Lexicon(Protocol):
    """What is known of words and of rows of characters."""

    def is_word(self, text: str) -> bool:
        """Tell whether two characters are a word."""

    def was_seen(self, text: str) -> bool:
        """Tell whether two or three characters were ever seen in a row."""


def reason(paragraph: str, start: int, end: int, new: str, edit: Edit, evidence: Evidence, lexicon: Lexicon) -> Say:
    """Return the ground in both languages, with the strange words and the usual ones."""
    before, after = _context(paragraph, start, end, new, evidence, lexicon)
    wrong, right = before + paragraph[start:end] + after, before + new + after
    if lexicon.was_seen(wrong):
        strange = Say("在此处少见", "is unusual here")
    else:
        strange = Say("未见于语料", "is not in the corpora")
    zh, en = f"“{wrong}”{strange.zh}；“{right}”常见", f"“{wrong}” {strange.en}; “{right}” is usual"
    if evidence.new_repeats > 1:
        zh = f"{zh}，本稿另有 {evidence.new_repeats} 处"
        en = f"{en}, {evidence.new_repeats} times in this draft"
    how = _how(edit)
    return Say(f"{zh}，{how.zh}", f"{en} ({how.en})")


def _context(paragraph: str, start: int, end: int, new: str, evidence: Evidence, lexicon: Lexicon) -> tuple[str, str]:
    """Return the neighbours with which the repair is a word, else both."""
    before, after = paragraph[max(start - 1, 0) : start], paragraph[end : end + 1]
    if not new:
        return paragraph[max(start - 2, 0) : start], ""
    if start == end:
        return paragraph[max(start - 2, 0) : start], paragraph[end : end + 2]
    if lexicon.is_word(new):
        return "", ""
    is_left, is_right = lexicon.is_word(before + new[0]), lexicon.is_word(new[-1] + after)
    if is_left and (not is_right or evidence.new_left_pair <= evidence.new_right_pair):
        return before, ""
    if is_right:
        return "", after
    return (before if _is_chinese(before) else ""), (after if _is_chinese(after) else "")


def _how(edit: Edit) -> Say:
    if edit.kind in _HOW:
        return _HOW[edit.kind]
    grounds = []
    if edit.sound == SAME:
        grounds.append(Say("同音", "same sound"))
    if edit.sound == NEAR:
        grounds.append(Say("近音", "similar sound"))
    if edit.likeness >= _ALIKE:
        grounds.append(Say("形近", "similar shape"))
    if not grounds:
        return Say("据上下文推断", "from the context")
    return Say("、".join(one.zh for one in grounds), " and ".join(one.en for one in grounds))


def _is_chinese(char: str) -> bool:
    return "一" <= char <= "鿿"
