"""Plain drawings for lessons: curves, published points with their error bars, steps and bars.

What every lesson needs and no other figure function has::

    from kapedu.figures import Series, series

    figure = series(
        [
            Series("Ketamine", (0, 1, 7, 14), (31, 18, 15, 19), low=(28, 14, 11, 14), high=(34, 22, 19, 24)),
            Series("Placebo", (0, 1, 7, 14), (31, 28, 26, 25), style="steps"),
        ],
        "Time (days)",
        "Depression score (points)",
        caption="Depression score after one infusion",
    )
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from kapedu.figures.course_axis import show
from kapedu.figures.figure import Cell, Figure, Table, plain, thin
from kapedu.figures.theme import DASHES, SERIES, base_layout

if TYPE_CHECKING:
    from collections.abc import Sequence

Style = Literal["line", "points", "steps", "bars"]
_SYMBOLS = ("circle", "square", "diamond", "triangle-up", "x")


@dataclass(frozen=True)
class Series:
    """Numbers that belong together.

    Attributes:
        name: What the legend, the reading cursor and the table call them.
        x: Places along the horizontal axis: numbers in order, or names.
        y: The values there; as many as ``x``.
        low: Lower ends of the error bars, in the unit of ``y``, where there are any.
        high: Upper ends of the error bars.
        style: ``"line"``, ``"points"``, ``"steps"`` (a value holds until the next) or ``"bars"``.
        colour: A colour of the theme; without it, the next one in order.

    Raises:
        ValueError: The parts differ in length, or only one end of the error bars is given.
    """

    name: str
    x: Sequence[float | str]
    y: Sequence[float]
    low: Sequence[float] | None = None
    high: Sequence[float] | None = None
    style: Style = "line"
    colour: str | None = None

    def __post_init__(self) -> None:
        if (self.low is None) != (self.high is None):
            raise ValueError(f"series {self.name!r}: error bars need both ends, low and high")
        for part in ("y", "low", "high"):
            values = getattr(self, part)
            if values is not None and len(values) != len(self.x):
                raise ValueError(
                    f"series {self.name!r}: {part} has {len(values)} values, x has {len(self.x)}; "
                    "they need to be the same number"
                )
        if not len(self.x):
            raise ValueError(f"series {self.name!r} is empty; give at least one point")


def series(  # noqa: PLR0913 - the parts of a drawing, by name
    several: Sequence[Series],
    x_title: str,
    y_title: str,
    *,
    caption: str,
    summary: str = "",
    sources: Sequence[str] = (),
    **layout: Any,
) -> Figure:
    """Draw the series on one pair of axes.

    Args:
        several: The series, in the order of the legend.
        x_title: Title of the horizontal axis, unit last and in brackets.
        y_title: Title of the vertical axis, likewise.
        caption: What the drawing and its table hold, one line.
        summary: One paragraph; without it, the highest, first and last value of each series are told.
        sources: Reference keys.
        **layout: Further plotly layout attributes, see ``base_layout``.

    Returns:
        The figure.

    Raises:
        ValueError: There are no series.

    Examples:
        >>> figure = series(
        ...     [Series("Score", (0, 1, 7), (31, 18, 15))], "Time (days)", "Score (points)", caption="Score"
        ... )
        >>> figure.summary
        'Score: from 31 points at 0 days to 15 points at 7 days, highest 31 points at 0 days.'
        >>> figure.table.rows
        ((0, 31), (1, 18), (7, 15))
    """
    if not several:
        raise ValueError("there are no series to draw; give at least one")
    data = [_trace(one, number) for number, one in enumerate(several)]
    spec = plain({"data": data, "layout": base_layout(x_title, y_title, **layout)})
    text = summary or " ".join(_told(one, _unit(x_title), _unit(y_title)) for one in several)
    return Figure(spec, text, _table(several, x_title, y_title, caption), tuple(sources))


def points(  # noqa: PLR0913 - as above
    several: Sequence[Series],
    x_title: str,
    y_title: str,
    *,
    caption: str,
    summary: str = "",
    sources: Sequence[str] = (),
    curve: Series | None = None,
    **layout: Any,
) -> Figure:
    """Published points, with error bars where there are any, and perhaps a model's curve behind them.

    Args:
        several: The points; their style is set here.
        x_title: Title of the horizontal axis, unit last and in brackets.
        y_title: Title of the vertical axis, likewise.
        caption: What the drawing and its table hold, one line.
        summary: One paragraph; without it, it is told from the numbers.
        sources: Reference keys.
        curve: A line to compare with.
        **layout: Further plotly layout attributes.

    Returns:
        The figure.

    Raises:
        ValueError: There are no points.

    Examples:
        >>> figure = points(
        ...     [Series("Measured", (20, 40), (150, 240), low=(120, 200), high=(180, 280))],
        ...     "Time (min)",
        ...     "Ketamine (ng/mL)",
        ...     caption="Measured concentrations",
        ... )
        >>> figure.spec["data"][0]["error_y"]["array"], figure.table.rows[1]
        ([30, 40], (40, '240 (200 to 280)'))
    """
    if not several:
        raise ValueError("there are no points to draw; give at least one series")
    marked = [Series(one.name, one.x, one.y, one.low, one.high, "points", one.colour) for one in several]
    behind = [] if curve is None else [curve]
    return series(
        [*marked, *behind], x_title, y_title, caption=caption, summary=summary, sources=sources, **layout
    )


def _trace(one: Series, number: int) -> dict[str, Any]:
    colour = one.colour or SERIES[number % len(SERIES)]
    trace: dict[str, Any] = {"name": one.name, "x": list(one.x), "y": list(one.y)}
    if one.style == "bars":
        trace |= {"type": "bar", "marker": {"color": colour}}
    elif one.style == "points":
        marker = {"color": colour, "size": 9, "symbol": _SYMBOLS[number % len(_SYMBOLS)]}
        trace |= {"type": "scatter", "mode": "markers", "marker": marker}
    else:
        line = {"color": colour, "width": 2.5, "dash": DASHES[number % len(DASHES)]}
        if one.style == "steps":
            line["shape"] = "hv"
        trace |= {"type": "scatter", "mode": "lines", "line": line}
    if one.low is not None and one.high is not None:
        trace["error_y"] = {
            "type": "data",
            "symmetric": False,
            "array": [high - value for high, value in zip(one.high, one.y, strict=True)],
            "arrayminus": [value - low for low, value in zip(one.low, one.y, strict=True)],
            "color": colour,
            "thickness": 1.5,
        }
    return trace


def _unit(title: str) -> str:
    return title.rsplit("(", 1)[1].rstrip(") ") if title.rstrip().endswith(")") else ""


def _told(one: Series, x_unit: str, y_unit: str) -> str:
    def at(place: int) -> str:
        where = one.x[place]
        words = f"{where if isinstance(where, str) else show(where)} {x_unit}".rstrip()
        return f"{show(one.y[place])} {y_unit} at {words}".replace("  ", " ")

    last = len(one.x) - 1
    top = max(range(last + 1), key=lambda place: one.y[place])
    if last == 0:
        return f"{one.name}: {at(0)}."
    return f"{one.name}: from {at(0)} to {at(last)}, highest {at(top)}."


def _table(several: Sequence[Series], x_title: str, y_title: str, caption: str) -> Table:
    places: list[Any] = list(dict.fromkeys(place for one in several for place in one.x))
    if all(not isinstance(place, str) for place in places):
        places.sort()
    unit = _unit(y_title)
    heads = (
        [y_title] if len(several) == 1 else [f"{one.name} ({unit})" if unit else one.name for one in several]
    )
    rows = [(places[row], *(_cell(one, places[row]) for one in several)) for row in thin(len(places))]
    return Table(caption, (x_title, *heads), tuple(rows))


def _cell(one: Series, place: float | str) -> Cell:
    if place not in one.x:
        return "–"
    at = list(one.x).index(place)
    if one.low is None or one.high is None:
        return one.y[at]
    return f"{show(one.y[at])} ({show(one.low[at])} to {show(one.high[at])})"
