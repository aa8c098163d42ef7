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
