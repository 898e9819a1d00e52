"""The page in a real browser: marks, notes, filters, the matrix, keys, width, print."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from browser import PROGRAM, Browser
from checked import report
from forms import automatic, planted

from mandate_lint import api
from mandate_lint.readers import read_bytes
from mandate_lint.reports.as_html import render

pytestmark = pytest.mark.skipif(PROGRAM is None, reason="Chromium is not installed")


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("report") / "report.html"
    file = api.check_source(read_bytes(automatic(planted(), 3), "draft.docx"))
    path.write_text(render(report(file)), "utf-8")
    return path


@pytest.fixture(scope="module")
def running() -> Iterator[Browser]:
    with Browser() as opened:
        yield opened


@pytest.fixture
def browser(running: Browser, page: Path) -> Browser:
    running.send("Page.navigate", url="about:blank")
    running.light()
    running.open(page)
    return running


SHOWN = "[...document.querySelectorAll('.note')].filter((note) => !note.hidden)"


def test_nothing_is_asked_of_the_network_and_nothing_fails(browser: Browser) -> None:
    assert browser.troubles() == []


def test_a_mark_leads_to_its_note_and_the_note_back(browser: Browser) -> None:
    browser.click(".mark.error")
    note = browser.run("document.activeElement.id")
    assert note.startswith("note-")
    assert browser.run(f"document.getElementById('{note}').classList.contains('is-on')")
    browser.click(f"#{note} .place")
    assert browser.run("document.activeElement.id") == note.replace("note", "mark")
    assert browser.run("location.hash") == "#" + note.replace("note", "mark")


def test_filters_by_severity_and_rule(browser: Browser) -> None:
    everything = browser.run(f"{SHOWN}.length")
    browser.click("input[value=warning]")
    left = browser.run(f"{SHOWN}.map((note) => note.dataset.severity)")
    assert set(left) == {"error", "info"} and len(left) < everything
    assert str(len(left)) in browser.run("document.querySelector('[role=status]').textContent")
    browser.run(
        "(() => { const s = document.querySelector('select[name=rule]'); s.value = 'typo';"
        " s.dispatchEvent(new Event('change')); })()"
    )
    assert set(browser.run(f"{SHOWN}.map((note) => note.dataset.rule)")) == {"typo"}


def test_keys_go_from_finding_to_finding(browser: Browser) -> None:
    for key, wanted in (("j", "note-1-1"), ("j", "note-1-2"), ("k", "note-1-1")):
        browser.press(key)
        assert browser.run("document.activeElement.id") == wanted


def test_a_cell_opens_its_evidence_and_escape_closes_it(browser: Browser) -> None:
    browser.click(".cell")
    assert browser.run("document.querySelector('.cell').getAttribute('aria-expanded')") == "true"
    assert "创新驱动发展战略" in browser.run("document.querySelector('.evidence').innerText")
    browser.press("Escape")
    assert browser.run("document.querySelector('.evidence')?.isConnected ?? false") is False
    assert browser.run("document.activeElement.className").startswith("cell")


def test_only_missing_duties_can_be_shown(browser: Browser) -> None:
    browser.click("input[name=missing]")
    shown = "[...document.querySelectorAll('.standard tbody tr')].filter((row) => !row.hidden)"
    assert browser.run(f"{shown}.length") > 0
    assert browser.run(f"{shown}.every((row) => row.classList.contains('is-missing'))")


def test_every_control_has_a_name_and_can_be_reached(browser: Browser) -> None:
    tree = browser.send("Accessibility.getFullAXTree")["nodes"]
    controls = [
        node for node in tree
        if node.get("role", {}).get("value") in ("button", "link", "checkbox", "combobox") and not node.get("ignored")
    ]  # fmt: skip
    assert controls
    assert [node for node in controls if not node.get("name", {}).get("value")] == []


@pytest.mark.parametrize(("width", "dark"), [(1280, False), (1280, True), (390, False), (320, True)])
def test_the_page_fits_its_width(page: Path, width: int, dark: bool, tmp_path: Path) -> None:
    with Browser(width, 844, dark=dark) as browser:
        browser.open(page)
        assert browser.run("document.documentElement.scrollWidth") <= width
        paper = browser.run("getComputedStyle(document.querySelector('.sheet')).backgroundColor")
        assert (paper == "rgb(255, 255, 255)") is not dark
        browser.screenshot(tmp_path / "page.png")


def test_print_shows_all_notes_and_no_controls(browser: Browser) -> None:
    browser.send("Emulation.setEmulatedMedia", media="print")
    hidden = "(selector) => getComputedStyle(document.querySelector(selector)).display === 'none'"
    assert browser.run(f"({hidden})('.filters')")
    assert browser.run("getComputedStyle(document.querySelector('.notes')).overflowY") == "visible"
    assert len(browser.send("Page.printToPDF")["data"]) > 10_000
