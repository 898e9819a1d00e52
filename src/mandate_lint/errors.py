"""What can be wrong with what a user gives us, said in both languages."""

from __future__ import annotations

from mandate_lint.records import NamedTuple

LONGEST = 300  # characters of a path that a message quotes


class Say(NamedTuple):
    """One sentence for users, in Chinese and in English."""

    zh: str
    en: str

    def of(self, lang: str) -> str:
        """Return the sentence in `lang`, "zh" or "en"."""
        return self.en if lang == "en" else self.zh


class InputError(Exception):
    """Bad input: what is wrong, where, and what to do about it.

    `line` and `column` are 1-based. The command line prints it as one line and exits with 2.
    """

    def __init__(
        self,
        reason: Say,
        hint: Say = Say("", ""),
        *,
        path: str | None = None,
        line: int | None = None,
        column: int | None = None,
    ) -> None:
        super().__init__(reason.en)
        self.reason, self.hint = reason, hint
        self.path, self.line, self.column = path, line, column

    def __reduce__(self) -> tuple[object, ...]:
        """Keep every part when the error crosses from a worker process."""
        return _rebuild, (self.reason, self.hint, self.path, self.line, self.column)

    def place(self) -> str:
        """Return `path:line:column` as far as it is known."""
        path = self.path or ""
        shown = path if len(path) <= LONGEST else f"{path[: LONGEST // 2]}…{path[-LONGEST // 4 :]}"
        return ":".join(str(part) for part in (shown, self.line, self.column) if part)

    def text(self, lang: str = "zh") -> str:
        """Return the whole error as one line."""
        joined = "；" if lang == "zh" else "; "
        body = joined.join(part for part in (self.reason.of(lang), self.hint.of(lang)) if part)
        place = self.place()
        return " ".join((f"{place}: {body}" if place else body).split("\n"))


def _rebuild(
    reason: Say, hint: Say, path: str | None, line: int | None, column: int | None
) -> InputError:
    return InputError(reason, hint, path=path, line=line, column=column)
