r"""How often an interval contains the truth, with few studies.

IntHout, Ioannidis and Borm (BMC Med Res Methodol 2014;14:25): with a level of 5%, the error rate of Hartung-Knapp
at most doubled in their simulations, that of DerSimonian-Laird with a normal interval could pass 30%. Röver, Knapp
and Friede (BMC Med Res Methodol 2015, doi:10.1186/s12874-015-0091-1): Hartung-Knapp holds its level when the studies
are of one precision, exceeds it when precision varies, and the floor makes it more conservative.

For studies of one size the Hartung-Knapp interval is the one-sample t interval and covers exactly 95%; the
coverage of Wald is worked out a second way, from its definition, on other random numbers.
"""

import numpy as np
import pytest
from scipy import stats

from kapedu.evidence.effect_size import Effect
from kapedu.evidence.measure import Measure
from kapedu.evidence.pool import pool
from kapedu.evidence.study import Study

RUNS = 1500
TAU2, VARIANCE = 1.0, 0.25
WORST = np.sqrt(0.05 * 0.95 / RUNS)


def covered(k, ci, variances, seed):
    """Share of runs whose interval contains a true effect of zero."""
    rng = np.random.default_rng(seed)
    hits = 0
    for _ in range(RUNS):
        values = rng.normal(0, np.sqrt(TAU2 + variances))
        studies = [
            Study(str(place), Effect(Measure.MD, value, variance, "reported"))
            for place, (value, variance) in enumerate(zip(values, variances, strict=True))
        ]
        found = pool(studies, "DL", ci, quiet=True).ci
        hits += found[0] <= 0 <= found[1]
    return hits / RUNS


@pytest.mark.parametrize("k", [3, 5, 10])
def test_hartung_knapp_covers_what_it_says_for_studies_of_one_size(k):
    assert abs(covered(k, "hksj", np.full(k, VARIANCE), k) - 0.95) < 4 * WORST


@pytest.mark.parametrize("k", [3, 5, 10])
def test_wald_covers_as_seldom_as_its_definition_makes_it(k):
    ours = covered(k, "wald", np.full(k, VARIANCE), k)
    draws = np.random.default_rng(99).normal(0, np.sqrt(TAU2 + VARIANCE), (100_000, k))
    # with one size, the DL variance of the mean is the larger of s2 and the sampling variance, over k
    se = np.sqrt(np.maximum(draws.var(axis=1, ddof=1), VARIANCE) / k)
    defined = np.mean(np.abs(draws.mean(axis=1)) <= stats.norm.ppf(0.975) * se)
    assert abs(ours - defined) < 4 * np.sqrt(defined * (1 - defined) / RUNS)
    assert ours < 0.95


@pytest.mark.parametrize("k", [3, 5, 10])
def test_with_studies_of_many_sizes_the_floor_never_covers_less_than_without(k):
    variances = np.linspace(0.1, 2.0, k)
    with_floor, without = (covered(k, ci, variances, k) for ci in ("hksj-floor", "hksj"))
    assert with_floor >= without
    assert 1 - without <= 2 * 0.05 + 4 * WORST  # "at most doubled"
    assert with_floor > 0.95 - 4 * WORST
    assert covered(k, "wald", variances, k) < with_floor


def test_wald_can_miss_the_truth_in_three_cases_of_ten():
    """One trial ten times as large as the others, k = 2, much heterogeneity."""
    assert 1 - covered(2, "wald", np.array([0.01, 0.1]), 11) > 0.25
