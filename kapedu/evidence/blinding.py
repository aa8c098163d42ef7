r"""The blinding laboratory: what happens to a trial when patients can tell their arm.

Each simulated patient has an outcome (higher is better, in points)

.. math:: y = \text{true effect} \cdot \text{treated} + \text{expectancy} \cdot b + e, \qquad e \sim N(0, \text{sd}^2)

where b is what the patient believes: 1 having the treatment, 0 the control. A patient
is unblinded (believes what is true) with a chance that depends on the arm; the others believe either
with chance 1/2. Beliefs act whether they are right or not; therefore a trial in which both arms
believe alike has no bias, and the bias of the others is expectancy times the difference in belief.
"""

from dataclasses import dataclass
from math import isfinite, sqrt
from types import MappingProxyType

import numpy as np

from kapedu.evidence.blinding_index import BangIndex, Guesses, bang_index, james_index
from kapedu.evidence.distributions import t_quantile
from kapedu.evidence.errors import EvidenceError
from kapedu.evidence.study import FloatArray
from kapedu.knowledge import fact

_PERCENT = 100


@dataclass(frozen=True, slots=True)
class Masking:
    """How a trial is masked: the chance of a patient to notice the arm."""

    name: str
    notices_treated: float
    """Share of treated patients who notice that they are treated."""
    notices_control: float
    """Share of control patients who notice that they are not."""

    def __post_init__(self) -> None:
        for field in ("notices_treated", "notices_control"):
            share = getattr(self, field)
            if not (isfinite(share) and 0 <= share <= 1):
                raise EvidenceError(f"masking {self.name}, {field} {share!r}: give a share between 0 and 1")

    @property
    def belief_gap(self) -> float:
        """Mean belief of the treated arm less that of the control arm, between 0 and 1."""
        return (self.notices_treated + self.notices_control) / 2


def from_guesses(name: str, right_treated: float, right_control: float) -> Masking:
    """Masking from the shares who guess right when everybody has to guess; chance is 1/2.

    A share below 1/2 is taken as chance: nobody notices.

    Raises:
        EvidenceError: A share that is not between 0 and 1.

    >>> from_guesses("midazolam", 0.75, 0.5).notices_treated
    0.5
    """
    for share in (right_treated, right_control):
        if not 0 <= share <= 1:
            raise EvidenceError(f"masking {name}: {share!r} guess right; give a share between 0 and 1")
    return Masking(name, max(0.0, 2 * right_treated - 1), max(0.0, 2 * right_control - 1))


def maskings() -> MappingProxyType[str, Masking]:
    """Maskings to compare, from published figures.

    No figures are known here for who noticed what in these trials, so dissociation stands in for noticing. The gap
    in belief is the difference between the arms in the share who dissociate: exactly the gap that
    arises when whoever dissociates believes in the drug and everybody else in the control. It is an
    assumption and probably a strong one, since a patient who hedges believes less. Under anaesthesia
    both arms guess alike, hence nobody notices.

    The spray and the infusion are different treatments, so compare like with like: ``inert infusion``
    and ``midazolam`` have the same treated arm. No trial gave the derealisation of an inert infusion in
    these terms; the placebo spray's figure stands in for it.
    """

    def share(name: str) -> float:
        return float(fact(f"appraisal.blinding_case.{name}")) / _PERCENT

    spray = share("spray_dissociation_active") - share("spray_dissociation_placebo")
    infusion = share("midazolam_derealisation_active")
    midazolam = infusion - share("midazolam_derealisation_control")
    inert = infusion - share("spray_dissociation_placebo")
    asleep = share("masked_guess")
    found = (
        Masking("inert spray", spray, spray),
        Masking("inert infusion", inert, inert),
        Masking("midazolam", midazolam, midazolam),
        from_guesses("saline under anaesthesia", asleep, asleep),
        Masking("perfect mask", 0.0, 0.0),
        Masking("open label", 1.0, 1.0),
    )
    return MappingProxyType({masking.name: masking for masking in found})


