"""The time axis that the curves of a regimen share: its unit, its ticks, what is drawn on it and tabulated."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil
from typing import TYPE_CHECKING, Any

from kapedu.figures.theme import DASHES, INK, fade
from kapedu.language import N_, _

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from kapedu.pharmacology import Course, Dose

MAX_POINTS = 361
_HOUR_MIN = 60
_HOURS_FROM_MIN = 360  # a longer axis is in hours
_STEPS_MIN = (1, 2, 5, 10, 15, 20, 30, 60, 120, 240, 480, 720, 1440, 2880, 10080)
_TICKS = 9
_TABLE_TIMES = 13
_LANE_PX = 24
_LANES = 4
_ROUTES = {"iv": N_("iv"), "im": N_("im"), "sc": N_("sc"), "sl": N_("sl"), "po": N_("po"), "in": N_("in")}
_UNITS = {"mg": N_("mg"), "mg/kg": N_("mg/kg")}
_LETTERS_ACROSS = 46  # on a phone


@dataclass(frozen=True)
class TimeAxis:
    """Minutes shown in minutes or, on a long axis, in hours.

    Attributes:
        first_min: Start of the axis, minutes.
        last_min: End of the axis, minutes.

    Examples:
        >>> axis = TimeAxis(0, 240)
        >>> axis.unit, axis.tick_min, axis.shown(40)
        ('min', 30, 40)
        >>> day = TimeAxis(0, 1440)
        >>> day.unit, day.tick_min, day.shown(90)
        ('h', 240, 1.5)
    """

    first_min: float
    last_min: float

    @property
    def unit(self) -> str:
        return N_("h") if self.last_min - self.first_min > _HOURS_FROM_MIN else N_("min")

    @property
    def tick_min(self) -> int:
        return self._step(_TICKS)

    def _step(self, most: int) -> int:
        span = self.last_min - self.first_min
        return next((step for step in _STEPS_MIN if span / step <= most), _STEPS_MIN[-1])

    def shown(self, minutes: float) -> float:
        """The time in the unit of the axis."""
        return minutes / _HOUR_MIN if self.unit == "h" else minutes

    def spoken(self, minutes: float) -> str:
        """The time as a sentence has it."""
        return f"{show(self.shown(minutes))} {_(self.unit)}"

    @property
    def title(self) -> str:
        """What stands below the axis."""
        return _("Time (h)") if self.unit == "h" else _("Time (min)")

    def layout(self) -> dict[str, Any]:
        return {
            "range": [self.shown(self.first_min), self.shown(self.last_min)],
            "tick0": 0,
            "dtick": self.shown(self.tick_min),
        }

    def tabulated(self, times_min: list[float], keep: Iterable[int]) -> list[int]:
        """Places in ``times_min`` for a table: round times, both ends and the places to ``keep``."""
        step = self._step(_TABLE_TIMES - 1)
        last = len(times_min) - 1
        chosen = {0, last, *keep}
        grid = round(self.first_min / step) * step
        while grid <= self.last_min:
            near = min(range(len(times_min)), key=lambda place: abs(times_min[place] - grid))
            if all(abs(times_min[near] - times_min[other]) >= step / 3 for other in chosen):
                chosen.add(near)
            grid += step
        return sorted(chosen)


def show(value: float) -> str:
    """A number as a sentence has it: three significant digits, no exponent.

    Examples:
        >>> show(253.4), show(0.04567), show(1234), show(40.0)
        ('253', '0.0457', '1230', '40')
    """
    text = f"{float(f'{value:.3g}'):.6f}"
    return text.rstrip("0").rstrip(".")


def time_axis(courses: Mapping[str, Course]) -> TimeAxis:
    """The axis on which all the courses fit.

    Raises:
        ValueError: There are no courses, or one of them is of many patients.
    """
    if not courses:
        raise ValueError("there are no courses to draw; give at least one, {name: course}")
    for name, course in courses.items():
        if course.arterial_ng_ml.ndim != 1:
            raise ValueError(
                f"course {name!r} has the shape {course.arterial_ng_ml.shape}; draw one patient at a time"
            )
    return TimeAxis(
        float(min(course.time_min[0] for course in courses.values())),
        float(max(course.time_min[-1] for course in courses.values())),
    )


def places_drawn(count: int, keep: Iterable[int]) -> list[int]:
    """Every place of a short curve; of a long one, even ones and those to ``keep``."""
    step = ceil(count / MAX_POINTS)
    return sorted({*range(0, count, step), count - 1, *keep})


def dose_places(course: Course) -> set[int]:
    """Where on the course's times its doses start and its infusions end."""
    times = course.time_min
    moments = [at for dose in course.regimen.doses for at in (dose.at_min, dose.at_min + dose.over_min)]
    return {int(abs(times - at).argmin()) for at in moments if times[0] <= at <= times[-1]}


