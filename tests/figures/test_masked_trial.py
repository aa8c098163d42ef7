"""The masked trial, compared with the means printed in its table."""

import plotly.graph_objects as go
import pytest

from kapedu.figures.masked_trial import VIEWS, arm_scores, masked_trial_days
from kapedu.knowledge import fact


def test_the_scores_are_those_of_the_trial():
    assert arm_scores("ketamine") == {0: 25.1, 1: 12.7, 2: 15.1, 3: 17.0, 5: 16.9, 7: 15.9, 14: 16.9}
    assert arm_scores("placebo")[1] == 16.4


def test_a_hidden_group_is_nowhere_but_at_its_start():
    figure = masked_trial_days("scores", shown=False, guess=20)
    saline = next(trace for trace in figure.spec["data"] if trace["name"] == "saline")
    assert saline["y"] == [29.9]
    assert "16.4" not in figure.summary + str(figure.table)


def test_scores_favour_ketamine_and_changes_favour_saline():
    scores = {trace["name"]: trace["y"][1] for trace in masked_trial_days("scores", shown=True).spec["data"]}
    changes = {
        trace["name"]: trace["y"][1] for trace in masked_trial_days("changes", shown=True).spec["data"]
    }
    assert scores["ketamine"] < scores["saline"]
    assert changes["ketamine"] > changes["saline"]
    falls = fact("dose_to_mood.mood.lii2023_fall_day_1").value
    assert (changes["ketamine"], changes["saline"]) == (-falls["ketamine"], -falls["placebo"])


def test_a_guess_moves_with_the_view():
    trace = masked_trial_days("changes", shown=True, guess=20).spec["data"][-1]
    assert trace["y"] == [-9.9]


@pytest.mark.parametrize("view", VIEWS)
def test_plotly_accepts_the_drawing(view):
    go.Figure(masked_trial_days(view, shown=True, guess=10).spec)
