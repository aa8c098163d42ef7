"""Item statistics with intervals that say how little a small class can tell.

For trainees ``i`` and items ``j`` with scores ``x[i, j]`` between 0 and 1:

- difficulty: mean of ``x[:, j]``, the share of its points that an item earned (high means easy);
- discrimination: correlation of ``x[:, j]`` with the sum of all *other* items (corrected point-biserial);
- alpha: ``k / (k - 1) * (1 - sum of item variances / variance of the sums)``; with scores of 0 and 1 this is KR-20;
- standard error of measurement: ``SD of the sums * sqrt(1 - alpha)``.

Below :data:`FEWEST` trainees only difficulties are given. Item response models stand in :mod:`kapedu.grading.rasch`
and need more people still.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import atanh, exp, log, sqrt, tanh

import numpy as np
from numpy.typing import NDArray

from kapedu.evidence.distributions import normal_quantile, t_quantile

FEWEST = 10
FEWEST_TIMES = 5
LEVEL = 0.95
PERFECT_TOLERANCE = 1e-12

Interval = tuple[float, float]
FloatArray = NDArray[np.float64]


@dataclass(frozen=True)
class ItemStatistics:
    """What the answers say about one item.

    Attributes:
        item_id: Which item.
        answers: How many trainees it was put to.
        difficulty: Mean share of its points, 0 to 1, with its interval.
        discrimination: Corrected point-biserial with its interval; None with too few trainees, or where all
            scored alike.
        options: How many chose each option, and the mean of their other items (0 to 1; None if nobody did).
        confidence: Mean score by how sure trainees said they were, with how many said so.
        time: How long it was in front of them; None where that is known of fewer than :data:`FEWEST_TIMES`.
    """

    item_id: str
    answers: int
    difficulty: float
    difficulty_interval: Interval
    discrimination: float | None
    discrimination_interval: Interval | None
    options: Mapping[str, tuple[int, float | None]]
    confidence: Mapping[str, tuple[int, float]]
    time: "Time | None" = None


@dataclass(frozen=True)
class Time:
    """How long an item was in front of trainees, in seconds, as their pages counted it.

    A lower bound of the time they thought about it, and theirs to change: for improving questions, never for marks.

    Attributes:
        trainees: For how many it is known.
        median: Half of them took longer.
        quartiles: A quarter was below the first, a quarter above the second.
    """

    trainees: int
    median: float
    quartiles: Interval


@dataclass(frozen=True)
class QuizStatistics:
    """What the answers say about a whole quiz; scores are sums over items, each item 0 to 1."""

    trainees: int
    items: int
    mean: float
    sd: float | None
    alpha: float | None
    alpha_interval: Interval | None
    standard_error: float | None
    is_kr20: bool


def wilson(successes: float, n: int, level: float = LEVEL) -> Interval:
    """Wilson's interval for a proportion.

    Example:
        >>> low, high = wilson(8, 10)
        >>> round(low, 3), round(high, 3)
        (0.49, 0.943)
    """
    z = normal_quantile((1 + level) / 2)
    p = successes / n
    middle = p + z * z / (2 * n)
    half = z * sqrt(p * (1 - p) / n + z * z / (4 * n * n))
    return (max(0.0, (middle - half) / (1 + z * z / n)), min(1.0, (middle + half) / (1 + z * z / n)))


def mean_interval(scores: FloatArray, level: float = LEVEL) -> Interval:
    """Interval for the mean of scores between 0 and 1: Wilson's for right or wrong, Student's for the rest.

    Where all scores are the same, Student's has no width, as if nothing could vary; Wilson's is wider than any scores
    with that mean need, so it stands there too.

    Example:
        >>> low, high = mean_interval(np.array([0.5, 0.5, 0.5, 0.5]))
        >>> round(low, 2), round(high, 2)
        (0.15, 0.85)
    """
    n = len(scores)
    if set(np.unique(scores)) <= {0.0, 1.0} or len(np.unique(scores)) == 1:
        return wilson(float(scores.sum()), n, level)
    half = t_quantile((1 + level) / 2, n - 1) * float(scores.std(ddof=1)) / sqrt(n)
    return (max(0.0, float(scores.mean()) - half), min(1.0, float(scores.mean()) + half))


def correlation_interval(r: float, n: int, level: float = LEVEL) -> Interval | None:
    """Fisher's interval for a correlation of ``n`` pairs, ``n`` at least 4; None for a perfect one, where it has none."""
    if abs(r) >= 1 - PERFECT_TOLERANCE:
        return None
    half = normal_quantile((1 + level) / 2) / sqrt(n - 3)
    return (tanh(atanh(r) - half), tanh(atanh(r) + half))


def alpha(scores: FloatArray) -> float | None:
    """Cronbach's alpha of scores of shape ``(trainees, items)``; None where it is not defined."""
    trainees, items = scores.shape
    spread = float(scores.sum(axis=1).var(ddof=1)) if trainees > 1 else 0.0
    if items < 2 or spread == 0:
        return None
    return float(items / (items - 1) * (1 - scores.var(axis=0, ddof=1).sum() / spread))


def alpha_interval(value: float, trainees: int, items: int, level: float = LEVEL) -> Interval:
    """Bonett's interval for alpha (2002, J Educ Behav Stat 27:335): normal on the scale of ``log(1 - alpha)``."""
    spread = sqrt(2 * items / ((items - 1) * (trainees - 2)))
    middle = log(1 - value) - log(trainees / (trainees - 1))
    z = normal_quantile((1 + level) / 2)
    return (1 - exp(middle + z * spread), 1 - exp(middle - z * spread))


