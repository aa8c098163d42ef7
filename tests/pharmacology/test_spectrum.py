"""The short cut on even grids gives what computing every exponential gives."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kapedu.pharmacology import Patient, Regimen, population, simulate
from kapedu.pharmacology.spectrum import evaluate, is_even


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
    evaluate(quick, coefficients, table, elapsed, even=True)
    evaluate(slow, coefficients, table, elapsed, even=False)
    np.testing.assert_allclose(quick, slow, rtol=0, atol=1e-12 * np.abs(coefficients).sum())


@pytest.mark.parametrize(
    ("times", "even"),
    [
        (np.arange(0, 1441.0), True),
        (np.linspace(0, 240, 121), True),
        (np.arange(0, 2401) * 0.1, True),
        (np.geomspace(1, 240, 50), False),
        (np.array([0.0, 1, 2, 3.0001, 4]), False),
        (np.array([0.0, 1]), False),
        (np.zeros(5), True),
    ],
)
def test_only_even_grids_take_the_short_cut(times, even):
    assert is_even(times) is even


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
