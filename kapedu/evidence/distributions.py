"""Quantiles and tail areas, and roots: the one door of this room to SciPy.

``scipy.special`` and ``scipy.optimize`` are imported when the first number is asked for, so that a
kernel that only shows lessons does not pay for them.
"""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

FloatArray = NDArray[np.float64]


def normal_quantile(probability: float) -> float:
    """Quantile of the standard normal distribution.

    >>> round(normal_quantile(0.975), 6)
    1.959964
    """
    from scipy.special import ndtri  # type: ignore[import-untyped]

    return float(ndtri(probability))


def normal_cdf(value: float) -> float:
    """Area of the standard normal distribution below a value."""
    from scipy.special import ndtr

    return float(ndtr(value))


def two_sided_p(statistic: float, df: float | None = None) -> float:
    """Two-sided p value of a z statistic, or of a t statistic with ``df`` degrees of freedom.

    >>> round(two_sided_p(1.959964), 4), round(two_sided_p(2.228139, df=10), 4)
    (0.05, 0.05)
    """
    from scipy.special import stdtr

    below = normal_cdf(-abs(statistic)) if df is None else float(stdtr(df, -abs(statistic)))
    return 2 * below


def two_sided_p_values(statistics: FloatArray, df: FloatArray) -> FloatArray:
    """Two-sided p values of many t statistics, each with its own degrees of freedom.

    Args:
        statistics: Shape ``(n,)``.
        df: Shape ``(n,)``.
    """
    from scipy.special import stdtr

    return np.asarray(2 * stdtr(df, -np.abs(statistics)), dtype=float)


def t_quantile(probability: float, df: float) -> float:
    """Quantile of Student's t distribution."""
    from scipy.special import stdtrit

    return float(stdtrit(df, probability))


def quantile(probability: float, df: float | None) -> float:
    """Quantile of t with ``df`` degrees of freedom, of the normal distribution where ``df`` is None."""
    return normal_quantile(probability) if df is None else t_quantile(probability, df)


def noncentral_t_cdf(value: float, df: float, noncentrality: float) -> float:
    """Area of the noncentral t distribution below a value."""
    from scipy.special import nctdtr

    return float(nctdtr(df, noncentrality, value))


def chi2_tail(statistic: float, df: float) -> float:
    """Area of the chi-squared distribution above a value.

    >>> round(chi2_tail(3.841459, 1), 4)
    0.05
    """
    from scipy.special import chdtrc

    return float(chdtrc(df, statistic))


def chi2_quantile(probability: float, df: float) -> float:
    """Quantile of the chi-squared distribution."""
    from scipy.special import chdtri

    return float(chdtri(df, 1 - probability))


def falling_root(function: Callable[[float], float], start: float) -> float:
    """Where a function that falls from a positive value at zero crosses zero.

    Args:
        function: Positive at zero, falling for ever, below zero in the end.
        start: A first guess of the right order, above zero.
    """
    high = start
    while function(high) > 0:
        high *= 2
    return root_between(function, 0, high)


def root_between(function: Callable[[float], float], low: float, high: float) -> float:
    """Where a function crosses zero between two places at which it has different signs."""
    from scipy.optimize import brentq  # type: ignore[import-untyped]

    return float(brentq(function, low, high, xtol=1e-14 * max(high, 1e-6), rtol=1e-14))
