"""Occupancy by affinity. Worked by hand: theta = u / (K + u) for one species."""

import numpy as np
import plotly.graph_objects as go
import pytest

from kapedu.figures.occupancy_dispute import (
    BELIEFS,
    affinity_figure,
    highest_occupancy,
    occupancy_dispute,
)
from kapedu.knowledge import fact
from kapedu.pharmacology import Patient, Regimen, occupancy_band, simulate


@pytest.fixture(scope="module")
def course():
    return simulate(Regimen.parse("iv 0.5 mg/kg over 40 min"), Patient(70), np.arange(0, 241.0, 2))


def test_the_edges_of_the_dispute_are_ebert_below_and_salat_above(course):
    whole = occupancy_band(course.effect_site_ng_ml, course.effect_site_s_ng_ml)
    found = highest_occupancy(course)
    assert found["ebert"][0] == pytest.approx(100 * whole.low.max())
    assert found["salat"][1] == pytest.approx(100 * whole.high.max())
    assert found["ebert"][1] < found["salat"][0]


def test_the_low_edge_of_salat_is_that_of_one_racemate_with_its_measured_affinity(course):
    top_umol = course.effect_site_ng_ml.max() / float(fact("pkpd.constants.ng_mL_per_nmol_mL_ketamine"))
    free = top_umol * (1 - 0.47) * 0.6
    assert highest_occupancy(course)["salat"][0] == pytest.approx(100 * free / (0.119 + free), rel=1e-3)


def test_the_chosen_band_is_drawn_over_the_whole_one(course):
    alone, believed = occupancy_dispute(course), occupancy_dispute(course, "salat")
    for figure in (alone, believed):
        go.Figure(figure.spec)
    assert believed.spec["data"][:3] == alone.spec["data"]
    assert believed.spec["data"][3]["name"] == "Sałat 2015"
    assert max(believed.spec["data"][5]["y"]) == pytest.approx(
        highest_occupancy(course)["salat"][1], rel=1e-4
    )


def test_text_and_table_agree_for_every_belief(course):
    for place, belief in enumerate(BELIEFS):
        figure = occupancy_dispute(course, belief)
        low, high = figure.table.rows[place][1:3]
        assert f"{low} to {high} % of the receptors" in figure.summary
        assert affinity_figure(belief).source in figure.sources


def test_a_figure_nobody_verified_is_called_so(course):
    assert "(unverified)" in occupancy_dispute(course, "common").summary


def test_an_unknown_belief_is_named(course):
    with pytest.raises(ValueError, match="horoscope"):
        occupancy_dispute(course, "horoscope")
