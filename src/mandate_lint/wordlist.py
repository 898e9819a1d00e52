"""The team's own word list: `words:` of the settings file, kept with `mandate-lint words add`."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Sequence
from typing import Any

from mandate_lint import atomic
from mandate_lint.errors import InputError, Say
from mandate_lint.settings import NAMES, load


def settings_file(folder: str) -> str:
    """Return the YAML settings file that holds for a folder; where there is none, a new one there."""
    here = os.path.abspath(folder)
    while True:
        for name in NAMES:
            if os.path.isfile(path := os.path.join(here, name)):
                return os.path.relpath(path)
        above = os.path.dirname(here)
        if above == here:
            return os.path.join(os.path.relpath(os.path.abspath(folder)), NAMES[0]).removeprefix("./")
        here = above


def listed(path: str) -> tuple[str, ...]:
    """Return the words that a settings file has."""
    return tuple(load(path).options.get("words", ())) if os.path.exists(path) else ()


def add(words: Iterable[str], path: str) -> list[str]:
    """Add words to a settings file, its comments and order kept; return those that are new.

    Raises InputError where a word is none, or the file is wrong or cannot be written.
    """
    known = listed(path)
    fresh = [word for word in dict.fromkeys(map(str.strip, words)) if word not in known]
    for word in fresh:
        if not word or any(c.isspace() for c in word):
            raise InputError(Say(f"“{word}”不是一个词", f"{word!r} is no word"), Say("词中不能有空格", "a word has no blanks"))
    if not fresh:
        return []
    text = ""
    if os.path.exists(path):
        with open(path, encoding="utf-8", newline="") as file:
            text = file.read()
    try:
        atomic.write(path, _with_words(text, fresh).encode())
    except OSError as error:
        reason = Say(f"不能写入（{error.strerror}）", f"cannot be written ({error.strerror})")
        raise InputError(reason, Say("请核对路径和权限", "check the path and your rights"), path=path) from None
    load(path)  # what was written must still be sound
    return fresh


def _with_words(text: str, words: Sequence[str]) -> str:
    """Return the YAML text with words added to its list, or with a list of its own."""
    import yaml

    root: Any = yaml.compose(text) if text.strip() else None
    pairs = root.value if root is not None else []
    node = next((value for key, value in pairs if key.value == "words"), None)
    if node is None or not node.value:
        body = text if not text or text.endswith("\n") else text + "\n"
        if node is not None:
            return text[: node.start_mark.index] + _flow(words, "[") + text[node.end_mark.index :]
        return body + "words:\n" + "".join(f"  - {_quoted(word)}\n" for word in words)
    last = node.value[-1]
    if node.flow_style:
        return text[: last.end_mark.index] + ", " + _flow(words, "") + text[last.end_mark.index :]
    end = text.find("\n", last.end_mark.index - 1)
    end = len(text) if end == -1 else end
    dash = text.rfind("\n", 0, last.start_mark.index) + 1
    lead = text[dash : last.start_mark.index]
    return text[:end] + "".join(f"\n{lead}{_quoted(word)}" for word in words) + text[end:]


def _flow(words: Sequence[str], bracket: str) -> str:
    inside = ", ".join(map(_quoted, words))
    return f"[{inside}]" if bracket else inside


def _quoted(word: str) -> str:
    """Return a word as YAML writes it: bare where that is plain."""
    return word if word.isalpha() and not word.isascii() else json.dumps(word, ensure_ascii=False)
