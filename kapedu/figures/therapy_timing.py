"""The time lines of the designs: on the calendar, or counted from the last dose."""

from __future__ import annotations

from typing import Any

from kapedu.figures.figure import Figure, Table
from kapedu.figures.theme import ARTERIAL, EFFECT, INK, ON_MARK, SECOND, base_layout, fade
from kapedu.figures.therapy_schedule import Design, Window, measurements, timed_designs, window_words
from kapedu.knowledge.citation import short_citation

VIEWS = {"calendar": "Days of the design", "since_dose": "Hours since the last dose"}
_WEEKS_DAYS = 28
_ROW_PX = 62
_EDGE_PX = 96


def height_px(view: str) -> int:
    """Room the drawing needs."""
    rows = len(timed_designs()) + (len(measurements()) if view == "since_dose" else 0)
    return _ROW_PX * rows + _EDGE_PX


def timing_figure(view: str, window: Window | None = None) -> Figure:
    """The designs on a time line.

    Args:
        view: ``calendar`` (days of the design) or ``since_dose`` (hours since the last dose, with
            the measurements in mice and people, and a window shaded).
        window: A claim to shade; used in the second view only.
    """
    designs = timed_designs()
    if view == "calendar":
        data, rows = _calendar(designs), [design.name for design in designs]
        title, extra = (
            "Day of the design (days)",
            {"range": [-3, 123], "zeroline": False, "dtick": _WEEKS_DAYS},
        )
    else:
        shown = measurements()
        data = _since_dose(designs) + _measured(shown, len(designs))
        rows = [design.name for design in designs] + [item.name for item in shown]
        title, extra = "Time since the last dose (h)", _log_axis()
    count = len(rows)
    layout = base_layout(
        title,
        "",
        xaxis=extra,
        yaxis={"range": [count - 0.4, -0.75], "visible": False},
        hovermode="closest",
        margin={"l": 12, "r": 12, "t": 36, "b": 48},
        legend={"orientation": "h", "x": 0, "y": 1.0, "yanchor": "bottom"},
        shapes=[] if window is None or view == "calendar" else [_shade(window)],
        annotations=[
            {
                "xref": "x domain",
                "yref": "y",
                "x": 0,
                "y": place - 0.38,
                "xanchor": "left",
                "yanchor": "middle",
                "showarrow": False,
                "text": name,
            }
            for place, name in enumerate(rows)
        ],
    )
    summary = _summary(view, window)
    return Figure({"data": data, "layout": layout}, summary, _table(), _sources(view, window))


def _sources(view: str, window: Window | None) -> tuple[str, ...]:
    keys = [design.id for design in timed_designs()]
    if view == "since_dose":
        keys += [item.quantity.source for item in measurements()]
        keys += [] if window is None else [window.quantity.source]
    return tuple(keys)


def _calendar(designs: tuple[Design, ...]) -> list[dict[str, Any]]:
    spans = [(place, design.span) for place, design in enumerate(designs) if design.span]
    single = [(place, day) for place, design in enumerate(designs) for day in design.sessions]
    doses = [(place, day) for place, design in enumerate(designs) for day in design.doses]
    return [
        _bars("Therapy, single days not known", [(place, *span) for place, span in spans]),
        _points("Therapy session", single, EFFECT, "circle"),
        _points("Ketamine", doses, ARTERIAL, "triangle-down"),
    ]


def _since_dose(designs: tuple[Design, ...]) -> list[dict[str, Any]]:
    spans = [(place, *design.hours_range) for place, design in enumerate(designs) if design.hours_range]
    spans = [(place, max(low, 1.0), high) for place, low, high in spans]
    single = [(place, hours) for place, design in enumerate(designs) for hours in design.hours_since_dose]
    return [
        _bars("Therapy, single days not known", spans),
        _points("Therapy session", sorted(set(single)), EFFECT, "circle"),
    ]


def _measured(shown: tuple[Window, ...], start: int) -> list[dict[str, Any]]:
    bars = [(start + place, item.low_h, item.high_h) for place, item in enumerate(shown)]
    trace = _bars("Measured in animals or people", bars)
    trace["line"] = {"color": SECOND, "width": 8}
    trace["mode"] = "lines+markers"
    trace["marker"] = {"color": SECOND, "symbol": "diamond", "size": 12}
    return [trace]


def _bars(name: str, bars: list[tuple[int, float, float]]) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "lines",
        "name": name,
        "x": [value for _, low, high in bars for value in (low, high, None)],
        "y": [value for place, _, _ in bars for value in (place, place, None)],
        "line": {"color": fade(EFFECT, 0.45), "width": 10},
        "hoverinfo": "skip",
    }


def _points(name: str, points: list[tuple[int, float]], colour: str, symbol: str) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "markers",
        "name": name,
        "x": [value for _, value in points],
        "y": [place for place, _ in points],
        "marker": {"color": colour, "symbol": symbol, "size": 11, "line": {"width": 1, "color": ON_MARK}},
        "hovertemplate": "%{x:g}<extra></extra>",
    }


_TICKS = (
    (1.0, "1 h"),
    (6.0, "6 h"),
    (24.0, "1 d"),
    (72.0, "3 d"),
    (168.0, "1 w"),
    (672.0, "4 w"),
    (2688.0, "16 w"),
)


def _log_axis() -> dict[str, Any]:
    return {
        "type": "log",
        "range": [-0.1, 3.55],
        "tickvals": [value for value, _ in _TICKS],
        "ticktext": [text for _, text in _TICKS],
        "tickangle": 0,
    }


def _shade(window: Window) -> dict[str, Any]:
    return {
        "type": "rect",
        "xref": "x",
        "yref": "y domain",
        "x0": max(window.low_h, 1.0),
        "x1": window.high_h,
        "y0": 0,
        "y1": 1,
        "fillcolor": fade(INK, 0.22),
        "line": {"color": INK, "width": 1, "dash": "dot"},
        "layer": "below",
    }


def _summary(view: str, window: Window | None) -> str:
    if view == "calendar":
        said = " ".join(f"{design.idea.text.rstrip('.')}." for design in timed_designs())
        return f"{len(timed_designs())} designs, each with its own timing. {said}"
    measured = "; ".join(item.name for item in measurements())
    return (
        f"Time from the last dose to therapy, by design; therapy before the first dose is left out. "
        f"{window_words(window)} Beside it, what was measured: {measured}."
    )


def _table() -> Table:
    rows = []
    for design in timed_designs():
        doses = ", ".join(f"{day:g}" for day in design.doses)
        when = (
            ", ".join(f"{day:g}" for day in design.sessions)
            if design.sessions
            else f"{design.span[0]:g} to {design.span[1]:g}, single days not known"
            if design.span
            else "not on file"
        )
        notes = "; ".join(quantity.note for quantity in design.origins if quantity.note)
        states = ", ".join(dict.fromkeys(str(quantity.status) for quantity in design.origins))
        rows.append((design.name, doses, when, f"{short_citation(design.id)}; {states}", notes))
    return Table(
        "Days counted from the first event of each design",
        ("Design", "Ketamine (day)", "Therapy (day)", "Source and status", "How it was drawn"),
        tuple(rows),
    )
