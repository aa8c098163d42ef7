"""Percentile bands over a virtual population, fast and in bounded memory.

Concentrations have a closed form, so any part of the time grid can be computed by itself: the grid is taken in
slices, each for all patients, and only the percentiles are kept. Memory grows neither with the length of the grid
nor, beyond one slice, with the number of patients.

What is approximated: before they are sorted, levels are rounded to single precision (seven digits). The percentiles
themselves are not approximated; between two patients they are interpolated as ``numpy.percentile`` does. They are
percentiles of each time point by itself: no single patient need follow any of the curves.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import floor
from types import MappingProxyType
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from kapedu.knowledge import fact
from kapedu.pharmacology.errors import PatientError
from kapedu.pharmacology.exponentials import FloatArray
from kapedu.pharmacology.patient import Patients
from kapedu.pharmacology.regimen import Dose, Regimen
from kapedu.pharmacology.simulation import Course, simulate
from kapedu.pharmacology.spread import clearance_spread, share_spread, speed_spread, volume_spread

TRACES = ("arterial", "venous", "effect_site", "effect_site_s")
_BLOCK = 1 << 21
"""Levels held at once for each trace: 16 MB."""
_PERCENT = 100


@dataclass(frozen=True, eq=False)
class Bands:
    """Percentiles over patients at each time.

    Attributes:
        time_min: Minutes since time zero, shape ``(times,)``.
        percentiles: Which, 0 to 100, ascending.
        levels_ng_ml: By trace, shape ``(percentiles, times)``.
        patients: How many patients stand behind them.
        course: A simulated course of the first time points, for its model, sources and notes.
        notes: What a reader must know, plain sentences.
    """

    time_min: FloatArray
    percentiles: tuple[float, ...]
    levels_ng_ml: Mapping[str, FloatArray]
    patients: int
    course: Course
    notes: tuple[str, ...]


def course_bands(
    course: Course, percentiles: Sequence[float] | None = None, trace: str = "effect_site"
) -> FloatArray:
    """Percentiles of a course that has been simulated for many patients.

    Args:
        course: A course of :class:`~kapedu.pharmacology.patient.Patients`.
        percentiles: Which, 0 to 100, ascending; without them, those of the course.
        trace: ``arterial``, ``venous``, ``effect_site`` or ``effect_site_s``.

    Returns:
        Levels, ng/mL, shape ``(percentiles, times)``.

    Raises:
        ValueError: A percentile is not between 0 and 100, or there is no such trace.
        PatientError: The course is of one patient.

    Examples:
        >>> from kapedu.pharmacology.virtual import population
        >>> people = population(500, np.random.default_rng(1), weight_kg=70)
        >>> course = simulate(Regimen.parse("iv 35 mg over 40 min"), people, [40.0])
        >>> low, middle, high = course_bands(course, (5, 50, 95), "arterial")[:, 0]
        >>> bool(low < middle < high)
        True
    """
    chosen = _percentiles(percentiles)
    levels = _levels(course, trace)
    if levels.ndim == 1:
        raise PatientError("the course is of one patient; simulate it for population(n, rng) to get a band")
    return _sorted_percentiles(levels, chosen)


def population_bands(
    regimen: Regimen | Dose,
    patients: Patients,
    time_min: ArrayLike,
    percentiles: Sequence[float] | None = None,
    traces: Sequence[str] = TRACES,
    **options: Any,
) -> Bands:
    """Simulate many patients and keep percentiles only; for tens of thousands at once.

    Args:
        regimen: What is given.
        patients: To whom; see :func:`~kapedu.pharmacology.virtual.population`.
        time_min: Minutes since time zero, ascending, shape ``(times,)``.
        percentiles: Which, 0 to 100, ascending; without them, those of the course (5, 25, 50, 75, 95).
        traces: Which traces; fewer are faster.
        **options: Whatever else :func:`~kapedu.pharmacology.simulation.simulate` takes, such as ``model``.

    Returns:
        The bands.

    Raises:
        ValueError: A percentile is not between 0 and 100, or there is no such trace.
        PatientError: ``patients`` is not a population.
        ModelError: The model has no such trace.

    Examples:
        >>> from kapedu.pharmacology.virtual import population
        >>> people = population(1000, np.random.default_rng(1), weight_kg=70)
        >>> found = population_bands(Dose("iv", 35, over_min=40), people, [20.0, 40.0], (50,), ("arterial",))
        >>> print(found.levels_ng_ml["arterial"].round(-1))
        [[200. 250.]]
    """
    if not isinstance(patients, Patients):
        raise PatientError(
            f"{patients!r} is not a population; use population(n, numpy.random.default_rng(seed))"
        )
    chosen = _percentiles(percentiles)
    times = np.atleast_1d(np.asarray(time_min, dtype=float))
    step = max(1, _BLOCK // len(patients))
    found = {trace: np.empty((len(chosen), len(times))) for trace in traces}
    first: Course | None = None
    for start in range(0, max(len(times), 1), step):
        course = simulate(regimen, patients, times[start : start + step], traces=traces, **options)
        first = first or course
        for trace, levels in found.items():
            levels[:, start : start + step] = _sorted_percentiles(_levels(course, trace), chosen)
    assert first is not None
    notes = dict.fromkeys(_notes(first.regimen, len(patients)))
    return Bands(times, chosen, MappingProxyType(found), len(patients), first, tuple(notes))


def _notes(regimen: Regimen, count: int) -> Iterator[str]:
    yield f"{count} virtual patients; each curve is a percentile of every time point by itself."
    yield f"{clearance_spread().note} {volume_spread().note} The two are correlated as one model reports it."
    for dose in regimen:
        if dose.route != "iv":
            yield share_spread(dose.route).note
            yield speed_spread(dose.route).note
    yield "Weight, age and sex are drawn by a rule of this course, unless given. Measurement error is not in the bands."


def _sorted_percentiles(levels: FloatArray, percentiles: tuple[float, ...]) -> FloatArray:
    """Percentiles over the first axis, shape ``(percentiles, times)``."""
    count = len(levels)
    ordered = np.sort(levels.T.astype(np.float32, order="C"), axis=1)
    result = np.empty((len(percentiles), levels.shape[1]))
    for row, percentile in enumerate(percentiles):
        place = percentile / _PERCENT * (count - 1)
        low = floor(place)
        high = min(low + 1, count - 1)
        below = ordered[:, low].astype(float)
        result[row] = below + (place - low) * (ordered[:, high] - below)
    return result


def _levels(course: Course, trace: str) -> FloatArray:
    _known(trace)
    levels: FloatArray = getattr(course, f"{trace}_ng_ml")
    return levels


def _known(trace: str) -> None:
    if trace not in TRACES:
        raise ValueError(f"trace {trace!r} is not known; write one of {', '.join(TRACES)}")


def _percentiles(given: Sequence[float] | None) -> tuple[float, ...]:
    if given is None:
        values = fact("simulation.population.percentiles").value
        assert isinstance(values, tuple)
        return tuple(float(value) for value in values)
    try:
        chosen = tuple(float(value) for value in given)
    except (TypeError, ValueError):
        raise ValueError(f"percentiles {given!r} are not numbers; give 0 to 100, ascending") from None
    if (
        not chosen
        or not all(0 <= value <= _PERCENT for value in chosen)
        or list(chosen) != sorted(set(chosen))
    ):
        raise ValueError(f"percentiles {given!r}: give one or more from 0 to 100, ascending")
    return chosen
