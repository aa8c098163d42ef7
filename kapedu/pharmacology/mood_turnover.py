r"""Antidepressant response over days to weeks: responders, repeated treatments, loss of response, expectancy.

A turnover model. Each treatment :math:`j` at day :math:`t_j` sets off a benefit that builds up within hours and is
lost over days, with the curve :math:`b_j` of :mod:`~kapedu.pharmacology.mood`, and adds a fixed share :math:`s` of
what is still to gain (benefit on its way counts as gained):

.. math::

    B(t) = \sum_{t_j \le t} a_j\, b_j(t - t_j), \qquad a_j = s\,\bigl(1 - B(t_j)\bigr), \qquad
    \text{drug benefit} = M\,B(t) .

:math:`M` differs between people and is 0 for those whom the drug does not help. The half-time of the loss grows with
every further treatment of a course. **Expectancy** is a separate part that can be switched off: it follows the
improvement of a published comparison group, is renewed at each treatment and fades over weeks.

What it is not: fitted. All half-times, the share :math:`s` and the spread between people are design choices
(unverified), chosen so that the published landmarks are met; ``tests/pharmacology/test_mood_turnover.py`` says how
closely. One treatment means one of the trials' treatments (0.5 mg/kg over 40 min, or labelled nasal esketamine):
no dose and no concentration enters, because none on file would carry it.

Where it fails: it loses response between day 3 and day 7 faster than the pooled trials (about 27 % against 39.8 %),
and has no remission without response, no worsening and no drop-out.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from kapedu.knowledge import fact
from kapedu.pharmacology.errors import TimeError
from kapedu.pharmacology.exponentials import FloatArray
from kapedu.pharmacology.ledger import span
from kapedu.pharmacology.mood import peak_time, single_dose_curve
from kapedu.pharmacology.mood_virtual import MoodPeople

_GROUP = "simulation.mood_model"
_HOURS_PER_DAY = 24.0
_PERCENT = 100


@dataclass(frozen=True, eq=False)
class MoodCourse:
    """Severity over time.

    Attributes:
        time_d: Days since day 0, shape ``(times,)``.
        drug_benefit: Points gained through the drug, shape ``(people, times)``.
        expectancy_benefit: Points gained through expecting help, the same shape; zeros when switched off.
        people: Who was treated.
        treatment_days: When.
    """

    time_d: FloatArray
    drug_benefit: FloatArray
    expectancy_benefit: FloatArray
    people: MoodPeople
    treatment_days: tuple[float, ...]

    @property
    def improvement(self) -> FloatArray:
        """Points gained, at most the start score, shape ``(people, times)``."""
        return np.minimum(self.drug_benefit + self.expectancy_benefit, self.people.start_score[:, None])

    @property
    def score(self) -> FloatArray:
        """Severity, points, 0 or more, shape ``(people, times)``."""
        return np.asarray(self.people.start_score[:, None] - self.improvement)

    @property
    def responds(self) -> NDArray[np.bool_]:
        """Whether each person has lost half of the start score, shape ``(people, times)``."""
        share = float(fact(f"{_GROUP}.response_share")) / _PERCENT
        return np.asarray(self.improvement >= share * self.people.start_score[:, None])

    @property
    def response_rate(self) -> FloatArray:
        """Share of the people who respond at each time, shape ``(times,)``."""
        return np.asarray(self.responds.mean(axis=0))


@dataclass(frozen=True)
class Relapse:
    """How long response lasts after the last treatment.

    Attributes:
        responders: How many people responded at the end of the course.
        relapsed_share: Share of them who relapsed within the follow-up, 0 to 1.
        median_d: Median days from the last treatment to relapse; None when fewer than half relapsed.
    """

    responders: int
    relapsed_share: float
    median_d: float | None


def mood_course(
    people: MoodPeople,
    treatment_days: ArrayLike,
    time_d: ArrayLike,
    *,
    drug: bool = True,
    expectancy: bool = True,
) -> MoodCourse:
    """Severity of depression over time with one or more treatments.

    Args:
        people: Who is treated.
        treatment_days: Days of the treatments, ascending, 0 or more, shape ``(treatments,)``.
        time_d: Days, ascending, 0 or more, shape ``(times,)``.
        drug: Whether the drug acts; without it, this is the comparison group.
        expectancy: Whether expecting help acts.

    Raises:
        TimeError: Days that are not finite, not ascending, negative or beyond the limit of the course.

    Source:
        ``simulation.mood_model`` (design choices, unverified); targets and tolerances: see the module's tests.

    Examples:
        >>> from kapedu.pharmacology.mood_virtual import MoodPeople
        >>> one = MoodPeople(np.array([32.0]), np.array([24.0]), np.array([5.5]), np.array([8.8]))
        >>> print(mood_course(one, [0], [0, 1, 7]).score[0].round(1))
        [32.  12.1 19.1]
        >>> print(mood_course(one, [0], [0, 1, 7], expectancy=False).score[0].round(1))
        [32.  20.7 26.7]
    """
    days = _days("treatment_days", treatment_days)
    times = _days("time_d", time_d)
    shape = (len(people), len(times))
    benefit = (
        people.largest_benefit[:, None] * _relative_benefit(people, days, times) if drug else np.zeros(shape)
    )
    hope = people.expectancy[:, None] * _relative_expectancy(days, times) if expectancy else np.zeros(shape)
    return MoodCourse(times, np.asarray(benefit), np.asarray(hope), people, tuple(days.tolist()))


def relapse(
    people: MoodPeople, treatment_days: ArrayLike, follow_up_d: float, *, expectancy: bool = True
) -> Relapse:
    """Time from the last treatment to relapse, among those who respond a day after it.

    A relapse is less than half of the start score gained together with a score of at least the course's relapse
    score; days are looked at in halves.

    Args:
        people: Who was treated.
        treatment_days: Days of the treatments, ascending.
        follow_up_d: How long people are followed after the last treatment, days, above 1.
        expectancy: Whether expecting help acts.

    Raises:
        TimeError: As :func:`mood_course`, or the follow-up is not longer than a day.
    """
    days = _days("treatment_days", treatment_days)
    if (
        isinstance(follow_up_d, bool)
        or not isinstance(follow_up_d, int | float | np.number)
        or not follow_up_d > 1
    ):
        raise TimeError(f"follow_up_d {follow_up_d!r}: give more than 1 day")
    times = days[-1] + np.arange(2, 2 * follow_up_d + 1) / 2
    course = mood_course(people, days, times, expectancy=expectancy)
    responders = course.responds[:, 0]
    count = int(responders.sum())
    if not count:
        return Relapse(0, 0.0, None)
    ill = ~course.responds & (course.score >= float(fact(f"{_GROUP}.relapse_score")))
    ill = ill[responders]
    relapsed = ill.any(axis=1)
    first = np.where(relapsed, times[ill.argmax(axis=1)] - days[-1], np.inf)
    median = float(np.sort(first)[(count - 1) // 2])
    return Relapse(count, float(relapsed.mean()), median if np.isfinite(median) else None)


def _relative_benefit(people: MoodPeople, days: FloatArray, times: FloatArray) -> FloatArray:
    """Benefit relative to the largest, shape ``(people, times)``."""
    onset = np.asarray(np.log(2) * _HOURS_PER_DAY / float(fact(f"{_GROUP}.onset_half_time")))
    share, slower = (float(fact(f"{_GROUP}.{name}")) for name in ("single_dose_share", "slower_decline"))
    half = people.decline_half_time_d[:, None]
    total = np.zeros((len(people), len(times)))
    secured = np.zeros(
        (len(people), len(days))
    )  # at each treatment: benefit of earlier ones, there or on its way
    for number, day in enumerate(days):
        decline = np.asarray(np.log(2) / (half * (1 + slower * number)))
        added = share * (1 - secured[:, number, None])
        later = times >= day
        total[:, later] += added * single_dose_curve(times[later] - day, onset, decline)
        since = np.maximum(days[number + 1 :] - day, peak_time(onset, decline))
        secured[:, number + 1 :] += added * single_dose_curve(since, onset, decline)
    return total


def _relative_expectancy(days: FloatArray, times: FloatArray) -> FloatArray:
    """Expectancy relative to its full size, renewed at each treatment, shape ``(times,)``."""
    onset_d = float(fact(f"{_GROUP}.expectancy_onset_half_time")) / _HOURS_PER_DAY
    fade_d = float(fact(f"{_GROUP}.expectancy_half_time"))
    level = np.zeros(len(times))
    before = 0.0
    for number, day in enumerate(days):
        following = days[number + 1] if number + 1 < len(days) else np.inf
        within = (times >= day) & (times < following)
        since = times[within] - day
        level[within] = (1 - (1 - before) * 2 ** (-since / onset_d)) * 2 ** (-since / fade_d)
        if np.isfinite(following):
            gap = following - day
            before = float((1 - (1 - before) * 2 ** (-gap / onset_d)) * 2 ** (-gap / fade_d))
    return level


def _days(name: str, given: ArrayLike) -> FloatArray:
    low, high = span(fact(f"{_GROUP}.doses_limit"))
    allowed = f"give days, ascending, {low:g} to {high:g}"
    try:
        days = np.atleast_1d(np.asarray(given, dtype=float))
    except (TypeError, ValueError):
        raise TimeError(f"{name} {given!r} holds something that is not a number; {allowed}") from None
    if days.ndim != 1 or not days.size:
        raise TimeError(f"{name} has shape {days.shape}; {allowed}")
    outside = ~((days >= low) & (days <= high))
    if outside.any():
        raise TimeError(f"{name} holds {days[outside][0]:g}; {allowed}")
    if (np.diff(days) < 0).any():
        raise TimeError(f"{name} is not in ascending order; {allowed}")
    return days
