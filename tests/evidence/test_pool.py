import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from kapedu.evidence.arm import Counts, Means
from kapedu.evidence.effect_size import Effect, from_standard_error, log_risk_ratio, mean_difference
from kapedu.evidence.errors import (
    EvidenceError,
    FewTrialsWarning,
    IntervalWarning,
    MixedPoolWarning,
    SharedControlWarning,
    ZeroCellWarning,
)
from kapedu.evidence.heterogeneity import METHODS
from kapedu.evidence.interval import CI_METHODS
from kapedu.evidence.measure import Measure
from kapedu.evidence.pool import pool
from kapedu.evidence.study import Study


def reported(values, ses, measure="MD"):
    return [
        Study(f"S{place}", from_standard_error(measure, value, se))
        for place, (value, se) in enumerate(zip(values, ses, strict=True))
    ]


some_studies = st.integers(2, 8).flatmap(
    lambda k: st.tuples(
        st.lists(st.floats(-5, 5), min_size=k, max_size=k),
        st.lists(st.floats(0.1, 3), min_size=k, max_size=k),
    )
)


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("ci", CI_METHODS)
@settings(deadline=None, max_examples=40)
@given(drawn=some_studies, shift=st.floats(-10, 10))
@example(drawn=([0, 0, 0, -2.25, 0, -3, -1], [1, 2, 1.25, 3, 2, 0.25, 2]), shift=0.0)  # a flat likelihood
def test_a_pool_keeps_its_invariants(method, ci, drawn, shift):
    values, ses = drawn
    result = pool(reported(values, ses), method, ci, quiet=True)
    assert result.tau2 >= 0
    assert 0 <= result.i2 <= 100
    assert sum(study.weight for study in result.studies) == pytest.approx(100)
    assert min(values) - 1e-9 <= result.estimate <= max(values) + 1e-9
    assert result.ci[0] <= result.estimate <= result.ci[1]
    moved = pool(reported(np.add(values, shift), ses), method, ci, quiet=True)
    assert moved.estimate == pytest.approx(result.estimate + shift, abs=1e-4)
    assert moved.tau2 == pytest.approx(result.tau2, abs=1e-3 * (1 + result.tau2))


def test_a_hartung_knapp_factor_of_one_is_not_called_below_one():
    # Paule-Mandel looks for the tau2 at which the factor is 1; the last digits of the search are no news
    result = pool(reported([0.0, 1.0, 3.0, 6.0], [1.0, 0.5, 0.8, 1.2]), "PM", "hksj", quiet=True)
    assert result.tau2 > 0
    assert result.analysis.factor == pytest.approx(1, abs=1e-6)
    assert not [caution for caution in result.warnings if "factor" in str(caution)]


def test_studies_that_agree_give_the_fixed_effect_and_no_heterogeneity():
    studies = reported([2.0, 2.0, 2.0], [1.0, 0.5, 2.0])
    fixed = pool(studies, "FE", "wald")
    for method in METHODS:
        result = pool(studies, method, "wald")
        assert (result.tau2, result.i2, result.heterogeneity.q) == pytest.approx((0, 0, 0))
        assert result.ci == pytest.approx(fixed.ci)


def test_with_three_trials_the_interval_decides_the_conclusion():
    """Lesson 3: significant by Wald, not by Hartung-Knapp."""
    studies = reported([-4.1, -4.4, -0.8], [1.0, 1.2, 1.0])
    assert pool(studies, "DL", "wald").ci[1] < 0 < pool(studies, "DL", "hksj-floor").ci[1]


def test_the_floor_keeps_hartung_knapp_from_being_narrower_than_its_own_standard_error():
    studies = reported([1.0, 1.02, 0.99, 1.01], [0.5, 0.6, 0.5, 0.7])
    with pytest.warns(IntervalWarning, match="below 1"):
        narrow = pool(studies, "DL", "hksj")
    floored = pool(studies, "DL", "hksj-floor")
    wald = pool(studies, "DL", "wald")
    assert narrow.analysis.se < wald.analysis.se == floored.analysis.se
    assert floored.ci[0] < wald.ci[0] < narrow.ci[0]


