"""Two clocks: the level of ketamine and the course of mood, minutes to weeks on one axis."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kapedu.figures.dot_rows import number
from kapedu.figures.figure import Figure, Table, plain
from kapedu.figures.theme import ARTERIAL, EFFECT, INK, SECOND, base_layout

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from kapedu.figures.mood_studies import Study

_HOURS_PER_DAY = 24
_TICKS = {10 / 60: "10 min", 1: "1 h", 4: "4 h", 24: "1 d", 72: "3 d", 168: "1 wk", 336: "2 wk"}


def at_words(hours: float) -> str:
    """A time after the dose, in words.

    Examples:
        >>> at_words(0.5), at_words(2.0), at_words(36.0), at_words(168.0)
        ('30 minutes', '2 hours', '1.5 days', '7 days')
    """
    if hours < 1:
        return f"{number(round(hours * 60))} minutes"
    if hours < _HOURS_PER_DAY:
        return f"{number(round(hours, 1))} hour{'' if round(hours, 1) == 1 else 's'}"
    days = round(hours / _HOURS_PER_DAY, 1)
    return f"{number(days)} day{'' if days == 1 else 's'}"


@dataclass(frozen=True)
class Clocks:
    """The two courses at the same times.

    Attributes:
        hours: Times after the start, hours, ascending, above 0, shape ``(n,)``.
        level_percent: Arterial level in percent of its peak, shape ``(n,)``.
        mood_percent: The teaching curve in percent of its peak, shape ``(n,)``.
        sources: Reference keys of the level.
    """

    hours: NDArray[np.float64]
    level_percent: NDArray[np.float64]
    mood_percent: NDArray[np.float64]
    sources: tuple[str, ...] = ()


def mood_clock(clocks: Clocks, now_hours: float, shown: Study | None = None) -> Figure:
    """Both courses on one axis, minutes to weeks, with a hand at one moment.

    Args:
        clocks: The two courses.
        now_hours: Where the hand stands, hours.
        shown: Published results to lay over the curves.

    Returns:
        The figure.
    """
    import numpy as np

    hours, level_percent, mood_percent = clocks.hours, clocks.level_percent, clocks.mood_percent
    data: list[dict[str, Any]] = [
        {
            "type": "scatter",
            "mode": "lines",
            "name": "ketamine in the artery",
            "x": hours,
            "y": level_percent,
            "line": {"color": ARTERIAL, "width": 2.5},
        },
        {
            "type": "scatter",
            "mode": "lines",
            "name": "mood, teaching curve (design choice)",
            "x": hours,
            "y": mood_percent,
            "line": {"color": EFFECT, "width": 2.5, "dash": "dash"},
        },
    ]
    if shown is not None:
        data.append(
            {
                "type": "scatter",
                "mode": "markers",
                "name": shown.name.split(":")[0],
                "x": [point.hours for point in shown.points],
                "y": [point.percent for point in shown.points],
                "text": [point.text for point in shown.points],
                "hovertemplate": "%{text}",
                "marker": {"color": SECOND, "symbol": "diamond", "size": 12},
            },
        )
    layout = base_layout(
        "Time (longer steps to the right)",
        "Percent of its own largest value (%)",
        xaxis={
            "type": "log",
            "range": [float(np.log10(hours[0])), float(np.log10(hours[-1]))],
            "tickvals": list(_TICKS),
            "ticktext": [
                "" if text == "1 wk" else text for text in _TICKS.values()
            ],  # no room beside the last
        },
        yaxis={"range": [-4, 108]},
        hovermode="closest",
        legend={"orientation": "h", "y": -0.25},
        shapes=[
            {
                "type": "line",
                "x0": now_hours,
                "x1": now_hours,
                "yref": "paper",
                "y0": 0,
                "y1": 1,
                "line": {"color": INK, "width": 2},
            },
        ],
    )
    level, mood = (float(np.interp(now_hours, hours, curve)) for curve in (level_percent, mood_percent))
    summary = (
        f"{at_words(now_hours)} after the infusion began the artery holds {_share(level)} of its peak; "
        f"the teaching curve for mood is at {_share(mood)} of its own."
    )
    if shown is not None:
        listed = "; ".join(f"{at_words(point.hours)}, {point.text}" for point in shown.points)
        summary += f" {shown.name} ({shown.status}): {listed}."
    rows: list[tuple[str | float, ...]] = [
        (
            at_words(at),
            *(_share(float(np.interp(at, hours, curve))) for curve in (level_percent, mood_percent)),
            "",
        )
        for at in _TICKS
    ]
    if shown is not None:
        rows += [(at_words(point.hours), "", "", point.text) for point in shown.points]
    return Figure(
        plain({"data": data, "layout": layout}),
        summary,
        Table(
            "Two clocks",
            ("Time", "Ketamine in the artery", "Mood, teaching curve", "Published"),
            tuple(rows),
        ),
        tuple(dict.fromkeys((*clocks.sources, *((shown.source,) if shown is not None else ())))),
    )


def reading(clocks: Clocks, now_hours: float, shown: Study | None = None) -> str:
    """What both clocks say at one moment, in a sentence or two."""
    import numpy as np

    level, mood = (
        float(np.interp(now_hours, clocks.hours, curve))
        for curve in (clocks.level_percent, clocks.mood_percent)
    )
    about = "" if shown is None else f" Laid over: {shown.about} ({shown.status})."
    return f"{at_words(now_hours)}: ketamine {_share(level)}, mood {_share(mood)} of its largest.{about}"


def _share(percent: float) -> str:
    return "less than 1 %" if percent < 1 else f"{round(percent)} %"
