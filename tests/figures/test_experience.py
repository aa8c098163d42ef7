"""The fade of the experience, compared with the sheet and with the course's own dissociation curve."""

import numpy as np
import plotly.graph_objects as go
import pytest

from kapedu.figures.experience import experience, landmarks, landmarks_met
from kapedu.pharmacology import Patient, Regimen, dissociation, simulate


@pytest.fixture(scope="module")
def course():
    return simulate(Regimen.parse(["iv 35 mg over 40 min"]), Patient(70), np.arange(0, 241.0))


@pytest.mark.parametrize(("steepness", "minute", "percent"), [(3, 80, 12), (3, 110, 4), (1, 110, 43)])
def test_what_is_left_is_what_the_sheet_says(course, steepness, minute, percent):
    felt = dissociation(course.effect_site_s_ng_ml, steepness)
    assert 100 * felt[minute] / felt.max() == pytest.approx(percent, abs=0.6)


def test_landmarks_are_as_wide_as_the_unverified_scores_allow():
    first, second, last = landmarks()  # scores 10-20, then 1-4, 0-1, 0
    assert (first.time_min, first.low_percent, first.high_percent) == (80, 5, 40)
    assert (second.low_percent, second.high_percent) == (0, 10)
    assert (last.low_percent, last.high_percent) == (0, 0)


def test_a_proportional_link_misses_the_landmarks_and_a_steep_one_meets_them(course):
    assert landmarks_met(course, 1)[0] == 0
    assert landmarks_met(course, 3) == (3, 3)


def test_text_and_table_call_the_landmarks_unverified(course):
    figure = experience(course, 3)
    go.Figure(figure.spec)
    assert "unverified" in figure.summary
    assert all("unverified" in row[3] for row in figure.table.rows)


def test_a_steepness_of_nothing_is_refused(course):
    with pytest.raises(ValueError, match="above 0"):
        experience(course, 0)
