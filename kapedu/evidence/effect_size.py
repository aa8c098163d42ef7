r"""Effect sizes with their variances, from what a trial report prints.

Group 1 is the treated one, and every effect is group 1 against group 2. Ratios are held as
logarithms. With :math:`n_i` people, means :math:`m_i`, standard deviations :math:`s_i` and events :math:`e_i`:

- MD :math:`= m_1 - m_2`, variance :math:`s_1^2/n_1 + s_2^2/n_2`
- Hedges :math:`g = J d`, :math:`d = (m_1-m_2)/s_p`, variance :math:`1/n_1 + 1/n_2 + g^2 / (2(n_1+n_2))`
- log RR, variance :math:`1/e_1 - 1/n_1 + 1/e_2 - 1/n_2`
- log OR, variance :math:`1/e_1 + 1/(n_1-e_1) + 1/e_2 + 1/(n_2-e_2)`
- RD, variance :math:`\sum p_i(1-p_i)/n_i`
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from math import exp, isfinite, lgamma, log, sqrt
from types import MappingProxyType
from typing import Literal

from kapedu.evidence.arm import ArmError, Counts, Means
from kapedu.evidence.conventions import convention, level_or_default
from kapedu.evidence.distributions import normal_quantile
from kapedu.evidence.errors import EvidenceError
from kapedu.evidence.measure import Measure, measure_named

Correction = Literal["exact", "approximate"]
CORRECTIONS: tuple[Correction, ...] = ("exact", "approximate")


@dataclass(frozen=True, slots=True)
class Effect:
    """One effect on its analysis scale (logarithms for ratios), with its variance."""

    measure: Measure
    value: float
    variance: float
    basis: str
    """``means``, ``counts`` or ``reported``."""
    convention: str = ""
    """Which of several formulas was used, where there are several."""
    notes: tuple[str, ...] = ()
    """What was done to the figures, such as an addition to empty cells."""

    @property
    def se(self) -> float:
        """Standard error on the analysis scale."""
        return sqrt(self.variance)

    @property
    def shown(self) -> float:
        """The effect on the measure's own scale."""
        return self.measure.shown(self.value)

    def interval(self, level: float | None = None) -> tuple[float, float]:
        """Wald interval on the measure's own scale."""
        half = normal_quantile((1 + level_or_default(level)) / 2) * self.se
        return self.measure.shown(self.value - half), self.measure.shown(self.value + half)


def mean_difference(treated: Means, control: Means) -> Effect:
    """Difference of two means, without assuming equal variances.

    >>> effect = mean_difference(Means(-19.0, 13.86, 111), Means(-14.8, 15.07, 108))
    >>> round(effect.value, 2), round(effect.se, 2)
    (-4.2, 1.96)
    """
    variance = treated.sd**2 / treated.n + control.sd**2 / control.n
    return Effect(Measure.MD, treated.mean - control.mean, variance, "means")


def hedges_g(treated: Means, control: Means, correction: Correction = "exact") -> Effect:
    """Standardised mean difference with the correction for small samples.

    Args:
        treated: The treated arm.
        control: The control arm; the two SDs are pooled.
        correction: J ``exact`` (gamma functions) or ``approximate``, ``1 - 3 / (4 df - 1)``.

    >>> round(hedges_g(Means(55, 47, 155), Means(75, 64, 156)).value, 4)
    -0.3552
    """
    people = treated.n + control.n
    squares = (treated.n - 1) * treated.sd**2 + (control.n - 1) * control.sd**2
    d = (treated.mean - control.mean) / sqrt(squares / (people - 2))
    g = small_sample_correction(people - 2, correction) * d
    variance = 1 / treated.n + 1 / control.n + g**2 / (2 * people)
    return Effect(Measure.SMD, g, variance, "means", f"Hedges g with {correction} J, large-sample variance")


def small_sample_correction(df: int, correction: Correction = "exact") -> float:
    """The factor J that turns Cohen's d into Hedges' g, at ``df`` degrees of freedom.

    Raises:
        EvidenceError: There is no such correction; lists those there are.

    >>> round(small_sample_correction(10), 5), round(small_sample_correction(10, "approximate"), 5)
    (0.92275, 0.92308)
    """
    if correction not in CORRECTIONS:
        raise EvidenceError(f"correction {correction!r} is not one of {', '.join(CORRECTIONS)}")
    if correction == "approximate":
        return 1 - 3 / (2 * (df + df) - 1)
    return exp(lgamma(df / 2) - log(df / 2) / 2 - lgamma((df - 1) / 2))


