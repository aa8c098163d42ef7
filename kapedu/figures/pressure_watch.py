"""The rise in pressure over a visit, cohort by cohort, and the moments at which somebody looks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kapedu.figures.course_axis import show
from kapedu.figures.figure import Cell, Figure, Table, plain, thin
from kapedu.figures.theme import ARTERIAL, DASHES, INK, ON_MARK, SERIES, base_layout, fade

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from kapedu.pharmacology.cardiovascular import Rise

_TABLE_ROWS = 10


def seen_of_peak(time_min: NDArray[Any], rise: Rise, checks_min: Sequence[float]) -> tuple[float, float]:
    """The highest mean rise that the checks meet, and the highest there is.

    Args:
        time_min: Minutes, ascending, shape ``(times,)``.
        rise: The rise at these times.
        checks_min: When somebody looks, minutes.

    Returns:
        Both in mmHg; 0 for the first where nobody looks.
    """
    import numpy as np

    met = np.interp(np.asarray(checks_min, dtype=float), time_min, rise.mean) if checks_min else np.zeros(1)
    return float(met.max()), float(rise.mean.max())


def pressure_watch(
    time_min: NDArray[Any],
    found: Mapping[str, Rise],
    checks_min: Sequence[float],
    route: str,
    guess_min: float | None = None,
) -> Figure:
    """Draw the mean rises, the band of the largest cohort, and the checks.

    Args:
        time_min: Minutes since the start, shape ``(times,)``.
        found: Rises by cohort, smallest first.
        checks_min: When somebody looks.
        route: The route in words.
        guess_min: When the peak was expected.

    Returns:
        The figure.

    Raises:
        ValueError: There are no rises.
    """
    import numpy as np

    if not found:
        raise ValueError("there are no rises to draw; give at least one cohort")
    largest = max(found.values(), key=lambda rise: float(rise.cohort.peak))
    data: list[dict[str, Any]] = []
    if largest.sd is not None:
        edge = {"color": fade(ARTERIAL, 0.01), "width": 0}
        line = {"type": "scatter", "mode": "lines", "x": time_min, "line": edge, "hoverinfo": "skip"}
        data = [
            {**line, "name": "lower edge", "y": largest.mean - largest.sd, "showlegend": False},
            {
                **line,
                "name": f"about 2 of 3 readings ({largest.cohort.label})",
                "y": largest.mean + largest.sd,
                "fill": "tonexty",
                "fillcolor": fade(ARTERIAL, 0.18),
            },
        ]
    colours = (SERIES[0], SERIES[2], SERIES[3], ARTERIAL)
    data += [
        {
            "type": "scatter",
            "mode": "lines",
            "name": rise.cohort.label,
            "x": time_min,
            "y": rise.mean,
            "line": {
                "color": colours[number % len(colours)],
                "width": 2.5,
                "dash": DASHES[number % len(DASHES)],
            },
        }
        for number, rise in enumerate(found.values())
    ]
    looked = [minute for minute in checks_min if minute <= time_min[-1]]
    data.append(
        {
            "type": "scatter",
            "mode": "markers",
            "name": "Somebody looks",
            "x": looked,
            "y": np.interp(looked, time_min, largest.mean) if looked else [],
            "marker": {
                "color": ARTERIAL,
                "size": 10,
                "symbol": "diamond",
                "line": {"color": ON_MARK, "width": 1},
            },
        }
    )
    shapes = (
        []
        if guess_min is None
        else [
            {
                "type": "line",
                "x0": guess_min,
                "x1": guess_min,
                "yref": "paper",
                "y0": 0,
                "y1": 1,
                "line": {"color": INK, "width": 2, "dash": "dash"},
            }
        ]
    )
    layout = base_layout(
        "Time since the start (min)",
        "Mean rise in systolic pressure (mmHg)",
        legend={"orientation": "h", "y": -0.25},
        shapes=shapes,
    )
    layout["yaxis"]["title"]["text"] = "Mean systolic rise (mmHg)"
    peak_at = float(time_min[int(largest.mean.argmax())])
    met, highest = seen_of_peak(time_min, largest, looked)
    told = ", ".join(f"{rise.cohort.label} {show(float(rise.mean.max()))}" for rise in found.values())
    kept = thin(len(time_min), keep=(int(largest.mean.argmax()),), limit=_TABLE_ROWS)
    rows: list[tuple[Cell, ...]] = [
        (float(time_min[place]), *(float(show(float(rise.mean[place]))) for rise in found.values()))
        for place in kept
    ]
    return Figure(
        plain({"data": data, "layout": layout}),
        f"{route}: the mean rise peaks at {peak_at:.0f} min, by cohort (mmHg): {told}. In {largest.cohort.label} the "
        f"checks meet a rise of {show(met)} of {show(highest)} mmHg. The shape over time is a design choice.",
        Table(
            "Mean rise in systolic pressure by cohort",
            ("Time (min)", *(f"{rise.cohort.label} (mmHg)" for rise in found.values())),
            tuple(rows),
        ),
        tuple(dict.fromkeys(rise.cohort.peak.source for rise in found.values())),
    )
