"""Item statistics agree with scipy, with identities, and cover what they say they cover."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from kapedu.grading.item_statistics import (
    FEWEST,
    alpha,
    alpha_interval,
    correlation_interval,
    gain,
    item_statistics,
    mean_interval,
    quiz_statistics,
    wilson,
)
from kapedu.grading.statistics_text import gain_lines, quiz_lines

RNG = np.random.default_rng(11)


def plain(scores):
    """item_statistics without options and confidence."""
    trainees, items = scores.shape
    names = [f"i{j}" for j in range(items)]
    return item_statistics(names, scores, [[()] * items] * trainees, [[""] * items] * trainees)


@pytest.mark.parametrize(("right", "n"), [(0, 5), (3, 7), (8, 10), (40, 40), (13, 200)])
def test_the_interval_of_a_share_is_wilsons(right, n):
    oracle = stats.binomtest(right, n).proportion_ci(method="wilson")
    assert wilson(right, n) == pytest.approx((oracle.low, oracle.high))
    scores = np.array([1.0] * right + [0.0] * (n - right))
    assert mean_interval(scores) == pytest.approx((oracle.low, oracle.high))


def test_the_interval_of_a_mean_with_partial_credit_is_students():
    scores = np.array([0.2, 0.5, 0.5, 0.75, 1.0, 0.0, 0.4])
    oracle = stats.ttest_1samp(scores, 0).confidence_interval()
    assert mean_interval(scores) == pytest.approx((oracle.low, oracle.high))


@pytest.mark.parametrize("share", [0.25, 0.5, 2 / 3])
def test_scores_that_are_all_the_same_do_not_make_a_mean_certain(share):
    low, high = mean_interval(np.full(6, share))
    oracle = stats.norm.ppf(0.975)  # Wilson's, written as the roots of (p - x)^2 = z^2 x (1 - x) / n
    roots = np.roots([1 + oracle**2 / 6, -(2 * share + oracle**2 / 6), share**2])
    assert (low, high) == pytest.approx((min(roots), max(roots)))
    assert low < share < high


def test_discrimination_is_the_correlation_with_the_other_items_and_has_fishers_interval():
    ability = RNG.normal(size=(60, 1))
    scores = (RNG.normal(size=(60, 8)) + ability > 0).astype(float)
    for j, item in enumerate(plain(scores)):
        oracle = stats.pearsonr(scores[:, j], np.delete(scores, j, axis=1).sum(axis=1))
        assert item.discrimination == pytest.approx(oracle.statistic)
        ci = oracle.confidence_interval()
        assert item.discrimination_interval == pytest.approx((ci.low, ci.high))


def test_alpha_of_right_and_wrong_is_kr20_by_its_own_formula():
    scores = (RNG.random((50, 12)) < RNG.random((50, 1))).astype(float)
    p = scores.mean(axis=0)
    kr20 = 12 / 11 * (1 - (p * (1 - p)).sum() / scores.sum(axis=1).var(ddof=0))
    assert alpha(scores) == pytest.approx(kr20)
    whole = quiz_statistics(scores)
    assert whole.is_kr20
    assert whole.standard_error == pytest.approx(scores.sum(axis=1).std(ddof=1) * np.sqrt(1 - kr20))


def test_alpha_of_items_that_all_correlate_alike_follows_spearman_and_brown():
    k, r = 6, 0.4
    basis = np.linalg.qr(RNG.normal(size=(40, k + 1)) - 0.0)[0]
    basis -= basis.mean(axis=0)
    basis = np.linalg.qr(basis)[0][:, :k]
    root = np.linalg.cholesky(np.full((k, k), r) + (1 - r) * np.eye(k))
    scores = basis @ root.T  # columns whose correlations are exactly r
    assert alpha(scores) == pytest.approx(k * r / (1 + (k - 1) * r), abs=0.02)


def test_the_interval_of_alpha_covers_the_truth_about_as_often_as_it_says():
    k, r, n = 8, 0.3, 30
    truth = k * r / (1 + (k - 1) * r)
    root = np.linalg.cholesky(np.full((k, k), r) + (1 - r) * np.eye(k))
    hits = 0
    for _ in range(800):
        low, high = alpha_interval(alpha(RNG.normal(size=(n, k)) @ root.T), n, k)
        hits += low <= truth <= high
    assert 0.92 <= hits / 800 <= 0.98


def test_a_gain_is_students_paired_interval_and_its_effect_covers_the_truth():
    before, after = RNG.normal(0.5, 0.1, 12), RNG.normal(0.7, 0.1, 12)
    found = gain(before, after)
    ci = stats.ttest_rel(after, before).confidence_interval()
    assert found.gain_interval == pytest.approx((ci.low, ci.high))
    hits = 0
    for _ in range(800):
        pair = RNG.multivariate_normal([0, 0.8], [[1, 0.6], [0.6, 1]], size=25)
        low, high = gain(pair[:, 0], pair[:, 1]).effect_interval
        hits += low <= 0.8 <= high
    assert 0.92 <= hits / 800 <= 0.98


@pytest.mark.parametrize("sizes", [(2, 2), (3, 4)])
def test_too_few_pairs_are_refused(sizes):
    with pytest.raises(ValueError, match="the same 3 or more trainees"):
        gain(np.zeros(sizes[0]), np.zeros(sizes[1]))


def test_a_small_class_gets_difficulties_and_nothing_that_it_cannot_tell():
    scores = (RNG.random((FEWEST - 1, 5)) > 0.5).astype(float)
    assert all(item.discrimination is None for item in plain(scores))
    assert quiz_statistics(scores).alpha is None
    assert quiz_statistics(scores).standard_error is None


@settings(deadline=None)
@given(st.integers(1, 15), st.integers(1, 6), st.integers(0, 2**32 - 1))
def test_no_table_of_scores_makes_it_fail(trainees, items, seed):
    rng = np.random.default_rng(seed)
    scores = rng.choice([0.0, 0.5, 1.0], size=(trainees, items))
    quiz_statistics(scores)
    for item in plain(scores):
        low, high = item.difficulty_interval
        assert 0 <= low <= item.difficulty + 1e-9
        assert item.difficulty - 1e-9 <= high <= 1
    assert correlation_interval(1.0, 12) is None


def test_options_are_counted_with_how_those_who_chose_them_did_elsewhere():
    scores = np.array([[1.0, 1.0], [0.0, 1.0], [0.0, 0.0]])
    chosen = [[("a",), ("x",)], [("b",), ("x",)], [("b",), ("y",)]]
    sure = [["certain", ""], ["certain", ""], ["guess", ""]]
    first = item_statistics(["one", "two"], scores, chosen, sure)[0]
    assert first.options == {"a": (1, 1.0), "b": (2, 0.5)}
    assert first.confidence == {"certain": (2, 0.5), "guess": (1, 0.0)}


def test_times_are_medians_with_quartiles_of_those_that_are_known():
    scores = np.ones((8, 2))
    seconds = np.array(
        [[10, np.nan], [20, 5], [30, np.nan], [40, 7], [50, 9], [60, 11], [np.nan] * 2, [70, np.nan]]
    )
    first, second = item_statistics(["a", "b"], scores, [[(), ()]] * 8, [["", ""]] * 8, seconds)
    assert (first.time.trainees, first.time.median, first.time.quartiles) == (7, 40.0, (25.0, 55.0))
    assert second.time is None, "known of too few"
    assert plain(scores)[0].time is None


def test_where_everybody_gained_the_same_there_is_no_interval_and_it_is_said():
    found = gain(np.array([0.25, 0.5, 0.75]), np.array([0.5, 0.75, 1.0]))
    assert (found.gain, found.gain_interval) == (0.25, None)
    assert "Gain 25.0% (the same for everybody, so without an interval) of the points." in gain_lines(found)


def test_a_quiz_that_everybody_answered_alike_throughout_has_an_alpha_without_an_interval():
    scores = np.repeat([[0.0], [1.0]], 6, axis=0) @ np.ones((1, 4))
    whole = quiz_statistics(scores)
    assert (whole.alpha, whole.alpha_interval) == (pytest.approx(1.0), None)
    assert "KR-20 1.00 (no interval), standard error 0.00." in quiz_lines(whole)
    assert plain(scores)[0].discrimination_interval is None
