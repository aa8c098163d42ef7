"""The blinding laboratory: two outlines, their words and their numbers."""

import numpy as np
import plotly.graph_objects as go
import pytest

from kapedu.evidence.blinding import BlindingTrial, Masking, simulate_blinding
from kapedu.figures.blinding_laboratory import basis_html, comparison_html, estimates_drawn


def run(masking: Masking, true: float = 3.0, runs: int = 400):
    return simulate_blinding(BlindingTrial(60, true, 6.0, 10.0, masking), np.random.default_rng(1), runs)


OPEN, PERFECT = Masking("open", 1, 1), Masking("perfect", 0, 0)


def test_the_outlines_add_up_to_all_trials_and_lie_where_theory_puts_them():
    figure = estimates_drawn(run(OPEN), run(PERFECT))
    masked, seen = figure.spec["data"]
    for trace, middle in ((masked, 3), (seen, 3 + 6)):  # the bias is expectancy times the gap in belief
        assert sum(trace["y"]) == pytest.approx(100, abs=0.1)
        assert np.average(trace["x"], weights=trace["y"]) == pytest.approx(middle, abs=0.4)
    assert figure.spec["layout"]["shapes"][0]["x0"] == 3
    go.Figure(figure.spec)


def test_the_summary_speaks_of_false_alarms_where_there_is_no_effect():
    nothing = estimates_drawn(run(OPEN, 0.0), run(PERFECT, 0.0)).summary
    assert "The true effect is 0 points" in nothing
    assert "raise a false alarm" in nothing
    assert "call it significant" in estimates_drawn(run(OPEN), run(PERFECT)).summary


def test_the_table_shows_bias_and_all_three_indices():
    html = comparison_html(run(OPEN), run(PERFECT))
    assert "400 simulated trials" in html
    for row in ("Bias (points)", "Bang&#x27;s index, treated", "James&#x27;s index"):
        assert row in html
    assert '<td data-label="As it is masked">1.00</td>' in html


def test_trials_run_differently_often_are_not_compared():
    with pytest.raises(ValueError, match="400 and 100 runs"):
        estimates_drawn(run(OPEN), run(PERFECT, runs=100))


def test_a_ready_made_mask_shows_its_figures_with_source_and_status():
    html = basis_html("midazolam")
    assert "ketamine infusion 69 % (Su 2023)" in html
    assert "midazolam 17 % (Su 2023)" in html
    assert html.count("status: computed") == 2
    assert "as quoted by" in basis_html("inert infusion")
    assert "an assumption" in basis_html("own")