def test_one_study_is_itself_and_says_so():
    with pytest.warns(FewTrialsWarning, match="one study"):
        result = pool(reported([2.0], [1.0]), "REML", "wald")
    assert (result.estimate, result.k, result.prediction_interval) == (2.0, 1, None)
    assert result.studies[0].ci == pytest.approx(result.ci)


def test_two_studies_have_no_prediction_interval_by_the_convention_k_minus_2():
    studies = reported([0.0, 3.0], [1.0, 1.0])
    with pytest.warns(IntervalWarning, match="no prediction interval"):
        assert pool(studies, "DL", "wald").prediction_interval is None
    assert pool(studies, "DL", "wald", prediction="k-1").prediction_interval is not None


def test_a_shared_control_group_is_pointed_out():
    control = Means(-14.8, 15.07, 108)
    studies = [
        Study(name, mean_difference(arm, control), control=(control.mean, control.sd, control.n))
        for name, arm in (("T1, 56 mg", Means(-19.0, 13.86, 111)), ("T1, 84 mg", Means(-18.8, 14.12, 98)))
    ]
    with pytest.warns(SharedControlWarning, match="T1, 56 mg, T1, 84 mg"):
        result = pool(studies, "FE", "wald")
    assert any(caution.kind is SharedControlWarning for caution in result.warnings)


def test_an_empty_cell_is_said_with_the_name_of_the_study():
    studies = [
        Study("Zero", log_risk_ratio(Counts(0, 20), Counts(5, 20))),
        Study("B", log_risk_ratio(Counts(2, 20), Counts(5, 20))),
        Study("C", log_risk_ratio(Counts(3, 20), Counts(5, 20))),
    ]
    with pytest.warns(ZeroCellWarning, match="Zero: empty cell"):
        pool(studies, "FE", "wald")


def test_different_populations_can_be_pooled_but_are_pointed_out():
    studies = [
        Study(study.name, study.effect, {"population": people})
        for study, people in zip(reported([1, 2, 3], [1, 1, 1]), ("TRD", "PTSD", "TRD"), strict=True)
    ]
    with pytest.warns(MixedPoolWarning, match="differ in population: 'TRD', 'PTSD'"):
        assert pool(studies, "FE", "wald").k == 3


def test_ratios_of_two_kinds_are_pooled_with_a_warning_and_ratios_with_differences_never():
    ratios = [
        Study("A", from_standard_error("RR", 2.0, 0.2)),
        Study("B", from_standard_error("OR", 3.0, 0.2)),
    ]
    with pytest.warns(MixedPoolWarning, match="RR, OR"):
        pool(ratios, "FE", "wald")
    with pytest.raises(EvidenceError, match=r"RR \(A\), MD \(S0\); pool them apart"):
        pool([ratios[0], *reported([1.0], [1.0])])


@pytest.mark.parametrize(
    ("options", "told"),
    [
        ({"method": "EB"}, "method 'EB' is not one of FE, DL, PM, REML"),
        ({"ci": "exact"}, "interval 'exact' is not one of wald, hksj, hksj-floor"),
        ({"prediction": "k"}, "prediction 'k' is not one of k-1, k-2"),
        ({"level": 95}, "confidence level 95"),
    ],
)
def test_an_unknown_option_is_refused_by_name(options, told):
    with pytest.raises(EvidenceError, match=told):
        pool(reported([1.0, 2.0, 3.0], [1.0, 1.0, 1.0]), **options)


def test_nothing_and_a_variance_of_nothing_are_refused():
    with pytest.raises(EvidenceError, match="no study to pool"):
        pool([])
    with pytest.raises(EvidenceError, match="study X: a variance of 0"):
        pool([Study("X", Effect(Measure.MD, 1.0, 0.0, "reported"))])


def test_a_tau2_outside_its_own_interval_is_pointed_out():
    values = [-20, -2, -55, -71, -4, 1, 11, -10, 7]
    ses = [6.4, 1.4, 4.0, 12.3, 4.2, 1.1, 9.6, 2.5, 4.5]
    found = pool(reported(values, ses), "DL", "wald", quiet=True)
    assert found.tau2 < found.heterogeneity.tau2_ci[0]
    assert any("outside its own Q-profile" in str(caution) for caution in found.warnings)
