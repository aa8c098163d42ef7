"""The modes of a compartment model against the matrix exponential of its equations."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.linalg import expm

from kapedu.pharmacology.disposition import Disposition

positive = st.floats(0.1, 500)


def amounts_matrix(volumes, flows, clearances):
    """dA/dt = M A, written out compartment by compartment."""
    count = len(volumes)
    matrix = np.zeros((count, count))
    for j in range(count):
        matrix[j, j] -= clearances[j] / volumes[j]
    for j, flow in enumerate(flows, start=1):
        matrix[0, 0] -= flow / volumes[0]
        matrix[j, 0] += flow / volumes[0]
        matrix[j, j] -= flow / volumes[j]
        matrix[0, j] += flow / volumes[j]
    return matrix


@given(
    st.lists(positive, min_size=4, max_size=4),
    st.lists(st.floats(0.05, 20), min_size=3, max_size=3),
    st.floats(0.05, 20),
)
def test_a_unit_amount_in_any_compartment_decays_as_the_matrix_exponential(volumes, flows, clearance):
    clearances = [0.0, 0.0, 0.0, clearance]
    solved = Disposition.solve(np.array([volumes]), np.array([flows]), np.array([clearances]))
    matrix = amounts_matrix(volumes, flows, clearances)
    for time in (0.0, 3.0, 60.0):
        expected = expm(time * matrix)[0] / volumes[0]
        for compartment in range(4):
            found = np.sum(solved.weights(compartment)[0] * np.exp(-solved.rates_per_min[0] * time))
            assert found == pytest.approx(expected[compartment], abs=1e-9 / volumes[0])


@given(
    st.lists(positive, min_size=3, max_size=3),
    st.lists(st.floats(0.05, 20), min_size=2, max_size=2),
    st.floats(0.05, 20),
)
def test_exposure_to_a_unit_dose_is_one_over_clearance(volumes, flows, clearance):
    solved = Disposition.solve(np.array([volumes]), np.array([flows]), np.array([[clearance, 0.0, 0.0]]))
    assert np.sum(solved.weights(0)[0] / solved.rates_per_min[0]) == pytest.approx(1 / clearance, rel=1e-8)
    assert (solved.weights(0) >= 0).all()
    assert np.sum(solved.weights(0)[0]) == pytest.approx(1 / volumes[0], rel=1e-12)


def test_patients_are_solved_independently():
    volumes = np.array([[25.0, 56.0, 157.0], [20.0, 60.0, 100.0]])
    flows = np.array([[2.7, 1.3], [2.0, 1.0]])
    clearances = np.array([[1.4, 0, 0], [1.0, 0, 0]])
    together = Disposition.solve(volumes, flows, clearances)
    for patient in (0, 1):
        alone = Disposition.solve(volumes[[patient]], flows[[patient]], clearances[[patient]])
        np.testing.assert_allclose(together.rates_per_min[patient], alone.rates_per_min[0], rtol=1e-12)
        selected = together.select(np.array([patient]))
        np.testing.assert_allclose(selected.weights(0), alone.weights(0), rtol=1e-10)
