"""What the course asks of a simulated course: how long above a level, and when somebody could go home.

Pure functions; every wrong argument is named with its value and what is allowed, and no answer is ever NaN.
:mod:`~kapedu.pharmacology.matching` asks about doses: which one matches another, and when the next can follow.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
from numpy.typing import ArrayLike, NDArray

from kapedu.knowledge import fact
from kapedu.pharmacology.absorption import device_times
from kapedu.pharmacology.bands import TRACES
from kapedu.pharmacology.cardiovascular import rises
from kapedu.pharmacology.course import Course
from kapedu.pharmacology.effect import dissociation
from kapedu.pharmacology.errors import TimeError
from kapedu.pharmacology.exponentials import FloatArray
from kapedu.pharmacology.ledger import Ledger
from kapedu.pharmacology.regimen import Regimen
from kapedu.pharmacology.routes import ESKETAMINE_NASAL

_PERCENT = 100
_RULES = "simulation.discharge"


@dataclass(frozen=True, eq=False)
class TimeAbove:
    """How long a level was above a threshold within the simulated time.

    Attributes:
        minutes: Minutes above it, shape ``()`` for one patient, ``(patients,)`` for many.
        last_minute: Last minute above it, the same shape; 0 where it never was.
        still_above: Whether it still is at the last time point, so that the true time is longer.
    """

    minutes: FloatArray
    last_minute: FloatArray
    still_above: NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Readiness:
    """When the rules of the course would let somebody go.

    Attributes:
        minute: When the last rule is met, minutes since time zero, shape ``()`` or ``(patients,)``.
        rules: By rule, in plain words, when it is met.
        to_check: What no model here can say and a person must look at.
    """

    minute: FloatArray
    rules: Mapping[str, FloatArray]
    to_check: tuple[str, ...]


def level(course: Course, trace: str) -> FloatArray:
    """A trace of a course by name, ng/mL, shape ``(times,)`` or ``(patients, times)``.

    Raises:
        ValueError: There is no such trace.
    """
    if trace not in TRACES:
        raise ValueError(f"trace {trace!r} is not known; write one of {', '.join(TRACES)}")
    levels: FloatArray = getattr(course, f"{trace}_ng_ml")
    return levels


def time_above(course: Course, threshold_ng_ml: float, trace: str = "effect_site") -> TimeAbove:
    """How long a concentration is above a threshold.

    Between two time points the level is taken as a straight line: with one point a minute the answer is good to
    a fraction of a minute.

    Args:
        course: One patient or many.
        threshold_ng_ml: Above 0.
        trace: ``arterial``, ``venous``, ``effect_site`` or ``effect_site_s``.

    Raises:
        ValueError: The threshold is not a positive number, or there is no such trace.
        TimeError: The course has one time point only.

    Examples:
        >>> from kapedu.pharmacology import Patient, Regimen, simulate
        >>> course = simulate(Regimen.parse("iv 35 mg over 40 min"), Patient(70), np.arange(0, 241.0))
        >>> found = time_above(course, 100, "venous")
        >>> round(float(found.minutes)), round(float(found.last_minute)), bool(found.still_above)
        (61, 78, False)
    """
    threshold = positive("threshold_ng_ml", threshold_ng_ml, "ng/mL")
    return _above(course.time_min, level(course, trace), threshold)


def discharge_ready(
    course: Course,
    *,
    observation_min: float | None = None,
    dissociation_share: float | None = None,
    systolic_rise_mmhg: float | None = None,
) -> Readiness:
    """When somebody could go home by the rules of this course: all of them together.

    * so long after the end of the last dose (of nasal esketamine: the last device);
    * dissociation below a share of its maximum, for good;
    * mean systolic rise of the cohort that saw the largest one below a limit, for good.

    Sedation has no curve on file and must be looked at.

    Args:
        course: One patient or many.
        observation_min: Least time after the last dose; without it, the course's rule.
        dissociation_share: Share of the maximum, above 0, below 1; likewise.
        systolic_rise_mmhg: Rise that may be left, above 0; likewise.

    Raises:
        ValueError: A rule is not a number in its range, or the levels are above what the blood pressure is known for.
        TimeError: The simulated time ends before the rules are met.

    Source:
        ``simulation.discharge`` (course-rule); effects as in ``dissociation`` and ``cardiovascular``.

    Examples:
        >>> from kapedu.pharmacology import Patient, Regimen, simulate
        >>> course = simulate(Regimen.parse("iv 35 mg over 40 min"), Patient(70), np.arange(0, 241.0))
        >>> ready = discharge_ready(course)
        >>> round(float(ready.minute)), [round(float(minute)) for minute in ready.rules.values()]
        (160, [160, 81, 102])
    """
    wait = _rule("observation_min", observation_min, "observation")
    share = (
        float(fact(f"{_RULES}.dissociation")) / _PERCENT
        if dissociation_share is None
        else positive("dissociation_share", dissociation_share, "of the maximum")
    )
    if share >= 1:
        raise ValueError(f"dissociation_share {share:g}: give a share above 0 and below 1, such as 0.05")
    rise = _rule("systolic_rise_mmhg", systolic_rise_mmhg, "systolic_rise")
    levels = course.effect_site_s_ng_ml
    largest = max(rises(levels).values(), key=lambda cohort: float(cohort.cohort.peak))
    ended = np.full(levels.shape[:-1], _last_given(course.regimen) + wait)
    rules = {
        f"{wait:g} min after the end of the last dose": ended,
        f"dissociation below {share * _PERCENT:g} % of its maximum": _over(
            "dissociation", course.time_min, dissociation(levels), share
        ),
        f"mean systolic rise below {rise:g} mmHg ({largest.cohort.label}, the largest)": _over(
            "the systolic rise", course.time_min, largest.mean, rise
        ),
    }
    minute = np.asarray(np.max(np.stack(list(rules.values())), axis=0))
    to_check = (
        "Sedation: no curve over time is on file.",
        "Blood pressure as measured: the rule above is about the average of a cohort.",
        "How the person feels, walks and thinks, and who takes them home.",
    )
    return Readiness(minute, MappingProxyType(rules), to_check)


def positive(name: str, value: float, unit: str) -> float:
    """A finite number above 0.

    Raises:
        ValueError: It is not; names the argument, the value and what is allowed.
    """
    known = isinstance(value, int | float | np.number) and not isinstance(value, bool)
    if not known or not np.isfinite(value) or value <= 0:
        raise ValueError(f"{name} {float(value) if known else value!r}: give a finite number above 0, {unit}")
    return float(value)


def _rule(name: str, given: float | None, entry: str) -> float:
    rule = fact(f"{_RULES}.{entry}")
    return float(rule) if given is None else positive(name, given, rule.unit)


def _last_given(regimen: Regimen) -> float:
    devices = [dose for dose in regimen if dose.route == ESKETAMINE_NASAL]
    last = max((start for start, _ in device_times(devices, Ledger())), default=0.0)
    return max(last, regimen.ends_min)


def _over(what: str, time_min: FloatArray, values: FloatArray, threshold: float) -> FloatArray:
    found = _above(time_min, values, threshold)
    if found.still_above.any():
        raise TimeError(
            f"the course ends at minute {time_min[-1]:g}, before {what} is below the rule; simulate to a later minute"
        )
    return found.last_minute


def _above(time_min: FloatArray, values: ArrayLike, threshold: float) -> TimeAbove:
    """Time above a threshold, with straight lines between the points."""
    if len(time_min) <= 1:
        raise TimeError("the course has one time point only; simulate at least two, such as one a minute")
    heights = np.asarray(values, dtype=float) - threshold
    left, right = heights[..., :-1], heights[..., 1:]
    steps = np.diff(time_min)
    size = np.abs(left) + np.abs(right)
    highest = np.maximum(left, right)
    crosses = (left > 0) != (right > 0)
    share = np.where(
        crosses, np.maximum(highest, 0) / np.where(size > 0, size, 1.0), (left > 0) & (right > 0)
    )
    ends = np.where(share > 0, np.where(right > 0, time_min[1:], time_min[:-1] + share * steps), 0.0)
    return TimeAbove(
        np.asarray((share * steps).sum(axis=-1)),
        np.asarray(ends.max(axis=-1)),
        np.asarray(heights[..., -1] > 0),
    )
