"""Rasch models beside eRm, the reference implementation in R (README.md)."""

import csv
from collections import defaultdict
from pathlib import Path

import numpy as np
import pytest

from kapedu.grading.rasch import fit_rasch

HERE = Path(__file__).parent


def answers(name):
    return np.loadtxt(HERE / f"{name}.csv", delimiter=",", skiprows=1)


def oracle():
    found = defaultdict(dict)
    with (HERE / "oracle.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            found[row["data"], row["what"]][int(row["item"])] = float(row["value"])
    return found


ORACLE = oracle()


@pytest.mark.parametrize("name", ["lsat6", "simulated"])
def test_difficulties_standard_errors_and_likelihood_are_those_of_erm(name):
    scores = answers(name)
    fit = fit_rasch([str(item) for item in range(1, scores.shape[1] + 1)], scores)
    for item in fit.items:
        number = int(item.item_id)
        assert item.difficulty == pytest.approx(ORACLE[name, "difficulty"][number], abs=1e-4)
        assert item.standard_error == pytest.approx(ORACLE[name, "standard_error"][number], abs=1e-4)
    assert len(fit.items) == scores.shape[1]
    assert fit.log_likelihood == pytest.approx(ORACLE[name, "log_likelihood"][0], abs=1e-5)


def test_andersens_test_is_that_of_erm():
    fit = fit_rasch([str(item) for item in range(1, 13)], answers("simulated"))
    statistic, df, p = fit.andersen
    assert statistic == pytest.approx(ORACLE["simulated", "andersen"][0], abs=1e-4)
    assert df == ORACLE["simulated", "andersen_df"][0]
    assert p == pytest.approx(ORACLE["simulated", "andersen_p"][0], abs=1e-4)


def test_where_one_half_tells_nothing_there_is_no_andersen_test():
    assert fit_rasch(list("abcde"), answers("lsat6")).andersen is None


def test_the_section_of_the_law_test_has_its_published_counts():
    """Right answers to each item of section 6, as Bock and Lieberman (1970) give them."""
    assert answers("lsat6").sum(axis=0).tolist() == [924, 709, 553, 763, 870]
