"""The command line, as the interface promises it: exit codes, options, JSON, standard input, folders."""

from __future__ import annotations

import codecs
import re
import shutil
from pathlib import Path

import pytest
from program import EXAMPLES, ROOT, run

DRAFT, CLEAN = EXAMPLES / "draft.txt", EXAMPLES / "clean.txt"
FILE_FIELDS = {"path", "encoding", "profile", "agency", "findings", "waived"}
FINDING_FIELDS = {
    "rule", "severity", "line", "column", "end_line", "end_column", "text", "message", "replacement", "fixable", "duty",
    "unit", "evidence", "related",
}  # fmt: skip
SUMMARY_FIELDS = {"files", "error", "warning", "info", "waived", "duration_s"}


@pytest.fixture
def draft(tmp_path: Path) -> Path:
    """Give a draft with one error and one warning in a folder of its own."""
    path = tmp_path / "draft.txt"
    path.write_text("云河市水务局\n主要职责\n（一）负贵全市供水工作。\n（二）拟定水务规划。\n内设机构\n（一）办公室。负责文电。\n")
    return path


ONLY = ("--select", "typo,nonstandard-verb")


def test_a_clean_draft_exits_with_0() -> None:
    ran = run(CLEAN)
    assert (ran.code, ran.err) == (0, "")


def test_a_draft_with_errors_exits_with_1() -> None:
    ran = run(DRAFT)
    assert (ran.code, ran.err) == (1, "")


@pytest.mark.parametrize(
    ("fail_on", "code"), [("error", 1), ("warning", 1), ("info", 1), ("never", 0)]
)
def test_fail_on_an_error(draft: Path, fail_on: str, code: int) -> None:
    assert run(draft, "--select", "typo", "--fail-on", fail_on).code == code


@pytest.mark.parametrize(("fail_on", "code"), [("error", 0), ("warning", 1), ("info", 1), ("never", 0)])
def test_fail_on_a_warning(draft: Path, fail_on: str, code: int) -> None:
    assert run(draft, "--select", "nonstandard-verb", "--fail-on", fail_on).code == code


@pytest.mark.parametrize(
    "arguments",
    [("nowhere.txt",), ("--select", "no-such-rule", CLEAN), ("--ignore", "no-such-rule", CLEAN), ("--format", "xml", CLEAN),
     ("--rules", "nowhere.yaml", CLEAN), ("--profile", "nobody", CLEAN), ("--config", "nowhere.yaml", CLEAN), ("--fail-on", "bad", CLEAN),
     ("--nonsense", CLEAN), ("check",), ("--jobs", "-1", CLEAN), ("--output", "/nowhere/at/all", CLEAN), ("--edition", "1999", CLEAN)],
)  # fmt: skip
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_bad_usage_is_one_line_and_exits_with_2(arguments: tuple[str, ...], lang: str) -> None:
    ran = run(*arguments, "--lang", lang)
    assert ran.code == 2
    assert ran.is_one_clear_line(), ran.err


def test_json_has_the_fields_of_the_interface() -> None:
    ran = run(DRAFT, "--format", "json")
    assert ran.code == 1
    assert set(ran.data) >= {"version", "files", "unreadable", "summary"}
    assert ran.data["version"] == 1
    (file,) = ran.data["files"]
    assert set(file) >= FILE_FIELDS
    assert file["encoding"] == "utf-8"
    assert file["agency"] == "云河市科学技术局"
    assert set(ran.data["summary"]) >= SUMMARY_FIELDS
    for finding in file["findings"]:
        assert set(finding) >= FINDING_FIELDS
        assert finding["severity"] in ("error", "warning", "info")
    counts = {severity: sum(f["severity"] == severity for f in file["findings"]) for severity in ("error", "warning", "info")}
    assert {key: ran.data["summary"][key] for key in counts} == counts


@pytest.mark.parametrize("name", ["draft.txt", "page.txt", "traditional.txt", "education.txt"])
def test_text_is_what_stands_at_line_and_column(name: str) -> None:
    lines = (EXAMPLES / name).read_text("utf-8").split("\n")
    for finding in run(EXAMPLES / name, "--format", "json").data["files"][0]["findings"]:
        if finding["line"] == finding["end_line"]:
            line = lines[finding["line"] - 1]
            assert line[finding["column"] - 1 : finding["end_column"] - 1] == finding["text"]


def test_json_is_bare_utf8() -> None:
    ran = run(DRAFT, "--format", "json", PYTHONIOENCODING="")
    assert "负贵" in ran.out
    assert "\\u" not in ran.out


