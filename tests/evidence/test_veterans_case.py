import numpy as np
import pytest

from kapedu.evidence.crossover import simulate_crossover
from kapedu.evidence.veterans_case import (
    case_fact,
    crossover_trial,
    response_size,
    scenarios,
    standard_deviation,
)


def test_the_sd_gives_back_the_published_standard_error_and_the_size_of_the_effect():
    sd = standard_deviation()
    assert sd * (2 / 15) ** 0.5 == pytest.approx(3.96)
    assert float(case_fact("difference")) / sd == pytest.approx(1.13, abs=0.04)  # d 1.13 was published


def test_the_belief_about_the_effect_decides_how_many_people_are_needed():
    sizes = [plan.size.total for plan in scenarios().values()]
    assert sizes == sorted(sizes)
    assert sizes[-1] > 20 * sizes[0]


def test_every_scenario_names_its_figures_with_source_and_status():
    for plan in scenarios().values():
        assert all(quantity.source and str(quantity.status) != "unverified" for quantity in plan.basis)


def test_a_trial_sized_for_the_positive_one_would_miss_the_pooled_effect():
    first, pooled, _ = scenarios().values()
    found = simulate_crossover(
        crossover_trial(first.size.randomised, pooled.difference), np.random.default_rng(6), 1000
    )
    assert found.power < 0.25
    assert 0 < found.crossed_share < 1


def test_more_power_and_more_drop_out_need_more_people():
    assert response_size(power=0.9).analysed > response_size().analysed
    assert response_size(drop_out=0.4).randomised > response_size(drop_out=0.1).randomised
