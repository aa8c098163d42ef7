r"""Between-study variance: its estimators, Q, I² and their interval.

The model is :math:`y = X\beta + u + e`, :math:`u \sim N(0, \tau^2)`, :math:`e_i \sim N(0, v_i)`; without a
covariate X is a column of ones. With :math:`W = \mathrm{diag}(1/(v_i+\tau^2))` and
:math:`P = W - WX(X'WX)^{-1}X'W`, the generalised Q is :math:`Q(\tau^2) = y'Py`.

- DL (DerSimonian and Laird 1986): moments, :math:`(Q(0) - (k-p)) / \mathrm{tr}\,P(0)`
- PM (Paule and Mandel 1982): the root of :math:`Q(\tau^2) = k - p`
- REML: the maximum of the restricted likelihood, by Fisher scoring with step halving

Each is truncated at zero. The interval of τ² is the Q profile (Viechtbauer 2007).
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import numpy as np

from kapedu.evidence.distributions import chi2_quantile, chi2_tail, falling_root, root_between
from kapedu.evidence.errors import EvidenceError
from kapedu.evidence.study import FloatArray

Method = Literal["FE", "DL", "PM", "REML"]
METHODS: tuple[Method, ...] = ("FE", "DL", "PM", "REML")
METHOD_LABELS = {
    "FE": "fixed effect, inverse variance",
    "DL": "random effects, DerSimonian-Laird",
    "PM": "random effects, Paule-Mandel",
    "REML": "random effects, restricted maximum likelihood",
}
_PERCENT = 100
_STEP_TOLERANCE = 1e-12
_MOST_STEPS = 1000
_FIRST_WIDTH = 1e-6


@dataclass(frozen=True, slots=True)
class Fit:
    """Weighted least squares at one τ²."""

    coefficients: FloatArray
    """Shape ``(p,)``."""
    covariance: FloatArray
    """Shape ``(p, p)``, without the Hartung-Knapp factor."""
    weights: FloatArray
    """Shape ``(k,)``, 1 / (v + τ²)."""
    q: float
    """Generalised Q at this τ²."""
    projection: FloatArray
    """P, shape ``(k, k)``."""


def fit_at(values: FloatArray, variances: FloatArray, design: FloatArray, tau2: float) -> Fit:
    """Weighted least squares with weights ``1 / (variances + tau2)``.

    Args:
        values: Effects, shape ``(k,)``.
        variances: Sampling variances, shape ``(k,)``.
        design: X, shape ``(k, p)``.
        tau2: Between-study variance.
    """
    weights = 1 / (variances + tau2)
    weighted = weights[:, None] * design
    covariance: FloatArray = np.asarray(np.linalg.inv(design.T @ weighted), dtype=float)
    coefficients = covariance @ (weighted.T @ values)
    projection = np.diag(weights) - weighted @ covariance @ weighted.T
    residuals = values - design @ coefficients
    return Fit(coefficients, covariance, weights, float(np.sum(weights * residuals**2)), projection)


def tau2_estimate(values: FloatArray, variances: FloatArray, design: FloatArray, method: Method) -> float:
    """Between-study variance by one of the methods, zero or more.

    Raises:
        EvidenceError: An unknown method.
    """
    if method not in METHODS:
        raise EvidenceError(f"method {method!r} is not one of {', '.join(METHODS)}")
    df = len(values) - design.shape[1]
    if method == "FE" or df < 1:
        return 0.0
    if method == "DL":
        return _moments(values, variances, design)
    if method == "PM":
        return tau2_at(values, variances, design, df)
    return _reml(values, variances, design)


def tau2_at(values: FloatArray, variances: FloatArray, design: FloatArray, target: float) -> float:
    """The τ² at which the generalised Q falls to ``target``; zero where it starts below."""
    if fit_at(values, variances, design, 0).q <= target:
        return 0.0
    return falling_root(
        lambda tau2: fit_at(values, variances, design, tau2).q - target, float(np.mean(variances))
    )


def _moments(values: FloatArray, variances: FloatArray, design: FloatArray) -> float:
    fixed = fit_at(values, variances, design, 0)
    excess: float = fixed.q - (len(values) - design.shape[1])
    return max(0.0, excess / float(np.trace(fixed.projection)))


def _restricted_log_likelihood(
    values: FloatArray, variances: FloatArray, design: FloatArray, tau2: float
) -> float:
    fit = fit_at(values, variances, design, tau2)
    spread = float(np.linalg.slogdet(fit.covariance)[1])
    logs = float(np.sum(np.log(fit.weights)))
    return (logs + spread - fit.q) / 2


def _reml(values: FloatArray, variances: FloatArray, design: FloatArray) -> float:
    tau2 = max(_moments(values, variances, design), tau2_at(values, variances, design, len(values) - 1))
    likelihood = _restricted_log_likelihood(values, variances, design, tau2)
    scale = float(np.mean(variances)) + tau2
    for _ in range(_MOST_STEPS):
        slope, information = _score(values, variances, design, tau2)
        following = max(0.0, tau2 + slope / information)
        new = _restricted_log_likelihood(values, variances, design, following)
        while new < likelihood and abs(following - tau2) > _STEP_TOLERANCE * scale:
            following = (following + tau2) / 2
            new = _restricted_log_likelihood(values, variances, design, following)
        if abs(following - tau2) <= _STEP_TOLERANCE * scale:
            return following
        tau2, likelihood = following, new
    return _reml_between(lambda at: _score(values, variances, design, at)[0], tau2, scale)


def _score(values: FloatArray, variances: FloatArray, design: FloatArray, tau2: float) -> tuple[float, float]:
    """Slope of the restricted likelihood and its expected curvature, both twice the usual."""
    projection = fit_at(values, variances, design, tau2).projection
    projected = projection @ values
    return float(projected @ projected) - float(np.trace(projection)), float(np.sum(projection**2))


def _reml_between(slope: Callable[[float], float], tau2: float, scale: float) -> float:
    """The maximum near ``tau2``, for a likelihood so flat that scoring creeps: where its slope changes sign."""
    low = high = tau2
    width = _FIRST_WIDTH * scale
    while slope(high) > 0:
        low, high = high, high + width
        width *= 2
    while low > 0 and slope(low) <= 0:
        low, high = max(0.0, low - width), low
        width *= 2
    return 0.0 if slope(low) <= 0 else root_between(slope, low, high)


@dataclass(frozen=True, slots=True)
class Heterogeneity:
    """How much the studies differ beyond chance."""

    tau2: float
    tau2_ci: tuple[float, float] | None
    i2: float
    """Percent."""
    i2_ci: tuple[float, float] | None
    i2_convention: str
    h2: float
    q: float
    q_df: int
    q_p: float


TAU2_CONVENTION = "tau2 / (tau2 + typical sampling variance), as metafor prints it"
Q_CONVENTION = "(Q - df) / Q, at least 0 (Higgins and Thompson)"
INTERVAL_CONVENTION = "Q profile"


def heterogeneity(
    values: FloatArray, variances: FloatArray, design: FloatArray, method: Method, level: float
) -> Heterogeneity:
    """Q, τ², I² and H², with Q-profile intervals.

    For a random-effects method I² is the share of τ² in τ² plus the typical sampling variance
    ``(k - p) / tr P(0)``; for a fixed effect it is ``(Q - df) / Q``. The two agree for DL.

    Args:
        values: Effects, shape ``(k,)``.
        variances: Sampling variances, shape ``(k,)``.
        design: X, shape ``(k, p)``.
        method: Estimator of τ².
        level: Confidence level of the intervals.
    """
    df = len(values) - design.shape[1]
    fixed = fit_at(values, variances, design, 0)
    tau2 = tau2_estimate(values, variances, design, method)
    if df < 1:
        return Heterogeneity(tau2, None, 0.0, None, "not to be had from so few studies", 1.0, 0.0, 0, 1.0)
    typical = df / float(np.trace(fixed.projection))
    tail = (1 - level) / 2
    low, high = (tau2_at(values, variances, design, chi2_quantile(p, df)) for p in (1 - tail, tail))
    if method == "FE":
        i2 = max(0.0, 1 - df / fixed.q) if fixed.q else 0.0
        convention, h2 = Q_CONVENTION, fixed.q / df
    else:
        i2, convention, h2 = tau2 / (tau2 + typical), TAU2_CONVENTION, 1 + tau2 / typical
    return Heterogeneity(
        tau2=tau2,
        tau2_ci=(low, high),
        i2=_PERCENT * i2,
        i2_ci=(_PERCENT * low / (low + typical), _PERCENT * high / (high + typical)),
        i2_convention=convention,
        h2=h2,
        q=fixed.q,
        q_df=df,
        q_p=chi2_tail(fixed.q, df),
    )
