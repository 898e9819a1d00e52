"""One draft in every encoding gives the same findings, and wrong bytes are named by their place."""

from __future__ import annotations

import codecs
from collections.abc import Sequence

import pytest

import mandate_lint
from mandate_lint.api import check_source
from mandate_lint.errors import InputError
from mandate_lint.readers import read_bytes
from mandate_lint.source import Source

SIMPLIFIED = (
    "云河市科学技术局职能配置、内设机构和人员编制规定\n第一条 根据《云河市机构改革方案》（云委发[2019]6号），制定本规定。\n"
    "第二条 云河市科学技术局是市政府工作部门，为正处级。主要职责是：\n（一）拟定科技发展规划。\n（三）负贵科技企业解化器建设\n"
    "（四）完成市委、市政府交办的其他任务。\n内设机构\n（一）办公室。负责文电、会务工作。\n（二）规划科。\n"
)
TRADITIONAL = (
    "雲河市科學技術局職能配置、內設機構和人員編制規定\n第一條 根據《雲河市機構改革方案》（雲委發[2019]6號），制定本規定。\n"
    "第二條 雲河市科學技術局是市政府工作部門，為正處級。主要職責是：\n（一）擬定科技發展規劃。\n（三）負責科技企業孵化器建設\n"
    "（四）完成市委、市政府交辦的其他任務。\n內設機構\n（一）辦公室。負責文電、會務工作。\n（二）規劃科。\n"
)
WAYS = [
    ("utf-8", b"", "utf-8"), ("utf-8", codecs.BOM_UTF8, "utf-8"), ("utf-16-le", codecs.BOM_UTF16_LE, "utf-16-le"),
    ("utf-16-be", codecs.BOM_UTF16_BE, "utf-16-be"), ("utf-16-le", b"", "utf-16-le"), ("utf-16-be", b"", "utf-16-be"),
    ("gb18030", b"", "gb18030"),
]  # fmt: skip


def findings(source: Source) -> Sequence[tuple[object, ...]]:
    return [
        (f.rule.id, f.start, f.end, f.text, f.message, f.replacement) for f in check_source(source).findings
    ]


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize(("encoding", "bom", "told"), WAYS)
@pytest.mark.parametrize("text", [SIMPLIFIED, TRADITIONAL])
def test_every_encoding_gives_the_same_findings(
    text: str, encoding: str, bom: bytes, told: str, line_end: str
) -> None:
    data = bom + text.replace("\n", line_end).encode(encoding)
    source = read_bytes(data, "draft.txt")
    assert (source.encoding, source.has_bom) == (told, bool(bom))
    assert source.text == text.replace("\n", line_end)
    assert findings(source) == findings(Source("draft.txt", text))
    assert findings(source)


def test_big5_gives_the_same_findings() -> None:
    source = read_bytes(TRADITIONAL.encode("big5"), "draft.txt")
    assert source.encoding == "big5"
    assert findings(source) == findings(Source("draft.txt", TRADITIONAL))


@pytest.mark.parametrize(
    ("text", "encoding"),
    [("負責科技工作。", "big5"), ("根據規定，擬訂規劃並組織實施。", "big5"), ("内设机构", "gb18030"), ("主要职责", "gb18030"),
     ("（一）办公室。", "gb18030"), ("负责科技工作。", "gb18030")],
)  # fmt: skip
def test_short_texts_are_told_too(text: str, encoding: str) -> None:
    assert read_bytes(text.encode(encoding), "draft.txt").text == text


def test_ascii_is_utf8() -> None:
    assert read_bytes(b"1. plain\n", "draft.txt").encoding == "utf-8"


@pytest.mark.parametrize(
    ("text", "place"), [("负责规划。\n拟订⟦政策。\n", (2, 3)), ("⟦负责规划。\n拟订政策。\n", (1, 1)), ("负责\r\n拟订\r\n组⟦织。", (3, 2))]
)
def test_a_wrong_byte_is_named_by_line_and_column(text: str, place: tuple[int, int]) -> None:
    before, after = text.split("⟦")
    with pytest.raises(InputError) as caught:
        read_bytes(before.encode() + b"\xff" + after.encode(), "draft.txt")
    assert (caught.value.line, caught.value.column) == place
    assert caught.value.path == "draft.txt"


def test_half_a_character_at_the_end_is_named() -> None:
    with pytest.raises(InputError) as caught:
        read_bytes(codecs.BOM_UTF16_LE + "负责规划。".encode("utf-16-le") + b"\x00", "draft.txt")
    assert (caught.value.line, caught.value.column) == (1, 6)


@pytest.mark.parametrize("data", [bytes(range(256)) * 40, b"\x00\x01\x02\x03" * 500, b"\x89PNG\r\n\x1a\n" + b"\x00\xff\xd8" * 300])
def test_binary_noise_is_no_text(data: bytes) -> None:
    with pytest.raises(InputError):
        read_bytes(data, "draft.txt")


def test_the_report_says_which_encoding_it_took() -> None:
    assert mandate_lint.check(text="负责规划。").files[0].source.encoding == "utf-8"
