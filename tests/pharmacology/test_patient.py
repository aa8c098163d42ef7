"""Patients: limits of weight and age, and one value per patient of everything."""

import math

import numpy as np
import pytest

from kapedu.knowledge import fact
from kapedu.pharmacology import Patient, PatientError, Patients, population
from kapedu.pharmacology.patient import typical


@pytest.mark.parametrize("weight", [0, -70, 19.9, 400.1, math.nan, math.inf, -math.inf])
def test_an_impossible_weight_is_refused_with_what_is_allowed(weight):
    with pytest.raises(PatientError, match="give 20 to 400 kg"):
        Patient(weight)


@pytest.mark.parametrize("weight", ["heavy", None, [70, 80], {}])
def test_a_weight_that_is_no_number_is_refused(weight):
    with pytest.raises(PatientError):
        Patient(weight)


@pytest.mark.parametrize("weight", [20, 70, 400, np.float64(55.5)])
def test_adults_of_any_weight_within_the_limits_are_accepted(weight):
    assert Patient(weight).weight_kg == float(weight)


@pytest.mark.parametrize("age", [9, 17.9, 90.1, math.nan, math.inf, -1])
def test_an_age_that_no_model_covers_is_refused_with_what_is_allowed(age):
    with pytest.raises(PatientError, match="the models are of adults; give 18 to 90 years"):
        Patient(70, age)
    with pytest.raises(PatientError, match="give 18 to 90 years"):
        Patients(np.array([70.0]), np.ones(1), np.ones(1), np.array([age]))


def test_without_an_age_a_patient_has_the_reference_age():
    assert Patient(70).age_years == float(fact("simulation.population.reference_age"))
    assert Patient(70) == Patient(70, 40)
    assert typical(70.0).ages == [40]
    assert typical(70.0, 65.0).ages == [65]


def test_what_is_not_given_is_typical():
    two = Patients(np.array([60.0, 90.0]), np.ones(2), np.ones(2))
    assert list(two.share_scores) == list(two.speed_scores) == [0, 0]
    assert list(two.half_effect_factors) == list(two.ke0_factors) == [1, 1]
    assert not two.is_woman.any()


def test_some_patients_keep_everything_that_is_theirs():
    people = population(6, np.random.default_rng(5), effect_site=True)
    some = people.select(np.array([4, 1]))
    assert len(some) == 2
    for name in (
        "weight_kg",
        "clearance_factor",
        "volume_factor",
        "age_years",
        "is_woman",
        "share_score",
        "speed_score",
        "half_effect_factor",
        "ke0_factor",
    ):
        np.testing.assert_array_equal(getattr(some, name), getattr(people, name)[[4, 1]])


def test_factors_must_be_positive_and_one_per_patient():
    with pytest.raises(PatientError, match="clearance_factor must be positive"):
        Patients(np.array([70.0]), np.array([0.0]), np.array([1.0]))
    with pytest.raises(PatientError, match="ke0_factor must be positive"):
        Patients(np.array([70.0]), np.ones(1), np.ones(1), ke0_factor=np.array([np.nan]))
    with pytest.raises(PatientError, match="share_score must be finite"):
        Patients(np.array([70.0]), np.ones(1), np.ones(1), share_score=np.array([np.inf]))
    with pytest.raises(PatientError, match="volume_factor has shape"):
        Patients(np.array([70.0]), np.array([1.0]), np.array([1.0, 1.0]))
    with pytest.raises(PatientError, match="give 20 to 400 kg"):
        Patients(np.array([70.0, 7.0]), np.ones(2), np.ones(2))
