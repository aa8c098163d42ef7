"""Rules across weights: the chosen rule's band, every rule's middle."""

import numpy as np
import plotly.graph_objects as go
import pytest

from kapedu.figures.level_by_weight import level_by_weight

WEIGHTS = np.array([50.0, 100.0])
LEVELS = {"rule one": np.array([[80, 90], [100, 110], [160, 180.0]]), "rule two": np.full((3, 2), 70.0)}
PERCENTILES = (5.0, 50.0, 95.0)


def test_the_summary_tells_both_ends_and_the_spread_at_one_weight():
    figure = level_by_weight(WEIGHTS, LEVELS, "rule one", PERCENTILES)
    go.Figure(figure.spec)
    assert "100 ng/mL at 50 kg and 110 ng/mL at 100 kg" in figure.summary
    assert "90 of 100 people spread 2.0-fold" in figure.summary


def test_the_band_is_that_of_the_chosen_rule_and_both_middles_are_drawn():
    data = level_by_weight(WEIGHTS, LEVELS, "rule one", PERCENTILES).spec["data"]
    assert data[1]["y"] == [160, 180]
    assert data[1]["fill"] == "tonexty"
    assert [trace["name"] for trace in data[2:]] == ["rule one", "rule two"]


def test_the_table_has_a_column_for_each_rule():
    table = level_by_weight(WEIGHTS, LEVELS, "rule two", PERCENTILES).table
    assert table.rows[0] == (50, "100 (80 to 160)", "70 (70 to 70)")


def test_an_unknown_rule_and_a_missing_percentile_are_refused():
    with pytest.raises(ValueError, match="rule three"):
        level_by_weight(WEIGHTS, LEVELS, "rule three", PERCENTILES)
    with pytest.raises(ValueError, match="give three"):
        level_by_weight(WEIGHTS, LEVELS, "rule one", (50.0,))
