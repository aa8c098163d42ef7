"""Meta-regression on one covariate: does the effect change along it?"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from kapedu.evidence.conventions import is_few, level_or_default
from kapedu.evidence.errors import Caution, EvidenceError, FewTrialsWarning, announce
from kapedu.evidence.heterogeneity import Heterogeneity, Method, fit_at, heterogeneity, tau2_estimate
from kapedu.evidence.interval import CiMethod, Interval, interval
from kapedu.evidence.measure import Measure
from kapedu.evidence.study import Study, effects_and_variances, measure_of

_PERCENT = 100
_FEWEST = 3


@dataclass(frozen=True, slots=True)
class Regression:
    """A line through the effects; coefficients on the analysis scale."""

    covariate: str
    measure: Measure
    method: Method
    ci_method: CiMethod
    k: int
    intercept: Interval
    slope: Interval
    """Change of the effect (of its logarithm, for a ratio) per unit of the covariate."""
    residual: Heterogeneity
    """What the covariate leaves unexplained."""
    r2: float | None
    """Percent of τ² explained; None under a fixed effect or where there was none."""
    warnings: tuple[Caution, ...]

    def at(self, value: float) -> float:
        """The fitted effect at a value of the covariate, on the measure's own scale."""
        return self.measure.shown(self.intercept.value + self.slope.value * value)

    def as_dict(self) -> dict[str, object]:
        """The result as plain data, for JSON."""
        return {
            "covariate": self.covariate,
            "k": self.k,
            "intercept": _coefficient(self.intercept),
            "slope": _coefficient(self.slope),
            "tau2": self.residual.tau2,
            "i2": self.residual.i2,
            "q": self.residual.q,
            "q_p": self.residual.q_p,
            "r2": self.r2,
            "warnings": [str(caution) for caution in self.warnings],
        }


def _coefficient(found: Interval) -> dict[str, object]:
    return {"estimate": found.value, "se": found.se, "ci": [found.low, found.high], "p": found.p}


def meta_regression(
    studies: Sequence[Study],
    covariate: str,
    method: Method = "REML",
    ci: CiMethod = "hksj-floor",
    *,
    quiet: bool = False,
) -> Regression:
    """Regress the effects on one further column.

    Args:
        studies: Three or more, the column a number in each.
        covariate: Name of the column.
        method: Estimator of the between-study variance that remains.
        ci: Interval of the coefficients.
        quiet: Keep the warnings in the result and do not issue them.

    Raises:
        EvidenceError: Too few studies, a covariate that is no number or the same everywhere.
    """
    measure = measure_of(studies)
    if len(studies) < _FEWEST:
        raise EvidenceError(
            f"meta-regression on {covariate}: {len(studies)} studies; a line needs {_FEWEST} or more"
        )
    values, variances = effects_and_variances(studies)
    along = np.array([study.number(covariate) for study in studies])
    if np.ptp(along) == 0:
        raise EvidenceError(
            f"meta-regression: {covariate} is {along[0]:g} in every study, so there is no line"
        )
    design = np.column_stack([np.ones(len(studies)), along])
    level = level_or_default(None)
    residual = heterogeneity(values, variances, design, method, level)
    fit = fit_at(values, variances, design, residual.tau2)
    cautions: tuple[Caution, ...] = ()
    if is_few(len(studies)):
        cautions = (
            Caution(
                FewTrialsWarning,
                f"meta-regression on {len(studies)} studies: too few to tell a trend from chance",
            ),
        )
    without = tau2_estimate(values, variances, np.ones((len(studies), 1)), method)
    if not quiet:
        announce(cautions)
    return Regression(
        covariate=covariate,
        measure=measure,
        method=method,
        ci_method=ci,
        k=len(studies),
        intercept=interval(fit, ci, level, 0),
        slope=interval(fit, ci, level, 1),
        residual=residual,
        r2=_PERCENT * max(0.0, 1 - residual.tau2 / without) if without > 0 else None,
        warnings=cautions,
    )
