"""The short cut on even grids gives what computing every exponential gives."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from kapedu.pharmacology import Patient, Regimen, population, simulate
from kapedu.pharmacology.disposition import Disposition
from kapedu.pharmacology.inflow import Stage
from kapedu.pharmacology.spectrum import evaluate, spectrum_of
from kapedu.pharmacology.stretch import Stretch


@given(
    st.integers(1, 200),
    st.floats(0.01, 20),
    st.floats(0, 500),
    st.lists(st.floats(0, 3), min_size=1, max_size=6),
    st.integers(1, 3),
)
def test_both_ways_give_the_same_sums(count, step, first, rates, traces):
    rng = np.random.default_rng(count)
    elapsed = first + step * np.arange(count)
    patients = 2
    coefficients = rng.normal(size=(traces, patients, len(rates)))
    table = np.tile(rates, (patients, 1)) * np.array([[1.0], [0.7]])
    quick, slow = np.full((2, traces, patients, count), np.nan)
    whole = slice(0, count)
    evaluate(quick, coefficients, table, Stretch(0.0, whole, elapsed, even=True))
    evaluate(slow, coefficients, table, Stretch(0.0, whole, elapsed, even=False))
    np.testing.assert_allclose(quick, slow, rtol=0, atol=1e-12 * np.abs(coefficients).sum())


def test_a_course_does_not_depend_on_the_grid_it_is_asked_on():
    regimen = Regimen.parse(["iv 35 mg over 40 min", "im 20 mg at 63.5 min", "sl 100 mg at 100 min"])
    even = np.arange(0, 481.0)
    odd = np.sort(np.concatenate([even, [0.3, 63.51, 111.7]]))
    places = np.searchsorted(odd, even)
    for patient in (Patient(70), population(40, np.random.default_rng(6))):
        first, second = simulate(regimen, patient, even), simulate(regimen, patient, odd)
        for name in ("arterial_ng_ml", "venous_ng_ml", "effect_site_ng_ml"):
            expected = getattr(second, name)[..., places]
            np.testing.assert_allclose(getattr(first, name), expected, rtol=0, atol=1e-11 * expected.max())


def test_a_typical_patient_is_solved_once_and_a_population_every_time():
    stage = Stage("straight")
    one, many = disposition(1), disposition(2)
    assert spectrum_of(one, [stage], (0.1,)) is spectrum_of(one, [stage], (0.1,))
    assert spectrum_of(one, [stage], (0.1,)) is not spectrum_of(one, [stage], (0.2,))
    assert spectrum_of(one, [stage], (0.1,)) is not spectrum_of(disposition(1), [stage], (0.1,))
    assert spectrum_of(many, [stage], (0.1,)) is not spectrum_of(many, [stage], (0.1,))


def test_patients_with_their_own_speed_of_absorption_do_not_share_a_spectrum():
    one = disposition(1)
    slow, quick = (Stage("depot", 0, 0.05, np.array([factor])) for factor in (0.5, 2.0))
    assert slow == quick  # the factor is no part of the name of a stage
    assert spectrum_of(one, [slow], ()).rates_per_min[0, -1] == 0.025
    assert spectrum_of(one, [quick], ()).rates_per_min[0, -1] == 0.1


def disposition(patients):
    volumes = np.tile([25.0, 56.0, 157.0], (patients, 1))
    return Disposition.solve(volumes, np.tile([2.7, 1.3], (patients, 1)), np.tile([1.4, 0, 0], (patients, 1)))
