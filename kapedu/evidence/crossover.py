"""A trial in which control patients who do not respond go on to the treatment.

The randomised comparison is the one at the end of the first phase. What is measured afterwards looks
like more evidence and is not: the crossed-over patients were picked because they looked bad, and
part of that was the bad luck of the day, which does not come back (regression to the mean).
"""

from dataclasses import dataclass
from math import isfinite, sqrt

import numpy as np

from kapedu.evidence.design import planning
from kapedu.evidence.errors import EvidenceError
from kapedu.evidence.trial_simulation import p_values

_PERCENT = 100


@dataclass(frozen=True, slots=True)
class Crossover:
    """Two arms; after the first phase control patients who improved too little change to the treatment.

    Scores are symptom points, lower is better.
    """

    n_per_arm: int
    """Randomised."""
    difference: float
    """What treatment takes off the score in one phase beyond the control, in points."""
    baseline: float
    baseline_sd: float
    change_sd: float
    """SD of the observed change in one phase."""
    control_improvement: float
    """Mean fall of the score in the control arm in the first phase; none after that."""
    at_most_percent: float
    """Control patients who improved by this much or less cross over."""
    noise_share: float
    """Share of the variance of change that is the luck of the day."""
    drop_out: float = 0.0
    """In the first phase."""

    def __post_init__(self) -> None:
        if self.n_per_arm < 2:
            raise EvidenceError(f"n_per_arm {self.n_per_arm}: an arm needs two people or more")
        for name in ("difference", "baseline", "control_improvement", "at_most_percent"):
            if not isfinite(getattr(self, name)):
                raise EvidenceError(f"{name} {getattr(self, name)!r} is not a finite number")
        for name in ("baseline", "change_sd"):
            if getattr(self, name) <= 0:
                raise EvidenceError(f"{name} {getattr(self, name)!r}: it must be above 0")
        if not (isfinite(self.baseline_sd) and self.baseline_sd >= 0):
            raise EvidenceError(f"baseline_sd {self.baseline_sd!r}: it must be 0 or more")
        if not 0 <= self.noise_share <= 1:
            raise EvidenceError(f"noise_share {self.noise_share!r}: give a share between 0 and 1")
        planning("drop_out", self.drop_out)


@dataclass(frozen=True, slots=True)
class CrossoverResult:
    """What many runs found; differences are treated less control, so negative is better."""

    design: Crossover
    runs: int
    power: float
    """Of the randomised comparison at the end of the first phase."""
    power_error: float
    first_phase: float
    """Mean difference at the end of the first phase: unbiased."""
    crossed_share: float
    """Share of the analysed control patients who crossed over."""
    end_as_randomised: float
    """Mean difference at the end of the second phase, by the arm of randomisation: diluted."""
    gain_after_crossing: float
    """Mean fall of the score in crossed-over patients in the second phase: flattering."""
    of_which_regression: float
    """The part of that fall that would have come without any treatment."""


def simulate_crossover(design: Crossover, rng: np.random.Generator, runs: int = 1000) -> CrossoverResult:
    """Run the trial many times.

    In the second phase nothing changes but what crossing over does: the treated arm keeps what it
    gained, and crossed-over patients gain ``difference``.

    Args:
        design: The trial.
        rng: Source of chance; the same seed gives the same result.
        runs: How many times.

    Raises:
        EvidenceError: Fewer than one run.
    """
    if runs < 1:
        raise EvidenceError(f"runs {runs}: give 1 or more")
    shape = (runs, design.n_per_arm)
    lasting_sd = design.change_sd * sqrt(1 - design.noise_share)
    noise_sd = design.change_sd * sqrt(design.noise_share)
    stays, lasting, first = [], [], []
    for effect in (design.difference, 0.0):
        stays.append(rng.random(shape) >= design.drop_out)
        lasting.append(rng.normal(-design.control_improvement - effect, lasting_sd, shape))
        first.append(lasting[-1] + rng.normal(0, noise_sd, shape))
    second = [part + rng.normal(0, noise_sd, shape) for part in lasting]
    start = np.maximum(rng.normal(design.baseline, design.baseline_sd, shape), 1.0)
    crosses = stays[1] & (-first[1] <= design.at_most_percent / _PERCENT * start)
    second[1] = np.where(crosses, second[1] - design.difference, second[1])
    alpha = planning("alpha", None)
    power = float(np.mean(p_values(first[0], first[1], stays[0], stays[1]) < alpha))
    fall = (first[1] - second[1])[crosses]
    gain = float(fall.mean()) if fall.size else float("nan")
    return CrossoverResult(
        design=design,
        runs=runs,
        power=power,
        power_error=sqrt(power * (1 - power) / runs),
        first_phase=float(first[0][stays[0]].mean() - first[1][stays[1]].mean()),
        crossed_share=float(crosses.sum() / max(1, stays[1].sum())),
        end_as_randomised=float(second[0][stays[0]].mean() - second[1][stays[1]].mean()),
        gain_after_crossing=gain,
        of_which_regression=gain - design.difference,
    )
