"""Which changes a reform explains: what it moved to other bodies, and the wordings it brought."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from mandate_lint.compare.changes import Ground
from mandate_lint.errors import Say
from mandate_lint.phrases import Index
from mandate_lint.rule import say

Data = Mapping[str, Any]
_NOBODY = Say("", "")


class Reform:
    """One edition of a reform, as a rule file has it; without one nothing is explained."""

    def __init__(self, edition: Data | None) -> None:
        self.name: str | None = edition["edition"] if edition else None
        self._moves: list[Data] = list(edition.get("moves", ())) if edition else []
        self._brought: list[Data] = list(edition.get("new_phrases", ())) if edition else []
        self._source = say(edition["source"]) if edition and "source" in edition else _NOBODY
        self._index = Index((at, anchor) for at, move in enumerate(self._moves) for anchor in move["anchors"])
        self._new = Index((at, anchor) for at, one in enumerate(self._brought) for anchor in _phrases(one))

    def moved(self, old: str, new: str = "") -> Ground | None:
        """Return why `old` no longer says what it said: the reform moved it, and `new` has it no more."""
        kept = {match.key for match in self._index.find(new)} if new else set()
        gone = [match.key for match in self._index.find(old) if match.key not in kept]
        return self._ground(self._moves[gone[0]]) if gone else None

    def brought(self, new: str) -> Ground | None:
        """Return why `new` is there: the reform brought its wording."""
        match = next(iter(self._new.find(new)), None)
        return self._ground(self._brought[match.key]) if match else None

    def _ground(self, entry: Data) -> Ground:
        source = say(entry["source"]) if "source" in entry else self._source
        to = say(entry["to"]) if "to" in entry else _NOBODY
        return Ground(self.name or "", to, entry.get("wording") or entry.get("phrase", ""), source)


def _phrases(entry: Data) -> list[str]:
    return [*entry.get("anchors", ()), *([entry["phrase"]] if "phrase" in entry else [])]
