"""Says why a stretch is suspected."""

from __future__ import annotations

from mandate_lint.errors import Say
from mandate_lint.spelling.confusions import NEAR, SAME
from mandate_lint.spelling.edits import DOUBLED, LOST, SWAPPED, WORD, Edit
from mandate_lint.spelling.evidence import UNSEEN, Evidence

_ALIKE = 3  # of 15: said to look alike


def reason(paragraph: str, start: int, end: int, new: str, edit: Edit, evidence: Evidence) -> Say:
    """Return the ground in both languages, with the strange words and the usual ones."""
    before, after = _context(paragraph, start, end, evidence)
    wrong, right = before + paragraph[start:end] + after, before + new + after
    how = _how(edit)
    seen = evidence.old_unknown_triples > evidence.new_unknown_triples
    strange = Say("未见于语料", "is not in the corpora") if seen else Say("少见", "is rare")
    repeats = evidence.new_repeats
    zh = f"“{wrong}”{strange.zh}；“{right}”常见"
    en = f"“{wrong}” {strange.en}; “{right}” is usual"
    if repeats > 1:
        zh, en = f"{zh}，本稿另有 {repeats} 处", f"{en}, {repeats} times in this draft"
    return Say(f"{zh}，{how.zh}", f"{en} ({how.en})")


def _context(paragraph: str, start: int, end: int, evidence: Evidence) -> tuple[str, str]:
    """Return the neighbours that show best what is strange: those the repair goes well with."""
    before = paragraph[start - 1 : start] if start else ""
    after = paragraph[end : end + 1]
    if start == end:
        return paragraph[max(start - 2, 0) : start], paragraph[end : end + 2]
    left_gain = evidence.old_left_pair - evidence.new_left_pair
    right_gain = evidence.old_right_pair - evidence.new_right_pair
    if evidence.new_left_pair == UNSEEN or not _is_chinese(before):
        before = ""
    if evidence.new_right_pair == UNSEEN or not _is_chinese(after):
        after = ""
    if before and after and abs(left_gain - right_gain) > 5:
        return (before, "") if left_gain > right_gain else ("", after)
    return before, after


def _how(edit: Edit) -> Say:
    if edit.kind == LOST:
        return Say("疑漏字", "a character seems lost")
    if edit.kind == DOUBLED:
        return Say("疑叠字", "a character seems doubled")
    if edit.kind == SWAPPED:
        return Say("疑字序颠倒", "two characters seem swapped")
    if edit.kind == WORD:
        return Say("词语同音", "words of the same sound")
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
