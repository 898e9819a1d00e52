"""Every form in which mandates come is understood: the case files in tests/outline, one family of forms a file."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from mandate_lint.parser import parse
from mandate_lint.profile import department
from mandate_lint.reports.outline import as_data
from mandate_lint.source import Source

FOLDER = Path(__file__).parent / "outline"


def cases() -> Iterator[Any]:
    for path in sorted(FOLDER.glob("*.yaml")):
        for name, case in yaml.safe_load(path.read_text("utf-8")).items():
            marks = [pytest.mark.xfail(strict=True, reason=case["xfail"])] if "xfail" in case else []
            yield pytest.param(case, id=f"{path.stem}: {name}", marks=marks)


def outlined(text: str) -> dict[str, Any]:
    """Return the outline of a text in the short form of the case files."""
    mandate = parse(Source("case", text))
    outline = as_data(mandate, department(mandate), lambda clause: ())
    duties = [[duty["number"], duty["text"]] for duty in outline["duties"]]
    return outline | {
        "duties": duties,
        "kinds": [duty["kind"] for duty in outline["duties"]],
        "clauses": [[clause["text"] for clause in duty["clauses"]] for duty in outline["duties"]],
        "units": [[unit["number"], unit["name"], *unit["aliases"]] for unit in outline["units"]],
        "texts": [unit["text"] for unit in outline["units"]],
        "affiliates": [one["name"] for one in outline["affiliates"]],
        "sections": [section["kind"] for section in outline["sections"]],
        "titles": [section["title"] for section in outline["sections"]],
        "lines": [duty["line"] for duty in outline["duties"]] + [unit["line"] for unit in outline["units"]],
        "posts": {post["title"]: post["count"] for post in (outline["staffing"] or {}).get("posts", ())},
        "headcount": (outline["staffing"] or {}).get("administrative"),
        "leaders": [[one["post"], one["name"]] for one in outline["leaders"]],
    }


@pytest.mark.parametrize("case", list(cases()))
def test_form(case: dict[str, Any]) -> None:
    outline = outlined(case["text"])
    wanted = {key: value for key, value in case.items() if key not in ("text", "xfail")}
    assert {key: outline[key] for key in wanted} == wanted


PIECES = st.sampled_from(
    ["云河市科学技术局", "职能配置、内设机构和人员编制规定", "主要职责", "主要职责是：", "内设机构", "人员编制", "附则", "第一条", "第四条　",
     "（一）", "(2)", "3、", "一是", "①", "01", "办公室", "规划科", "。负责文电工作。", "拟订规划并组织实施", "：", "；", "。", "\n", "\n\n",
     "\r\n", "　", "行政编制11名，其中：局长1名", "局长：某某某", "完成市委、市政府交办的其他任务。", "职能转变。", "《", "（", "）", "）》", "不设内设机构", "- 3 -", "索引号："]
)  # fmt: skip


@given(st.lists(PIECES, max_size=30).map("".join))
def test_no_text_is_too_strange(text: str) -> None:
    outline = outlined(text)
    assert all(duty_text in text for _, duty_text in outline["duties"])
    assert all(name in text for _, name, *_ in outline["units"])


@given(st.text(max_size=80))
def test_not_even_noise(text: str) -> None:
    outlined(text)
