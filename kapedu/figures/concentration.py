"""Ketamine in blood and at the effect site after one regimen, or after several side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kapedu.figures.course_axis import (
    TimeAxis,
    dose_marks,
    dose_places,
    places_drawn,
    short_name,
    show,
    time_axis,
)
from kapedu.figures.figure import Cell, Figure, Table, plain, round_significant
from kapedu.figures.theme import ARTERIAL, DASHES, EFFECT, INK, SERIES, VENOUS, base_layout, level_band
from kapedu.language import N_, _

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kapedu.pharmacology import Course

TRACES = ("arterial", "venous", "effect_site")
_NAMES = {"arterial": N_("Arterial blood"), "venous": N_("Venous blood"), "effect_site": N_("Effect site")}
_COLOURS = {"arterial": ARTERIAL, "venous": VENOUS, "effect_site": EFFECT}
_UNIT = N_("ng/mL")
_NOTHING = 1e-6  # rounding noise of the arithmetic, far below anything that can be measured
_SAME = 0.05  # closer than this, two peaks are called about equal


def concentration(
    courses: Mapping[str, Course],
    traces: Sequence[str] = TRACES,
    *,
    bands: Mapping[str, tuple[float, float]] | None = None,
) -> Figure:
    """Concentration over time.

    One regimen has a colour for each trace. Of several, each regimen has a colour and each trace a
    line style. Doses are marked above the drawing.

    Args:
        courses: ``{name: course}``. A name such as ``"A: iv 35 mg"`` is shortened to ``"A"`` where
            space is short.
        traces: Which of ``"arterial"``, ``"venous"`` and ``"effect_site"``, in order.
        bands: ``{label: (low, high)}`` in ng/mL, shaded across the drawing.

    Returns:
        The figure. The summary gives the peak, its time and what is left at the end, and compares two
        regimens.

    Raises:
        ValueError: No courses, a course of many patients, or an unknown trace.

    Examples:
        >>> import numpy as np
        >>> from kapedu.pharmacology import Patient, Regimen, simulate
        >>> course = simulate(Regimen.parse("iv 35 mg over 40 min"), Patient(70), np.arange(241.0))
        >>> print(concentration({"Infusion": course}, ["arterial"]).summary)
        Arterial blood peaks at 253 ng/mL after 40 min, with 25.6 ng/mL at 240 min.
    """
    for trace in traces:
        if trace not in TRACES:
            raise ValueError(f"trace {trace!r} is not known; choose from {', '.join(TRACES)}")
    if not traces:
        raise ValueError(f"no traces; choose from {', '.join(TRACES)}")
    axis = time_axis(courses)
    colours = dict(zip(courses, _cycle(SERIES, len(courses)), strict=True))
    several = len(courses) > 1
    data: list[dict[str, Any]] = _legend(colours, traces) if several and len(traces) > 1 else []
    for name, course in courses.items():
        for number, trace in enumerate(traces):
            colour = colours[name] if several else _COLOURS[trace]
            label = f"{short_name(name)}, {_(_NAMES[trace]).lower()}" if several else _(_NAMES[trace])
            curve = _curve(course, trace, axis, colour, DASHES[number])
            if several and len(traces) > 1:
                data.append({**curve, "name": label, "showlegend": False})
            else:
                data.append({**curve, "name": name if several else label})
    marks = dose_marks(courses, axis, colours if several else dict.fromkeys(courses, INK))
    for label, (low, high) in (bands or {}).items():
        marks["shapes"].append(level_band(low, high, EFFECT))
        marks["annotations"].append(_band_label(label, high))
    layout = base_layout(
        axis.title,
        _("Ketamine ({unit})").format(unit=_(_UNIT)),
        xaxis=axis.layout(),
        yaxis={"rangemode": "tozero"},
        **marks,
    )
    sources = tuple(dict.fromkeys(source for course in courses.values() for source in course.sources))
    return Figure(
        plain({"data": data, "layout": layout}),
        _summary(courses, traces, axis),
        _table(courses, traces, axis),
        sources,
    )


def _values(course: Course, trace: str) -> Any:
    return getattr(course, f"{trace}_ng_ml")


def _cycle(colours: Sequence[str], count: int) -> list[str]:
    return [colours[number % len(colours)] for number in range(count)]


def _curve(course: Course, trace: str, axis: TimeAxis, colour: str, dash: str) -> dict[str, Any]:
    values = _values(course, trace)
    places = places_drawn(len(values), dose_places(course) | {int(values.argmax())})
    return {
        "type": "scatter",
        "mode": "lines",
        "x": [axis.shown(minute) for minute in course.time_min[places]],
        "y": values[places],
        "line": {"color": colour, "dash": dash, "width": 2.5},
    }


def _legend(colours: Mapping[str, str], traces: Sequence[str]) -> list[dict[str, Any]]:
    """Entries without a curve: the colour of each regimen, then the line style of each trace."""
    entries = [(name, colour, DASHES[0]) for name, colour in colours.items()]
    entries += [(_(_NAMES[trace]), INK, DASHES[number]) for number, trace in enumerate(traces)]
    return [
        {
            "type": "scatter",
            "mode": "lines",
            "name": name,
            "x": [],
            "y": [],
            "line": {"color": colour, "dash": dash, "width": 2.5},
            "hoverinfo": "skip",
        }
        for name, colour, dash in entries
    ]


def _band_label(label: str, high: float) -> dict[str, Any]:
    return {
        "text": label,
        "xref": "paper",
        "x": 1,
        "xanchor": "right",
        "y": high,
        "yanchor": "top",
        "showarrow": False,
        "font": {"size": 12},
    }


def _summary(courses: Mapping[str, Course], traces: Sequence[str], axis: TimeAxis) -> str:
    sentences = []
    for name, course in courses.items():
        for number, trace in enumerate(traces):
            subject = _(_NAMES[trace])
            subject = subject if number == 0 and len(courses) == 1 else subject.lower()
            lead = f"{short_name(name)}: " if number == 0 and len(courses) > 1 else ""
            sentences.append(f"{lead}{subject} {_told(course, trace, axis)}")
        sentences[-len(traces) :] = ["; ".join(sentences[-len(traces) :]) + "."]
    if len(courses) == 2:
        sentences.append(_comparison(courses, traces[0], axis))
    return " ".join(sentences)


def _told(course: Course, trace: str, axis: TimeAxis) -> str:
    values, times = _values(course, trace), course.time_min
    top = int(values.argmax())
    peak, when = f"{show(values[top])} {_(_UNIT)}", axis.spoken(times[top])
    if top == len(values) - 1:
        return _("is still rising at the end, {peak} at {when}").format(peak=peak, when=when)
    left, end = f"{show(values[-1])} {_(_UNIT)}", axis.spoken(times[-1])
    told = _("peaks at {peak} after {when}, with {left} at {end}")
    return told.format(peak=peak, when=when, left=left, end=end)


def _comparison(courses: Mapping[str, Course], trace: str, axis: TimeAxis) -> str:
    (first, one), (second, other) = courses.items()
    a, b = _values(one, trace), _values(other, trace)
    when_a, when_b = one.time_min[int(a.argmax())], other.time_min[int(b.argmax())]
    first, second = short_name(first), short_name(second)
    if not (a.max() and b.max()):
        return ""
    if abs(a.max() / b.max() - 1) < _SAME:
        height = _("The {where} peaks of {first} and {second} are about equal").format(
            where=_(_NAMES[trace]).lower(), first=first, second=second
        )
    else:
        (high, low), ratio = (
            ((first, second), a.max() / b.max())
            if a.max() > b.max()
            else ((second, first), b.max() / a.max())
        )
        height = _("The {where} peak of {high} is {ratio} times that of {low}").format(
            where=_(_NAMES[trace]).lower(), high=high, ratio=show(ratio), low=low
        )
    if when_a == when_b:
        return _("{height}, at the same time.").format(height=height)
    early = first if when_a < when_b else second
    told = _("{height}; {early} peaks {time} earlier.")
    return told.format(height=height, early=early, time=axis.spoken(abs(when_a - when_b)))


def _table(courses: Mapping[str, Course], traces: Sequence[str], axis: TimeAxis) -> Table:
    several = len(courses) > 1
    columns = [axis.title]
    columns += [
        f"{short_name(name)}, {_(_NAMES[trace]).lower()} ({_(_UNIT)})"
        if several
        else f"{_(_NAMES[trace])} ({_(_UNIT)})"
        for name in courses
        for trace in traces
    ]
    times = sorted({float(minute) for course in courses.values() for minute in course.time_min})
    keep = {
        times.index(float(course.time_min[place]))
        for course in courses.values()
        for place in {int(_values(course, trace).argmax()) for trace in traces} | dose_places(course)
    }
    rows: list[tuple[Cell, ...]] = []
    for place in axis.tabulated(times, keep):
        cells = [_at(course, trace, times[place]) for course in courses.values() for trace in traces]
        rows.append((_short(axis.shown(times[place])), *cells))
    return Table(_("Ketamine concentration over time"), tuple(columns), tuple(rows))


def _at(course: Course, trace: str, minute: float) -> Cell:
    places = (course.time_min == minute).nonzero()[0]
    return _short(float(_values(course, trace)[places[0]])) if len(places) else "–"


def _short(value: float) -> Cell:
    rounded = round_significant(value, 3)
    if rounded is None:
        return "–"
    return rounded if abs(rounded) > _NOTHING else 0
