"""Risks in rows: the chance of a high pressure by cohort, and one harm as several trials counted it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kapedu.figures.dot_rows import DotRow, dot_rows
from kapedu.figures.icon_array import Group, Panel, icon_array
from kapedu.knowledge import Status, fact
from kapedu.pharmacology.cardiovascular import cohorts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kapedu.figures.figure import Figure
    from kapedu.practice.risk import Harm, Share
    from kapedu.practice.risk_pressure import PressureRisk

_PERCENT = 100
_THOUSAND = 1000


def pressure_chances(risk: PressureRisk) -> Figure:
    """The chance above the threshold, one row for each cohort.

    Args:
        risk: The answer of the engine.

    Returns:
        The figure; an arrow to the right where nobody knows how much a history adds.
    """
    known = cohorts("systolic")
    rows = [
        DotRow(
            label=one.label,
            value=_short(_PERCENT * one.chance),
            status=str(Status.COMPUTED),
            source=known[key].peak.source,
            low=_PERCENT * one.low,
            high=_PERCENT * one.high,
            spread_means="with both ends of the age ratio and, where published, of the mean rise",
        )
        for key, one in risk.by_cohort.items()
    ]
    top = max(5.0, min(100.0, _PERCENT * risk.high * 1.25))
    more = (
        " The person has a history of hypertension: three cohorts saw higher rises then and none says how much, so "
        "every row may lie further to the right."
        if risk.is_open_upwards
        else ""
    )
    figure = dot_rows(
        rows,
        f"Chance of a reading above {risk.threshold_mmhg:g} mmHg (%)",
        f"Starting from {risk.baseline_mmhg:g} mmHg at {risk.age_years:g} years, the chance of a systolic reading above "
        f"{risk.threshold_mmhg:g} mmHg at the mean peak lies between {percent(risk.low)} and {percent(risk.high)}, "
        f"depending on whose figures are used.{more}",
        caption="Chance of a high systolic reading, by cohort",
        x_range=(0.0, top),
    )
    if risk.is_open_upwards:
        figure.spec["layout"]["annotations"] += _arrows(len(rows), top)
    return figure


def _arrows(rows: int, top: float) -> list[dict[str, Any]]:
    return [
        {
            "x": top,
            "y": place,
            "text": "or more →",
            "showarrow": False,
            "xanchor": "right",
            "yanchor": "top",
            "font": {"size": 12},
        }
        for place in range(rows)
    ]


def harm_rows(title: str, found: Sequence[Harm]) -> Figure:
    """How many more people of 100 have a harm with the treatment, one row for each trial.

    Args:
        title: The harm.
        found: The trials that counted it.

    Returns:
        The figure.
    """
    rows = [
        DotRow(
            label=one.title,
            value=_short(_PERCENT * one.contrast.difference),
            status=str(one.counts.status),
            source=one.counts.source,
            low=_PERCENT * one.contrast.low,
            high=_PERCENT * one.contrast.high,
            spread_means="95 % interval",
            people=f"{needed_text(one)} · {one.contrast.treated.people + one.contrast.control.people} people",
        )
        for one in found
    ]
    low = min(0.0, *(row.low or 0 for row in rows)) * 1.1
    high = max(row.high or 0 for row in rows) * 1.1
    return dot_rows(
        rows,
        "More people with it per 100 treated",
        f"{title}: "
        + "; ".join(f"{one.title}, {_PERCENT * one.contrast.difference:.0f} more per 100" for one in found)
        + ".",
        caption=f"{title} with esketamine and with placebo",
        x_range=(low, high),
    )


def _short(value: float) -> float:
    """Two digits that count: more would look surer than it is."""
    return float(f"{value:.2g}")


def needed_text(one: Harm) -> str:
    """How many are treated for one more to be harmed, with its interval, short enough for a row.

    >>> from kapedu.practice.risk import harms
    >>> needed_text(harms("dissociation")[0])
    '1 harmed in 4 (3 to 5)'
    """
    needed = one.contrast.number_needed
    if needed.people is None:
        return "no difference"
    if needed.may_be_none or needed.fewest is None or needed.most is None:
        return f"1 harmed in {needed.people:.0f}, or none"
    return f"1 harmed in {needed.people:.0f} ({needed.fewest:.0f} to {needed.most:.0f})"


def harm_icons(title: str, one: Harm) -> Figure:
    """Two crowds of 100: with placebo and with the treatment, as one trial counted."""
    return icon_array(
        [
            _crowd("With placebo", title, one.contrast.control),
            _crowd("With esketamine", title, one.contrast.treated),
        ],
        f"no {title.lower()}",
        caption=f"{title} in {one.title}, of 100 people",
        sources=(one.counts.source,),
    )


def _crowd(name: str, title: str, share: Share) -> Panel:
    return Panel(
        name,
        (Group(title.lower(), _PERCENT * share.value),),
        f"{share.events} of {share.people} ({_PERCENT * share.low:.0f} to {_PERCENT * share.high:.0f} %)",
    )


def range_icons(title: str, low: float, high: float, sources: Sequence[str], of: int = 100) -> Figure:
    """One crowd for a risk that is published as a range: those surely, and those perhaps.

    Args:
        title: What happens.
        low: Lower end, 0 to 1.
        high: Upper end, 0 to 1.
        sources: Reference keys.
        of: People drawn, 100 or 1,000.
    """
    groups = [Group("have it, at the lowest figure", of * low)]
    if high > low:
        groups.append(Group("more, at the highest figure", of * (high - low)))
    return icon_array(
        [Panel("As published", tuple(groups))],
        "have not",
        of=of,
        caption=f"{title}, of {of}",
        sources=sources,
    )


def percent(share: float) -> str:
    """A share for reading: more digits where it is small.

    >>> percent(0.25), percent(0.034), percent(0.0004), percent(0.0)
    ('25 %', '3.4 %', '0.04 %', '0 %')
    """
    number = _PERCENT * share
    if number >= 10 or not number:
        return f"{number:.0f} %"
    return f"{number:.1f} %" if number >= 1 else f"{number:.2g} %"


def crowd_size(high: float) -> int:
    """100 people, or 1,000 where even the upper end is less than one of a hundred or so.

    >>> crowd_size(0.2), crowd_size(0.01)
    (100, 1000)
    """
    return _THOUSAND if high * _PERCENT < float(fact("risks.conventions.icons_below")) else _PERCENT
