import numpy as np
import pytest
from scipy import stats

from kapedu.evidence.errors import EvidenceError
from kapedu.evidence.heterogeneity import fit_at
from kapedu.evidence.interval import check_ci_method, interval, prediction_interval


def fitted(values, variances):
    return fit_at(np.array(values), np.array(variances), np.ones((len(values), 1)), 0.0)


def test_hartung_knapp_of_studies_of_one_size_is_the_one_sample_t_interval():
    values = [1.0, 2.5, 0.3, 4.1]
    found = interval(fitted(values, [1.0] * 4), "hksj", 0.95)
    expected = stats.t.interval(0.95, 3, np.mean(values), stats.sem(values))
    assert (found.low, found.high) == pytest.approx(expected)
    assert found.p == pytest.approx(stats.ttest_1samp(values, 0).pvalue)


def test_one_study_has_a_wald_interval_whatever_was_asked_for():
    for ci in ("wald", "hksj", "hksj-floor"):
        found = interval(fitted([2.0], [1.0]), ci, 0.95)
        assert (found.low, found.high) == pytest.approx((2 - 1.959964, 2 + 1.959964))
        assert found.df is None


def test_the_prediction_interval_grows_with_tau2_and_ends_where_t_ends():
    found = interval(fitted([1.0, 2.0, 3.0], [1.0] * 3), "wald", 0.95)
    narrow, wide = (prediction_interval(found, tau2, 3, "k-1", 0.95) for tau2 in (0.0, 4.0))
    assert wide[0] < narrow[0] < narrow[1] < wide[1]
    assert prediction_interval(found, 1.0, 2, "k-2", 0.95) is None
    with pytest.raises(EvidenceError, match="'k-3' is not one of k-1, k-2"):
        prediction_interval(found, 1.0, 3, "k-3", 0.95)


def test_a_ci_method_of_an_unknown_name_is_refused():
    assert check_ci_method("hksj") == "hksj"
    with pytest.raises(EvidenceError, match="'t' is not one of wald, hksj, hksj-floor"):
        check_ci_method("t")
