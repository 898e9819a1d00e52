"""Parts of the HTML page: the duty × unit matrix as a heat map, and the standard duties beside the references."""

from __future__ import annotations

import json
from collections.abc import Iterator
from html import escape

from mandate_lint.catalogue import Catalogue, StandardDuty
from mandate_lint.coverage import Coverage, Link, coverage, is_general, main_duties
from mandate_lint.errors import Say
from mandate_lint.mandate import Clause, Duty, Mandate, Unit

_TIERS = {"core": Say("基本", "core"), "common": Say("常见", "common"), "optional": Say("可选", "optional")}
_STRONG = 0.75  # from here on the cell is dark and its figure light


def matrix(mandate: Mandate, key: str, lang: str) -> str:
    """Return the heat map; "" where there are no duties or no units."""
    duties = list(main_duties(mandate))
    if not duties or not mandate.units:
        return ""
    catalogue = mandate.catalogue
    found = coverage(mandate, catalogue)
    links = {(link.duty.index, link.unit.heading.start): number for number, link in enumerate(found.links)}
    # Offices and Party units are judged by responsibilities of their own, not by the main duties.
    orphan_units = [unit for unit in found.units_without_duty if not is_general(unit)]
    orphans = {unit.heading.start for unit in orphan_units}
    head = "".join(_column(unit, unit.heading.start in orphans, lang) for unit in mandate.units)
    rows = "".join(_row(duty, mandate, found, links, orphans, lang) for duty in duties)
    data = json.dumps([_evidence(link, catalogue, lang) for link in found.links], ensure_ascii=False)
    for character in "<>&":
        data = data.replace(character, f"\\u{ord(character):04x}")
    title = Say("职责与机构", "Duties and units").of(lang)
    lead = Say(
        f"颜色越深，对应越明确；点数字看两边的原文。{len(found.duties_without_unit)} 项职责无机构承担，"
        f"{len(orphan_units)} 个机构未对应主要职责。",
        "The darker, the surer; a figure opens both texts. "
        f"{len(found.duties_without_unit)} duties without a unit, {len(orphan_units)} units without a duty.",
    ).of(lang)
    close = Say("关闭", "Close").of(lang)
    return (
        f'<section id="matrix-{key}" class="coverage" aria-labelledby="h-matrix-{key}"><h2 id="h-matrix-{key}">{title}</h2>'
        f'<p class="lead">{lead}</p><div class="scroll" tabindex="0" role="region" aria-label="{title}"><table class="matrix">'
        f"<thead><tr><td></td>{head}</tr></thead><tbody>{rows}</tbody></table></div>"
        f'<div class="evidence" tabindex="-1" role="region" aria-live="polite" aria-label="{Say("依据", "Evidence").of(lang)}" hidden>'
        f'<button type="button" class="plain">{close}</button><h3></h3><div class="pairs"></div></div>'
        f'<script type="application/json">{data}</script></section>'
    )


def _column(unit: Unit, is_orphan: bool, lang: str) -> str:
    look = ' class="orphan-column"' if is_orphan else ""
    kind = "is-orphan" if is_orphan else "is-general" if is_general(unit) else "is-plain"
    told = f'<span class="{kind}">{escape(unit.name)}</span>'
    hint = Say("（未对应主要职责）", " (no duty)").of(lang)
    return f'<th scope="col"{look}>{told}' + (f'<span class="hidden-text">{hint}</span>' if is_orphan else "") + "</th>"


def _row(
    duty: Duty,
    mandate: Mandate,
    found: Coverage,
    links: dict[tuple[int, int], int],
    orphans: set[int],
    lang: str,
) -> str:
    is_orphan = duty in found.duties_without_unit
    flag = f'<span class="flag">{Say("无机构承担", "no unit").of(lang)}</span>' if is_orphan else ""
    cells = "".join(
        _cell(
            duty,
            unit,
            found,
            links.get((duty.index, unit.heading.start)),
            unit.heading.start in orphans,
            lang,
        )
        for unit in mandate.units
    )
    look = ' class="orphan-row"' if is_orphan else ""
    text = duty.quote.strip()
    return (
        f'<tr{look}><th scope="row" title="{escape(text[:200])}">{escape(duty.label)}{flag}'
        f"<small>{escape(text[:60])}</small></th>{cells}</tr>"
    )


def _cell(duty: Duty, unit: Unit, found: Coverage, link: int | None, is_orphan: bool, lang: str) -> str:
    if link is None:
        return '<td class="orphan-column"></td>' if is_orphan else "<td></td>"
    score = found.links[link].score
    label = Say(f"{duty.label}与{unit.name}，相似度 {score:.0%}", f"{duty.label} and {unit.name}, {score:.0%}").of(lang)
    strong = " is-strong" if score >= _STRONG else ""
    return (
        f'<td><button type="button" class="cell{strong}" style="--share: {max(score, 0.12):.2f}" data-link="{link}" '
        f'aria-expanded="false" aria-label="{escape(label)}">{score * 100:.0f}</button></td>'
    )