def quiz_statistics(scores: FloatArray) -> QuizStatistics:
    """Statistics of a whole quiz from scores of shape ``(trainees, items)``, each 0 to 1."""
    trainees, items = scores.shape
    sums = scores.sum(axis=1)
    enough = trainees >= FEWEST
    sd = float(sums.std(ddof=1)) if trainees > 1 else None
    value = alpha(scores) if enough else None
    return QuizStatistics(
        trainees=trainees,
        items=items,
        mean=float(sums.mean()),
        sd=sd,
        alpha=value,
        alpha_interval=alpha_interval(value, trainees, items) if value is not None and value < 1 else None,
        standard_error=sd * sqrt(max(0.0, 1 - value)) if value is not None and sd is not None else None,
        is_kr20=set(np.unique(scores)) <= {0.0, 1.0},
    )


def item_statistics(
    item_ids: Sequence[str],
    scores: FloatArray,
    chosen: Sequence[Sequence[Sequence[str]]],
    confidence: Sequence[Sequence[str]],
    seconds: FloatArray | None = None,
) -> list[ItemStatistics]:
    """Statistics of each item.

    Args:
        item_ids: The items.
        scores: Shape ``(trainees, items)``, each 0 to 1.
        chosen: Options chosen, by trainee and item.
        confidence: How sure they said they were, by trainee and item; empty texts where they did not.
        seconds: How long each item was in front of each, shape ``(trainees, items)``; NaN where not known.
    """
    trainees, items = scores.shape
    found = []
    for j, item_id in enumerate(item_ids):
        rest = scores.sum(axis=1) - scores[:, j]
        r = _correlation(scores[:, j], rest) if trainees >= FEWEST and items > 1 else None
        found.append(
            ItemStatistics(
                item_id=item_id,
                answers=trainees,
                difficulty=float(scores[:, j].mean()),
                difficulty_interval=mean_interval(scores[:, j]),
                discrimination=r,
                discrimination_interval=correlation_interval(r, trainees) if r is not None else None,
                options=_options([row[j] for row in chosen], rest / max(1, items - 1)),
                confidence=_by_confidence([row[j] for row in confidence], scores[:, j]),
                time=None if seconds is None else _time(seconds[:, j]),
            )
        )
    return found


def _time(seconds: FloatArray) -> Time | None:
    known = seconds[~np.isnan(seconds)]
    if len(known) < FEWEST_TIMES:
        return None
    first, median, third = (float(value) for value in np.percentile(known, [25, 50, 75]))
    return Time(len(known), median, (first, third))


def _correlation(x: FloatArray, y: FloatArray) -> float | None:
    if float(x.std()) == 0 or float(y.std()) == 0:
        return None
    return float(np.corrcoef(x, y)[0, 1])


def _options(chosen: Sequence[Sequence[str]], rest: FloatArray) -> dict[str, tuple[int, float | None]]:
    names = sorted({option for options in chosen for option in options})
    by_option = {name: [i for i, options in enumerate(chosen) if name in options] for name in names}
    return {name: (len(who), float(rest[who].mean()) if who else None) for name, who in by_option.items()}


def _by_confidence(said: Sequence[str], scores: FloatArray) -> dict[str, tuple[int, float]]:
    groups = {
        word: [i for i, sure in enumerate(said) if sure == word] for word in dict.fromkeys(said) if word
    }
    return {word: (len(who), float(scores[who].mean())) for word, who in groups.items()}


@dataclass(frozen=True)
class Gain:
    """What changed from a pre-test to its post-test in the same trainees.

    Attributes:
        trainees: How many took both.
        before: Mean share of the points before.
        after: Mean share after.
        gain: Mean difference, with Student's interval; it has none where everybody gained the same.
        effect: Standardised mean change: gain by the SD before, with Hedges's correction for few trainees.
    """

    trainees: int
    before: float
    after: float
    gain: float
    gain_interval: Interval | None
    effect: float | None
    effect_interval: Interval | None


def gain(before: FloatArray, after: FloatArray, level: float = LEVEL) -> Gain:
    """The gain of paired scores, each of shape ``(trainees,)``.

    The variance of the effect is Becker's (1988, Br J Math Stat Psychol 41:257). It says what changed, not why:
    there is no group without the course.

    Raises:
        ValueError: There are fewer than 3 pairs, or the two differ in length.
    """
    n = len(before)
    if n != len(after) or n < 3:
        raise ValueError(
            f"a gain needs the same 3 or more trainees in both tests; there are {n} and {len(after)}"
        )
    difference = after - before
    half = t_quantile((1 + level) / 2, n - 1) * float(difference.std(ddof=1)) / sqrt(n)
    mean = float(difference.mean())
    sd = float(before.std(ddof=1))
    r = _correlation(before, after)
    effect: float | None = None
    interval: Interval | None = None
    if sd > 0 and r is not None:
        effect = (1 - 3 / (4 * (n - 1) - 1)) * mean / sd
        spread = sqrt(2 * (1 - r) / n + effect**2 / (2 * (n - 1)))
        z = normal_quantile((1 + level) / 2)
        interval = (effect - z * spread, effect + z * spread)
    around = (mean - half, mean + half) if half > PERFECT_TOLERANCE else None
    return Gain(n, float(before.mean()), float(after.mean()), mean, around, effect, interval)
