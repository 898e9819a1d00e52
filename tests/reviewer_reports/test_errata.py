"""The errata table."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from checked import at, checked, of, report
from forms import automatic, converted, planted

from mandate_lint.readers import office, read_bytes
from mandate_lint.reports.as_errata import render

HEAD = ["序号", "位置", "原文", "应为", "依据", "程度", "处理意见"]


def table(data: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def test_a_row_says_place_text_repair_ground_severity_and_leaves_the_decision() -> None:
    file = checked(automatic(planted()), [("平合", "平台")])
    head, row = table(render(report(file)))
    assert head == HEAD
    assert row == [
        "1", "主要职责 （三） 第 7 段", "一的市级科技管理【平合】和科研项目资金协", "平台",
        "“平合”有误 <b>&\n依据：meizhou（三）：拟订规划\n出处：出处甲\n规则：题 typo（typo）", "错误", "",
    ]  # fmt: skip


def test_csv_begins_with_a_mark_and_ends_lines_as_excel_does() -> None:
    made = render(report(checked("平合", [("平合", "平台")], "draft.txt")))
    assert made.startswith(b"\xef\xbb\xbf")
    assert made.count(b"\r\n") == 2


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "＝1", " =1"])
def test_no_cell_is_a_formula(cell: str) -> None:
    file = checked("平合", [("平合", cell)], "draft.txt")
    assert table(render(report(file)))[1][3] == "'" + cell


def test_an_absent_thing_and_a_deletion_are_put_into_words() -> None:
    source = read_bytes("负责负责工作".encode(), "draft.txt")
    rows = table(render(report(of(source, [at(source, "负责", ""), at(source, "负责^")]))))
    assert [row[2:4] for row in rows[1:]] == [["【负责】负责工作", "（删去）"], ["负责【缺】负责工作", ""]]


def test_several_drafts_are_named() -> None:
    files = [checked("平合", [("平合", "平台")], f"{name}.txt") for name in "ab"]
    assert [row[1].split()[0] for row in table(render(report(*files)))[1:]] == ["a.txt", "b.txt"]


def test_english_heads() -> None:
    assert table(render(report(checked("平合", [], "a.txt")), lang="en"))[0][2] == "As it stands"


def test_the_word_table_holds_the_same_cells() -> None:
    file = checked(automatic(planted()), [("平合", "平台"), ("负贵", "负责")])
    made = read_bytes(render(report(file), output="勘误表.DOCX"), "errata.docx")
    cells = [cell for row in table(render(report(file))) for cell in "\n".join(row).split("\n")]
    assert made.text.split("\n")[2:-1] == cells


def has_calc() -> bool:
    """Tell whether LibreOffice reads spreadsheets here: Writer can be installed without Calc."""
    program = office.program()
    return program is not None and Path(program).resolve().with_name("libsclo.so").exists()


@pytest.mark.skipif(office.program() is None, reason="LibreOffice is not installed")
def test_libreoffice_opens_the_word_table(tmp_path: Path) -> None:
    file = checked(automatic(planted()), [("平合", "=1+1")])
    shown = converted(render(report(file), output="a.docx"), "txt:Text (encoded):UTF8").decode()
    assert "一的市级科技管理【平合】和科研项目资金协" in shown


@pytest.mark.skipif(not has_calc(), reason="LibreOffice Calc is not installed")
def test_libreoffice_opens_the_csv_table_and_runs_no_formula(tmp_path: Path) -> None:
    file = checked(automatic(planted()), [("平合", "=1+1")])
    sheet = office.converted(
        render(report(file)), "errata.csv", ".csv", "csv:Text - txt - csv (StarCalc):44,34,76"
    ).decode()
    assert "'=1+1" in sheet
