"""One draft with planted defects in every form: the same text, the same findings."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import pytest
from forms import automatic, converted, ofd, planted, typed, webpage

from mandate_lint import api
from mandate_lint.readers import office, read_bytes
from mandate_lint.source import Source

needs_office = pytest.mark.skipif(office.program() is None, reason="LibreOffice is not installed")
# The defects written into planted.txt: 27 of 19 rules.
PLANTED = """
document-number-brackets=[2019] halfwidth-punctuation=, typo=平合 typo=建设 missing-full-stop=施 nonstandard-verb=拟定
level-mismatch=全省 mixed-script=監 numbering=（七） typo=解化器 pinyin-residue=移(zhuǎn) typo=负贵
obsolete-agency-name=工商行政管理局 unpaired-mark=（ catch-all=县委、县政府 level-mismatch=县政府 foreign-place-name=梅州市
run-on-clause=工作负责 mixed-unit-suffix=处 missing-full-stop=范 typo=健设 unit-without-duties=监督与诚信科
personal-information=0123-4567890 staffing-mismatch=正科级领导职数4名 missing-full-stop=，
"""


@cache
def made(form: str) -> bytes:
    """Return the draft in a form; those of LibreOffice are made of the hand-written .docx."""
    makers: dict[str, Callable[[], bytes]] = {
        "txt": lambda: ("\n".join(planted()) + "\n").encode(),
        "docx, cut every character": lambda: automatic(planted(), 1),
        "docx, cut every 3 characters": lambda: automatic(planted(), 3),
        "docx, whole runs": lambda: automatic(planted(), 10_000),
        "docx, typed numbers": lambda: typed(planted(), 5),
        "html": lambda: webpage(planted()),
        "html, GB2312": lambda: webpage(planted(), "gb2312"),
        "ofd": lambda: ofd(planted()),
        "ofd, narrow": lambda: ofd(planted(), columns=19, page_lines=11),
        "docx by LibreOffice": lambda: converted(automatic(planted()), "docx:MS Word 2007 XML"),
        # LibreOffice loses the restart of a list on its way into .doc: numbers are typed there.
        "doc": lambda: converted(typed(planted()), "doc:MS Word 97"),
        "pdf": lambda: converted(automatic(planted()), "pdf:writer_pdf_Export"),
    }
    return makers[form]()


@cache
def source(form: str) -> Source:
    return read_bytes(made(form), f"draft {form}")


@cache
def findings(form: str) -> list[tuple[str, str]]:
    return [(finding.rule.id, finding.text) for finding in api.check_source(source(form)).findings]


FORMS = [
    "docx, cut every character", "docx, cut every 3 characters", "docx, whole runs", "docx, typed numbers", "html",
    "html, GB2312", "ofd", "ofd, narrow",
    *(pytest.param(form, marks=needs_office) for form in ("docx by LibreOffice", "doc", "pdf")),
]  # fmt: skip


def test_the_planted_defects_are_found_in_the_text() -> None:
    wanted = [tuple(one.split("=", 1)) for one in PLANTED.split()]
    assert [one for one in wanted if one not in findings("txt")] == []
    assert ("stray-space", "范 。") in findings("txt")
    assert len(wanted) + 1 >= 25 and len({rule for rule, _ in wanted}) >= 12


@pytest.mark.parametrize("form", FORMS)
def test_a_form_gives_the_text_paragraph_for_paragraph(form: str) -> None:
    assert source(form).text.rstrip("\n").split("\n") == planted()


@pytest.mark.parametrize("form", FORMS)
def test_a_form_gives_the_same_findings(form: str) -> None:
    assert findings(form) == findings("txt")


def test_pages_are_told_for_ofd() -> None:
    report = api.check_source(source("ofd"))
    assert {finding.page for finding in report.findings} == {1, 2, 3, 4}
    assert all(f.page is None for f in api.check_source(source("docx, whole runs")).findings)
