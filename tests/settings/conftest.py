"""Settings tests work in a folder of their own, with compiled rules of their own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from mandate_lint import settings


@pytest.fixture(autouse=True, scope="session")
def _own_cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("MANDATE_LINT_CACHE", str(tmp_path_factory.mktemp("cache")))
        yield


@pytest.fixture(autouse=True)
def _fresh(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    settings._find.cache_clear()
