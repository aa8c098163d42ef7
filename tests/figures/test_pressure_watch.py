"""Rises and the moments at which somebody looks."""

import numpy as np
import plotly.graph_objects as go
import pytest

from kapedu.figures.pressure_watch import pressure_watch, seen_of_peak
from kapedu.pharmacology.cardiovascular import reference_level_ng_ml, rises

TIMES = np.array([0.0, 20.0, 40.0, 60.0])


@pytest.fixture(scope="module")
def found():
    return rises(np.array([0.0, 0.5, 1.0, 0.25]) * reference_level_ng_ml())


def test_what_is_seen_depends_on_when_somebody_looks(found):
    assert seen_of_peak(TIMES, found["yale"], [0, 60]) == pytest.approx((4.0, 16.0))
    assert seen_of_peak(TIMES, found["yale"], [0, 40]) == pytest.approx((16.0, 16.0))
    assert seen_of_peak(TIMES, found["yale"], [30]) == pytest.approx((12.0, 16.0))
    assert seen_of_peak(TIMES, found["yale"], []) == (0.0, 16.0)


def test_the_drawing_tells_every_cohort_and_what_the_checks_met(found):
    figure = pressure_watch(TIMES, found, [0, 60], "Infusion", 30)
    go.Figure(figure.spec)
    assert "peaks at 40 min" in figure.summary
    assert "Emory 2018 3.28" in figure.summary
    assert "a rise of 4 of 16 mmHg" in figure.summary
    assert figure.table.columns[0] == "Time (min)"
    assert len(figure.sources) == 4


def test_no_rises_cannot_be_drawn():
    with pytest.raises(ValueError, match="at least one cohort"):
        pressure_watch(TIMES, {}, [0], "Infusion")
