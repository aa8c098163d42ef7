"""Blood and effect site, compared with the sheet's table of effect-site levels."""

import numpy as np
import plotly.graph_objects as go
import pytest

from kapedu.figures.effect_lag import lag_loop, lag_timeline, measure_lag
from kapedu.knowledge import fact
from kapedu.pharmacology import Patient, Regimen, simulate


@pytest.fixture(scope="module")
def course():
    return simulate(Regimen.parse(["iv 35 mg over 40 min"]), Patient(70), np.arange(0, 241.0))


def test_the_effect_site_peaks_a_minute_after_the_blood(course):
    lag = measure_lag(course, 50)
    assert (lag.blood_peak_min, lag.brain_peak_min) == (40, 41)


def test_what_is_left_agrees_with_the_sheet(course):
    for minute, percent in fact("pkpd.effect_site.readout.Ce_percent_of_peak").value.items():
        assert measure_lag(course, float(minute)).brain_left_percent == pytest.approx(percent, abs=0.6)
    left = float(fact("dose_to_mood.teaching_case.arterial_left_after_10_min"))
    assert measure_lag(course, 50).blood_left_percent == pytest.approx(left, abs=0.5)
    later = float(fact("dose_to_mood.teaching_case.arterial_left_after_80_min"))
    assert measure_lag(course, 120).blood_left_percent == pytest.approx(later, abs=0.5)


def test_before_uncovering_only_the_predictions_are_drawn():
    figure = lag_timeline(180, 40, 20, (50, 30))
    assert len(figure.spec["data"]) == 1
    assert "In the model" not in figure.summary
    assert figure.table.rows == (("Strongest experience (min)", 20), ("Left at minute 50 (%)", 30))


def test_after_uncovering_text_and_table_say_what_is_drawn(course):
    figure = lag_timeline(180, 40, 20, (50, 30), course)
    assert "the artery holds 48 % of its peak, the effect site 84 %" in figure.summary
    assert (50, 48, 84) in figure.table.rows


def test_the_loop_lies_below_the_diagonal_going_up_and_above_it_coming_down(course):
    up, down = lag_loop(course, (10, 50)).table.rows
    assert up[2] < up[1]
    assert down[2] > down[1]


def test_plotly_accepts_the_drawings(course):
    go.Figure(lag_timeline(180, 40, 60, (50, 30), course).spec)
    go.Figure(lag_loop(course, (10, 40, 50)).spec)
