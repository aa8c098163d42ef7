"""Curves on which a point is asked for come from the simulator."""

import numpy as np
import pytest

from kapedu.knowledge import fact, reference
from kapedu.quiz.curves import CURVES


@pytest.mark.parametrize("name", CURVES)
def test_a_curve_has_ascending_points_a_name_units_and_sources(name):
    curve = CURVES[name]
    x, y = curve.points()
    assert len(x) == len(y) > 100
    assert np.all(np.diff(x) > 0)
    assert min(y) >= 0
    assert all((curve.title, curve.x_label, curve.x_unit, curve.y_label, curve.y_unit))
    for key in curve.sources:
        assert reference(key)


def test_the_artery_peaks_when_the_pump_stops_and_the_effect_site_later():
    stop = float(fact("dose_to_mood.teaching_case.infusion_min"))
    peaks = {name: x[int(np.argmax(y))] for name, (x, y) in ((n, c.points()) for n, c in CURVES.items())}
    assert peaks["infusion-artery"] == pytest.approx(stop, abs=1)
    assert stop < peaks["infusion-effect-site"] < stop + 15
