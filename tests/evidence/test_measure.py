import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kapedu.evidence.errors import EvidenceError
from kapedu.evidence.measure import Measure, measure_named


@pytest.mark.parametrize("measure", list(Measure))
@settings(deadline=None, max_examples=40)
@given(value=st.floats(-20, 20))
def test_the_two_scales_undo_each_other(measure, value):
    assert measure.analysed(measure.shown(value)) == pytest.approx(value, abs=1e-9)


@pytest.mark.parametrize("measure", list(Measure))
def test_no_effect_is_zero_on_the_analysis_scale(measure):
    assert measure.analysed(measure.no_effect) == 0
    assert measure.label


def test_a_measure_of_an_unknown_name_is_refused():
    with pytest.raises(EvidenceError, match="'NNT' is not one of MD"):
        measure_named("NNT")
