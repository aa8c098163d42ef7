"""Patients: limits of weight, and the spread of a virtual population."""

import math

import numpy as np
import pytest

from kapedu.knowledge import fact
from kapedu.pharmacology import Patient, PatientError, Patients, population


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


def test_a_population_has_the_published_spread_and_a_typical_middle():
    people = population(40_000, np.random.default_rng(7), weight_kg=80)
    cv = float(fact("pkpd.iiv_suggested.CL")) / 100
    assert np.median(people.clearance_factor) == pytest.approx(1, abs=0.01)
    assert np.std(people.clearance_factor) / np.mean(people.clearance_factor) == pytest.approx(cv, rel=0.03)
    low, high = fact("pkpd.iiv_suggested.V1").value
    assert low < 100 * np.std(people.volume_factor) / np.mean(people.volume_factor) < high
    assert abs(np.corrcoef(people.clearance_factor, people.volume_factor)[0, 1]) < 0.02
    assert (people.weight_kg == 80).all()


def test_the_same_seed_gives_the_same_people_and_another_seed_others():
    first, again, other = (population(5, np.random.default_rng(seed)) for seed in (1, 1, 2))
    np.testing.assert_array_equal(first.clearance_factor, again.clearance_factor)
    assert not np.array_equal(first.clearance_factor, other.clearance_factor)


def test_a_population_takes_one_weight_each():
    assert list(population(2, np.random.default_rng(1), weight_kg=[60, 90]).weight_kg) == [60, 90]
    with pytest.raises(PatientError, match="give one weight, or 3 of them"):
        population(3, np.random.default_rng(1), weight_kg=[60, 90])


@pytest.mark.parametrize("n", [0, -1, 2.5, True, "many"])
def test_a_population_of_nobody_is_refused(n):
    with pytest.raises(PatientError, match="whole number"):
        population(n, np.random.default_rng(1))


def test_factors_must_be_positive_and_one_per_patient():
    with pytest.raises(PatientError, match="clearance_factor must be positive"):
        Patients(np.array([70.0]), np.array([0.0]), np.array([1.0]))
    with pytest.raises(PatientError, match="volume_factor has shape"):
        Patients(np.array([70.0]), np.array([1.0]), np.array([1.0, 1.0]))
    with pytest.raises(PatientError, match="give 20 to 400 kg"):
        Patients(np.array([70.0, 7.0]), np.ones(2), np.ones(2))
