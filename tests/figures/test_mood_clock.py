"""The two clocks."""

import numpy as np
import plotly.graph_objects as go
import pytest

from kapedu.figures.mood_clock import Clocks, at_words, mood_clock, reading
from kapedu.figures.mood_studies import STUDY_LABELS, study


@pytest.fixture
def clocks():
    hours = np.array([0.1, 1.0, 24.0, 336.0])
    return Clocks(hours, np.array([50.0, 100.0, 0.4, 0.0]), np.array([1.0, 10.0, 100.0, 20.0]), ("kamp2020",))


def test_the_hand_reads_both_curves(clocks):
    assert reading(clocks, 24) == "1 day: ketamine less than 1 %, mood 100 % of its largest."
    assert reading(clocks, 1) == "1 hour: ketamine 100 %, mood 10 % of its largest."


def test_the_teaching_curve_is_dashed_and_called_a_design_choice(clocks):
    curve = mood_clock(clocks, 24).spec["data"][1]
    assert "design choice" in curve["name"]
    assert curve["line"]["dash"] == "dash"


@pytest.mark.parametrize("name", STUDY_LABELS)
def test_an_overlay_brings_its_points_its_source_and_its_rows(clocks, name):
    shown = study(name)
    figure = mood_clock(clocks, 24, shown)
    go.Figure(figure.spec)
    assert len(figure.spec["data"]) == (2 if shown is None else 3)
    if shown is not None:
        assert shown.source in figure.sources
        assert {row[3] for row in figure.table.rows} >= {point.text for point in shown.points}


def test_times_are_words():
    assert [at_words(hours) for hours in (2 / 3, 1.0, 4.0, 264.0)] == [
        "40 minutes",
        "1 hour",
        "4 hours",
        "11 days",
    ]
