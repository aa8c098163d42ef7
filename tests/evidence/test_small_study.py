import numpy as np
import pytest
from scipy import stats

from kapedu.evidence.effect_size import from_standard_error
from kapedu.evidence.errors import EvidenceError, FewTrialsWarning
from kapedu.evidence.small_study import egger, trim_and_fill
from kapedu.evidence.study import Study


def studies(values, ses):
    return [
        Study(f"S{place}", from_standard_error("MD", value, se))
        for place, (value, se) in enumerate(zip(values, ses, strict=True))
    ]


SES = np.linspace(0.1, 1.0, 12)
FUNNEL = np.array([0.05, -0.08, 0.1, -0.2, 0.15, -0.3, 0.4, -0.45, 0.5, -0.6, 0.7, -0.75])


def test_egger_is_the_regression_of_the_deviate_on_precision():
    test = egger(studies(FUNNEL + SES, SES))
    line = stats.linregress(1 / SES, (FUNNEL + SES) / SES)
    assert (test.bias, test.bias_se, test.limit) == pytest.approx(
        (line.intercept, line.intercept_stderr, line.slope)
    )
    assert test.p == pytest.approx(2 * stats.t.sf(abs(line.intercept / line.intercept_stderr), 10))


def test_below_ten_studies_both_come_with_a_warning_and_from_ten_on_without():
    with pytest.warns(FewTrialsWarning, match="Egger's test on 9 studies"):
        egger(studies(FUNNEL[:9], SES[:9]))
    with pytest.warns(FewTrialsWarning, match="trim and fill on 9 studies"):
        trim_and_fill(studies(FUNNEL[:9], SES[:9]))
    assert egger(studies(FUNNEL[:10], SES[:10])).warnings == ()
    assert trim_and_fill(studies(FUNNEL[:10], SES[:10])).warnings == ()


@pytest.mark.parametrize("estimator", ["L0", "R0"])
def test_a_funnel_with_one_side_cut_away_is_filled_on_that_side(estimator):
    values = np.concatenate([[0.0, 0.05, -0.05, 0.1, -0.1], np.linspace(0.3, 2.0, 8)])
    ses = np.concatenate([np.full(5, 0.1), np.linspace(0.3, 1.0, 8)])
    found = trim_and_fill(studies(values, ses), "FE", "wald", estimator)
    assert (found.side, found.missing > 0) == ("left", True)
    mirrored = trim_and_fill(studies(-values, ses), "FE", "wald", estimator)
    assert (mirrored.side, mirrored.missing) == ("right", found.missing)
    assert mirrored.filled.estimate == pytest.approx(-found.filled.estimate)
    assert found.filled.studies[-1].name.startswith("Filled")


def test_too_few_studies_or_all_of_one_size_are_refused():
    with pytest.raises(EvidenceError, match="2 studies; at least 3"):
        egger(studies([1, 2], [1, 2]))
    with pytest.raises(EvidenceError, match="same standard error"):
        egger(studies([1, 2, 3], [1, 1, 1]))
    with pytest.raises(EvidenceError, match="'Q0' is not one of L0, R0"):
        trim_and_fill(studies([1, 2, 3], [1, 2, 3]), estimator="Q0")
