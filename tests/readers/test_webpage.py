"""Drafts out of web pages."""

from __future__ import annotations

import importlib.util

import pytest

from mandate_lint.errors import InputError
from mandate_lint.readers import read_bytes

pytestmark = pytest.mark.skipif(importlib.util.find_spec("selectolax") is None, reason="selectolax is not installed")


def read(body: str, head: str = "") -> list[str]:
    page = f"<!DOCTYPE html><html><head><meta charset=utf-8>{head}</head><body>{body}</body></html>"
    return read_bytes(page.encode(), "draft.html").text.split("\n")


def test_paragraphs_breaks_and_cells_are_lines() -> None:
    body = "<h2>主要职责</h2><p>（一）甲<b>乙</b>；<br>（二）丙。</p><table><tr><td>科室</td><td>职责</td></tr></table>"
    assert read(body) == ["主要职责", "（一）甲乙；", "（二）丙。", "科室", "职责"]


def test_a_line_feed_of_the_source_parts_no_chinese_text() -> None:
    assert read("<p>负责\n   全市工作，推动 technology\n transfer 工作。</p>") == [
        "负责全市工作，推动 technology transfer 工作。"
    ]


def test_a_blank_inside_the_text_stays_and_indents_go() -> None:
    assert read("<p>&nbsp;&nbsp;　　负责项 目工作。&nbsp;</p>") == ["负责项 目工作。"]


def test_what_is_around_the_mandate_is_left_out() -> None:
    text = "".join(f"<p>（{c}）负责全市科技工作，承担编制规划的职责。</p>" for c in "一二三四五六")
    body = (
        "<div class='site-nav'><a href=1>首页</a> <a href=2>政务公开</a></div><div class='BreadCrumb'>当前位置：首页</div>"
        "<ul><li><a href=1>要闻动态</a></li><li><a href=2>政策解读</a></li><li><a href=3>办事大厅</a></li></ul>"
        "<dl><dt>索引号</dt><dd>000-1</dd><dt>发布机构</dt><dd>某局</dd></dl>"
        f"<div id=UCAP-CONTENT>{text}</div><div style='display: none'>隐藏</div><p hidden>不见</p>"
        "<div class=share>分享到</div><footer>主办单位</footer><script>var x='负责';</script>"
    )
    assert read(body) == [f"（{c}）负责全市科技工作，承担编制规划的职责。" for c in "一二三四五六"]


def test_a_heading_outside_the_content_is_kept_where_it_names_an_agency() -> None:
    text = "<p>负责全市科技工作。</p>" * 8
    assert read(f"<div><h1>青泽市科学技术局</h1></div><div><div>{text}</div></div>")[0] == "青泽市科学技术局"


def test_numbers_of_ordered_lists_are_shown() -> None:
    assert read("<ol start=3><li>甲<li>乙</ol><ol style='list-style-type: cjk-ideographic'><li>丙</ol>") == [
        "3.甲", "4.乙", "一、丙",
    ]  # fmt: skip


@pytest.mark.parametrize("charset", ["gb2312", "GBK", "big5", "utf-8", "utf-16"])
def test_the_charset_of_the_page_is_taken(charset: str) -> None:
    page = f'<html><head><meta http-equiv=Content-Type content="text/html; charset={charset}"></head><p>主要工作</p></html>'
    assert read_bytes(page.encode(charset), "draft.html").text == "主要工作"


def test_a_wrong_charset_gives_way_to_the_characters() -> None:
    page = "<html><meta charset=utf-8><p>" + "负责全市科技工作的组织实施和监督管理。" * 5
    assert "监督管理" in read_bytes(page.encode("gb18030"), "draft.html").text


def test_a_page_without_text_says_so() -> None:
    with pytest.raises(InputError, match="no text"):
        read("<script>1</script>")


def test_a_text_draft_with_a_waiver_comment_is_no_page() -> None:
    text = "<!-- mandate-lint: allow typo 理由 -->\n主要职责\n（一）负责全市工作。\n"
    assert read_bytes(text.encode(), "draft.txt").text == text
