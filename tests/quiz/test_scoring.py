"""Partial credit: as announced, between 0 and 1, and guessing earns little."""

from itertools import permutations, product

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import kendalltau

from kapedu.quiz import scoring

STEPS = list("abcde")
SCALE = ["do", "can", "rather-not", "never"]


@given(st.permutations(STEPS))
def test_an_order_scores_kendalls_correlation_with_a_floor(given_order):
    tau = kendalltau([STEPS.index(step) for step in given_order], range(5)).statistic  # scipy as the oracle
    assert scoring.order(given_order, STEPS) == pytest.approx(max(0.0, tau))


def test_guessing_an_order_earns_less_than_a_fifth_on_average():
    scores = [scoring.order(order, STEPS) for order in permutations(STEPS)]
    assert sum(scores) / len(scores) < 0.2


def test_ratings_on_the_other_side_of_the_middle_earn_nothing():
    table = {pair: scoring.ratings({"x": pair[0]}, {"x": pair[1]}, SCALE) for pair in product(SCALE, SCALE)}
    halves = {("do", "can"), ("can", "do"), ("rather-not", "never"), ("never", "rather-not")}
    for (given_rating, right), earned in table.items():
        assert earned == (1.0 if given_rating == right else 0.5 if (given_rating, right) in halves else 0.0)


@given(st.dictionaries(st.sampled_from("abc"), st.sampled_from("xyz")))
def test_pairs_score_the_share_that_is_right(pairs):
    correct = {"a": "x", "b": "y", "c": "x"}
    right = [line for line in correct if pairs.get(line) == correct[line]]
    assert scoring.matches(pairs, correct) == pytest.approx(len(right) / 3)


def test_a_panels_most_frequent_answer_earns_everything_and_an_unchosen_one_nothing():
    panel = {"less": 3, "same": 6, "more": 1}
    assert [scoring.panel_share(option, panel) for option in ("same", "less", "more", "much-more")] == [
        1.0,
        0.5,
        pytest.approx(1 / 6),
        0.0,
    ]
