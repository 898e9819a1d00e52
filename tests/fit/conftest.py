"""One folder of drafts with odd names, a waiver and an unreadable file, and its report."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from mandate_lint import api
from mandate_lint.finding import Report

NAME = "草 案/-稿 'b' #1,2%.txt"
FLAWED = (
    "云河市科学技术局职能配置、内设机构和人员编制规定\r\n"
    "<!-- mandate-lint: allow document-number-brackets 原文如此 -->\r\n"
    "根据云办发[2019]3号设立。\r\n"
    "一、主要职责\r\n"
    "（一）负贵全市科技 工作,拟订科技规划,并组织实施。\r\n"
    "（二）贯彻執(zhí)行科技政策，会同有关部门负贵𠀀项 目 库。\r\n"
)
CLEAN = "（一）负责全市科技工作，拟订科技规划。\n"
RULES = ("typo", "pinyin-residue", "stray-space", "document-number-brackets", "halfwidth-punctuation")
OPTIONS = api.Options(profile="general", select=RULES)
Check = Callable[..., Report]


@pytest.fixture
def check(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Check:
    """Return a function that writes drafts into an empty folder, checks it, and returns the report."""
    monkeypatch.chdir(tmp_path)

    def run(drafts: dict[str, str], *missing: str) -> Report:
        for name, text in drafts.items():
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text.encode())
        return api.check(".", *missing, options=OPTIONS)

    return run


@pytest.fixture
def report(check: Check) -> Report:
    """Return the report on a flawed draft, a clean one, and one that is not there."""
    return check({NAME: FLAWED, "clean.txt": CLEAN}, "missing.txt")
