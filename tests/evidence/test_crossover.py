from dataclasses import replace

import numpy as np
import pytest

from kapedu.evidence.crossover import Crossover, simulate_crossover
from kapedu.evidence.design import power_of_means
from kapedu.evidence.errors import EvidenceError

DESIGN = Crossover(
    n_per_arm=60,
    difference=6.0,
    baseline=40.0,
    baseline_sd=5.0,
    change_sd=11.0,
    control_improvement=8.0,
    at_most_percent=20.0,
    noise_share=0.5,
)


def run(design=DESIGN, runs=2000):
    return simulate_crossover(design, np.random.default_rng(4), runs)


def test_the_randomised_phase_is_unbiased_and_has_the_power_of_the_formula():
    found = run()
    assert found.first_phase == pytest.approx(-6, abs=4 * 11 * (2 / 60 / 2000) ** 0.5)
    assert abs(found.power - power_of_means(60, 6, 11)) < 4 * found.power_error


def test_after_crossing_over_the_arms_look_alike_and_the_crossed_patients_look_cured():
    found = run()
    assert -6 < found.end_as_randomised < 0
    assert found.gain_after_crossing > 6
    assert found.of_which_regression == pytest.approx(found.gain_after_crossing - 6)


def test_a_treatment_that_does_nothing_still_gains_after_crossing_over():
    found = run(replace(DESIGN, difference=0.0))
    assert found.gain_after_crossing == found.of_which_regression > 2
    assert abs(found.first_phase) < 0.3


def test_without_luck_of_the_day_there_is_no_regression_to_the_mean():
    assert run(replace(DESIGN, noise_share=0.0)).of_which_regression == pytest.approx(0, abs=1e-9)


def test_a_rule_nobody_meets_crosses_nobody_over():
    found = run(replace(DESIGN, at_most_percent=-1000.0), 50)
    assert found.crossed_share == 0
    assert np.isnan(found.gain_after_crossing)
    assert found.end_as_randomised == pytest.approx(-6, abs=1.5)


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"n_per_arm": 1}, "n_per_arm 1"),
        ({"change_sd": 0.0}, "change_sd 0.0"),
        ({"baseline": -1.0}, "baseline -1.0"),
        ({"baseline_sd": -1.0}, "baseline_sd -1.0"),
        ({"noise_share": 2.0}, "noise_share 2.0"),
        ({"difference": float("inf")}, "difference inf"),
        ({"drop_out": 2.0}, "drop_out 2.0"),
    ],
)
def test_an_impossible_design_is_refused(change, told):
    with pytest.raises(EvidenceError, match=told):
        replace(DESIGN, **change)
    with pytest.raises(EvidenceError, match="runs 0"):
        run(runs=0)
