r"""Small-study effects: Egger's test, and trim and fill.

Both need studies enough to see an asymmetry in; below ten a ``FewTrialsWarning`` goes with the result.
An asymmetry has many causes, and missing studies are only one of them.

- Egger 1997: ordinary regression of the standard normal deviate on precision, which is the regression of
  the effect on its standard error with weights :math:`1/v_i`; the slope on the standard error is tested with t.
- Trim and fill, Duval and Tweedie 2000: with ranks :math:`r_i` of the distances from the centre and
  :math:`T` the sum of the ranks on the long side, :math:`L_0 = (4T - k(k+1)) / (2k - 1)`, and
  :math:`R_0 = \gamma - 1` with :math:`\gamma` the length of the rightmost run of ranks on the long side.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import sqrt
from typing import Literal

import numpy as np

from kapedu.evidence.conventions import is_few
from kapedu.evidence.distributions import two_sided_p
from kapedu.evidence.errors import Caution, EvidenceError, FewTrialsWarning, announce
from kapedu.evidence.heterogeneity import Method, fit_at, tau2_estimate
from kapedu.evidence.interval import CiMethod
from kapedu.evidence.pool import Pooled, pool
from kapedu.evidence.study import FloatArray, Study, effects_and_variances

Estimator = Literal["L0", "R0"]
Side = Literal["left", "right"]
_FEWEST = 3


@dataclass(frozen=True, slots=True)
class Egger:
    """Egger's regression test."""

    k: int
    bias: float
    """Slope of the effect on its standard error (Egger's intercept)."""
    bias_se: float
    limit: float
    """Effect, on the analysis scale, of a study with a standard error of 0."""
    statistic: float
    df: int
    p: float
    warnings: tuple[Caution, ...]


def egger(studies: Sequence[Study], *, quiet: bool = False) -> Egger:
    """Test whether small studies show other effects than large ones.

    Raises:
        EvidenceError: Fewer than three studies, or all of one size.
    """
    values, variances = _checked(studies, "Egger's test")
    design = np.column_stack([np.ones(len(values)), np.sqrt(variances)])
    if np.ptp(design[:, 1]) == 0:
        raise EvidenceError("Egger's test: all studies have the same standard error, so there is no line")
    fit = fit_at(values, variances, design, 0)
    df = len(values) - 2
    bias, se = float(fit.coefficients[1]), sqrt(float(fit.covariance[1, 1]) * fit.q / df)
    cautions = _few("Egger's test", len(values))
    if not quiet:
        announce(cautions)
    return Egger(
        k=len(values),
        bias=bias,
        bias_se=se,
        limit=float(fit.coefficients[0]),
        statistic=bias / se,
        df=df,
        p=two_sided_p(bias / se, df),
        warnings=cautions,
    )


@dataclass(frozen=True, slots=True)
class TrimAndFill:
    """How many studies would make the funnel symmetrical, and the pool with them."""

    estimator: Estimator
    side: Side
    """Where studies seem to be missing."""
    missing: int
    filled: Pooled
    """The pool with mirror images of the outermost studies; an exercise, never the result to report."""
    warnings: tuple[Caution, ...]


def trim_and_fill(
    studies: Sequence[Study],
    method: Method = "REML",
    ci: CiMethod = "wald",
    estimator: Estimator = "L0",
    *,
    quiet: bool = False,
) -> TrimAndFill:
    """Estimate the number of missing studies and fill them in.

    Args:
        studies: Three or more.
        method: Pooling of the trimmed and of the filled set.
        ci: Interval of the filled pool.
        estimator: ``L0`` or ``R0``.
        quiet: Keep the warnings in the result and do not issue them.

    Raises:
        EvidenceError: Fewer than three studies, an unknown estimator, or no settling.
    """
    if estimator not in ("L0", "R0"):
        raise EvidenceError(f"estimator {estimator!r} is not one of L0, R0")
    values, variances = _checked(studies, "trim and fill")
    design = np.column_stack([np.ones(len(values)), np.sqrt(variances)])
    tau2 = tau2_estimate(values, variances, design, method)
    side: Side = "right" if fit_at(values, variances, design, tau2).coefficients[1] < 0 else "left"
    sign = -1.0 if side == "right" else 1.0  # work as if studies were missing on the left
    order = np.argsort(sign * values, kind="stable")
    missing, centre = _missing(sign * values[order], variances[order], method, estimator)
    mirrored = [
        _mirror_image(studies[place], sign * (2 * centre - sign * values[place]))
        for place in order[len(order) - missing :]
    ]
    cautions = _few("trim and fill", len(values))
    if not quiet:
        announce(cautions)
    filled = pool([*studies, *mirrored], method, ci, quiet=True)
    return TrimAndFill(estimator, side, missing, filled, cautions)


def _mirror_image(study: Study, value: float) -> Study:
    return Study(f"Filled: mirror of {study.name}", replace(study.effect, value=value, notes=()))


def _missing(
    values: FloatArray, variances: FloatArray, method: Method, estimator: Estimator
) -> tuple[int, float]:
    """Number missing on the left, and the centre without as many on the right; values in rising order."""
    missing, seen = 0, set[int]()
    while True:
        kept = slice(len(values) - missing)
        ones = np.ones((len(values) - missing, 1))
        tau2 = tau2_estimate(values[kept], variances[kept], ones, method)
        centre = float(fit_at(values[kept], variances[kept], ones, tau2).coefficients[0])
        found = _count(values - centre, estimator)
        if found == missing:
            return missing, centre
        if found in seen or found > len(values) - 2:
            raise EvidenceError("trim and fill does not settle for these studies")
        seen.add(found)
        missing = found


def _count(distances: FloatArray, estimator: Estimator) -> int:
    k = len(distances)
    ranks = np.empty(k)
    ranks[np.argsort(np.abs(distances), kind="stable")] = np.arange(1, k + 1)
    if estimator == "R0":
        longest_left = ranks[distances < 0].max(initial=0)
        return max(0, int(k - longest_left) - 1)
    total = float(ranks[distances > 0].sum())
    return max(0, round((2 * 2 * total - k * (k + 1)) / (2 * k - 1)))


def _checked(studies: Sequence[Study], what: str) -> tuple[FloatArray, FloatArray]:
    if len(studies) < _FEWEST:
        raise EvidenceError(f"{what}: {len(studies)} studies; at least {_FEWEST} are needed to compute it")
    return effects_and_variances(studies)


def _few(what: str, k: int) -> tuple[Caution, ...]:
    if not is_few(k):
        return ()
    return (
        Caution(
            FewTrialsWarning,
            f"{what} on {k} studies: below about ten it can hardly find an asymmetry, and a "
            "p value above 0.05 does not mean that none is there",
        ),
    )
