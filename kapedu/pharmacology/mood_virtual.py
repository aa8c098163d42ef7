"""Virtual people with depression: how severe, whom the drug helps and how much, and what expecting help does."""

from dataclasses import dataclass, fields

import numpy as np

from kapedu.knowledge import fact
from kapedu.pharmacology.errors import PatientError
from kapedu.pharmacology.exponentials import FloatArray
from kapedu.pharmacology.ledger import cell, span

_GROUP = "simulation.mood_model"
_COURSE = "pkpd.antidepressant_course"
COMPARATORS = {
    "murrough2013": (f"{_COURSE}.murrough2013.dMADRS_24h", "midazolam"),
    "daly2018": (f"{_COURSE}.daly2018.dMADRS_24h", "0"),
    "lii2023": ("dose_to_mood.mood.lii2023_fall_day_1", "placebo"),
}
"""Improvement of the comparison group at 24 h: midazolam, placebo spray, placebo masked by anaesthesia."""
_PERCENT = 100


@dataclass(frozen=True, eq=False)
class MoodPeople:
    """People in a trial; every array has the shape ``(people,)``.

    Attributes:
        start_score: Severity before the first treatment, MADRS points.
        largest_benefit: Benefit that repeated treatments approach, points; 0 for those whom the drug does not help.
        decline_half_time_d: Half-time of the loss after one treatment, days.
        expectancy: Benefit of being treated at all, points.

    Raises:
        PatientError: A value is not finite, negative, or a half-time not above 0; or the shapes differ.
    """

    start_score: FloatArray
    largest_benefit: FloatArray
    decline_half_time_d: FloatArray
    expectancy: FloatArray

    def __post_init__(self) -> None:
        for field in fields(self):
            values = np.atleast_1d(np.asarray(getattr(self, field.name), dtype=float))
            above = field.name in ("start_score", "decline_half_time_d")
            good = np.isfinite(values) & (values > 0 if above else values >= 0)
            if not good.all():
                raise PatientError(
                    f"{field.name} holds {values[~good].reshape(-1)[0]:g}; "
                    f"give finite values {'above 0' if above else 'of 0 or more'}"
                )
            object.__setattr__(self, field.name, values)
            if values.shape != self.start_score.shape:
                raise PatientError(
                    f"{field.name} has shape {values.shape}, start_score {self.start_score.shape}"
                )

    def __len__(self) -> int:
        return len(self.start_score)


def comparator_improvement(comparator: str) -> float:
    """Improvement at 24 h in a published comparison group, MADRS points.

    Raises:
        ValueError: No such comparison group.

    >>> [comparator_improvement(name) for name in COMPARATORS]
    [8.8, 5.7, 13.5]
    """
    if comparator not in COMPARATORS:
        raise ValueError(f"comparator {comparator!r} is not on file; write one of {', '.join(COMPARATORS)}")
    path, group = COMPARATORS[comparator]
    return abs(cell(fact(path), group))


def mood_people(n: int, rng: np.random.Generator, comparator: str = "murrough2013") -> MoodPeople:
    """Draw virtual people.

    Args:
        n: How many.
        rng: The random numbers; the same seed gives the same people.
        comparator: The comparison group that the mean expectancy is taken from. They range from 5.7 points (placebo
            spray) to 13.5 (placebo masked by anaesthesia): which one is chosen decides how much is left to the drug.

    Raises:
        PatientError: ``n`` is not a whole number of at least 1.
        ValueError: No such comparison group.

    Source:
        Mean expectancy: Murrough 2013, Daly 2018, Lii 2023 (primary and computed). All else: ``simulation.mood_model``
        (design choices, unverified, and course-rules).

    Examples:
        >>> people = mood_people(2000, np.random.default_rng(1))
        >>> print(f"{(people.largest_benefit > 0).mean():.0%} can be helped by the drug")
        71% can be helped by the drug
    """
    if isinstance(n, bool) or not isinstance(n, int | np.integer) or n < 1:
        raise PatientError(f"n = {n!r}: give a whole number of people, 1 or more")
    severity, gain, half, hope = (rng.standard_normal(int(n)) for _ in fields(MoodPeople))
    helped = rng.random(int(n)) < float(fact(f"{_GROUP}.can_respond")) / _PERCENT
    start, benefit, decline = (
        fact(f"{_GROUP}.{name}") for name in ("start_score", "largest_benefit", "decline_half_time")
    )
    spread = _sigma(cell(benefit, "cv"))
    largest = cell(benefit, "mean") * np.exp(spread * gain - spread**2 / 2)
    expectancy = comparator_improvement(comparator) + float(fact(f"{_GROUP}.expectancy_spread")) * hope
    return MoodPeople(
        start_score=np.clip(
            cell(start, "mean") + cell(start, "sd") * severity, *span(fact(f"{_GROUP}.start_limits"))
        ),
        largest_benefit=np.where(helped, largest, 0.0),
        decline_half_time_d=cell(decline, "median") * np.exp(_sigma(cell(decline, "cv")) * half),
        expectancy=np.maximum(expectancy, 0.0),
    )


def _sigma(variation_percent: float) -> float:
    return float(np.sqrt(np.log1p((variation_percent / _PERCENT) ** 2)))