def log_risk_ratio(treated: Counts, control: Counts) -> Effect:
    """Logarithm of the risk ratio.

    >>> round(log_risk_ratio(Counts(4, 123), Counts(11, 139)).value, 4)
    -0.8893
    """
    (e1, n1), (e2, n2), notes = _cells(treated, control, "ratio")
    variance = 1 / e1 - 1 / n1 + 1 / e2 - 1 / n2
    return Effect(Measure.RR, log(e1 / n1) - log(e2 / n2), variance, "counts", notes=notes)


def log_odds_ratio(treated: Counts, control: Counts) -> Effect:
    """Logarithm of the odds ratio."""
    (e1, n1), (e2, n2), notes = _cells(treated, control, "ratio")
    f1, f2 = n1 - e1, n2 - e2
    variance = 1 / e1 + 1 / f1 + 1 / e2 + 1 / f2
    return Effect(Measure.OR, log(e1 / f1) - log(e2 / f2), variance, "counts", notes=notes)


def risk_difference(treated: Counts, control: Counts) -> Effect:
    """Difference of two risks; with an empty cell only the variance is corrected, not the difference.

    >>> risk_difference(Counts(0, 10), Counts(3, 20)).value
    -0.15
    """
    (e1, n1), (e2, n2), notes = _cells(treated, control, "variance of the difference")
    p1, p2 = e1 / n1, e2 / n2
    variance = p1 * (1 - p1) / n1 + p2 * (1 - p2) / n2
    return Effect(Measure.RD, treated.risk - control.risk, variance, "counts", notes=notes)


FROM_MEANS: Mapping[Measure, Callable[[Means, Means], Effect]] = MappingProxyType(
    {Measure.MD: mean_difference, Measure.SMD: hedges_g}
)
"""Formulas for two arms with means."""
FROM_COUNTS: Mapping[Measure, Callable[[Counts, Counts], Effect]] = MappingProxyType(
    {Measure.RR: log_risk_ratio, Measure.OR: log_odds_ratio, Measure.RD: risk_difference}
)
"""Formulas for two arms with events."""


def from_interval(
    measure: str | Measure, estimate: float, ci_low: float, ci_high: float, level: float | None = None
) -> Effect:
    """An effect as reported with its confidence interval, on the measure's own scale.

    Raises:
        ArmError: The estimate is outside its interval, or a ratio is not above 0.

    >>> round(from_interval("HR", 0.49, 0.29, 0.84).se, 3)
    0.271
    """
    kind = measure_named(measure)
    low, value, high = (
        _analysed(kind, field, number)
        for field, number in (("ci_low", ci_low), ("estimate", estimate), ("ci_high", ci_high))
    )
    if not low < high:
        raise ArmError("ci_high", f"{ci_high:g} is not above ci_low {ci_low:g}")
    if not low <= value <= high:
        raise ArmError("estimate", f"{estimate:g} is outside its own interval {ci_low:g} to {ci_high:g}")
    width = high - low
    notes: tuple[str, ...] = ()
    if abs(value - (low + high) / 2) > convention("lopsided_interval") * width:
        scale = " on the log scale" if kind.is_ratio else ""
        middle = f"{estimate:g} is not in the middle of {ci_low:g} to {ci_high:g}{scale}"
        notes = (f"{LOPSIDED}: {middle}; check the transcription",)
    variance = (width / (2 * normal_quantile((1 + level_or_default(level)) / 2))) ** 2
    return Effect(kind, value, variance, "reported", "standard error from the width of the interval", notes)


LOPSIDED = "lopsided interval"


def from_standard_error(measure: str | Measure, estimate: float, se: float) -> Effect:
    """An effect as reported with its standard error; for a ratio the standard error is of its logarithm.

    Raises:
        ArmError: A standard error that is not above 0.
    """
    kind = measure_named(measure)
    if not (isfinite(se) and se > 0):
        raise ArmError("se", f"{se!r}: a standard error is above 0")
    return Effect(kind, _analysed(kind, "estimate", estimate), se**2, "reported")


def _analysed(measure: Measure, field: str, number: float) -> float:
    try:
        return measure.analysed(number)
    except EvidenceError as error:
        raise ArmError(field, f"is impossible: {error}") from None


def _cells(
    treated: Counts, control: Counts, what: str
) -> tuple[tuple[float, float], tuple[float, float], tuple[str, ...]]:
    """Events and people of both arms, with the addition to empty cells where there is one."""
    arms = (treated, control)
    if not any(arm.events in (0, arm.n) for arm in arms):
        return (treated.events, treated.n), (control.events, control.n), ()
    add = convention("zero_cell_addition")
    note = f"empty cell: {add:g} added to each of the four cells for the {what}"
    if treated.events == control.events == 0:
        note += "; no event in either arm, so the study says next to nothing about a ratio"
    elif treated.events == treated.n and control.events == control.n:
        note += "; everybody in both arms had the event, so the study says next to nothing about a ratio"
    first, second = ((arm.events + add, arm.n + 2 * add) for arm in arms)
    return first, second, (note,)
