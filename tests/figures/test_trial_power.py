"""Power curves for three beliefs, compared with the formula's own sizes."""

import plotly.graph_objects as go
import pytest

from kapedu.evidence.veterans_case import scenarios
from kapedu.figures.trial_power import BELIEFS, Simulated, beliefs_html, believed, power_at, power_drawn


@pytest.mark.parametrize("belief", BELIEFS)
def test_the_curve_reaches_the_power_where_the_plan_says(belief):
    plan = scenarios()[BELIEFS[belief]]
    assert power_at(belief, plan.size.randomised, 0.2) >= 0.8
    assert power_at(belief, plan.size.randomised - 3, 0.2) < 0.8


def test_curves_rise_and_stand_in_the_order_of_the_effects():
    curves = [trace["y"] for trace in power_drawn(0.2, 0.8).spec["data"]]
    assert len(curves) == 3
    for curve in curves:
        assert curve == sorted(curve)
    assert all(one >= two >= three for one, two, three in zip(*curves, strict=True))


def test_a_simulated_trial_is_drawn_and_told():
    figure = power_drawn(0.2, 0.8, Simulated(19, 0.1, 0.012, "in truth 2.9 points"))
    assert figure.spec["data"][-1]["x"] == [19]
    assert "came out significant in 10 of 100 runs (in truth 2.9 points)" in figure.summary
    assert "one positive trial 19 in each arm; pooled effect 272" in figure.summary
    go.Figure(figure.spec)


def test_an_unknown_belief_is_refused_with_those_there_are():
    with pytest.raises(ValueError, match="choose from positive, pooled, corrected"):
        believed("hope")


def test_every_belief_shows_what_it_rests_on():
    html = beliefs_html()
    assert "from 11.88 points (Feder 2021" in html
    assert "from 0.27 Hedges g (Borgogna 2024" in html
    assert html.count("status: primary") == 4
