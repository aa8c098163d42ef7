"""Intervals around a pooled effect: Wald, Hartung-Knapp, and for the next study."""

from dataclasses import dataclass
from math import sqrt
from typing import Literal

from kapedu.evidence.distributions import quantile, two_sided_p
from kapedu.evidence.errors import EvidenceError
from kapedu.evidence.heterogeneity import Fit

CiMethod = Literal["wald", "hksj", "hksj-floor"]
CI_METHODS: tuple[CiMethod, ...] = ("wald", "hksj", "hksj-floor")
CI_LABELS = {
    "wald": "Wald, normal distribution",
    "hksj": "Hartung-Knapp-Sidik-Jonkman, t with k - 1 degrees of freedom",
    "hksj-floor": "Hartung-Knapp-Sidik-Jonkman, never narrower than its own standard error without the factor",
}
Prediction = Literal["k-1", "k-2"]
PREDICTIONS: tuple[Prediction, ...] = ("k-1", "k-2")


@dataclass(frozen=True, slots=True)
class Interval:
    """A coefficient with its standard error, interval and test, on the analysis scale."""

    value: float
    se: float
    low: float
    high: float
    statistic: float
    df: int | None
    """Degrees of freedom of t; None for the normal distribution."""
    p: float
    factor: float
    """What Hartung-Knapp multiplies the variance by; 1 for Wald."""


def check_ci_method(name: str) -> CiMethod:
    """A way to make the interval.

    Raises:
        EvidenceError: There is none of that name.
    """
    for known in CI_METHODS:
        if name == known:
            return known
    raise EvidenceError(f"interval {name!r} is not one of {', '.join(CI_METHODS)}")


def interval(fit: Fit, ci: CiMethod, level: float, coefficient: int = 0) -> Interval:
    """The interval of one coefficient of a weighted fit.

    With as many coefficients as studies a Wald interval is made whatever was asked for.

    Args:
        fit: Weighted least squares at the estimated between-study variance.
        ci: ``wald``, ``hksj`` or ``hksj-floor``.
        level: Confidence level.
        coefficient: Which one, from 0.
    """
    value, variance = float(fit.coefficients[coefficient]), float(fit.covariance[coefficient, coefficient])
    df = len(fit.weights) - len(fit.coefficients)
    check_ci_method(ci)
    plain = ci == "wald" or df < 1
    factor = 1.0 if plain else fit.q / df
    if ci == "hksj-floor":
        factor = max(1.0, factor)
    se = sqrt(variance * factor)
    used_df = None if plain else df
    half = quantile((1 + level) / 2, used_df) * se
    statistic = value / se if se > 0 else float("inf")
    return Interval(
        value, se, value - half, value + half, statistic, used_df, two_sided_p(statistic, used_df), factor
    )


def prediction_interval(
    pooled: Interval, tau2: float, k: int, convention: Prediction, level: float
) -> tuple[float, float] | None:
    """Where the true effect of the next similar study would lie; None where no t is left.

    Args:
        pooled: Pooled effect with the standard error of the interval that was asked for.
        tau2: Between-study variance.
        k: Studies.
        convention: ``k-2`` (Higgins, Thompson and Spiegelhalter 2009) or ``k-1``.
        level: Confidence level.

    Raises:
        EvidenceError: There is no such convention; lists those there are.
    """
    if convention not in PREDICTIONS:
        raise EvidenceError(f"prediction {convention!r} is not one of {', '.join(PREDICTIONS)}")
    df = k - (2 if convention == "k-2" else 1)
    if df < 1:
        return None
    half = quantile((1 + level) / 2, df) * sqrt(tau2 + pooled.se**2)
    return pooled.value - half, pooled.value + half
