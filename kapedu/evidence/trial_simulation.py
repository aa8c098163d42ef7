"""A planned two-arm trial, run many times: power, drop-out, and several endpoints at once."""

from dataclasses import dataclass
from math import isfinite, sqrt
from types import MappingProxyType
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from kapedu.evidence.design import planning
from kapedu.evidence.distributions import two_sided_p_values
from kapedu.evidence.errors import EvidenceError
from kapedu.evidence.study import FloatArray

Adjustment = Literal["none", "bonferroni", "holm", "hierarchical"]
ADJUSTMENTS: tuple[Adjustment, ...] = ("none", "bonferroni", "holm", "hierarchical")


@dataclass(frozen=True, slots=True)
class Endpoint:
    """One outcome; ``difference`` is the true one, 0 where the treatment does nothing."""

    name: str
    difference: float
    sd: float

    def __post_init__(self) -> None:
        if not isfinite(self.difference):
            raise EvidenceError(
                f"endpoint {self.name}: difference {self.difference!r} is not a finite number"
            )
        if not (isfinite(self.sd) and self.sd > 0):
            raise EvidenceError(f"endpoint {self.name}: sd {self.sd!r}; a standard deviation is above 0")


@dataclass(frozen=True, slots=True)
class Parallel:
    """Two arms, one primary endpoint first and secondary ones after it."""

    n_per_arm: int
    """Randomised."""
    endpoints: tuple[Endpoint, ...]
    drop_out: float = 0.0
    correlation: float = 0.0
    """Between any two endpoints of one person."""
    adjustment: Adjustment = "none"
    """For testing several endpoints."""
    alpha: float | None = None

    def __post_init__(self) -> None:
        if self.n_per_arm < 2:
            raise EvidenceError(f"n_per_arm {self.n_per_arm}: an arm needs two people or more")
        if not self.endpoints:
            raise EvidenceError("endpoints: give at least the primary one")
        planning("drop_out", self.drop_out)
        if not 0 <= self.correlation <= 1:
            raise EvidenceError(f"correlation {self.correlation!r}: give a number between 0 and 1")
        if self.adjustment not in ADJUSTMENTS:
            raise EvidenceError(f"adjustment {self.adjustment!r} is not one of {', '.join(ADJUSTMENTS)}")


@dataclass(frozen=True, slots=True)
class ParallelResult:
    """What many runs of a parallel trial found."""

    design: Parallel
    runs: int
    power: MappingProxyType[str, float]
    """Share of runs in which an endpoint is called significant, by endpoint."""
    power_error: MappingProxyType[str, float]
    """Monte Carlo standard errors."""
    any_false_alarm: float
    """Share of runs with at least one significant endpoint among those without a true difference."""
    analysed_per_arm: float
    """Mean number of people left per arm."""


def simulate_parallel(design: Parallel, rng: np.random.Generator, runs: int = 1000) -> ParallelResult:
    """Run a parallel trial many times; who drops out does so by chance alone.

    Args:
        design: The trial.
        rng: Source of chance; the same seed gives the same result.
        runs: How many times.

    Raises:
        EvidenceError: Fewer than one run.

    >>> plan = Parallel(64, (Endpoint("CAPS-5", 5, 10),))
    >>> 0.7 < simulate_parallel(plan, np.random.default_rng(1), 500).power["CAPS-5"] < 0.9
    True
    """
    if runs < 1:
        raise EvidenceError(f"runs {runs}: give 1 or more")
    stays = [rng.random((runs, design.n_per_arm)) >= design.drop_out for _ in range(2)]
    shared = [sqrt(design.correlation) * rng.standard_normal((runs, design.n_per_arm)) for _ in range(2)]
    columns = []
    for endpoint in design.endpoints:
        arms = []
        for arm in range(2):  # in SDs: a t test does not see the unit
            scores = rng.standard_normal((runs, design.n_per_arm))
            scores *= sqrt(1 - design.correlation)
            scores += shared[arm]
            if arm == 0:
                scores += endpoint.difference / endpoint.sd
            arms.append(scores)
        columns.append(p_values(arms[0], arms[1], stays[0], stays[1]))
    significant = _decide(np.column_stack(columns), design.adjustment, planning("alpha", design.alpha))
    power = significant.mean(axis=0)
    null = np.array([endpoint.difference == 0 for endpoint in design.endpoints])
    names = [endpoint.name for endpoint in design.endpoints]
    return ParallelResult(
        design=design,
        runs=runs,
        power=MappingProxyType({name: float(share) for name, share in zip(names, power, strict=True)}),
        power_error=MappingProxyType(
            {name: sqrt(share * (1 - share) / runs) for name, share in zip(names, power, strict=True)}
        ),
        any_false_alarm=float(significant[:, null].any(axis=1).mean()) if null.any() else 0.0,
        analysed_per_arm=float(np.mean([arm.sum(axis=1).mean() for arm in stays])),
    )


def p_values(
    treated: FloatArray,
    control: FloatArray,
    treated_stays: NDArray[np.bool_],
    control_stays: NDArray[np.bool_],
) -> FloatArray:
    """Two-sided p values of t tests with pooled variance, one per run; 1 where too few are left.

    Args:
        treated: Outcomes, shape ``(runs, n)``.
        control: Outcomes, shape ``(runs, n)``.
        treated_stays: Who is analysed, shape ``(runs, n)``.
        control_stays: Who is analysed, shape ``(runs, n)``.

    Returns:
        Shape ``(runs,)``.
    """
    counts, means, squares = [], [], []
    for values, stays in ((treated, treated_stays), (control, control_stays)):
        weight = stays.astype(float)
        count = weight.sum(axis=1)
        mean = np.einsum("ij,ij->i", values, weight) / np.maximum(count, 1)
        off = values - mean[:, None]
        off *= weight
        counts.append(count)
        means.append(mean)
        squares.append(np.einsum("ij,ij->i", off, off))
    df = counts[0] + counts[1] - 2
    enough = (counts[0] > 1) & (counts[1] > 1)
    safe = np.where(enough, df, 1)
    per_person = 1 / np.maximum(counts[0], 1) + 1 / np.maximum(counts[1], 1)
    se = np.sqrt((squares[0] + squares[1]) / safe * per_person)
    statistic = (means[0] - means[1]) / np.where(se > 0, se, 1)
    return np.where(enough, two_sided_p_values(statistic, safe), 1.0)


def _decide(p: FloatArray, adjustment: Adjustment, alpha: float) -> NDArray[np.bool_]:
    """Which endpoints are called significant; shape ``(runs, endpoints)``."""
    count = int(p.shape[1])
    if adjustment in ("none", "bonferroni"):
        return np.asarray(p < alpha / (count if adjustment == "bonferroni" else 1), dtype=bool)
    if adjustment == "hierarchical":  # each only if all before it were significant
        return np.asarray(np.logical_and.accumulate(p < alpha, axis=1), dtype=bool)
    order = np.argsort(p, axis=1)
    ranked = np.take_along_axis(p, order, axis=1)
    passed = np.logical_and.accumulate(ranked < alpha / (count - np.arange(count)), axis=1)
    decided = np.zeros_like(passed)
    np.put_along_axis(decided, order, passed, axis=1)
    return decided
