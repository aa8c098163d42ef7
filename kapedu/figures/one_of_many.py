"""The same dose per kilogram in many people: a band of percentiles, and one person's curve in it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kapedu.figures.course_axis import show
from kapedu.figures.figure import Cell, Figure, Table, plain, thin
from kapedu.figures.theme import ARTERIAL, INK, SECOND, base_layout, fade

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

    from kapedu.pharmacology import Bands, Course

_EDGES = 3
_TABLE_ROWS = 9


def fold_in_groups(levels_ng_ml: ArrayLike, group: int) -> tuple[float, float, float]:
    """How many times the lowest level the highest one is, in groups of people.

    Args:
        levels_ng_ml: One level for each person, shape ``(people,)``.
        group: People in a group; the last, incomplete group is left out.

    Returns:
        Smallest, middle and largest of the groups' ratios.

    Raises:
        ValueError: There are fewer people than one group, or a level is not above zero.

    Examples:
        >>> fold_in_groups([10, 20, 10, 30, 20, 20], 2)
        (1.0, 2.0, 3.0)
    """
    import numpy as np

    levels = np.asarray(levels_ng_ml, dtype=float)
    groups = len(levels) // group
    if not groups:
        raise ValueError(f"{len(levels)} people do not fill one group of {group}")
    if not (levels > 0).all():
        raise ValueError("levels_ng_ml must all be above 0 for a ratio")
    hundreds = levels[: groups * group].reshape(groups, group)
    ratios = hundreds.max(axis=1) / hundreds.min(axis=1)
    return float(ratios.min()), float(np.median(ratios)), float(ratios.max())


def one_of_many(bands: Bands, person: Course, name: str, end_min: float) -> Figure:
    """The band of arterial levels, and one person's curve.

    Args:
        bands: Three percentiles of the arterial trace: lower edge, middle, upper edge.
        person: The same regimen in one person, at the same times.
        name: What to call this person, for example ``"Person 12"``.
        end_min: When the pump stops; the summary and the table speak of it.

    Returns:
        The figure.

    Raises:
        ValueError: There are not three percentiles, or the times differ.
    """
    if len(bands.percentiles) != _EDGES:
        raise ValueError(f"percentiles {bands.percentiles}: give three, lower edge, middle and upper edge")
    time = bands.time_min
    curve = person.arterial_ng_ml.reshape(-1)
    if time.shape != curve.shape or (time != person.time_min).any():
        raise ValueError("the person's course must have the same times as the band")
    low, middle, high = bands.levels_ng_ml["arterial"]
    lowest, _, highest = (f"{percentile:g}" for percentile in bands.percentiles)
    edge = {"color": fade(ARTERIAL, 0.6), "width": 1}
    between = f"{float(highest) - float(lowest):g} of 100 people"
    data: list[dict[str, Any]] = [
        {**_line(f"{lowest}th percentile", time, low, edge), "showlegend": False},
        {
            **_line(f"{highest}th percentile", time, high, edge),
            "showlegend": False,
            "fill": "tonexty",
            "fillcolor": fade(ARTERIAL, 0.2),
        },
        {
            **_line(between, [], [], edge),
            "fill": "toself",
            "fillcolor": fade(ARTERIAL, 0.2),
            "hoverinfo": "skip",
        },
        _line("Middle (median)", time, middle, {"color": ARTERIAL, "width": 2, "dash": "dash"}),
        _line(name, time, curve, {"color": SECOND, "width": 3}),
    ]
    layout = base_layout(
        "Time since the start (min)",
        "Ketamine in the artery (ng/mL)",
        yaxis={"rangemode": "tozero"},
        legend={"orientation": "h", "y": -0.25},
        shapes=[
            {
                "type": "line",
                "x0": end_min,
                "x1": end_min,
                "yref": "paper",
                "y0": 0,
                "y1": 1,
                "line": {"color": INK, "width": 1, "dash": "dot"},
            }
        ],
    )
    at = int(abs(time - end_min).argmin())
    rows: list[tuple[Cell, ...]] = [
        (float(time[place]), *(float(show(values[place])) for values in (low, middle, high, curve)))
        for place in thin(len(time), keep=(at,), limit=_TABLE_ROWS)
    ]
    return Figure(
        plain({"data": data, "layout": layout}),
        f"When the pump stops, the middle of {bands.patients} virtual people is at {show(middle[at])} ng/mL; "
        f"{between} lie between {show(low[at])} and {show(high[at])} ng/mL. {name} is at {show(curve[at])} ng/mL.",
        Table(
            "Arterial ketamine in many people and in one",
            (
                "Time (min)",
                f"{lowest}th percentile (ng/mL)",
                "Median (ng/mL)",
                f"{highest}th percentile (ng/mL)",
                f"{name} (ng/mL)",
            ),
            tuple(rows),
        ),
        tuple(dict.fromkeys((*bands.course.sources, *person.sources))),
    )


def _line(name: str, x: Any, y: Any, line: dict[str, Any]) -> dict[str, Any]:
    return {"type": "scatter", "mode": "lines", "name": name, "x": x, "y": y, "line": line}
