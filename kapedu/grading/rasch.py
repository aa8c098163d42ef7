"""The Rasch model: how hard items are, on a scale that does not depend on who happened to take them.

For trainee ``i`` with ability ``θ`` and item ``j`` with difficulty ``δ``, both in logits,

    P(right) = exp(θ_i - δ_j) / (1 + exp(θ_i - δ_j)).

Difficulties are estimated by conditional maximum likelihood (Andersen 1972, J R Stat Soc B 34:42): given each sum of
right answers the abilities drop out, and with the elementary symmetric functions ``γ_r`` of ``ε_j = exp(-δ_j)``

    log L = -Σ_j s_j δ_j - Σ_r n_r log γ_r(ε),

where ``s_j`` trainees had item ``j`` right and ``n_r`` had ``r`` items right. The difficulties add up to 0. Andersen's
test (1973, Psychometrika 38:123) asks whether trainees with low and with high sums agree about them.

Below :data:`FEWEST_FOR_RASCH` trainees nothing is estimated. With that many, difficulties of well targeted items are
stable to about half a logit (95%; Linacre 1994, Rasch Measurement Transactions 7:328,
https://www.rasch.org/rmt/rmt74m.htm). Models with more parameters an item need more people still and are not fitted
here. The library girth is not kept up and py-irt weighs gigabytes, so that these pages are our own, checked against
eRm.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kapedu.evidence.distributions import chi2_tail, normal_quantile

FEWEST_FOR_RASCH = 100
FEWEST_ITEMS = 3
_STEPS = 100
_STILL = 1e-10
_FARTHEST = 15.0
_LEVEL = 0.95

FloatArray = NDArray[np.float64]


class RaschError(ValueError):
    """The model cannot be estimated from these answers; the message says why."""


@dataclass(frozen=True)
class ItemDifficulty:
    """One item.

    Attributes:
        item_id: Which.
        difficulty: In logits; above 0 is harder than the mean of the items.
        standard_error: Of the difficulty.
        interval: 95% interval.
    """

    item_id: str
    difficulty: float
    standard_error: float
    interval: tuple[float, float]


@dataclass(frozen=True)
class RaschFit:
    """The fitted model.

    Attributes:
        trainees: How many took the items.
        informative: How many of them had some but not all items right; only they tell anything.
        items: Difficulties, in the order of the items.
        left_out: Items that are not in the model, each with the reason.
        log_likelihood: Conditional.
        andersen: Statistic of Andersen's test, its degrees of freedom and p; None where it cannot be done.
    """

    trainees: int
    informative: int
    items: tuple[ItemDifficulty, ...]
    left_out: tuple[str, ...]
    log_likelihood: float
    andersen: tuple[float, int, float] | None


def fit_rasch(item_ids: Sequence[str], scores: FloatArray) -> RaschFit:
    """Fit the model to a quiz.

    Args:
        item_ids: The items.
        scores: Shape ``(trainees, items)``, each 0 to 1; items with anything in between are left out.

    Raises:
        RaschError: There are fewer than :data:`FEWEST_FOR_RASCH` trainees or too few items that are right or wrong,
            or the answers do not determine the difficulties.
    """
    trainees = len(scores)
    if trainees < FEWEST_FOR_RASCH:
        raise RaschError(
            f"{trainees} trainees are too few for an item response model; it needs {FEWEST_FOR_RASCH}"
            " (Linacre 1994, https://www.rasch.org/rmt/rmt74m.htm)"
        )
    kept, left_out = [], []
    for place, item_id in enumerate(item_ids):
        values = set(np.unique(scores[:, place]))
        if not values <= {0.0, 1.0}:
            left_out.append(f"{item_id}: can be partly right")
        elif len(values) == 1:
            left_out.append(f"{item_id}: {'nobody' if 0.0 in values else 'everybody'} had it right")
        else:
            kept.append(place)
    if len(kept) < FEWEST_ITEMS:
        raise RaschError(
            f"{len(kept)} items are right or wrong and not the same for everybody; it needs {FEWEST_ITEMS}"
        )
    answers = scores[:, kept]
    difficulty, covariance, log_likelihood = _conditional(answers)
    half = normal_quantile((1 + _LEVEL) / 2)
    sums = answers.sum(axis=1)
    return RaschFit(
        trainees,
        int(((sums > 0) & (sums < len(kept))).sum()),
        tuple(
            ItemDifficulty(item_ids[place], float(d), float(se), (float(d - half * se), float(d + half * se)))
            for place, d, se in zip(kept, difficulty, np.sqrt(np.diag(covariance)), strict=True)
        ),
        tuple(left_out),
        log_likelihood,
        _andersen(answers),
    )


def _andersen(answers: FloatArray) -> tuple[float, int, float] | None:
    """Twice the gain in log likelihood when trainees up to the median sum and above it have difficulties of their own.

    Items that everybody or nobody of one half had right are left out of all three fits.
    """
    sums = answers.sum(axis=1)
    low = sums <= np.median(sums)
    halves = (answers[low], answers[~low])
    informs = np.all(
        [(half.mean(axis=0) > 0) & (half.mean(axis=0) < 1) for half in halves if len(half)], axis=0
    )
    if not len(halves[1]) or informs.sum() < FEWEST_ITEMS:
        return None
    try:
        whole, first, second = (_conditional(part[:, informs])[2] for part in (answers, *halves))
    except RaschError:
        return None
    statistic, df = 2 * (first + second - whole), int(informs.sum()) - 1
    return statistic, df, chi2_tail(statistic, df)


def _conditional(answers: FloatArray) -> tuple[FloatArray, FloatArray, float]:
    """Difficulties (sum 0), their covariance, the conditional log likelihood; Newton's method.

    Args:
        answers: Shape ``(trainees, items)``, 0 or 1.
    """
    items = answers.shape[1]
    right = answers.sum(axis=0)
    people = np.bincount(answers.sum(axis=1).astype(int), minlength=items + 1).astype(float)
    # those with nothing or everything right fit any difficulties
    right = right - people[items]
    people[0] = people[items] = 0.0
    share = right / people.sum() if people.sum() else np.zeros(items)
    if np.any(share <= 0) or np.any(share >= 1):
        raise RaschError(
            "among trainees with some but not all items right, an item was all right or all wrong"
        )
    difficulty = -np.log(share / (1 - share))
    difficulty -= difficulty.mean()
    value, slope, information = _likelihood(difficulty, right, people)
    for _ in range(_STEPS):
        step = np.linalg.pinv(information, rcond=1e-12) @ slope
        size = 1.0
        while size > _STILL:  # half the step until it helps
            tried = difficulty + size * step
            found = _likelihood(tried, right, people)
            if np.isfinite(found[0]) and found[0] >= value - _STILL * abs(value):
                break
            size /= 2
        difficulty = tried - tried.mean()
        value, slope, information = found
        if np.abs(difficulty).max() > _FARTHEST:
            break
        if np.abs(step).max() < _STILL:
            covariance = np.asarray(np.linalg.pinv(information, rcond=1e-12), dtype=np.float64)
            return difficulty, covariance, float(value)
    raise RaschError(
        "these answers do not determine the difficulties: too many agree with one order of the items"
    )


def _likelihood(
    difficulty: FloatArray, right: FloatArray, people: FloatArray
) -> tuple[float, FloatArray, FloatArray]:
    """Conditional log likelihood, its slope and the information, shapes ``()``, ``(items,)``, ``(items, items)``."""
    items = len(difficulty)
    ease = np.exp(-difficulty)
    gamma = _symmetric(ease)
    one = np.zeros((items, items + 1))  # chance of item j right given the sum r
    both = np.zeros((items, items, items + 1))
    for j in range(items):
        without = np.delete(ease, j)
        one[j, 1:] = ease[j] * _symmetric(without) / gamma[1:]
        for k in range(j):
            neither = np.delete(without, k)
            both[j, k, 2:] = both[k, j, 2:] = ease[j] * ease[k] * _symmetric(neither) / gamma[2:]
        both[j, j] = one[j]
    value = float(-right @ difficulty - people @ np.log(gamma))
    slope = one @ people - right
    information = both @ people - (one * people) @ one.T
    return value, slope, information


def _symmetric(ease: FloatArray) -> FloatArray:
    """Elementary symmetric functions of order 0 to n, shape ``(n + 1,)``, by the summation algorithm."""
    gamma = np.zeros(len(ease) + 1)
    gamma[0] = 1.0
    for number, value in enumerate(ease, start=1):
        gamma[1 : number + 1] += value * gamma[:number]
    return gamma
