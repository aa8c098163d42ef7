"""The Rasch model refuses what it cannot tell, and finds what was put in. Numbers of eRm: tests/validation/rasch."""

from math import comb

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kapedu.grading.rasch import FEWEST_FOR_RASCH, RaschError, _likelihood, _symmetric, fit_rasch
from kapedu.grading.statistics_text import rasch_lines


def class_of(trainees, difficulty, seed=1, slope=1.0):
    rng = np.random.default_rng(seed)
    ability = rng.normal(0, 1, (trainees, 1))
    chance = 1 / (1 + np.exp(slope * (np.asarray(difficulty) - ability)))
    return (rng.random(chance.shape) < chance).astype(float)


def test_below_the_stated_number_it_refuses_with_the_number_and_its_source():
    with pytest.raises(RaschError, match=r"99 trainees are too few .* needs 100 .*Linacre 1994"):
        fit_rasch(list("abcd"), class_of(FEWEST_FOR_RASCH - 1, [-1, 0, 0, 1]))


def test_difficulties_that_were_put_in_come_out_within_their_intervals():
    truth = np.linspace(-1.5, 1.5, 11)
    fit = fit_rasch([str(n) for n in range(11)], class_of(3000, truth))
    inside = [
        item.interval[0] <= real <= item.interval[1] for item, real in zip(fit.items, truth, strict=True)
    ]
    assert sum(inside) >= 9
    assert sum(item.difficulty for item in fit.items) == pytest.approx(0, abs=1e-9)
    statistic, df, p = fit.andersen
    assert (df, p > 0.001, statistic > 0) == (10, True, True)


def test_items_that_the_model_cannot_take_are_named_with_the_reason():
    scores = class_of(200, [-1, 0, 0.5, 1])
    scores = np.column_stack([scores, np.full(200, 0.5), np.ones(200), np.zeros(200)])
    fit = fit_rasch(["a", "b", "c", "d", "half", "all", "none"], scores)
    assert [item.item_id for item in fit.items] == ["a", "b", "c", "d"]
    assert fit.left_out == (
        "half: can be partly right",
        "all: everybody had it right",
        "none: nobody had it right",
    )
    with pytest.raises(RaschError, match="2 items are right or wrong"):
        fit_rasch(["a", "b"], scores[:, :2])


def test_answers_in_one_perfect_order_do_not_determine_anything():
    ladder = np.tril(np.ones((4, 3)), -1).repeat(30, axis=0)
    with pytest.raises(RaschError, match=r"do not determine|all right or all wrong"):
        fit_rasch(list("abc"), ladder)


def test_items_that_tell_apart_unequally_are_found_by_andersens_test():
    rng = np.random.default_rng(3)
    ability = rng.normal(0, 1.5, (1500, 1))
    slope = np.array([0.2, 0.2, 0.2, 3.0, 3.0, 3.0])
    chance = 1 / (1 + np.exp(-slope * (ability - np.array([-0.5, 0, 0.5, -0.5, 0, 0.5]))))
    fit = fit_rasch(list("abcdef"), (rng.random(chance.shape) < chance).astype(float))
    assert fit.andersen[2] < 0.001
    assert "do not use these difficulties" in rasch_lines(fit)[1]


@given(st.lists(st.floats(-2, 2), min_size=3, max_size=7), st.integers(0, 1000))
def test_slope_and_information_are_the_derivatives_of_the_likelihood(difficulty, seed):
    scores = class_of(60, difficulty, seed)
    at = np.array(difficulty)
    right = scores.sum(axis=0)
    people = np.bincount(scores.sum(axis=1).astype(int), minlength=len(at) + 1).astype(float)
    _, slope, information = _likelihood(at, right, people)
    for item in range(len(at)):
        step = np.zeros(len(at))
        step[item] = 1e-5
        up, down = (_likelihood(at + sign * step, right, people) for sign in (1, -1))
        assert slope[item] == pytest.approx((up[0] - down[0]) / 2e-5, abs=1e-4)
        assert -information[item] == pytest.approx((up[1] - down[1]) / 2e-5, abs=1e-4)


@pytest.mark.parametrize("items", [1, 5, 30])
def test_symmetric_functions_of_equal_items_are_binomial_coefficients(items):
    assert _symmetric(np.ones(items)).tolist() == [comb(items, order) for order in range(items + 1)]
