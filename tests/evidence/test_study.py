import pytest

from kapedu.evidence.effect_size import Effect, from_standard_error
from kapedu.evidence.errors import EvidenceError
from kapedu.evidence.measure import Measure
from kapedu.evidence.study import Study, effects_and_variances, measure_of

ONE = Study("One", from_standard_error("MD", 2.0, 0.5), {"year": "2019", "arm": "iv"})


def test_a_study_gives_its_further_columns_as_text_and_number():
    assert (ONE.label("arm"), ONE.number("year")) == ("iv", 2019)
    with pytest.raises(EvidenceError, match="study One: arm 'iv' is not a number"):
        ONE.number("arm")
    with pytest.raises(EvidenceError, match="no column 'dose'; further columns: year, arm"):
        ONE.label("dose")


def test_effects_and_variances_come_in_the_order_of_the_studies():
    values, variances = effects_and_variances([ONE, Study("Two", from_standard_error("MD", -1.0, 2.0))])
    assert (list(values), list(variances)) == ([2.0, -1.0], [0.25, 4.0])
    assert measure_of([ONE]) is Measure.MD


def test_an_effect_that_is_no_number_is_refused_by_name():
    with pytest.raises(EvidenceError, match="study X: its effect or variance is not a finite number"):
        effects_and_variances([Study("X", Effect(Measure.MD, float("nan"), 1.0, "reported"))])
    with pytest.raises(EvidenceError, match="no study to pool"):
        measure_of([])
