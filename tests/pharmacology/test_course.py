"""A course knows its traces, and says so of those it does not know."""

import copy
import pickle
from dataclasses import FrozenInstanceError, replace

import numpy as np
import pytest

from kapedu.pharmacology import Course, ModelError, Patient, Regimen, simulate

REGIMEN = Regimen.parse("iv 35 mg over 40 min")


def course(name):
    return simulate(REGIMEN, Patient(70), [0.0, 40.0], name)


def test_traces_are_those_that_the_model_knows():
    assert list(course("kamp").traces) == ["arterial", "venous", "effect_site", "effect_site_s"]
    assert list(course("otto").traces) == ["venous"]
    assert course("kamp").traces["arterial"] is not None


def test_an_unknown_trace_names_the_model_and_what_there_is():
    with pytest.raises(ModelError, match=r"Otto 2021 .* has no effect site trace, only venous"):
        _ = course("otto").effect_site_ng_ml


def test_a_misspelt_attribute_is_an_ordinary_error():
    with pytest.raises(AttributeError, match="no 'arterial'"):
        _ = course("kamp").arterial


@pytest.mark.parametrize("name", ["kamp", "otto"])
def test_a_course_can_be_copied_and_pickled_and_not_changed(name):
    one = course(name)
    for other in (copy.copy(one), pickle.loads(pickle.dumps(one.time_min)), copy.deepcopy(one.traces)):
        assert other is not None
    assert isinstance(copy.copy(one), Course)
    with pytest.raises(FrozenInstanceError):
        one.model = "another"
    with pytest.raises(ValueError, match="read-only"):
        one.venous_ng_ml[0] = 1


def test_a_course_can_be_replaced_in_part():
    other = replace(course("kamp"), arterial_ng_ml=np.ones(2))
    assert other.arterial_ng_ml.sum() == 2
    assert other.notes == course("kamp").notes
