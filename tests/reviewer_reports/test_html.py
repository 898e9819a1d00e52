"""The one-page report: what is in it, and that nothing of the draft is taken for markup."""

from __future__ import annotations

import html
import json
import re
from html.parser import HTMLParser

import pytest
from checked import at, checked, of, report
from forms import automatic, planted

from mandate_lint import api
from mandate_lint.errors import InputError, Say
from mandate_lint.finding import FileReport, Report
from mandate_lint.readers import read_bytes
from mandate_lint.reports.as_html import as_json, coverage_page, render

VOID = {"meta", "input", "br", "hr", "link", "img"}


class Checker(HTMLParser):
    """Collects tags, ids, links and text; fails where tags are not closed in order."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(page)
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = dict(attrs)
        self.tags.append((tag, attributes))
        self.ids += [attributes["id"]] if attributes.get("id") else []
        self.links += [attributes["href"]] if attributes.get("href") else []
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


@pytest.fixture(scope="module")
def file() -> FileReport:
    return api.check_source(read_bytes(automatic(planted(), 3), "draft.docx"))


@pytest.fixture(scope="module")
def page(file: FileReport) -> str:
    return render(report(file))


def sheet(page: str) -> list[str]:
    """Return the paragraphs of the draft as shown, marks and their hidden words taken off."""
    article = page.split('<article class="sheet"')[1].split("</article>")[0]
    bare = re.sub(r'<span class="hidden-text">.*?</span>|<sup .*?</sup>', "", article)
    return [html.unescape(re.sub(r"<[^>]+>", "", one)) for one in re.findall(r"<p .*?</p>", bare, re.DOTALL)]


def test_the_page_is_well_formed_and_its_links_lead_somewhere(page: str) -> None:
    checked_page = Checker(page)
    assert len(checked_page.ids) == len(set(checked_page.ids))
    assert {link.removeprefix("#") for link in checked_page.links} <= set(checked_page.ids)


def test_nothing_is_loaded_from_elsewhere(page: str) -> None:
    assert "default-src 'none'" in page
    assert not re.search(
        r"https?://(?!schemas|openxml)|<link|@import|url\(", re.sub(r"<p>.*?</p>|<li>.*?</li>", "", page)
    )
    assert all("src" not in attributes for _, attributes in Checker(page).tags)


def test_the_whole_draft_is_shown(page: str, file: FileReport) -> None:
    assert sheet(page) == file.source.text.split("\n")


def test_every_finding_is_marked_and_listed_and_linked_both_ways(page: str, file: FileReport) -> None:
    ids = set(Checker(page).ids)
    for number, finding in enumerate(file.findings, 1):
        assert {f"mark-1-{number}", f"note-1-{number}"} <= ids
        assert f'href="#mark-1-{number}"' in page
        assert html.escape(finding.message.zh) in page
    marks = [attributes["data-ids"] for _, attributes in Checker(page).tags if attributes.get("data-ids")]
    assert {one for ids in marks for one in (ids or "").split()} == {f"1-{n}" for n in range(1, len(file.findings) + 1)}


EVIL = "</script><script>alert(1)</script><img src=x onerror=alert(1)>\"'&"


def test_text_of_the_draft_is_never_markup() -> None:
    lines = [
        f"青泽市{EVIL}局主要职责", f"（一）负责{EVIL}工作。", "内设机构", f"（一）综合{EVIL}科。负责{EVIL}工作。",
    ]  # fmt: skip
    source = read_bytes("\n".join(lines).encode(), EVIL)
    made = render(Report((of(source, [at(source, EVIL, EVIL)]),), (InputError(Say(EVIL, EVIL)),)))
    tags = [tag for tag, _ in Checker(made).tags]
    assert "img" not in tags
    assert tags.count("script") == made.count('type="application/json"') + 1
    assert sheet(made) == lines


def test_data_for_the_script_ends_no_element() -> None:
    data = {"a": "</script><!--&\u2028", "b": 1}
    assert not re.search("[<>&\u2028]", as_json(data))
    assert json.loads(as_json(data)) == data


def test_overlapping_findings_share_a_mark() -> None:
    source = read_bytes("甲乙丙丁戊".encode(), "draft.txt")
    made = render(report(of(source, [at(source, "甲乙丙"), at(source, "乙丙丁"), at(source, "丙"), at(source, "戊^")])))
    assert sheet(made) == ["甲乙丙丁戊"]
    assert 'data-ids="1-1 1-2 1-3"' in made
    Checker(made)


def test_a_finding_over_several_paragraphs_is_marked_in_each() -> None:
    made = render(report(checked("甲乙\n丙丁\n戊", [("乙\n丙", None)], "draft.txt")))
    assert made.count('data-ids="1-1"') == 2
    assert sheet(made) == ["甲乙", "丙丁", "戊"]


def test_the_matrix_shows_links_and_orphans(page: str) -> None:
    matrix = page.split('class="coverage"')[1].split("</section>")[0]
    assert "无机构承担" in matrix
    assert matrix.count('class="orphan-column"><span class="is-orphan">监督与诚信科') == 1
    assert len(re.findall(r'class="cell', matrix)) == len(
        json.loads(matrix.split('application/json">')[1].split("<")[0])
    )


def test_standard_duties_stand_beside_the_references(page: str) -> None:
    section = page.split('id="standard-1"')[1]
    assert "5/5 份" in section
    assert "草案没有" in section
    assert "meizhou （一） 拟订实施创新驱动发展战略" in section


def test_a_draft_without_findings_units_or_catalogue_has_a_page() -> None:
    made = render(report(checked("你好。", [], "a.txt")))
    Checker(made)
    assert "没有发现问题" in made
    assert "matrix-1" not in made


def test_several_drafts_share_a_page() -> None:
    made = render(report(checked("平合", [("平合", None)], "a.txt"), checked("负贵", [("负贵", None)], "b.txt")))
    ids = Checker(made).ids
    assert {"note-1-1", "note-2-1"} <= set(ids)
    assert len(ids) == len(set(ids))


def test_the_coverage_page_is_the_matrix_part(file: FileReport) -> None:
    made = coverage_page(file.path, file.mandate)
    assert 'class="coverage"' in made
    assert 'class="sheet"' not in made
    Checker(made)


def test_the_english_page_has_no_chinese_of_its_own(file: FileReport) -> None:
    made = render(report(checked("Duties", [], "a.txt")), lang="en")
    assert not re.search("[一-鿿]", made.split("</style>")[1].split("<script>")[0])
    assert '<html lang="en">' in made