def short_name(name: str) -> str:
    """The part before a colon: ``"A: iv 35 mg"`` is ``"A"`` wherever space is short."""
    return name.split(":", 1)[0].strip()


def dose_marks(courses: Mapping[str, Course], axis: TimeAxis, colours: Mapping[str, str]) -> dict[str, Any]:
    """Lanes above the drawing, each regimen's doses in its own: a bar for an infusion, a tick for any other.

    A dose whose words would run into those of another gets a further lane, as far as there is room.

    Args:
        courses: The courses drawn.
        axis: Their time axis.
        colours: The colour of each regimen's lanes.

    Returns:
        The parts ``shapes``, ``annotations`` and ``margin`` of a plotly layout.
    """
    shapes: list[dict[str, Any]] = []
    notes: list[dict[str, Any]] = []
    lanes = 0
    for name, course in reversed(list(courses.items())):
        lead = f"{short_name(name)}: " if len(courses) > 1 else ""
        doses = [dose for dose in course.regimen.doses if axis.first_min <= dose.at_min <= axis.last_min]
        ends: list[float] = []  # where the words in each lane of this regimen end
        for dose in sorted(doses, key=lambda dose: dose.at_min, reverse=True):
            words = f"{lead}{_given(dose)}"
            reach = len(words) * (axis.last_min - axis.first_min) / _LETTERS_ACROSS
            start = min(dose.at_min, axis.last_min - reach)
            lane = next((number for number, end in enumerate(ends) if start + reach <= end), len(ends))
            if lane < _LANES:
                ends[lane : lane + 1] = [start]
                notes.append(_note(words, axis.shown(dose.at_min), lanes + lane, right=start < dose.at_min))
            shapes += _mark(dose, axis, colours[name], lanes + min(lane, _LANES - 1))
        lanes += max(len(ends), 1)
    return {"shapes": shapes, "annotations": notes, "margin": {"t": 8 + _LANE_PX * lanes}}


def _given(dose: Dose) -> str:
    route, unit = _ROUTES.get(dose.route, dose.route), _UNITS.get(dose.unit, dose.unit)
    dosed = f"{_(route)} {show(dose.amount)} {_(unit)}"
    if not dose.over_min:
        return dosed
    return _("{dose} over {minutes} min").format(dose=dosed, minutes=show(dose.over_min))


def _mark(dose: Dose, axis: TimeAxis, colour: str, lane: int) -> list[dict[str, Any]]:
    start, end = axis.shown(dose.at_min), axis.shown(min(dose.at_min + dose.over_min, axis.last_min))
    place = {"xref": "x", "yref": "paper", "ysizemode": "pixel", "yanchor": 1}
    low = _LANE_PX * lane + 3
    bar = {
        **place,
        "y0": low,
        "y1": low + 5,
        "x0": start,
        "x1": end,
        "fillcolor": colour,
        "line": {"width": 0},
    }
    tick = {
        **place,
        "y0": low,
        "y1": low + 9,
        "x0": start,
        "x1": start,
        "line": {"color": colour, "width": 3},
    }
    guide = {
        "xref": "x",
        "yref": "paper",
        "y0": 0,
        "y1": 1,
        "x0": start,
        "x1": end,
        "layer": "below",
        "line": {"width": 0 if dose.over_min else 1, "color": fade(INK, 0.5), "dash": DASHES[2]},
        "fillcolor": fade(INK, 0.08),
    }
    kind = "rect" if dose.over_min else "line"
    return [{"type": kind, **guide}, {"type": kind, **(bar if dose.over_min else tick)}]


def _note(text: str, at: float, lane: int, *, right: bool) -> dict[str, Any]:
    return {
        "text": text,
        "x": at,
        "xref": "x",
        "xanchor": "right" if right else "left",
        "y": 1,
        "yref": "paper",
        "yanchor": "bottom",
        "yshift": _LANE_PX * lane + 7,
        "showarrow": False,
        "font": {"size": 12},
    }
