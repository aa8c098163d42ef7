"""Response in the drug and control groups of two trials: where does the difference come from?"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from kapedu.evidence.arm import Counts
from kapedu.evidence.effect_size import risk_difference
from kapedu.figures.dot_rows import number
from kapedu.figures.figure import Figure, Table, plain
from kapedu.figures.theme import ARTERIAL, INK, ON_MARK, SECOND, base_layout, fade
from kapedu.knowledge.trials import trial

if TYPE_CHECKING:
    from collections.abc import Mapping

_PERCENT = 100
DAYS = MappingProxyType({"32d": "Day 1", "32e": "Day 3"})
"""Rows of the masked trial by the day of its response."""
AWAKE = "25a"
CONTROLS = MappingProxyType({"masked": "Saline, asleep (Lii 2023)", "awake": "Midazolam, awake (Su 2023)"})


def _groups(row_id: str) -> tuple[Counts, Counts]:
    row = trial(row_id)
    numbers = (row.exp_events, row.exp_n, row.ctl_events, row.ctl_n)
    drug_events, drug_n, control_events, control_n = (int(each or 0) for each in numbers)
    return Counts(drug_events, drug_n), Counts(control_events, control_n)


def control_response(which: str, day: str = "32e") -> float:
    """Percent of a control group who responded.

    Args:
        which: One of :data:`CONTROLS`.
        day: Row of the masked trial, one of :data:`DAYS`.

    Examples:
        >>> round(control_response("awake"))
        12
    """
    return _PERCENT * _groups(day if which == "masked" else AWAKE)[1].risk


def four_groups(day: str, *, shown: bool, guesses: Mapping[str, float]) -> Figure:
    """Response in all four groups.

    Args:
        day: Row of the masked trial, one of :data:`DAYS`.
        shown: Whether the control groups are shown.
        guesses: The learner's guess for each control group, in percent, by :data:`CONTROLS`.

    Returns:
        The figure.
    """
    trials = {"masked": day, "awake": AWAKE}
    places = {"masked": f"Asleep, {DAYS[day].lower()}", "awake": "Awake, day 2 or 3"}
    groups = {name: _groups(row) for name, row in trials.items()}
    data: list[dict[str, Any]] = [
        _bars("ketamine", places, {name: pair[0] for name, pair in groups.items()}, ARTERIAL, ""),
    ]
    if shown:
        data.append(_bars("control", places, {name: pair[1] for name, pair in groups.items()}, INK, "/"))
    data.append(
        {
            "type": "bar",
            "name": "your guess for the control",
            "x": list(places.values()),
            "y": [guesses[name] for name in places],
            "text": ["guess"] * len(places),
            "textposition": "outside",
            "textangle": 0,
            "marker": {"color": fade(SECOND, 0.15), "line": {"color": SECOND, "width": 2}},
            "hovertemplate": "your guess: %{y} %<extra></extra>",
        }
    )
    layout = base_layout(
        "",
        "Responded (%)",
        barmode="group",
        hovermode="closest",
        xaxis={"type": "category"},
        yaxis={"range": [0, 108], "dtick": 20},
    )
    table = Table(
        "Response by trial and group",
        ("Trial", "Ketamine", "Control", "Difference (percentage points)"),
        tuple(
            (
                places[name],
                _words(pair[0]),
                _words(pair[1]) if shown else "hidden",
                _difference(pair) if shown else "hidden",
            )
            for name, pair in groups.items()
        ),
    )
    return Figure(
        plain({"data": data, "layout": layout}),
        _summary(groups, places, shown=shown),
        table,
        ("lii2023", "su2023"),
    )


def _bars(
    name: str, places: Mapping[str, str], counts: Mapping[str, Counts], colour: str, pattern: str
) -> dict[str, Any]:
    return {
        "type": "bar",
        "name": name,
        "x": list(places.values()),
        "y": [_PERCENT * counts[trial_name].risk for trial_name in places],
        "text": [f"{counts[one].events}/{counts[one].n}" for one in places],
        "textposition": "outside",
        "textangle": 0,
        "marker": {
            "color": colour,
            "pattern": {"shape": pattern, "fillmode": "overlay", "fgcolor": ON_MARK, "fgopacity": 0.25},
        },
        "hovertemplate": f"%{{x}}: {name} %{{y:.0f}} %<extra></extra>",
    }


def _words(counts: Counts) -> str:
    return f"{counts.events} of {counts.n} ({number(round(_PERCENT * counts.risk))} %)"


def _difference(pair: tuple[Counts, Counts]) -> str:
    effect = risk_difference(*pair)
    low, high = (round(_PERCENT * end) for end in effect.interval())
    return f"{number(round(_PERCENT * effect.value))} ({number(low)} to {number(high)})"


def _summary(groups: Mapping[str, tuple[Counts, Counts]], places: Mapping[str, str], *, shown: bool) -> str:
    if not shown:
        told = "; ".join(f"{places[name].lower()} {_words(pair[0])}" for name, pair in groups.items())
        return f"Response with ketamine: {told}. The control groups are hidden."
    parts = [
        f"{places[name]}: ketamine {_words(drug)}, control {_words(control)}, difference "
        f"{_difference((drug, control))} points"
        for name, (drug, control) in groups.items()
    ]
    return f"{'. '.join(parts)}. In brackets: 95 % intervals, computed from the counts."
