"""Which rule sets a draft is judged by: its department, its form, the edition of the reform."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from mandate_lint import patterns
from mandate_lint.dates import Dated, own_dates
from mandate_lint.errors import InputError, Say
from mandate_lint.mandate import Level, Mandate
from mandate_lint.parser.headings import title_in
from mandate_lint.records import NamedTuple, field, record
from mandate_lint.rule import say
from mandate_lint.ruleset import compiled

AUTO = "auto"
_SCIENCE_CLAUSE = "科技|科学技术|科研|技术创新|成果转化|外国专家"


@record
class Profile:
    """What was chosen for a draft, and why."""

    name: str
    sets: tuple[str, ...]
    reason: Say
    form: str = "draft"  # or "page"
    department: str | None = None
    is_merged: bool = False  # one bureau for several departments
    level: Level | None = None
    edition: str | None = None
    options: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)  # by rule: what the form changes
    notes: tuple[Say, ...] = ()


class Department(NamedTuple):
    """Whose mandate it is: the main department, all of them, and how that was told."""

    id: str | None
    all: tuple[str, ...]
    reason: Say


def names() -> tuple[str, ...]:
    """Return the names that `--profile` takes."""
    return (AUTO, *compiled()["profiles"]["profiles"])


def editions() -> tuple[str, ...]:
    """Return the editions of the reform, newest first."""
    return tuple(entry["edition"] for entry in compiled()["profiles"]["editions"])


def choose(mandate: Mandate, wanted: str = AUTO, edition: str | None = None, form: str = AUTO) -> Profile:
    """Return the profile for a draft: the wanted one, or by agency and dates. Raises InputError.

    `form` is "draft" or "page"; by default it is the wanted profile's own, or told by the text.
    """
    data = compiled()["profiles"]
    _check("profile", wanted, names(), Say("方案", "profile"))
    if edition is not None:
        _check("edition", edition, editions(), Say("改革版本", "edition"))
    department = department_of(mandate)
    if wanted == form == AUTO and _is_page(mandate):
        form = "page"
    name, reason = (wanted, Say("由使用者指定", "as asked for")) if wanted != AUTO else _by_draft(department, form)
    chosen = data["profiles"][name]
    found, dated = (edition, Say("由使用者指定", "as asked for")) if edition else _edition(mandate, data["editions"])
    form = chosen["form"] if form == AUTO else form
    is_judged = "department" in chosen
    is_merged = len(department.all) > 1 or (is_judged and department.id not in (None, chosen["department"]))
    return Profile(
        name=name,
        sets=(*chosen["sets"], *(_reform_sets(found, data["editions"]) if is_judged else ())),
        reason=_with_edition(reason, found, dated) if is_judged else reason,
        form=form,
        department=chosen.get("department") or department.id,
        is_merged=is_merged,
        level=mandate.level,
        edition=found,
        options=data["forms"][form] | (data["forms"]["merged"] if is_merged else {}),
        notes=() if is_judged or wanted != AUTO else (_no_catalogue(department),),
    )


def department(mandate: Mandate) -> str | None:
    """Return the id of the agency's department, or None where that cannot be told."""
    return department_of(mandate).id


_PAGE = patterns.compile(
    r"(?m)^.{0,12}(?:当前位置|您的位置|您现在的位置|首页|索引号|信息来源|发布时间|发布日期|浏览次数)|^[^，。；<\n]{2,20} ?[>»] ?[^，。；<\n]{2,30}$|"
    r"^.{0,24}(?:单位|部门|机构)(?:职能|职责|概况|简介)$"
)
# A title that calls itself no 规定: 澄湖区卫生健康委员会主要职责、内设机构和人员编制.
_TITLE = patterns.compile(r"[^，。；：\n]{4,30}(?:局|委员会|委|厅|办公室)(?:的)?(?:主要职责|职责|职能|内设机构)(?:[、和]?(?:内设机构|人员编制))*$")


def _is_page(mandate: Mandate) -> bool:
    """Tell whether a text is a published page of duties and units, not a mandate as it was issued."""
    text = mandate.normal.text
    is_mandate = "本规定" in text or (mandate.title is not None and title_in(mandate.title.text))
    first = text.lstrip("\n").partition("\n")[0]
    return not is_mandate and bool(_PAGE.search(text, 0, 600) or _TITLE.fullmatch(first))


