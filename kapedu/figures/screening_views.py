"""A screening on the page: the patient's chart, the findings, and how a reader's own findings compare."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from kapedu.knowledge import Status
from kapedu.knowledge.citation import short_citation
from kapedu.knowledge.markup import badge
from kapedu.language import _
from kapedu.practice.screening import GROUPS, Screening, screen
from kapedu.practice.screening_profile import described, indications, questions

if TYPE_CHECKING:
    from collections.abc import Collection

    from kapedu.practice.screening_finding import Finding
    from kapedu.practice.screening_profile import Profile
    from kapedu.practice.vignette import Vignette

_SHORT_LIST = 4
_SIGNS = {
    "heart_rate_bpm": ("Heart rate", "per minute"),
    "oxygen_saturation_percent": ("Oxygen saturation", "%"),
    "alt_times_normal": ("Liver enzymes", "times the upper limit of normal"),
    "earlier_treatments": ("Adequate treatments before", ""),
}


def decision_names() -> dict[str, str]:
    """The four decisions, in words that fit on a button.

    Examples:
        >>> list(decision_names())
        ['stop', 'pause', 'readiness', 'ready']
    """
    return {
        "stop": "Stop: no dose today",
        "pause": "Pause: a specialist signs first, or more is known",
        "readiness": "Work on readiness first",
        "ready": "Ready",
    }


def decision_title(decision: str) -> str:
    """A decision in one word.

    Examples:
        >>> decision_title("stop")
        'stop'
    """
    return described(f"groups.{decision}.title").lower()


def chart_html(profile: Profile) -> str:
    """Story, signs and medicines of a patient, and how much of the form was filled in."""
    numbers = profile.numbers
    rows = [
        ("Reason", indications()[profile.indication] if profile.indication else "not given"),
        ("Planned", f"{profile.drug}" if profile.drug else "not given"),
    ]
    if "weight_kg" in numbers and "height_cm" in numbers:
        rows.append(("Weight and height", f"{numbers['weight_kg']:g} kg, {numbers['height_cm']:g} cm"))
    else:
        rows.append(("Weight and height", "not measured"))
    if "systolic_mmhg" in numbers and "diastolic_mmhg" in numbers:
        rows.append(("Blood pressure", f"{numbers['systolic_mmhg']:g}/{numbers['diastolic_mmhg']:g} mmHg"))
    else:
        rows.append(("Blood pressure", "not measured"))
    for name, (label, unit) in _SIGNS.items():
        rows.append((label, f"{numbers[name]:g} {unit}".strip() if name in numbers else "not given"))
    rows += [
        ("Pregnancy", _plain(profile.pregnancy)),
        ("Urine for drugs", _plain(profile.drug_screen)),
        ("Medicines", _medicines(profile)),
        ("Yes-or-no questions", f"{len(profile.answers)} of {len(questions())} answered"),
    ]
    entries = "".join(f"<div><dt>{escape(label)}</dt><dd>{escape(text)}</dd></div>" for label, text in rows)
    return f'<p>{escape(profile.story)}</p><dl class="kapedu-chart">{entries}</dl>'


def findings_html(result: Screening) -> str:
    """Every finding with its reason, source and what would change it."""
    parts = []
    for group in GROUPS:
        found = result.of(group)
        if not found:
            continue
        title = _(described(f"groups.{group}.title"))
        parts.append(f'<h4 class="kapedu-findings-title">{escape(title)} ({len(found)})</h4>')
        parts.append(_gaps_html([one for one in found if one.nature == "missing"]))
        items = "".join(finding_html(one) for one in found if one.nature != "missing")
        parts.append(f'<ul class="kapedu-findings">{items}</ul>' if items else "")
    return "".join(parts) or f"<p>{_('No finding. The list is not complete: a clinician decides.')}</p>"


def account_html(result: Screening) -> str:
    """The decision, and how many findings each group holds."""
    counts = ", ".join(
        f"{_(described(f'groups.{group}.title')).lower()} {len(result.of(group))}" for group in GROUPS
    )
    return f"{decision_html(result)}<p>{_('Findings')}: {escape(counts)}.</p>"


def decision_html(result: Screening) -> str:
    """The decision in words."""
    means = _(str(result.as_dict()["meaning"]))
    title = _(described(f"groups.{result.decision}.title"))
    return (
        f'<p class="kapedu-decision kapedu-group-{result.decision}"><strong>{escape(title)}.</strong> '
        f"{escape(means)}</p>"
    )


def finding_html(finding: Finding, mark: str = "") -> str:
    """One finding as an item of a list.

    Args:
        finding: What was found.
        mark: Words before it, such as ``You saw it too``.
    """
    limit = ""
    if finding.limit is not None and finding.label != finding.reason.status:
        limit = f' <span class="kapedu-limit">{_("Limit")}: {escape(finding.label)}.</span>'
    dated = f", {_('as of')} {escape(finding.as_of)}" if finding.as_of else ""
    do = _("What to do") if finding.group == "note" else _("Would change it")
    said = f'<span class="kapedu-mark">{escape(mark)}</span> ' if mark else ""
    return (
        f'<li class="kapedu-finding kapedu-group-{finding.group}">{said}<strong>{escape(finding.finding)}</strong>.{limit}'
        f"<p>{escape(str(finding.reason.value))}</p>"
        f'<p class="kapedu-origin">{badge(Status(finding.reason.status))} '
        f"{escape(short_citation(finding.reason.source))}{dated}</p>"
        f"<p><em>{do}:</em> {escape(finding.changes)}</p></li>"
    )


def comparison_html(vignette: Vignette, decision: str, seen: Collection[str], fooled: Collection[str]) -> str:
    """A reader's decision and findings beside those of the engine.

    Args:
        vignette: The case.
        decision: What the reader decided.
        seen: Names of the findings that the reader ticked.
        fooled: What the reader ticked that is no finding, in the words of the case.
    """
    result = screen(vignette.profile)
    verdict = (
        "You decide as the engine does."
        if decision == result.decision
        else f"You decided: {decision_title(decision)}. The engine: {decision_title(result.decision)}."
    )
    shown = [one for one in result.findings if one.name in vignette.expected]
    rest = [one for one in result.findings if one.name not in vignette.expected]
    found = sum(one.name in seen for one in shown)
    items = "".join(
        finding_html(one, "You saw it." if one.name in seen else "You passed it over.") for one in shown
    )
    parts = [
        decision_html(result),
        f"<p><strong>{escape(verdict)}</strong> "
        + (
            f"You ticked {found} of its {len(shown)} findings.</p>"
            if shown
            else "It has no finding here.</p>"
        ),
        f'<ul class="kapedu-findings">{items}</ul>' if items else "",
        f"<p>And {len(rest)} more questions that nobody asked.</p>" if rest else "",
    ]
    buts = "".join(
        f'<li class="kapedu-finding">{"<span class=kapedu-mark>You ticked it.</span> " if one.says in fooled else ""}'
        f"<strong>{escape(one.says)}</strong>: no finding. {escape(one.but)}</li>"
        for one in vignette.decoys
    )
    parts.append(f'<h4 class="kapedu-findings-title">No findings</h4><ul class="kapedu-findings">{buts}</ul>')
    parts.append(
        f'<p class="kapedu-takeaway"><strong>What this case teaches.</strong> {escape(vignette.lesson)}</p>'
    )
    return "".join(parts)


def _gaps_html(found: list[Finding]) -> str:
    if not found:
        return ""
    words = "; ".join(escape(one.finding.partition(": ")[2]) for one in found)
    if len(found) <= _SHORT_LIST:
        return f"<p><strong>{_('Not asked or not measured')}:</strong> {words}.</p>"
    return f"<details><summary><strong>{_('Not asked or not measured')}: {len(found)}</strong></summary><p>{words}.</p></details>"


def _plain(word: str | None) -> str:
    return "not given" if word is None else word.replace("-", " ")


def _medicines(profile: Profile) -> str:
    if profile.medicines is None:
        return "not asked"
    return "; ".join(profile.medicines) or "none"
