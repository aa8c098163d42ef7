"""A schedule of doses and therapy as a calendar: one row a week, one column a day."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kapedu.figures.figure import Figure, Table, plain
from kapedu.figures.theme import ARTERIAL, EFFECT, INK, SECOND, base_layout, fade

if TYPE_CHECKING:
    from kapedu.practice.pairing_schedule import Schedule

_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_ROW_PX, _EDGE_PX = 44, 78
_KINDS = (
    ("preparation", "Preparation", INK, "square", -0.22, 0.22),
    ("doses", "Ketamine", ARTERIAL, "triangle-down", -0.22, -0.2),
    ("therapy", "Therapy", EFFECT, "circle", 0.22, -0.2),
    ("integration", "Integration visit", SECOND, "diamond", 0.22, 0.22),
)


def weeks(schedule: Schedule) -> range:
    """Weeks that the schedule touches, week 1 being that of the first dose, on a Monday."""
    days = [day for kind, *_ in _KINDS for day in getattr(schedule, kind)]
    return range(min(days) // 7, max(days) // 7 + 1)


def height_px(schedule: Schedule) -> int:
    """Room the drawing needs."""
    return _ROW_PX * len(weeks(schedule)) + _EDGE_PX


def pairing_calendar(schedule: Schedule) -> Figure:
    """The schedule on a calendar whose first dose falls on a Monday.

    Args:
        schedule: Days counted from the first dose.
    """
    shown = weeks(schedule)
    data = [_marks(schedule, *kind, first=shown[0]) for kind in _KINDS if getattr(schedule, kind[0])]
    layout = base_layout(
        "",
        "",
        xaxis={
            "tickvals": list(range(7)),
            "ticktext": list(_DAYS),
            "range": [-0.55, 6.55],
            "side": "top",
            "showgrid": False,
            "zeroline": False,
        },
        yaxis={
            "tickvals": list(range(len(shown))),
            "ticktext": [_week(week) for week in shown],
            "range": [len(shown) - 0.45, -0.55],
            "showgrid": False,
            "zeroline": False,
        },
        shapes=_cells(len(shown)),
        hovermode="closest",
        margin={"l": 74, "r": 8, "t": 32, "b": 24},
    )
    return Figure(plain({"data": data, "layout": layout}), _summary(schedule), _table(schedule, shown))


def _week(week: int) -> str:
    return f"Week {week + 1}" if week >= 0 else f"{-week} wk before"


def _marks(  # noqa: PLR0913, PLR0917 - one kind of mark, spread out from its row
    schedule: Schedule,
    kind: str,
    name: str,
    colour: str,
    symbol: str,
    right: float,
    down: float,
    *,
    first: int,
) -> dict[str, Any]:
    days = getattr(schedule, kind)
    return {
        "type": "scatter",
        "mode": "markers",
        "name": name,
        "x": [day % 7 + right for day in days],
        "y": [day // 7 - first + down for day in days],
        "text": [f"{name}, day {day}" for day in days],
        "hovertemplate": "%{text}<extra></extra>",
        "marker": {"color": colour, "symbol": symbol, "size": 12, "line": {"width": 1, "color": "white"}},
    }


def _cells(rows: int) -> list[dict[str, Any]]:
    line = {"color": fade(INK, 0.45), "width": 1}
    return [
        {
            "type": "line",
            "x0": -0.5,
            "x1": 6.5,
            "y0": row - 0.5,
            "y1": row - 0.5,
            "line": line,
            "layer": "below",
        }
        for row in range(rows + 1)
    ] + [
        {
            "type": "line",
            "x0": x - 0.5,
            "x1": x - 0.5,
            "y0": -0.5,
            "y1": rows - 0.5,
            "line": line,
            "layer": "below",
        }
        for x in range(8)
    ]


def _summary(schedule: Schedule) -> str:
    told = [
        f"{name} on day{'' if len(days) == 1 else 's'} {', '.join(map(_number, days))}"
        for kind, name, *_ in _KINDS
        if (days := getattr(schedule, kind))
    ]
    return f"Days are counted from the first dose, a Monday. {'; '.join(told)}."


def _number(day: int) -> str:
    return str(day).replace("-", "−")


def _table(schedule: Schedule, shown: range) -> Table:
    rows = []
    for week in shown:
        cells = []
        for weekday in range(7):
            day = 7 * week + weekday
            cells.append(
                ", ".join(name for kind, name, *_ in _KINDS if day in getattr(schedule, kind)) or "–"
            )
        rows.append((_week(week), *cells))
    return Table("The calendar, week by week", ("Week", *_DAYS), tuple(rows))
