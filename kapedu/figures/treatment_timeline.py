"""A patient's scores over the weeks of a course of treatment, with what was done when, beside the plan and beside nothing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kapedu.figures.figure import Cell, Figure, Table, plain, thin
from kapedu.figures.theme import ARTERIAL, EFFECT, INK, ON_MARK, VENOUS, base_layout

if TYPE_CHECKING:
    from collections.abc import Sequence

_DAYS = 7


@dataclass(frozen=True)
class Mark:
    """Something on a day, in words: a dose, or what came up."""

    day: int
    text: str


def treatment_timeline(  # noqa: PLR0913 - the parts of the drawing have names
    scale: str,
    days: Sequence[float],
    *,
    top: float,
    measured: Sequence[tuple[int, int]],
    doses: Sequence[int],
    events: Sequence[Mark],
    totals: Sequence[float] = (),
    best: Sequence[float] = (),
    nothing: Sequence[float] = (),
) -> Figure:
    """Draw a course of treatment.

    Args:
        scale: Title of the scale.
        days: Days since the referral, of every curve.
        top: Highest score of the scale.
        measured: Day and total of each measurement.
        doses: Days of the doses.
        events: What came up.
        totals: The score on each day as it went; empty while the course goes on.
        best: The same with the plan of the course.
        nothing: The same with nothing done.
    """
    weeks = [day / _DAYS for day in days]
    data: list[dict[str, Any]] = []
    for name, curve, colour, dash in (
        ("with nothing done", nothing, INK, "dot"),
        ("with the plan of the course", best, EFFECT, "dash"),
        ("as it went", totals, VENOUS, "solid"),
    ):
        if len(curve):
            data.append(
                {
                    "type": "scatter",
                    "mode": "lines",
                    "name": name,
                    "x": weeks,
                    "y": list(curve),
                    "line": {"color": colour, "width": 2.5, "dash": dash},
                    "hovertemplate": "%{y:.0f} points<extra></extra>",
                }
            )
    data.append(
        {
            "type": "scatter",
            "mode": "lines+markers" if not len(totals) else "markers",
            "name": "measured",
            "x": [day / _DAYS for day, _ in measured],
            "y": [total for _, total in measured],
            "line": {"color": VENOUS, "width": 1.5},
            "marker": {"size": 9, "color": VENOUS, "line": {"color": ON_MARK, "width": 1}},
            "hovertemplate": "%{y} points<extra></extra>",
        }
    )
    data += _marks("dose", [Mark(day, "dose") for day in doses], "triangle-up", ARTERIAL, top * 0.03)
    data += _marks("something came up", events, "diamond-open", INK, top * 0.97)
    layout = base_layout(
        "Weeks since the referral",
        f"{scale} (points)",
        xaxis={"range": [-0.3, max(weeks) + 0.3]},
        yaxis={"range": [0, top]},
        hovermode="closest",
        legend={"orientation": "h", "y": -0.24},
    )
    return Figure(
        plain({"data": data, "layout": layout}),
        _summary(scale, measured, doses, events, totals, best, nothing),
        _table(scale, days, measured, doses, events, totals, best, nothing),
    )


def _marks(name: str, marks: Sequence[Mark], symbol: str, colour: str, height: float) -> list[dict[str, Any]]:
    if not marks:
        return []
    return [
        {
            "type": "scatter",
            "mode": "markers",
            "name": name,
            "x": [mark.day / _DAYS for mark in marks],
            "y": [height] * len(marks),
            "text": [mark.text for mark in marks],
            "marker": {"symbol": symbol, "size": 10, "color": colour},
            "hovertemplate": "%{text}<extra></extra>",
        }
    ]


def _summary(  # noqa: PLR0913, PLR0917 - the parts of the drawing, in its order
    scale: str,
    measured: Sequence[tuple[int, int]],
    doses: Sequence[int],
    events: Sequence[Mark],
    totals: Sequence[float],
    best: Sequence[float],
    nothing: Sequence[float],
) -> str:
    said = [f"{scale} over the weeks of a course of treatment, lower is better."]
    if measured:
        first, last = measured[0][1], measured[-1][1]
        said.append(
            f"Measured {len(measured)} times, first {first}, last {last} points."
            if len(measured) > 1
            else f"Measured once: {first} points.",
        )
    else:
        said.append("Not measured yet.")
    said.append(f"Doses: {len(doses)}. Things that came up: {len(events)}.")
    if len(totals):
        said.append(
            f"At the end {totals[-1]:.0f} points; with the plan of the course it would have been {best[-1]:.0f}, "
            f"with nothing done {nothing[-1]:.0f}."
        )
    return " ".join(said)


def _table(  # noqa: PLR0913, PLR0917 - the parts of the drawing, in its order
    scale: str,
    days: Sequence[float],
    measured: Sequence[tuple[int, int]],
    doses: Sequence[int],
    events: Sequence[Mark],
    totals: Sequence[float],
    best: Sequence[float],
    nothing: Sequence[float],
) -> Table:
    """Two weeks a row: what was measured last in them, how many doses, what came up, and the curves at their end."""
    rows: list[tuple[Cell, ...]] = []
    last_week = int(max(days) // _DAYS)
    ends = list(range(2, last_week + 1, 2)) or [last_week]
    for end in [ends[place] for place in thin(len(ends))]:
        first = (end - 2) * _DAYS
        within = range(first, end * _DAYS + (end == ends[-1]))
        found = [total for day, total in measured if day in within]
        came = "; ".join(mark.text for mark in events if mark.day in within)
        row: list[Cell] = [f"{end - 2} to {end}", found[-1] if found else "–"]
        row += [sum(day in within for day in doses), came or "–"]
        row += [round(float(curve[end * _DAYS])) for curve in (totals, best, nothing) if len(curve)]
        rows.append(tuple(row))
    columns = ["Weeks", "Measured (points)", "Doses", "Came up"]
    if len(totals):
        columns += ["As it went", "Plan of the course", "Nothing done"]
    return Table(f"{scale}, two weeks a row", tuple(columns), tuple(rows))
