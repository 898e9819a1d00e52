"""`derive --update`: what people wrote stays; evidence and support are made anew."""

from __future__ import annotations

import pytest
from test_derive import bureaus, mandate

from mandate_lint import yamlfile
from mandate_lint.derive import Derivation, Updated, derive
from mandate_lint.errors import InputError


def updated(text: str, derivation: Derivation) -> Updated:
    return derivation.update(yamlfile.parse(text.encode(), "rules.yaml"), text)


def test_nothing_changes_without_reason() -> None:
    derivation = derive(bureaus())
    text = derivation.as_yaml()
    assert updated(text, derivation) == Updated(text, ())


def test_hand_edits_stay() -> None:
    derivation = derive(bureaus())
    text = derivation.as_yaml()
    name = next(duty.id for duty in derivation.duties if any("彩票" in anchor for anchor in duty.anchors))
    edited = text.replace(f"  - id: {name}\n", "  # 彩票由财政部门会同管理\n  - id: lottery\n    note: '人工说明'\n").replace(
        "duties:\n", "# 人工修改\nduties:\n"
    )
    result = updated(edited, derivation).text
    assert "  # 彩票由财政部门会同管理\n  - id: lottery\n" in result
    assert "note: '人工说明'" in result and "# 人工修改\n" in result and name not in result


def test_a_new_reference_changes_support_and_says_so() -> None:
    text = derive(bureaus()).as_yaml()
    more = derive([*bureaus(), mandate("石桥", "拟订体育事业发展规划", "推进全民健身", "完成市委、市政府交办的其他任务")])
    result = updated(text, more)
    assert "support: 3\n    references: 4" in result.text
    assert any("3/3 → 3/4" in change.zh for change in result.changes)


def test_a_tier_set_by_hand_stays_and_is_remarked_upon() -> None:
    text = derive(bureaus()).as_yaml().replace("tier: core", "tier: optional")
    more = derive([*bureaus(), mandate("石桥", "推进全民健身", "管理体育彩票", "完成市委、市政府交办的其他任务")])
    result = updated(text, more)
    assert "tier: core" not in result.text
    assert any("保留 tier optional" in change.zh for change in result.changes)


def test_new_duties_come_at_the_end() -> None:
    text = derive(bureaus()).as_yaml()
    more = [mandate(name, "负责体育仲裁工作", "推进全民健身", "完成市委、市政府交办的其他任务") for name in ("石桥", "柳湾")]
    result = updated(text, derive([*bureaus(), *more]))
    assert result.text.index("体育仲裁") > result.text.rindex("体育彩票")
    assert any(change.zh.startswith("新增") for change in result.changes)


def test_what_follows_the_duties_stays() -> None:
    derivation = derive(bureaus())
    tail = "extend:\n  - rule: typo\n    options: {entries: []}\n"
    assert updated(derivation.as_yaml() + tail, derivation).text == derivation.as_yaml() + tail


@pytest.mark.parametrize("text", ["version: 1\n", "version: 1\nduties: []\n", "version: 1\nduties: [{id: a}, {id: b}]\n"])
def test_a_file_without_a_list_of_duties_is_refused(text: str) -> None:
    with pytest.raises(InputError):
        updated(text, derive(bureaus()))
