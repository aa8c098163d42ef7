"""Norketamine over time after one infusion, as two published models tell it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kapedu.figures.course_axis import show
from kapedu.figures.figure import Figure, Table, plain
from kapedu.figures.theme import ARTERIAL, DASHES, INK, VENOUS, base_layout

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kapedu.pharmacology import Course

NORKETAMINE = "norketamine"
HYDROXYNORKETAMINE = "hydroxynorketamine"
_NOTHING = 1e-6  # rounding noise of the arithmetic before anything was given
_COLOURS = {"arterial": ARTERIAL, "venous": VENOUS}
_NAMES = {"arterial": "artery", "venous": "vein"}


@dataclass(frozen=True)
class Clock:
    """When norketamine does what, in one model.

    Attributes:
        peak_min: When it is highest, minutes since the start.
        peak_ng_ml: How high.
        overtakes_min: First minute at which it is above ketamine; None if it never is.
    """

    peak_min: float
    peak_ng_ml: float
    overtakes_min: float | None


def ketamine_of(course: Course) -> Any:
    """Ketamine where the model was fitted: in the artery or in the vein, ng/mL."""
    return course.traces[course.site]


def clock(course: Course) -> Clock:
    """Read the times off a course that follows norketamine.

    Args:
        course: One patient, simulated with ``metabolites=True``.

    Returns:
        The times, as exact as the course's grid.
    """
    level = course.metabolites[NORKETAMINE]
    above = ((level > ketamine_of(course)) & (level > _NOTHING * level.max())).nonzero()[0]
    top = int(level.argmax())
    return Clock(
        peak_min=float(course.time_min[top]),
        peak_ng_ml=float(level[top]),
        overtakes_min=float(course.time_min[int(above[0])]) if len(above) else None,
    )


def metabolite_clock(courses: Mapping[str, Course], beside: str = "", end_min: float | None = None) -> Figure:
    """Norketamine, one curve for each model.

    Args:
        courses: ``{name of the model: course}``, each with metabolites, of one patient.
        beside: What to draw beside it: ``"ketamine"``, ``"hydroxynorketamine"`` (where the model knows it), or
            nothing.
        end_min: When the pump stops, drawn as a line.

    Returns:
        The figure.

    Raises:
        ValueError: No courses, a course without norketamine, or another word for ``beside``.
    """
    if not courses:
        raise ValueError("no courses; give at least one with metabolites")
    if beside not in {"", "ketamine", HYDROXYNORKETAMINE}:
        raise ValueError(f"beside {beside!r}: choose ketamine, hydroxynorketamine or nothing")
    data: list[dict[str, Any]] = []
    for place, (name, course) in enumerate(courses.items()):
        if NORKETAMINE not in course.metabolites:
            raise ValueError(f"course {name!r} has no norketamine; simulate it with metabolites=True")
        colour, dash = _COLOURS[course.site], DASHES[place]
        data.append(_line(f"Norketamine, {name}", course, course.metabolites[NORKETAMINE], colour, dash, 3))
        if beside == "ketamine":
            data.append(_line(f"Ketamine, {name}", course, ketamine_of(course), INK, dash, 1.5))
        elif beside in course.metabolites:
            level = course.metabolites[beside]
            data.append(_line(f"Hydroxynorketamine, {name}", course, level, INK, DASHES[2], 2))
    layout = base_layout(
        "Time since the start (h)",
        "Level (ng/mL)",
        yaxis={"rangemode": "tozero"},
        legend={"orientation": "h", "y": -0.25},
        shapes=[] if end_min is None else [_stop(_hours(end_min))],
    )
    times = {name: clock(course) for name, course in courses.items()}
    rows = tuple(
        (
            name,
            _NAMES[courses[name].site],
            show(found.peak_min),
            show(found.peak_ng_ml),
            "not within this time" if found.overtakes_min is None else show(found.overtakes_min),
        )
        for name, found in times.items()
    )
    told = " ".join(
        f"{name} ({_NAMES[courses[name].site]}): norketamine is highest after {show(found.peak_min)} min, "
        f"at {show(found.peak_ng_ml)} ng/mL, and {_overtakes(found)}."
        for name, found in times.items()
    )
    return Figure(
        plain({"data": data, "layout": layout}),
        told,
        Table(
            "Norketamine after one infusion",
            ("Model", "Vessel", "Highest after (min)", "Highest level (ng/mL)", "Above ketamine from (min)"),
            rows,
        ),
        tuple(dict.fromkeys(source for course in courses.values() for source in course.sources)),
    )


def _overtakes(found: Clock) -> str:
    if found.overtakes_min is None:
        return "stays below ketamine all the time"
    return f"above ketamine from {show(found.overtakes_min)} min"


def _stop(at_h: float) -> dict[str, Any]:
    """A line where the pump stops."""
    line = {"color": INK, "width": 1, "dash": "dot"}
    return {"type": "line", "x0": at_h, "x1": at_h, "yref": "paper", "y0": 0, "y1": 1, "line": line}


def _hours(minutes: Any) -> Any:
    return minutes / 60


def _line(  # noqa: PLR0913, PLR0917 - what is drawn and how
    name: str, course: Course, level: Any, colour: str, dash: str, width: float
) -> dict[str, Any]:
    line = {"color": colour, "dash": dash, "width": width}
    return {
        "type": "scatter",
        "mode": "lines",
        "name": name,
        "x": _hours(course.time_min),
        "y": level,
        "line": line,
    }