def test_check_may_be_left_out(draft: Path) -> None:
    short, long = run(draft, "--format", "json").data, run("check", draft, "--format", "json").data
    assert short["files"] == long["files"]


def test_select_and_ignore(draft: Path) -> None:
    def rules(*arguments: str) -> set[str]:
        return {f["rule"] for f in run(draft, "--format", "json", *arguments).data["files"][0]["findings"]}

    assert rules(*ONLY) == {"typo", "nonstandard-verb"}
    assert rules("--select", "typo", "--select", "nonstandard-verb") == {"typo", "nonstandard-verb"}
    assert rules(*ONLY, "--ignore", "typo") == {"nonstandard-verb"}
    assert "typo" not in rules("--ignore", "typo")


def test_standard_input(draft: Path) -> None:
    ran = run("-", "--format", "json", "--stdin-filename", "stage/draft.txt", stdin=draft.read_bytes())
    (file,) = ran.data["files"]
    assert file["path"] == "stage/draft.txt"
    assert "typo" in {finding["rule"] for finding in file["findings"]}


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "gb18030"])
def test_standard_input_in_other_encodings(draft: Path, encoding: str) -> None:
    ran = run("-", "--format", "json", *ONLY, stdin=draft.read_text("utf-8").encode(encoding))
    assert [f["text"] for f in ran.data["files"][0]["findings"]] == ["负贵", "拟定"]


def test_a_folder_is_searched(tmp_path: Path) -> None:
    (tmp_path / "deep" / "er").mkdir(parents=True)
    for path in ("a.txt", "deep/b.md", "deep/er/c.txt", "deep/.hidden.txt", "deep/notes.py"):
        shutil.copy(CLEAN, tmp_path / path)
    found = [Path(file["path"]).name for file in run(tmp_path, "--format", "json").data["files"]]
    assert sorted(found) == ["a.txt", "b.md", "c.txt"]


def test_a_folder_without_drafts_is_no_error(tmp_path: Path) -> None:
    assert run(tmp_path).code == 0


def test_one_that_cannot_be_read_does_not_stop_the_others(tmp_path: Path) -> None:
    (tmp_path / "bad.txt").write_bytes("负责规划。\n拟订".encode() + b"\xff\xfe\xff" + "政策，组织实施。\n".encode())
    ran = run(DRAFT, tmp_path / "bad.txt", tmp_path / "nowhere.txt", CLEAN, "--format", "json")
    assert ran.code == 2
    assert [Path(file["path"]).name for file in ran.data["files"]] == ["draft.txt", "clean.txt"]
    assert [Path(one["path"]).name for one in ran.data["unreadable"]] == ["bad.txt", "nowhere.txt"]
    assert all(one["reason"] for one in ran.data["unreadable"])
    assert ran.err.count("\n") == 2
    assert f"{tmp_path / 'bad.txt'}:2:3" in ran.err


def test_both_languages_say_the_same() -> None:
    zh, en = (run(DRAFT, "--lang", lang, "--format", "json").data["files"][0]["findings"] for lang in ("zh", "en"))
    assert [f["rule"] for f in zh] == [f["rule"] for f in en]
    assert all(re.search("[一-鿿]", f["message"]) for f in zh)
    assert all(re.search("[A-Za-z]{3}", f["message"]) for f in en)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_help_speaks_the_language_that_is_asked_for(lang: str) -> None:
    ran = run("check", "--help", "--lang", lang)
    assert ran.code == 0
    assert bool(re.search("[一-鿿]", ran.out)) == (lang == "zh")


def test_output_is_written_whole_or_not_at_all(tmp_path: Path) -> None:
    report = tmp_path / "report.json"
    report.write_text("before")
    assert run(DRAFT, "--format", "json", "--output", report).code == 1
    assert '"version": 1' in report.read_text("utf-8")
    assert [path.name for path in tmp_path.iterdir()] == ["report.json"]
    folder = tmp_path / "folder"
    folder.mkdir()
    assert run(DRAFT, "--output", folder).code == 2
    assert [path.name for path in tmp_path.iterdir() if path.suffix == ".tmp"] == []


def test_carets_stand_under_the_stretch(draft: Path) -> None:
    source, carets = run(draft, "--select", "typo").out.split("\n")[1:3]
    before = source.split("负贵")[0]
    wide = sum(2 if ord(c) > 0x2000 else 1 for c in before)
    assert carets[:wide].strip("| ") == ""
    assert carets[wide : wide + 4] == "^^^^"


