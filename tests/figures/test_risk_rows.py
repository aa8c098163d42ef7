"""Risks drawn in rows and as people, with what is not known left open."""

import plotly.graph_objects as go
import pytest

from kapedu.figures import risk_rows
from kapedu.practice.risk import absolute_risks, harms
from kapedu.practice.risk_pressure import pressure_risk


def test_the_chance_is_told_as_a_range_over_cohorts():
    figure = risk_rows.pressure_chances(pressure_risk(150, 45))
    go.Figure(figure.spec)
    assert "depending on whose figures are used" in figure.summary
    assert [row[0] for row in figure.table.rows] == [
        "Emory 2018",
        "China",
        "Pooled, 15 articles",
        "Yale 2024",
    ]


def test_a_history_draws_every_row_open_to_the_right():
    without, with_it = (
        risk_rows.pressure_chances(pressure_risk(140, 60, has_hypertension=known)) for known in (False, True)
    )
    more = [note["text"] for note in with_it.spec["layout"]["annotations"]]
    assert more.count("or more →") == 4
    assert "none says how much" in with_it.summary
    assert "or more" not in str(without.spec["layout"]["annotations"])


def test_each_trial_has_a_row_with_its_number_needed_to_harm():
    figure = risk_rows.harm_rows("Dissociation", harms("dissociation"))
    go.Figure(figure.spec)
    assert figure.table.rows[0][3] == "1 harmed in 4 (3 to 5) · 452 people"
    assert figure.table.rows[3][4] == "secondary"


def test_a_difference_that_may_be_none_says_so():
    anxiety = harms("anxiety")[0]
    assert risk_rows.needed_text(anxiety) == "1 harmed in 39, or none"


def test_two_crowds_hold_as_many_people_as_the_trial_counted():
    one = harms("dissociation")[0]
    rows = risk_rows.harm_icons("Dissociation", one).table.rows
    assert rows[0][1:] == (pytest.approx(100 * 13 / 225, abs=0.01), pytest.approx(100 * 77 / 227, abs=0.01))


def test_a_range_is_drawn_as_those_surely_and_those_perhaps():
    risk = absolute_risks()["sedation"]
    figure = risk_rows.range_icons(risk.title, risk.low, risk.high, (risk.quantity.source,))
    go.Figure(figure.spec)
    assert [row[1] for row in figure.table.rows] == pytest.approx([48, 13, 39])


def test_every_risk_on_file_can_be_drawn_and_a_rare_one_among_a_thousand():
    for risk in absolute_risks().values():
        size = risk_rows.crowd_size(risk.high)
        go.Figure(risk_rows.range_icons(risk.title, risk.low, risk.high, (), size).spec)
    assert risk_rows.crowd_size(absolute_risks()["unconscious"].high) == 1000
