"""The reports of `compare`: text, JSON and the page."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser

from test_compare import DUTIES, EDITION, mandate

from mandate_lint.catalogue import Catalogue
from mandate_lint.compare import Comparison, Table, compare, sideways
from mandate_lint.reports import compare_html, compare_json, compare_text

ENTRIES = [
    {"id": "plan", "title": "规划", "tier": "core", "anchors": ["发展规划"]},
    {"id": "market", "title": "技术市场", "tier": "core", "anchors": ["技术市场"]},
    {"id": "nowhere", "title": "无", "tier": "core", "anchors": ["外国专家"]},
]


def revision() -> Comparison:
    new = (DUTIES[0], "推动科研条件<b>保障</b>建设和科技资源共享", DUTIES[3])
    return compare(mandate(), mandate(new), edition=EDITION)


def table() -> Table:
    return sideways(("draft.txt", mandate(DUTIES[:2])), [("one.txt", mandate()), ("two.txt", mandate())], Catalogue.load(ENTRIES))


def test_the_text_marks_what_went_and_what_came() -> None:
    said = compare_text.render(revision())
    assert "删去 （三） 指导科技服务业、技术市场和科技中介组织发展" in said
    assert "划入工业和信息化部门" in said and "[-开放-]" in said


def test_the_text_in_english() -> None:
    said = compare_text.render(revision(), lang="en")
    assert "dropped" in said and "reform of 2023" in said


def test_no_colour_unless_asked_for() -> None:
    assert "\x1b" not in compare_text.render(revision())
    assert "\x1b" in compare_text.render(revision(), color=True)


def test_the_json_has_both_sides_with_their_places() -> None:
    data = json.loads(compare_json.render(revision()))
    dropped = next(change for change in data["duties"] if change["change"] == "dropped")
    assert dropped["new"] is None
    assert dropped["old"] == {"label": "（三）", "text": DUTIES[2], "line": 5, "column": 4}
    assert dropped["reform"]["edition"] == "2023"
    assert data["summary"]["dropped"] == 1


def test_the_table_has_a_row_for_each_duty_that_somebody_has() -> None:
    data = json.loads(compare_json.render(table()))
    assert [(row["id"], row["support"], row["missing"]) for row in data["duties"]] == [("plan", 2, False), ("market", 2, True)]
    assert [side["text"] for side in data["others"]] == [DUTIES[1]]


def test_the_table_as_text_names_what_the_draft_lacks() -> None:
    said = compare_text.render(table())
    assert "技术市场（基本，2/2）" in said and "草案独有的表述" in said


class _Tags(HTMLParser):
    """Checks that tags are closed in order."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.wrong: list[str] = []

    def handle_starttag(self, tag: str, attrs: object) -> None:
        if tag not in ("meta", "br", "input", "link"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.wrong.append(tag)


def test_the_page_is_whole_escaped_and_alone() -> None:
    for outcome in (revision(), table()):
        page = compare_html.render(outcome)
        tags = _Tags()
        tags.feed(page)
        assert (tags.open, tags.wrong) == ([], [])
        assert "<b>保障</b>" not in page
        assert not re.search(r"(?:src|href)=[\"'](?:https?:)?//", page)


def test_the_page_sets_changed_words_apart() -> None:
    page = compare_html.render(revision())
    assert "<del>开放</del>" in page and "<ins>" in page