def test_a_report_names_profile_and_rules() -> None:
    out = run(CLEAN).out
    assert "science" in out
    assert re.search(r"\d+ 条规则", out)


def test_a_draft_without_catalogue_gets_general_rules_and_a_note() -> None:
    ran = run(EXAMPLES / "education.txt", "--format", "json")
    assert ran.data["files"][0]["profile"] == "general"
    assert "标准职责目录" in run(EXAMPLES / "education.txt").out


def test_quiet_lists_findings_only() -> None:
    assert run(CLEAN, "--quiet").out == ""


def test_jobs_give_the_same_report(tmp_path: Path) -> None:
    for number in range(20):
        shutil.copy(DRAFT if number % 2 else CLEAN, tmp_path / f"{number:02}.txt")
    alone, together = (run(tmp_path, "--format", "json", "--jobs", jobs).data for jobs in ("1", "2"))
    assert alone["files"] == together["files"]


def test_version() -> None:
    ran = run("--version")
    assert ran.code == 0
    assert re.search(r"\d+\.\d+", ran.out)


def test_waivers_are_counted_never_lost() -> None:
    ran = run(EXAMPLES / "settings" / "draft.txt", "--format", "json", "--lang", "en")
    waived = {finding["rule"] for finding in ran.data["files"][0]["waived"]}
    assert waived == {"mixed-unit-suffix", "staffing-mismatch"}
    assert ran.data["summary"]["waived"] == 2
    assert (ran.code, ran.data["files"][0]["findings"]) == (0, [])


def test_own_rules_stand_beside_the_built_in_ones() -> None:
    ran = run(DRAFT, "--rules", EXAMPLES / "own-rules.yaml", "--format", "json")
    rules = {finding["rule"] for finding in ran.data["files"][0]["findings"]}
    assert {"vague-duty", "typo", "numbering"} <= rules


def test_the_outline_has_the_fields_of_the_interface() -> None:
    ran = run("outline", DRAFT, "--format", "json")
    assert ran.code == 0
    assert set(ran.data) >= {
        "version", "path", "agency", "jurisdiction", "level", "department", "script", "sections", "duties", "units",
        "no_internal_units", "affiliates", "staffing", "leaders",
    }  # fmt: skip
    assert ran.data["department"] == "science"
    assert [duty["number"] for duty in ran.data["duties"]][:3] == ["（一）", "（二）", "（三）"]
    assert set(ran.data["duties"][0]) >= {"number", "line", "kind", "text", "clauses"}
    assert set(ran.data["duties"][0]["clauses"][0]) == {"text", "line", "column", "standard_duties"}
    assert set(ran.data["units"][0]) >= {"name", "aliases", "number", "line", "text", "clauses"}
    assert ran.data["staffing"]["posts"][0] == {"title": "局长", "count": 1}


@pytest.mark.parametrize("arguments", [("rules",), ("rules", "--format", "json"), ("explain", "typo"), ("outline", CLEAN)])
def test_what_is_for_reading_exits_with_0(arguments: tuple[str, ...]) -> None:
    ran = run(*arguments)
    assert (ran.code, ran.err) == (0, "")
    assert "typo" in ran.out or "outline" in arguments


def test_rule_sets_are_checked(tmp_path: Path) -> None:
    assert run("rules", "--check", EXAMPLES / "own-rules.yaml").code == 0
    broken = tmp_path / "broken.yaml"
    broken.write_text("version: 1\nextend:\n  - rule: typo\n    options:\n      entries:\n        - {wrong: 负贵, rihgt: 负责, ground: 形近}\n")
    ran = run("rules", "--check", broken)
    assert ran.code == 2
    assert f"{broken}:6:" in ran.out + ran.err


def test_a_byte_order_mark_does_not_count_as_a_column(tmp_path: Path) -> None:
    path = tmp_path / "draft.txt"
    path.write_bytes(codecs.BOM_UTF8 + "负贵全市供水工作。\n".encode())
    (finding,) = run(path, "--format", "json", "--select", "typo").data["files"][0]["findings"]
    assert (finding["line"], finding["column"]) == (1, 1)


def test_the_readmes_command_shows_what_the_readme_shows() -> None:
    shown = re.search(r"```text\n\$ mandate-lint (.*)\n([\s\S]*?)\n```", (ROOT / "README.md").read_text("utf-8"))
    assert shown
    assert run(*shown[1].split(), cwd=ROOT).out.rstrip("\n") == shown[2]
