r"""Blood pressure and heart rate: what each cohort saw, drawn over time.

The large series of 0.5 mg/kg over 40 minutes disagree by a factor of five, so there is no single curve here: every
function answers cohort by cohort, or with the range over cohorts.

Each cohort published one time point. Its course over time is a **design choice** (unverified): in proportion to
S-ketamine at the effect site, reaching the published mean at the peak after 0.5 mg/kg over 40 min at 70 kg,

.. math:: \Delta P(t) = \Delta P_{published} \; c_e(t) / c_{e,ref} .

Where a standard deviation is published it is scaled in the same way. Above twice that level nothing on file
supports a proportional rise, and the question is refused.

For the chance that a pressure passes a threshold the rise is taken as normal with the cohort's mean and standard
deviation; cohorts without a published one borrow that of the cohort that has it, and the answer says so.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from math import isfinite
from statistics import NormalDist
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike

from kapedu.knowledge import Quantity, Status, fact, sheet
from kapedu.pharmacology.effect import effect_site_levels
from kapedu.pharmacology.exponentials import FloatArray
from kapedu.pharmacology.ledger import span

Measure = Literal["systolic", "diastolic", "heart rate"]
MEASURES: tuple[Measure, ...] = ("systolic", "diastolic", "heart rate")

_GROUP = "blood_pressure"
_HEART_RATES = {
    "china": "pkpd.blood_pressure.china_135.dHR",
    "meta": "pkpd.blood_pressure.vankawala_meta.dHR",
}
_SHAPE_NOTE = (
    "The course over time is a design choice of this course (unverified): in proportion to S-ketamine at the effect "
    "site. Each cohort published one time point."
)


@dataclass(frozen=True)
class Cohort:
    """What one cohort published for one measure.

    Attributes:
        key: Short name, for the ``cohort`` argument.
        label: Name to show.
        statistic: What the published number is an average of.
        peak: The published mean rise, mmHg or beats per minute.
        sd: Standard deviation between readings, where published.
        interval: Confidence interval of the mean, where published.
    """

    key: str
    label: str
    statistic: str
    peak: Quantity
    sd: Quantity | None
    interval: Quantity | None


@dataclass(frozen=True, eq=False)
class Rise:
    """The rise over time in one cohort.

    Attributes:
        cohort: Whose rise.
        mean: Mean rise, mmHg or beats per minute, shape of the levels.
        sd: Standard deviation between readings, the same shape; None where none is published.
        note: What is published and what is a design choice.
    """

    cohort: Cohort
    mean: FloatArray
    sd: FloatArray | None
    note: str


@dataclass(frozen=True)
class Chance:
    """The chance that a pressure passes a threshold, as the cohorts disagree about it.

    Attributes:
        low: Lowest over the cohorts, 0 to 1.
        high: Highest.
        by_cohort: By key of the cohort.
        notes: Assumptions, plain sentences.
    """

    low: float
    high: float
    by_cohort: Mapping[str, float]
    notes: tuple[str, ...]


def cohorts(measure: Measure = "systolic", *, unverified: bool = False) -> dict[str, Cohort]:
    """The cohorts that published a measure, smallest rise first.

    Args:
        measure: ``systolic``, ``diastolic`` or ``heart rate``.
        unverified: Include figures that have not been checked against their source.

    Raises:
        ValueError: There is no such measure; lists those there are.

    Examples:
        >>> {key: cohort.peak.value for key, cohort in cohorts("systolic").items()}
        {'emory': 3.28, 'china': 7.4, 'meta': 12.61, 'yale': 16.0}
    """
    if measure not in MEASURES:
        raise ValueError(f"measure {measure!r} is not known; write one of {', '.join(MEASURES)}")
    page = sheet("dose_to_mood")
    found = []
    for path, label in page.descriptions.items():
        group, key, *field = path.split(".")
        if group != _GROUP or field != ["label"]:
            continue
        start = f"{_GROUP}.{key}"
        where = (
            _HEART_RATES.get(key) if measure == "heart rate" else str(page.descriptions[f"{start}.{measure}"])
        )
        if where is None or (fact(where).status is Status.UNVERIFIED and not unverified):
            continue
        statistic = (
            "published mean rise" if measure == "heart rate" else str(page.descriptions[f"{start}.statistic"])
        )
        sd, interval = (page.facts.get(f"{start}.{measure}_{name}") for name in ("sd", "ci"))
        found.append(Cohort(key, str(label), statistic, fact(where), sd, interval))
    return {cohort.key: cohort for cohort in sorted(found, key=lambda cohort: float(cohort.peak))}


def rises(
    effect_site_s_ng_ml: ArrayLike, measure: Measure = "systolic", cohort: str | None = None
) -> dict[str, Rise]:
    """The rise over time, for each cohort: the spread between them is the point.

    Args:
        effect_site_s_ng_ml: S-ketamine at the effect site, ng/mL, any shape: ``course.effect_site_s_ng_ml`` of a
            typical patient. The published spread between readings already holds that between people.
        measure: ``systolic``, ``diastolic`` or ``heart rate``.
        cohort: One of them only; an unverified cohort is used when it is named.

    Returns:
        Rises by key of the cohort.

    Raises:
        ValueError: No such measure or cohort, a level that is not a concentration, or one so high that nothing on
            file supports a proportional rise.

    Source:
        ``dose_to_mood.blood_pressure`` and ``pkpd.blood_pressure`` (primary); shape: ``simulation.cardiovascular``.

    Examples:
        >>> at_peak = rises([0.0, reference_level_ng_ml()])
        >>> {key: rise.mean.round(1).tolist() for key, rise in at_peak.items()}
        {'emory': [0.0, 3.3], 'china': [0.0, 7.4], 'meta': [0.0, 12.6], 'yale': [0.0, 16.0]}
    """
    shape = _shape(effect_site_s_ng_ml)
    return {
        key: Rise(
            one,
            float(one.peak) * shape,
            None if one.sd is None else float(one.sd) * shape,
            f"{one.label}: {one.statistic}. {_SHAPE_NOTE}",
        )
        for key, one in _chosen(measure, cohort).items()
    }


def chance_systolic_above(
    baseline_mmhg: float,
    threshold_mmhg: float | None = None,
    *,
    effect_site_s_ng_ml: ArrayLike | None = None,
    cohort: str | None = None,
    baseline_sd_mmhg: float = 0.0,
) -> Chance:
    """The chance that systolic pressure is above a threshold at its mean peak, as a range over cohorts.

    Args:
        baseline_mmhg: Systolic pressure before the dose.
        threshold_mmhg: The threshold; without it, that of the course (180 mmHg).
        effect_site_s_ng_ml: Levels over the session; without them, those of 0.5 mg/kg over 40 min.
        cohort: One cohort only; without it, the range over all checked ones.
        baseline_sd_mmhg: How far the baseline itself varies, 0 for one measured person.

    Returns:
        The chance, and that of each cohort.

    Raises:
        ValueError: A pressure is outside the limits of the course, or what ``rises`` refuses.

    Source:
        As ``rises``; a normal distribution is an assumption of this course.

    Examples:
        >>> chance = chance_systolic_above(150)
        >>> print(f"{chance.low:.1%} to {chance.high:.1%}")
        0.9% to 10.6%
    """
    baseline = _pressure("baseline_mmhg", baseline_mmhg)
    alarm = fact("simulation.cardiovascular.systolic_alarm")
    threshold = _pressure("threshold_mmhg", float(alarm) if threshold_mmhg is None else threshold_mmhg)
    own = _spread("baseline_sd_mmhg", baseline_sd_mmhg)
    height = 1.0 if effect_site_s_ng_ml is None else float(np.max(_shape(effect_site_s_ng_ml), initial=0.0))
    chosen = _chosen("systolic", cohort)
    lender = max(
        (one for one in cohorts("systolic").values() if one.sd is not None), key=lambda one: float(one.peak)
    )
    by_cohort, borrowed = {}, []
    for key, one in chosen.items():
        if one.sd is None:
            borrowed.append(one.label)
        deviation = height * float((one.sd or lender.sd) or 0)
        by_cohort[key] = _tail(
            threshold - baseline - height * float(one.peak), float(np.hypot(deviation, own))
        )
    notes = [
        "The chance is that at the mean peak; over a whole session, with peaks at other moments, it is higher.",
        "The rise is taken as normally distributed (an assumption).",
        "Severe rises are rare and the tail of a distribution is its least certain part.",
        _SHAPE_NOTE,
    ]
    if borrowed:
        notes.append(
            f"No standard deviation is published by {', '.join(borrowed)}: that of {lender.label} is borrowed."
        )
    return Chance(min(by_cohort.values()), max(by_cohort.values()), by_cohort, tuple(notes))


@lru_cache
def reference_level_ng_ml() -> float:
    """Peak of S-ketamine at the effect site after 0.5 mg/kg over 40 min at 70 kg, ng/mL (computed).

    >>> round(reference_level_ng_ml())
    108
    """
    from kapedu.pharmacology.patient import Patient
    from kapedu.pharmacology.regimen import Dose
    from kapedu.pharmacology.simulation import simulate

    dose, duration = (
        float(fact(f"dose_to_mood.teaching_case.{name}")) for name in ("dose_mg_kg", "infusion_min")
    )
    weight = float(fact("simulation.conventions.reference_weight"))
    times = np.arange(0, 3 * duration)
    course = simulate(Dose("iv", dose, "mg/kg", over_min=duration), Patient(weight), times)
    return float(course.effect_site_s_ng_ml.max())


def _chosen(measure: Measure, cohort: str | None) -> dict[str, Cohort]:
    if cohort is None:
        return cohorts(measure)
    known = cohorts(measure, unverified=True)
    if cohort not in known:
        raise ValueError(
            f"cohort {cohort!r} has no {measure} figure on file; write one of {', '.join(known)}"
        )
    return {cohort: known[cohort]}


def _shape(effect_site_s_ng_ml: ArrayLike) -> FloatArray:
    shape = effect_site_levels(effect_site_s_ng_ml) / reference_level_ng_ml()
    highest, most = float(np.max(shape, initial=0.0)), float(fact("simulation.cardiovascular.largest_level"))
    if highest > most:
        raise ValueError(
            f"effect_site_s_ng_ml reaches {highest * reference_level_ng_ml():.0f} ng/mL; the published rises are of "
            f"0.5 mg/kg over 40 min and are scaled up to {most * reference_level_ng_ml():.0f} ng/mL only"
        )
    return shape


def _pressure(name: str, value: float) -> float:
    low, high = span(fact("simulation.cardiovascular.systolic_limits"))
    known = isinstance(value, int | float | np.number) and not isinstance(value, bool)
    if not known or not low <= value <= high:
        raise ValueError(f"{name} {float(value) if known else value!r}: give {low:g} to {high:g} mmHg")
    return float(value)


def _spread(name: str, value: float) -> float:
    known = isinstance(value, int | float | np.number) and not isinstance(value, bool)
    if not known or not isfinite(value) or value < 0:
        raise ValueError(f"{name} {float(value) if known else value!r}: give a number of mmHg, 0 or more")
    return float(value)


def _tail(distance: float, deviation: float) -> float:
    """Chance that a normal variable of mean 0 is above a distance."""
    if not deviation:
        return float(distance < 0)
    return (
        1 - NormalDist().cdf(distance / deviation)
        if distance < 0
        else NormalDist().cdf(-distance / deviation)
    )