@dataclass(frozen=True, slots=True)
class BlindingTrial:
    """The trial to simulate; outcomes in points, higher is better."""

    n_per_arm: int
    true_effect: float
    expectancy: float
    """What full belief in being treated adds, against full belief in being a control."""
    sd: float
    masking: Masking

    def __post_init__(self) -> None:
        if self.n_per_arm < 2:
            raise EvidenceError(f"n_per_arm {self.n_per_arm}: an arm needs two people or more")
        if not (isfinite(self.sd) and self.sd > 0):
            raise EvidenceError(f"sd {self.sd!r}: a standard deviation is above 0")
        for field in ("true_effect", "expectancy"):
            if not isfinite(getattr(self, field)):
                raise EvidenceError(f"{field} {getattr(self, field)!r} is not a finite number")

    @property
    def expected_bias(self) -> float:
        """What unblinding adds to the estimate on average, in points."""
        return self.expectancy * self.masking.belief_gap


@dataclass(frozen=True, slots=True)
class BlindingResult:
    """Many runs of one trial."""

    trial: BlindingTrial
    runs: int
    mean_estimate: float
    bias: float
    """Mean estimate less true effect, in points."""
    bias_error: float
    """Monte Carlo standard error of the bias."""
    power: float
    """Share of runs with p below alpha; with a true effect of 0, the share of false alarms."""
    power_error: float
    estimates: FloatArray
    """Shape ``(runs,)``."""
    right_treated: float
    """Share of treated patients who guess right."""
    right_control: float
    bang_treated: BangIndex
    """Over all runs together."""
    bang_control: BangIndex
    james: float


def simulate_blinding(trial: BlindingTrial, rng: np.random.Generator, runs: int = 1000) -> BlindingResult:
    """Run one trial many times.

    Args:
        trial: What to simulate.
        rng: Source of chance; the same seed gives the same result.
        runs: How many times.

    Raises:
        EvidenceError: Fewer than one run.

    >>> unmasked = BlindingTrial(100, 0.0, 6.0, 10.0, Masking("half notice", 0.5, 0.5))
    >>> unmasked.expected_bias
    3.0
    >>> simulate_blinding(unmasked, np.random.default_rng(7), 200).power > 0.3
    True
    """
    if runs < 1:
        raise EvidenceError(f"runs {runs}: give 1 or more")
    shape = (runs, trial.n_per_arm)
    thinks_treated = _beliefs(shape, trial.masking.notices_treated, rng, truth=True)
    thinks_control = _beliefs(shape, trial.masking.notices_control, rng, truth=False)
    treated = trial.true_effect + trial.expectancy * thinks_treated + rng.normal(0, trial.sd, shape)
    control = trial.expectancy * thinks_control + rng.normal(0, trial.sd, shape)
    estimates = treated.mean(axis=1) - control.mean(axis=1)
    pooled_variance = (treated.var(axis=1, ddof=1) + control.var(axis=1, ddof=1)) / 2
    se = np.sqrt(2 * pooled_variance / trial.n_per_arm)
    limit = t_quantile(1 - float(fact("appraisal.design.alpha")) / 2, 2 * trial.n_per_arm - 2)
    power = float(np.mean(np.abs(estimates) > limit * se))
    in_treated = Guesses(int(thinks_treated.sum()), int((~thinks_treated).sum()))
    in_control = Guesses(int((~thinks_control).sum()), int(thinks_control.sum()))
    spread = float(estimates.std(ddof=1)) if runs > 1 else float("nan")
    return BlindingResult(
        trial=trial,
        runs=runs,
        mean_estimate=float(estimates.mean()),
        bias=float(estimates.mean()) - trial.true_effect,
        bias_error=spread / sqrt(runs),
        power=power,
        power_error=sqrt(power * (1 - power) / runs),
        estimates=estimates,
        right_treated=in_treated.right / in_treated.people,
        right_control=in_control.right / in_control.people,
        bang_treated=bang_index(in_treated),
        bang_control=bang_index(in_control),
        james=james_index(in_treated, in_control),
    )


def _beliefs(
    shape: tuple[int, int], notices: float, rng: np.random.Generator, *, truth: bool
) -> np.ndarray[tuple[int, ...], np.dtype[np.bool_]]:
    """Who believes in being treated: those who notice believe the truth, the rest toss a coin."""
    noticed = rng.random(shape) < notices
    guessed = rng.random(shape) < 1 / 2
    return np.where(noticed, truth, guessed)
