import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import minimize_scalar

from kapedu.evidence.errors import EvidenceError
from kapedu.evidence.heterogeneity import fit_at, heterogeneity, tau2_at, tau2_estimate

sets = st.integers(3, 10).flatmap(
    lambda k: st.tuples(
        st.lists(st.floats(-3, 3), min_size=k, max_size=k),
        st.lists(st.floats(0.05, 2), min_size=k, max_size=k),
    )
)


def ones(values):
    return np.ones((len(values), 1))


@settings(deadline=None, max_examples=40)
@given(drawn=sets)
def test_paule_mandel_makes_the_generalised_q_equal_to_its_expectation(drawn):
    values, variances = map(np.array, drawn)
    tau2 = tau2_estimate(values, variances, ones(values), "PM")
    q = fit_at(values, variances, ones(values), tau2).q
    assert q == pytest.approx(len(values) - 1, rel=1e-6) if tau2 > 0 else q <= len(values) - 1 + 1e-9


@settings(deadline=None, max_examples=40)
@given(drawn=sets)
def test_reml_is_where_the_restricted_likelihood_is_highest(drawn):
    values, variances = map(np.array, drawn)

    def minus_likelihood(tau2):
        w = 1 / (variances + tau2)
        mean = np.sum(w * values) / w.sum()
        return 0.5 * (-np.log(w).sum() + np.log(w.sum()) + np.sum(w * (values - mean) ** 2))

    ours = tau2_estimate(values, variances, ones(values), "REML")
    best = min(
        (
            minimize_scalar(minus_likelihood, bounds=ends, method="bounded")
            for ends in ((0, 0.5), (0, 5), (0, 50))
        ),
        key=lambda found: found.fun,
    )
    assert minus_likelihood(ours) <= best.fun + 1e-6


@settings(deadline=None, max_examples=40)
@given(drawn=sets)
def test_the_q_profile_interval_is_read_off_the_profile(drawn):
    from scipy.stats import chi2

    values, variances = map(np.array, drawn)
    found = heterogeneity(values, variances, ones(values), "DL", 0.95)
    for end, tail in zip(found.tau2_ci, (0.025, 0.975), strict=True):
        if end > 0:
            q = fit_at(values, variances, ones(values), end).q
            assert chi2.sf(q, len(values) - 1) == pytest.approx(tail, rel=1e-5)
    assert found.tau2_ci[0] <= found.tau2_ci[1]


def test_every_estimate_is_cut_off_at_zero():
    values, variances = np.array([1.0, 1.1, 0.9]), np.array([1.0, 1.0, 1.0])
    assert [tau2_estimate(values, variances, ones(values), m) for m in ("FE", "DL", "PM", "REML")] == [
        0,
        0,
        0,
        0,
    ]
    assert tau2_at(values, variances, ones(values), 100.0) == 0


def test_an_unknown_method_is_refused():
    with pytest.raises(EvidenceError, match="'SJ' is not one of FE, DL, PM, REML"):
        tau2_estimate(np.array([1.0, 2.0]), np.array([1.0, 1.0]), np.ones((2, 1)), "SJ")


def test_the_two_conventions_of_i2_agree_for_dl_and_each_is_named():
    values, variances = np.array([0.0, 1.0, 3.0]), np.array([0.2, 0.3, 0.4])
    fixed, moments, reml = (
        heterogeneity(values, variances, ones(values), m, 0.95) for m in ("FE", "DL", "REML")
    )
    assert fixed.i2 == pytest.approx(moments.i2)
    assert "(Q - df) / Q" in fixed.i2_convention
    assert "tau2 / (tau2 + typical" in reml.i2_convention
