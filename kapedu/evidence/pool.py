"""Pooling: one effect out of several studies, with its intervals and what to beware of."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from kapedu.evidence.conventions import level_or_default
from kapedu.evidence.errors import Caution, FewTrialsWarning, IntervalWarning, announce
from kapedu.evidence.heterogeneity import Heterogeneity, Method, fit_at, heterogeneity
from kapedu.evidence.interval import CiMethod, Interval, Prediction, interval, prediction_interval
from kapedu.evidence.measure import Measure
from kapedu.evidence.study import Study, effects_and_variances, measure_of
from kapedu.evidence.suspicion import suspicions

_PERCENT = 100
_ROUNDING = 1e-6
"""Under PM the Hartung-Knapp factor is 1 but for the last digits of the search."""


@dataclass(frozen=True, slots=True)
class StudyResult:
    """One study of a pool, on the measure's own scale."""

    name: str
    estimate: float
    ci: tuple[float, float]
    weight: float
    """Percent; the weights of a pool add up to 100."""


@dataclass(frozen=True, slots=True)
class Pooled:
    """A pooled effect; prints as text, shows itself as HTML in a notebook."""

    measure: Measure
    method: Method
    ci_method: CiMethod
    level: float
    k: int
    estimate: float
    """On the measure's own scale."""
    ci: tuple[float, float]
    prediction_interval: tuple[float, float] | None
    prediction_convention: str
    analysis: Interval
    """Estimate, standard error, interval and test on the analysis scale."""
    heterogeneity: Heterogeneity
    """How much the studies differ beyond chance: τ² on the analysis scale, I², Q, with intervals."""
    studies: tuple[StudyResult, ...]
    warnings: tuple[Caution, ...]

    @property
    def p(self) -> float:
        """Two-sided p value of no effect."""
        return self.analysis.p

    @property
    def tau2(self) -> float:
        """Between-study variance, on the analysis scale."""
        return self.heterogeneity.tau2

    @property
    def i2(self) -> float:
        """Share of the variation that chance does not explain, in percent."""
        return self.heterogeneity.i2

    def summary(self) -> str:
        """The result as lines of plain text."""
        from kapedu.evidence.summary import as_text

        return as_text(self)

    def as_dict(self) -> dict[str, object]:
        """The result as plain data, for JSON."""
        from kapedu.evidence.summary import as_data

        return as_data(self)

    def __str__(self) -> str:
        return self.summary()

    def _repr_html_(self) -> str:
        from kapedu.evidence.summary import as_html

        return as_html(self)


def pool(  # noqa: PLR0913  # each of these is a choice that a meta-analysis has to name
    studies: Sequence[Study],
    method: Method = "REML",
    ci: CiMethod = "hksj-floor",
    *,
    level: float | None = None,
    prediction: Prediction = "k-2",
    quiet: bool = False,
) -> Pooled:
    """Pool studies.

    Args:
        studies: One or more, of one measure or of measures with a common scale.
        method: ``FE``, ``DL``, ``PM`` or ``REML``.
        ci: ``wald``, ``hksj`` or ``hksj-floor``.
        level: Of all intervals; 0.95 unless given.
        prediction: Degrees of freedom of the prediction interval, ``k-1`` or ``k-2``.
        quiet: Keep the warnings in the result and do not issue them.

    Returns:
        The pooled effect. Its ``warnings`` are also issued as Python warnings.

    Raises:
        EvidenceError: No study, measures without a common scale, or an unknown option.

    >>> from kapedu.evidence.arm import Counts
    >>> from kapedu.evidence.effect_size import log_risk_ratio
    >>> first = Study("Aronson", log_risk_ratio(Counts(4, 123), Counts(11, 139)))
    >>> second = Study("Ferguson", log_risk_ratio(Counts(6, 306), Counts(29, 303)))
    >>> result = pool([first, second], "FE", "wald")
    >>> round(result.estimate, 3), [round(end, 3) for end in result.ci]
    (0.266, [0.134, 0.527])
    """
    studies = tuple(studies)
    level = level_or_default(level)
    measure = measure_of(studies)
    values, variances = effects_and_variances(studies)
    design = np.ones((len(studies), 1))
    spread = heterogeneity(values, variances, design, method, level)
    fit = fit_at(values, variances, design, spread.tau2)
    found = interval(fit, ci, level)
    predicted = None
    if method != "FE":
        predicted = prediction_interval(found, spread.tau2, len(studies), prediction, level)
    shares = _PERCENT * fit.weights / fit.weights.sum()
    cautions = (*suspicions(studies), *_about(method, ci, found, len(studies), prediction), *_outside(spread))
    result = Pooled(
        measure=measure,
        method=method,
        ci_method=ci,
        level=level,
        k=len(studies),
        estimate=measure.shown(found.value),
        ci=(measure.shown(found.low), measure.shown(found.high)),
        prediction_interval=None
        if predicted is None
        else (measure.shown(predicted[0]), measure.shown(predicted[1])),
        prediction_convention="none under a fixed effect" if method == "FE" else f"t with {prediction} df",
        analysis=found,
        heterogeneity=spread,
        studies=tuple(
            StudyResult(study.name, study.effect.shown, study.effect.interval(level), float(share))
            for study, share in zip(studies, shares, strict=True)
        ),
        warnings=cautions,
    )
    if not quiet:
        announce(cautions)
    return result


def _about(
    method: Method, ci: CiMethod, found: Interval, k: int, prediction: Prediction
) -> tuple[Caution, ...]:
    """What to know about the intervals."""
    cautions = []
    if k == 1:
        cautions.append(Caution(FewTrialsWarning, "one study: this is that study, not a pool"))
        if ci != "wald":
            cautions.append(
                Caution(IntervalWarning, "one study: a Wald interval is given instead of Hartung-Knapp")
            )
    if method == "FE" and ci != "wald":
        cautions.append(
            Caution(IntervalWarning, "Hartung-Knapp is meant for random effects; with FE it is unusual")
        )
    if found.factor < 1 - _ROUNDING:
        cautions.append(
            Caution(
                IntervalWarning,
                f"the Hartung-Knapp factor is {found.factor:.3f}, below 1: the variance is made smaller "
                "than without it; compare hksj-floor",
            )
        )
    if method != "FE" and k > 1 and k - (2 if prediction == "k-2" else 1) < 1:
        cautions.append(
            Caution(IntervalWarning, f"no prediction interval: t with {prediction} df needs more studies")
        )
    return tuple(cautions)


def _outside(spread: Heterogeneity) -> tuple[Caution, ...]:
    """The interval of tau2 is made another way than the estimate, and need not contain it."""
    if not spread.tau2 or spread.tau2_ci is None or spread.tau2_ci[0] <= spread.tau2 <= spread.tau2_ci[1]:
        return ()
    return (
        Caution(
            IntervalWarning,
            "the estimate of tau2 lies outside its own Q-profile interval, which is made by another method; "
            "PM and REML agree with it better",
        ),
    )
