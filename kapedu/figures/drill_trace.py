"""A drill looked back on: what the signs did while the trainee acted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kapedu.figures.figure import Cell, Figure, Table, plain, thin
from kapedu.figures.theme import ARTERIAL, DASHES, EFFECT, INK, SECOND, VENOUS, base_layout

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_DRAWN = {
    "sbp": ("Systolic (mmHg)", ARTERIAL),
    "hr": ("Heart rate (per min)", EFFECT),
    "spo2": ("Saturation (%)", VENOUS),
    "rr": ("Breaths (per min)", SECOND),
}
_TABLE_ROWS = 10


def drill_trace(
    minutes: Sequence[float], signs: Sequence[Mapping[str, float]], deeds: Sequence[tuple[float, str]]
) -> Figure:
    """Draw four signs over the drill, with a numbered line for everything that was done.

    Args:
        minutes: Times, ascending.
        signs: The signs at these times.
        deeds: Minute and name of what was done, in order.

    Returns:
        The figure.

    Raises:
        ValueError: There are no times, or not as many signs as times.
    """
    if not minutes or len(minutes) != len(signs):
        raise ValueError(f"{len(minutes)} times and {len(signs)} signs; give as many of both, at least one")
    data: list[dict[str, Any]] = [
        {
            "type": "scatter",
            "mode": "lines",
            "name": name,
            "x": list(minutes),
            "y": [round(at[sign], 1) for at in signs],
            "line": {"color": colour, "width": 2.5, "dash": DASHES[number]},
        }
        for number, (sign, (name, colour)) in enumerate(_DRAWN.items())
    ]
    lines = [
        {
            "type": "line",
            "x0": minute,
            "x1": minute,
            "yref": "paper",
            "y0": 0,
            "y1": 1,
            "line": {"color": INK, "width": 1, "dash": "dot"},
        }
        for minute, _ in deeds
    ]
    numbers = [
        {
            "x": minute,
            "yref": "paper",
            "y": 1,
            "yanchor": "bottom",
            "yshift": 12 * (number % 2),
            "text": str(number + 1),
            "showarrow": False,
            "font": {"size": 12},
        }
        for number, (minute, _) in enumerate(deeds)
    ]
    layout = base_layout(
        "Time since the call (min)",
        "Sign, in its own unit",
        yaxis={"rangemode": "tozero"},
        margin={"t": 34},
        shapes=lines,
        annotations=numbers,
    )
    first, last = signs[0], signs[-1]
    told = ", ".join(
        f"{name.partition(' (')[0].lower()} {first[sign]:.0f} to {last[sign]:.0f}"
        for sign, (name, _) in _DRAWN.items()
    )
    done = "; ".join(
        f"{number}. {name} at {minute:.1f} min" for number, (minute, name) in enumerate(deeds, 1)
    )
    rows: list[tuple[Cell, ...]] = [
        (round(minutes[place], 1), *(round(signs[place][sign]) for sign in _DRAWN))
        for place in thin(len(minutes), limit=_TABLE_ROWS)
    ]
    return Figure(
        plain({"data": data, "layout": layout}),
        f"From the call to minute {minutes[-1]:.1f}: {told}. Done: {done or 'nothing'}.",
        Table(
            "The signs during the drill", ("Time (min)", *(name for name, _ in _DRAWN.values())), tuple(rows)
        ),
    )
