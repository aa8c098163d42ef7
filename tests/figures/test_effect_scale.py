from math import log10

import pytest

from kapedu.evidence.measure import Measure
from kapedu.figures.effect_scale import Scale, ratio_ticks


@pytest.mark.parametrize("measure", [measure for measure in Measure if measure.is_ratio])
def test_a_ratio_has_ticks_that_are_as_far_apart_as_their_logarithms(measure):
    axis = Scale(measure).axis((0.2, 5))
    assert axis["type"] == "log"
    assert axis["range"] == [log10(0.2), log10(5)]
    assert [float(text) for text in axis["ticktext"]] == axis["tickvals"] == [0.2, 0.5, 1, 2, 5]


@pytest.mark.parametrize("measure", [measure for measure in Measure if not measure.is_ratio])
def test_a_difference_has_a_plain_axis(measure):
    assert Scale(measure).axis((-5, 1)) == {"range": [-5, 1], "zeroline": False}


def test_ticks_lie_within_the_axis_and_are_finer_where_it_is_short():
    assert ratio_ticks((0.4, 1.6)) == [0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1, 1.2, 1.5]


def test_a_risk_difference_is_written_in_percentage_points():
    scale = Scale(Measure.RD)
    assert (scale.at(0.142), scale.text(0.142)) == (pytest.approx(14.2), "14.20")
    assert scale.title == "Risk difference (percentage points)"


def test_an_interval_includes_no_effect_where_the_measure_has_it():
    assert Scale(Measure.RR).includes_no_effect((0.8, 1.2))
    assert not Scale(Measure.MD).includes_no_effect((0.8, 1.2))
