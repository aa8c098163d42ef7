"""Sample sizes against base R (``design_oracle.R``), and formula against simulation."""

import csv
from math import ceil
from pathlib import Path

import numpy as np
import pytest

from kapedu.evidence.design import power_of_means, sample_size_means, sample_size_shares
from kapedu.evidence.trial_simulation import Endpoint, Parallel, simulate_parallel

with (Path(__file__).parent / "design_oracle.csv").open(encoding="utf-8") as lines:
    ROWS = [
        (row["kind"], *(float(row[name]) for name in ("a", "b", "power", "n")))
        for row in csv.DictReader(lines)
    ]


@pytest.mark.parametrize(("kind", "first", "second", "power", "n"), ROWS)
def test_the_number_of_people_is_the_one_r_gives(kind, first, second, power, n):
    size = {"means": sample_size_means, "shares": sample_size_shares}[kind]
    assert size(first, second, power=power, drop_out=0).analysed == ceil(n)


@pytest.mark.parametrize("n", [10, 40, 100])
def test_simulated_power_agrees_with_the_formula(n):
    found = simulate_parallel(Parallel(n, (Endpoint("score", 6, 10),)), np.random.default_rng(n), 4000)
    formula = power_of_means(n, 6, 10)
    assert abs(found.power["score"] - formula) < 4 * found.power_error["score"]


@pytest.mark.parametrize(
    ("effect", "alpha", "printed"),
    [
        (0.2, 0.01, 586),
        (0.2, 0.05, 393),
        (0.2, 0.10, 310),
        (0.5, 0.01, 95),
        (0.5, 0.05, 64),
        (0.5, 0.10, 50),
        (0.8, 0.01, 38),
        (0.8, 0.05, 26),
        (0.8, 0.10, 20),
    ],
)
def test_the_number_of_people_is_that_of_the_best_known_printed_table(effect, alpha, printed):
    """Cohen 1992, A power primer, Psychol Bull 112:155, table 2: two means, power .80.

    Cohen rounded to the nearest person, we round up, so the two differ by one at most.
    """
    assert 0 <= sample_size_means(effect, 1, alpha=alpha, drop_out=0).analysed - printed <= 1


def test_the_examples_in_the_help_pages_of_r_come_out():
    """``power.t.test(power = .90, delta = 1)`` gives n = 22.02, ``power.prop.test(p1 = .50, p2 = .75, power = .90)`` 76.7."""
    assert sample_size_means(1, 1, power=0.9, drop_out=0).analysed == 23
    assert sample_size_shares(0.5, 0.75, power=0.9, drop_out=0).analysed == 77
