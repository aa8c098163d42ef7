"""The teaching curve of the antidepressant response."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kapedu.pharmacology import antidepressant_response


def test_the_curve_starts_at_zero_and_peaks_at_one():
    curve = antidepressant_response(np.linspace(0, 30 * 24, 20_001))
    assert curve[0] == 0
    assert curve.max() == pytest.approx(1, abs=1e-6)
    assert (curve >= 0).all()


def test_the_curve_is_near_its_peak_on_day_one_and_mostly_lost_after_twelve_days():
    """Kishimoto 2016 (primary): peak on day 1, separation lost by days 10 to 12."""
    curve = antidepressant_response(np.array([0.5, 24, 12 * 24]))
    assert curve[0] < 0.3
    assert curve[1] > 0.9
    assert curve[2] < 0.35


def test_the_late_curve_halves_with_the_decline_half_time():
    late = antidepressant_response(np.array([10.0, 16.0]) * 24, onset_half_time_h=1, decline_half_time_d=6)
    assert late[1] / late[0] == pytest.approx(0.5, rel=1e-9)


@given(st.floats(0.1, 100), st.floats(0.01, 30))
def test_the_peak_is_one_for_any_half_times(onset, decline):
    curve = antidepressant_response(np.linspace(0, 2000, 4001), onset, decline)
    assert curve.max() <= 1 + 1e-9
    assert np.isfinite(curve).all()


def test_equal_half_times_are_no_special_case():
    equal = antidepressant_response(np.array([5.0, 50.0]), 24, 1)
    nearly = antidepressant_response(np.array([5.0, 50.0]), 24 * (1 + 1e-9), 1)
    np.testing.assert_allclose(equal, nearly, rtol=1e-6)


@pytest.mark.parametrize("wrong", [-1, np.nan, np.inf])
def test_impossible_times_and_half_times_are_refused(wrong):
    with pytest.raises(ValueError, match="hours after the dose"):
        antidepressant_response(wrong)
    with pytest.raises(ValueError, match="onset_half_time"):
        antidepressant_response(1, onset_half_time_h=wrong)
    with pytest.raises(ValueError, match="decline_half_time"):
        antidepressant_response(1, decline_half_time_d=wrong)