def _evidence(link: Link, catalogue: Catalogue, lang: str) -> dict[str, object]:
    return {
        "duty": link.duty.label,
        "unit": link.unit.name,
        "pairs": [
            {
                "duty": pair.duty.quote.strip(),
                "unit": pair.unit.quote.strip(),
                "standard": catalogue.by_id[pair.standard].title.of(lang) if pair.standard in catalogue.by_id else "",
                "score": f"{pair.score:.0%}",
            }
            for pair in link.pairs[:12]
        ],
    }


def standard_duties(mandate: Mandate, key: str, lang: str) -> str:
    """Return the table of standard duties: how many references have each, and the draft's own wording."""
    catalogue = mandate.catalogue
    duties = [duty for duty in catalogue.special if not duty.levels or mandate.level in duty.levels]
    if not duties:
        return ""
    stated = _stated(mandate, catalogue)
    many = len(catalogue.references)
    rows = "".join(_standard(duty, stated.get(duty.id, []), many, lang) for duty in duties)
    missing = sum(duty.id not in stated for duty in duties)
    heads = (Say("标准职责", "Standard duty"), Say("参考文本", "References"), Say("参考措辞", "Their wording"),
             Say("草案措辞", "The draft's wording"))  # fmt: skip
    head = "".join(f'<th scope="col">{say.of(lang)}</th>' for say in heads)
    lead = Say(
        f"{len(duties)} 项标准职责中，草案写有 {len(duties) - missing} 项；依据是 {many} 份参考文本。",
        f"The draft states {len(duties) - missing} of {len(duties)} standard duties, drawn from {many} references.",
    ).of(lang)
    only = Say("只看草案没有的", "Only what the draft lacks").of(lang)
    return (
        f'<section id="standard-{key}" class="standard" aria-labelledby="h-standard-{key}"><h2 id="h-standard-{key}">'
        f'{Say("与参考文本对照", "Beside the references").of(lang)}</h2><p class="lead">{lead}</p>'
        f'<p class="only-screen"><label class="chip"><input type="checkbox" name="missing">{only}</label></p>'
        f'<div class="scroll"><table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div></section>'
    )


def _stated(mandate: Mandate, catalogue: Catalogue) -> dict[str, list[tuple[str, Clause]]]:
    """Return which statements of duties and units state which standard duty."""
    stated: dict[str, list[tuple[str, Clause]]] = {}
    for whose, clause in _clauses(mandate):
        for name in catalogue.ids(clause.text):
            stated.setdefault(name, []).append((whose, clause))
    return stated


def _clauses(mandate: Mandate) -> Iterator[tuple[str, Clause]]:
    for duty in mandate.duties:
        yield from ((duty.label, clause) for clause in duty.clauses)
    for unit in mandate.units:
        yield from ((unit.name, clause) for clause in unit.clauses)


def _standard(duty: StandardDuty, found: list[tuple[str, Clause]], many: int, lang: str) -> str:
    count = len(duty.references)
    tier = _TIERS.get(duty.tier, Say(duty.tier, duty.tier)).of(lang)
    told = Say(f"{count}/{many} 份", f"{count} of {many}").of(lang)
    theirs = "".join(
        f"<li>{escape(' '.join(part for part in (seen.reference, seen.item) if part))} {escape(seen.wording)}</li>"
        for seen in duty.evidence
    )
    ours = "".join(f"<li>{escape(whose)} {escape(clause.quote.strip()[:120])}</li>" for whose, clause in found[:6])
    width = round(100 * count / many) if many else 0
    labels = [
        say.of(lang) for say in (Say("参考文本", "References"), Say("参考措辞", "Their wording"), Say("草案", "Draft"))
    ]
    none = Say("草案没有", "not in the draft").of(lang)
    look = "" if found else ' class="is-missing"'
    places = Say(f"{len(duty.evidence)} 处", f"{len(duty.evidence)} places").of(lang)
    wordings = f"<details><summary>{places}</summary><ul>{theirs}</ul></details>" if theirs else "—"
    return (
        f'<tr{look}><th scope="row">{escape(duty.title.of(lang))} <span class="meta">{tier}</span></th>'
        f'<td class="count" data-label="{labels[0]}"><span class="bar" aria-hidden="true"><i style="width:{width}%"></i></span>{told}</td>'
        f'<td data-label="{labels[1]}">{wordings}</td>'
        f'<td data-label="{labels[2]}">{f"<ul>{ours}</ul>" if ours else none}</td></tr>'
    )
