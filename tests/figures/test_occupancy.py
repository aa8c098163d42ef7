import re

import numpy as np
import plotly.graph_objects as go
import pytest

from kapedu.figures import occupancy
from kapedu.knowledge import fact
from kapedu.pharmacology import Patient, Regimen, occupancy_band, simulate


@pytest.fixture(scope="module")
def course():
    return simulate(Regimen.parse("iv 35 mg over 40 min"), Patient(70), np.arange(241.0))


@pytest.fixture(scope="module")
def band(course):
    return occupancy_band(course.effect_site_ng_ml, course.effect_site_s_ng_ml)


def test_the_edges_drawn_are_those_of_the_band_in_percent(course, band):
    _, low, high = occupancy({"X": course}).spec["data"]
    assert (low["name"], high["name"], high["fill"]) == ("Lowest estimate", "Highest estimate", "tonexty")
    np.testing.assert_allclose(low["y"], 100 * band.low, rtol=1e-4, atol=1e-9)
    np.testing.assert_allclose(high["y"], 100 * band.high, rtol=1e-4, atol=1e-9)


def test_plotly_accepts_the_specification(course):
    assert len(go.Figure(occupancy({"A": course, "B": course}).spec).data) == 6


def test_the_summary_tells_the_band_at_its_highest_and_at_the_end(course, band):
    top = int(band.high.argmax())
    shares = [band.low[top], band.high[top], None, None, band.low[-1], band.high[-1]]
    found = [float(number) for number in re.findall(r"\d+", occupancy({"X": course}).summary)]
    assert found == [
        top if place == 2 else 240 if place == 3 else round(100 * float(share))
        for place, share in enumerate(shares)
    ]


def test_table_rows_are_the_band(course, band):
    for minute, low, high in occupancy({"X": course}).table.rows:
        assert (low, high) == (
            round(100 * float(band.low[int(minute)])),
            round(100 * float(band.high[int(minute)])),
        )


def test_the_affinities_are_among_the_sources(course):
    assert fact("pkpd.binding_potency.Ki_ebert").source in occupancy({"X": course}).sources
