"""NMDA receptor occupancy over time, as the band that the disputed affinities leave open."""

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
from kapedu.figures.figure import Cell, Figure, Table, plain
from kapedu.figures.theme import DASHES, EFFECT, INK, SERIES, base_layout, fade
from kapedu.language import _

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kapedu.pharmacology import Course
    from kapedu.pharmacology.effect import OccupancyBand

_PERCENT = 100
_FACTS = ("Ki_ebert", "Ki_racemic_salat", "protein_binding", "fu_S", "fu_R", "Kp_uu")


def occupancy(courses: Mapping[str, Course]) -> Figure:
    """Share of NMDA receptors occupied, lowest and highest estimate.

    Args:
        courses: ``{name: course}``; of several, each has a colour and a line style.

    Returns:
        The figure, in percent; its summary says how wide the band is at its highest.

    Raises:
        ValueError: No courses, or a course of many patients.

    Examples:
        >>> import numpy as np
        >>> from kapedu.pharmacology import Patient, Regimen, simulate
        >>> course = simulate(Regimen.parse("iv 35 mg over 40 min"), Patient(70), np.arange(241.0))
        >>> print(occupancy({"Infusion": course}).table.columns)
        ('Time (min)', 'Lowest estimate (%)', 'Highest estimate (%)')
    """
    from kapedu.knowledge import fact  # a kernel that only shows figures does not need it
    from kapedu.pharmacology import occupancy_band

    axis = time_axis(courses)
    several = len(courses) > 1
    colours = {
        name: SERIES[number % len(SERIES)] if several else EFFECT for number, name in enumerate(courses)
    }
    bands = {
        name: occupancy_band(course.effect_site_ng_ml, course.effect_site_s_ng_ml)
        for name, course in courses.items()
    }
    data: list[dict[str, Any]] = []
    for number, (name, course) in enumerate(courses.items()):
        data += _band(
            name if several else "", course, bands[name], axis, colours[name], DASHES[number % len(DASHES)]
        )
    layout = base_layout(
        axis.title,
        _("NMDA receptors occupied (%)"),
        xaxis=axis.layout(),
        yaxis={"range": [0, _PERCENT]},
        **dose_marks(courses, axis, colours if several else dict.fromkeys(courses, INK)),
    )
    cited = [source for course in courses.values() for source in course.sources]
    cited += [fact(f"pkpd.binding_potency.{name}").source for name in _FACTS]
    return Figure(
        plain({"data": data, "layout": layout}),
        _summary(courses, bands, axis),
        _table(courses, bands, axis),
        tuple(dict.fromkeys(cited)),
    )


def _band(  # noqa: PLR0913, PLR0917 - what is drawn and how
    name: str,
    course: Course,
    band: OccupancyBand,
    axis: TimeAxis,
    colour: str,
    dash: str,
) -> list[dict[str, Any]]:
    places = places_drawn(len(course.time_min), dose_places(course) | {int(band.high.argmax())})
    edge = {
        "type": "scatter",
        "mode": "lines",
        "x": [axis.shown(minute) for minute in course.time_min[places]],
        "line": {"color": colour, "width": 1.5, "dash": dash},
        "showlegend": False,
    }
    lead = f"{short_name(name)}, " if name else ""
    words = _estimates(named=bool(name))
    key = {"type": "scatter", "mode": "lines", "x": [], "y": [], "line": edge["line"], "hoverinfo": "skip"}
    return [
        {
            **key,
            "name": name or _("Between the lowest and the highest estimate"),
            "fill": "toself",
            "fillcolor": fade(colour, 0.22),
            "showlegend": True,
        },
        {**edge, "name": f"{lead}{words[0]}", "y": _PERCENT * band.low[places]},
        {
            **edge,
            "name": f"{lead}{words[1]}",
            "y": _PERCENT * band.high[places],
            "fill": "tonexty",
            "fillcolor": fade(colour, 0.22),
        },
    ]


def _summary(courses: Mapping[str, Course], bands: Mapping[str, OccupancyBand], axis: TimeAxis) -> str:
    sentences = []
    for name, course in courses.items():
        band, times = bands[name], course.time_min
        top = int(band.high.argmax())
        told = _(
            "between {low} and {high} % of the receptors are occupied at the highest point, after {when}; "
            "at {end}, between {low_end} and {high_end} %."
        ).format(
            low=_percent(band.low[top]),
            high=_percent(band.high[top]),
            when=axis.spoken(times[top]),
            end=axis.spoken(times[-1]),
            low_end=_percent(band.low[-1]),
            high_end=_percent(band.high[-1]),
        )
        sentences.append(
            f"{short_name(name)}: {told}" if len(courses) > 1 else f"{told[0].upper()}{told[1:]}"
        )
    sentences.append(_("The band is wide because published affinities disagree."))
    return " ".join(sentences)


def _estimates(*, named: bool) -> tuple[str, str]:
    """What the two edges of the band are called, after a name or alone."""
    if named:
        return _("lowest estimate"), _("highest estimate")
    return _("Lowest estimate"), _("Highest estimate")


def _percent(share: float) -> str:
    return show(round(_PERCENT * float(share)))


def _table(courses: Mapping[str, Course], bands: Mapping[str, OccupancyBand], axis: TimeAxis) -> Table:
    columns = [axis.title]
    for name in courses:
        lead = f"{short_name(name)}, " if len(courses) > 1 else ""
        words = _estimates(named=bool(lead))
        columns += [f"{lead}{word} (%)" for word in words]
    times = sorted({float(minute) for course in courses.values() for minute in course.time_min})
    keep = {
        times.index(float(course.time_min[place]))
        for name, course in courses.items()
        for place in {int(bands[name].high.argmax())} | dose_places(course)
    }
    rows: list[tuple[Cell, ...]] = []
    for place in axis.tabulated(times, keep):
        cells: list[Cell] = []
        for name, course in courses.items():
            at = (course.time_min == times[place]).nonzero()[0]
            band = bands[name]
            cells += [
                round(_PERCENT * float(edge[at[0]])) if len(at) else "–" for edge in (band.low, band.high)
            ]
        rows.append((float(show(axis.shown(times[place]))), *cells))
    return Table(_("NMDA receptor occupancy over time"), tuple(columns), tuple(rows))
