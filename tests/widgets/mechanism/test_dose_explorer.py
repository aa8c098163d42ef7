import re

import numpy as np
import pytest

from kapedu.pharmacology import Patient, Regimen, simulate
from kapedu.widgets import dose_explorer
from kapedu.widgets.mechanism.dose_explorer import DoseExplorer


@pytest.fixture
def explorer():
    return DoseExplorer()


def names(explorer):
    return [trace["name"] for trace in explorer.plot._shown["spec"]["data"]]


def test_the_first_picture_is_complete(explorer):
    assert names(explorer) == ["Arterial blood", "Venous blood", "Effect site"]
    assert "253 ng/mL after 40 min" in explorer.plot._shown["summary"]
    assert "Arterial blood" in explorer.readings.html
    assert "<li>" in explorer.notes.html
    assert explorer.problem.html == ""


def test_lessons_and_dashboards_get_the_box():
    assert "kapedu-stack" in dose_explorer()._dom_classes


def test_the_readings_are_those_of_the_model(explorer):
    course = simulate(Regimen.parse("iv 35 mg over 40 min"), Patient(70), np.arange(241.0))
    cells = re.findall(r"<td>([^<]*)</td>", explorer.readings.html)
    assert cells[:3] == [
        f"{course.arterial_ng_ml.max():.0f}",
        f"{course.time_min[course.arterial_ng_ml.argmax()]:.0f} min",
        f"{course.arterial_ng_ml[120]:.0f}",
    ]


def test_a_change_of_dose_route_or_weight_changes_drawing_and_summary(explorer):
    for control, value in ((explorer.a.amount, 1), (explorer.weight, 100), (explorer.a.route, "po")):
        before = explorer.plot._shown
        control.value = value
        assert explorer.plot._shown["spec"]["data"] != before["spec"]["data"]
        assert explorer.plot._shown["summary"] != before["summary"] or control is explorer.weight


def test_a_second_regimen_can_be_switched_on_and_off(explorer):
    assert explorer.b.box.layout.display == "none"
    explorer.compare.value = "on"
    assert explorer.b.box.layout.display is None
    assert {"A: IV 0.5 mg/kg over 40 min", "B: sublingual 100 mg"} <= set(names(explorer))
    assert "B: sublingual 100 mg" in explorer.readings.html
    explorer.compare.value = "off"
    assert explorer.b.box.layout.display == "none"
    assert "sublingual" not in explorer.readings.html


@pytest.mark.parametrize(
    ("view", "drawn"),
    [
        ("arterial", ["Arterial blood"]),
        ("venous", ["Venous blood"]),
        ("effect_site", ["Effect site"]),
        ("occupancy", ["Between the lowest and the highest estimate", "Lowest estimate", "Highest estimate"]),
    ],
)
def test_each_view_draws_what_it_names(explorer, view, drawn):
    explorer.view.value = view
    assert names(explorer) == drawn


def test_occupancy_is_shown_as_a_band_with_its_reason(explorer):
    explorer.view.value = "occupancy"
    assert "published affinities disagree" in explorer.plot._shown["summary"]
    assert re.search(r"\d+–\d+ %", explorer.readings.html)


def test_the_time_shown_can_be_chosen(explorer):
    explorer.hours.value = "8"
    assert "480 min" in explorer.plot._shown["summary"] or "8 h" in explorer.plot._shown["summary"]


def test_assumptions_stand_with_their_status(explorer):
    explorer.a.route.value = "sc"
    assert "no checked figures exist" in explorer.notes.html
    assert "unverified" in explorer.notes.html
    assert re.search(r"Standing of the figures used: \d+ \w+", explorer.notes.html)


def test_every_regimen_is_cited(explorer):
    assert "Kamp" in explorer.plot._sources
    explorer.a.route.value = "esketamine-in"
    assert "Perez-Ruixo" in explorer.plot._sources


def test_what_cannot_be_given_is_said_in_place_and_the_last_picture_stays(explorer):
    explorer.a.unit.value = "mg"
    explorer.a.amount.value = 150
    before = explorer.plot._shown
    explorer.weight.minimum = 20
    explorer.weight.value = 30
    assert "This cannot be shown" in explorer.problem.html
    assert "4.5 mg/kg" in explorer.problem.html
    assert explorer.plot._shown == before
    explorer.weight.value = 70
    assert explorer.problem.html == ""
    assert explorer.plot._shown != {}


def test_a_still_rising_curve_is_not_given_a_peak_time(explorer):
    explorer.hours.value = "2"
    explorer.a.minutes.value = 120
    assert "still rising" in explorer.readings.html


def test_it_says_that_it_teaches_and_does_not_dose(explorer):
    framing = explorer.box.children[0].html
    assert "not dosing advice" in framing
    assert "qualified physician" in framing
