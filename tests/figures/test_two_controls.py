"""The four groups of two trials, compared with the register and with the textbook interval."""

from math import sqrt
from statistics import NormalDist

import plotly.graph_objects as go
import pytest

from kapedu.figures.two_controls import DAYS, control_response, four_groups
from kapedu.knowledge.trials import trial

GUESSES = {"masked": 30, "awake": 30}


def test_the_hidden_groups_are_nowhere_before_they_are_shown():
    figure = four_groups("32e", shown=False, guesses=GUESSES)
    assert "10 of 20" not in str(figure)
    assert [trace["name"] for trace in figure.spec["data"]] == ["ketamine", "your guess for the control"]
    assert all(row[2:] == ("hidden", "hidden") for row in figure.table.rows)


@pytest.mark.parametrize("day", list(DAYS))
def test_the_bars_are_the_register_s_counts(day):
    figure = four_groups(day, shown=True, guesses=GUESSES)
    rows = [trial(day), trial("25a")]
    bars = {trace["name"]: trace["text"] for trace in figure.spec["data"]}
    assert bars["ketamine"] == [f"{row.exp_events}/{row.exp_n}" for row in rows]
    assert bars["control"] == [f"{row.ctl_events}/{row.ctl_n}" for row in rows]


def test_the_difference_has_the_textbook_s_interval_for_two_shares():
    drug, control = 15 / 42, 5 / 42
    half = NormalDist().inv_cdf(0.975) * sqrt(drug * (1 - drug) / 42 + control * (1 - control) / 42)
    low, high = (round(100 * (drug - control + sign * half)) for sign in (-1, 1))
    figure = four_groups("32e", shown=True, guesses=GUESSES)
    assert figure.table.rows[1][3] == f"24 ({low} to {high})"


def test_ketamine_groups_are_closer_together_than_control_groups():
    ketamine = [100 * trial(row).exp_events / trial(row).exp_n for row in ("32e", "25a")]
    controls = [control_response("masked"), control_response("awake")]
    assert 3 * abs(ketamine[0] - ketamine[1]) < abs(controls[0] - controls[1])


def test_the_guesses_are_drawn():
    figure = four_groups("32d", shown=True, guesses={"masked": 40, "awake": 10})
    assert figure.spec["data"][-1]["y"] == [40, 10]
    go.Figure(figure.spec)
