"""Routes compared. Expected exposures are the shares that get through times the dose."""

import numpy as np
import plotly.graph_objects as go
import pytest

from kapedu.figures.route_comparison import compare, route_comparison
from kapedu.pharmacology import Dose, Patient, Regimen, simulate

TIMES = np.arange(0, 1441.0)


@pytest.fixture(scope="module")
def infusion():
    return simulate(Regimen.parse(["iv 0.5 mg/kg over 40 min"]), Patient(70), TIMES)


def by(route, amount_mg, share=None):
    return simulate(Dose(route, amount_mg, bioavailability=share), Patient(70), TIMES)


def test_a_course_matches_itself(infusion):
    found = compare(infusion, infusion)
    assert (found.exposure_percent, found.peak_percent) == (100, 100)


@pytest.mark.parametrize(("route", "share"), [("po", 0.20), ("sl", 0.29), ("im", 0.93), ("in", 0.25)])
def test_exposure_follows_the_share_that_gets_through(infusion, route, share):
    assert compare(infusion, by(route, 35 / share)).exposure_percent == pytest.approx(100, abs=0.3)


def test_twice_the_share_is_twice_the_exposure_and_twice_the_peak(infusion):
    once, twice = compare(infusion, by("in", 100, 0.2)), compare(infusion, by("in", 100, 0.4))
    assert twice.exposure_percent == pytest.approx(2 * once.exposure_percent)
    assert twice.peak_percent == pytest.approx(2 * once.peak_percent)


def test_no_dose_matches_both_total_and_peak(infusion):
    for route in ("po", "sl", "im", "in"):
        found = compare(infusion, by(route, 35))
        assert abs(found.peak_percent / found.exposure_percent - 1) > 0.1, route


def test_swallowed_peaks_fall_short_and_injected_ones_overshoot_for_the_same_total(infusion):
    assert compare(infusion, by("po", 35 / 0.20)).peak_percent < 75
    assert compare(infusion, by("im", 35 / 0.93)).peak_percent > 110


def test_text_and_table_agree(infusion):
    figure = route_comparison(infusion, by("po", 100), ("the infusion", "100 mg, swallowed"), 300)
    go.Figure(figure.spec)
    assert "gives 57 % of the total exposure and 32 % of the peak" in figure.summary
    assert figure.table.rows[0][1:] == (100, 57)
    assert max(figure.spec["data"][0]["x"]) == 300
