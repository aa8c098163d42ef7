r"""The chance of a systolic pressure above a threshold, by age and history, as far as it is known.

The chance at one reading comes from each cohort's published rise (:mod:`kapedu.pharmacology.cardiovascular`): they
disagree, so the answer is a range. Age then multiplies the **odds** by the published odds ratio per year,

.. math:: \mathrm{odds}(a) = \mathrm{odds}(a_0) \cdot \mathit{OR}^{\,a - a_0},

with both ends of its confidence interval. That a ratio published for "a surge" holds for any threshold, and that a
cohort's figures hold at the reference age :math:`a_0`, are assumptions of this course; the answer says so.

Of a history of hypertension three cohorts say that pressure rises more, and none says by how much. No factor is made
up: the upper end of the answer is then open.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from kapedu.knowledge import Quantity, fact
from kapedu.pharmacology.cardiovascular import chance_systolic_above, cohorts
from kapedu.practice.risk import RiskError

_PRESSURE = "risks.pressure"
_CONVENTIONS = "risks.conventions"
HISTORY = ("history_yale", "history_emory", "history_china")


@dataclass(frozen=True)
class CohortChance:
    """What one cohort's figures make of the question.

    Attributes:
        label: Name of the cohort.
        chance: Middle of the answer, 0 to 1.
        low: With the lower end of the age ratio, and of the mean rise where an interval is published.
        high: With the upper ends.
    """

    label: str
    chance: float
    low: float
    high: float


@dataclass(frozen=True)
class PressureRisk:
    """The chance that a systolic reading at the mean peak is above a threshold.

    Attributes:
        baseline_mmhg: Pressure before the dose.
        threshold_mmhg: The threshold asked about.
        age_years: The age asked about.
        by_cohort: Answer of each cohort, smallest rise first.
        is_open_upwards: Whether a history of hypertension adds an amount that nobody has published.
        statements: What is published of that history.
        notes: Assumptions, plain sentences.
    """

    baseline_mmhg: float
    threshold_mmhg: float
    age_years: float
    by_cohort: Mapping[str, CohortChance]
    is_open_upwards: bool
    statements: tuple[Quantity, ...]
    notes: tuple[str, ...]

    @property
    def low(self) -> float:
        """Lowest end over all cohorts, 0 to 1."""
        return min(one.low for one in self.by_cohort.values())

    @property
    def high(self) -> float:
        """Highest end over all cohorts; with a history the true chance may be higher still."""
        return max(one.high for one in self.by_cohort.values())


def pressure_risk(
    baseline_mmhg: float,
    age_years: float,
    *,
    threshold_mmhg: float | None = None,
    has_hypertension: bool = False,
) -> PressureRisk:
    """The chance of a systolic pressure above a threshold after 0.5 mg/kg over 40 minutes.

    Args:
        baseline_mmhg: Systolic pressure before the dose.
        age_years: Age, within ``risks.conventions.age_range``.
        threshold_mmhg: The threshold; without it, that of the course (180 mmHg).
        has_hypertension: Whether the person has a history of hypertension, treated or not.

    Raises:
        RiskError: The age is outside what is accepted.
        ValueError: A pressure is outside the limits of the course.

    Source:
        ``dose_to_mood.blood_pressure`` (primary), age ratio Yale 2024 (primary); combination: course-rule.

    Examples:
        >>> young, old = (pressure_risk(140, age) for age in (45, 75))
        >>> f"{young.low:.2%} to {young.high:.1%}; {old.low:.2%} to {old.high:.1%}"
        '0.05% to 1.6%; 0.09% to 6.6%'
    """
    low_age, high_age = _span(f"{_CONVENTIONS}.age_range")
    known = isinstance(age_years, int | float) and not isinstance(age_years, bool)
    if not known or not low_age <= age_years <= high_age:
        raise RiskError(f"age_years {age_years!r}: give {low_age:g} to {high_age:g} years")
    years = float(age_years) - float(fact(f"{_CONVENTIONS}.age_reference"))
    middle, ends = float(fact(f"{_PRESSURE}.age")), _span(f"{_PRESSURE}.age_ci")
    ratios = sorted(end**years for end in ends)
    plain = chance_systolic_above(baseline_mmhg, threshold_mmhg)
    found = {}
    for key, cohort in cohorts("systolic").items():
        rise = cohort.interval.value if cohort.interval else None
        shifts = [end - float(cohort.peak) for end in rise] if isinstance(rise, tuple) else [0.0, 0.0]
        edges = [
            chance_systolic_above(baseline_mmhg + shift, threshold_mmhg).by_cohort[key] for shift in shifts
        ]
        found[key] = CohortChance(
            cohort.label,
            _with_odds(plain.by_cohort[key], middle**years),
            _with_odds(min(edges), ratios[0]),
            _with_odds(max(edges), ratios[1]),
        )
    alarm = float(fact("simulation.cardiovascular.systolic_alarm"))
    return PressureRisk(
        float(baseline_mmhg),
        alarm if threshold_mmhg is None else float(threshold_mmhg),
        float(age_years),
        found,
        has_hypertension,
        tuple(fact(f"{_PRESSURE}.{name}") for name in HISTORY) if has_hypertension else (),
        (*plain.notes, *_notes()),
    )


def age_odds(age_years: float, reference_years: float) -> tuple[float, float, float]:
    """How many times the odds of a surge in systolic pressure are those at a younger age.

    Returns:
        The ratio, and the lower and upper end of its interval.

    Source:
        Yale 2024 (``yale_bp2024``; primary), 138 patients.

    Examples:
        >>> print("{:.1f} ({:.1f} to {:.1f})".format(*age_odds(75, 45)))
        3.2 (1.8 to 4.3)
    """
    years = float(age_years) - float(reference_years)
    low, high = sorted(end**years for end in _span(f"{_PRESSURE}.age_ci"))
    return float(fact(f"{_PRESSURE}.age")) ** years, low, high


@cache
def _notes() -> tuple[str, ...]:
    age, reference = fact(f"{_PRESSURE}.age"), fact(f"{_CONVENTIONS}.age_reference")
    published = f"Age multiplies the odds by {age.number_text} per year ({age.source}; {age.status})"
    return (
        f"{published}, published for a surge; that it holds for this threshold is an assumption.",
        f"Each cohort's own figures are taken to hold at {reference.number_text} years ({reference.status}).",
    )


def _with_odds(chance: float, ratio: float) -> float:
    return chance * ratio / (1 - chance + chance * ratio)


def _span(path: str) -> tuple[float, float]:
    value = fact(path).value
    assert isinstance(value, tuple)
    return float(value[0]), float(value[1])