def department_of(mandate: Mandate) -> Department:
    """Return the departments that the agency's name speaks of; else what most of its duties speak of."""
    known: Mapping[str, Any] = compiled()["profiles"]["departments"]
    if mandate.agency is not None:
        name, whole = _own_name(mandate), mandate.agency.text
        found = [key for key, entry in known.items() if _bears(name, entry)]
        found = found or [key for key, entry in known.items() if _bears(whole, entry)]
        if found:
            # One with a catalogue comes first: it is the one that can be judged.
            best = next((key for key in found if "profile" in known[key]), found[0])
            return Department(best, tuple(found), Say(f"机构名称“{name}”", f"the agency's name, {name}"))
        return Department(None, (), Say(f"机构名称“{name}”", f"the agency's name, {name}"))
    return _by_duties(mandate)


def _own_name(mandate: Mandate) -> str:
    """Return the agency's name without its place: 农业科技局 of 科技市 is no matter."""
    agency = mandate.agency.text if mandate.agency else ""
    place = mandate.jurisdiction.text if mandate.jurisdiction else ""
    return agency.removeprefix(place) or agency


def _bears(name: str, department: Mapping[str, Any]) -> bool:
    for one in department.get("except", ()):
        name = name.replace(one, "")
    return any(one in name for one in department["names"])


def _by_duties(mandate: Mandate) -> Department:
    duties = [duty for duty in mandate.duties if duty.kind == "duty"]
    science = sum(bool(patterns.compile(_SCIENCE_CLAUSE).search(duty.text)) for duty in duties)
    if len(duties) >= 3 and science * 2 > len(duties):
        return Department(
            "science", ("science",),
            Say(f"{len(duties)} 条职责中 {science} 条是科技职责", f"{science} of {len(duties)} duties are on science"),
        )  # fmt: skip
    return Department(None, (), Say("看不出是哪个机构", "no agency is named"))


def _by_draft(department: Department, form: str) -> tuple[str, Say]:
    """Return the profile that suits the department and the form; a draft is taken for a formal one."""
    known = compiled()["profiles"]["departments"]
    name = known[department.id].get("profile", "general") if department.id else "general"
    return f"{name}-page" if form == "page" else name, department.reason


def _no_catalogue(department: Department) -> Say:
    titles = compiled()["profiles"]["departments"]
    title = say(titles[department.id]["title"]) if department.id else Say("该机构", "this agency")
    return Say(
        f"{title.zh}没有标准职责目录，只用通用规则检查",
        f"no catalogue of standard duties for {title.en[0].lower() + title.en[1:]}: judged by the general rules alone",
    )


def _edition(mandate: Mandate, known: list[Mapping[str, Any]]) -> tuple[str | None, Say]:
    """Return the newest edition that is not younger than the draft's own dates, and the ground."""
    dates = list(own_dates(mandate))
    for entry in known:
        since = int(entry["since"].replace("-", ""))
        for dated in dates:
            if _is_since(dated, since):
                return entry["edition"], Say(f"文中日期“{dated.wording}”", f"the date {dated.wording} in the text")
    return None, Say("文中没有 2018 年机构改革之后的日期", "no date after the reform of 2018 in the text")


def _is_since(dated: Dated, since: int) -> bool:
    """Tell whether a date is sure to be no earlier than `since`; a bare year counts if it names the reform."""
    year, month, day = dated.number // 10000, dated.number // 100 % 100, dated.number % 100
    if not month:
        return year * 10000 > since or (dated.names_reform and year == since // 10000)
    if not day:
        return dated.number // 100 > since // 100
    return dated.number >= since


def _reform_sets(edition: str | None, known: list[Mapping[str, Any]]) -> tuple[str, ...]:
    return next((tuple(entry["sets"]) for entry in known if entry["edition"] == edition), ())


def _with_edition(reason: Say, edition: str | None, ground: Say) -> Say:
    if edition is None:
        return Say(
            f"{reason.zh}；{ground.zh}，不按改革版本检查",
            f"{reason.en}; {ground.en}, so no edition of the reform",
        )
    return Say(f"{reason.zh}；{edition} 年改革（{ground.zh}）", f"{reason.en}; reform of {edition} ({ground.en})")


def _check(option: str, value: str, known: tuple[str, ...], what: Say) -> None:
    if value not in known:
        raise InputError(
            Say(f"--{option}：没有{what.zh}“{value}”", f"--{option}: there is no {what.en} {value!r}"),
            Say(f"可用的有：{'、'.join(known)}", f"known: {', '.join(known)}"),
        )
