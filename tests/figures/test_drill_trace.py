"""The signs of a drill with what was done."""

import plotly.graph_objects as go
import pytest

from kapedu.figures.drill_trace import drill_trace

SIGNS = [{"sbp": 190, "hr": 98, "spo2": 97, "rr": 16}, {"sbp": 170, "hr": 90, "spo2": 98, "rr": 15}]


def test_every_deed_has_a_numbered_line_and_stands_in_the_summary():
    figure = drill_trace([0, 2], SIGNS, [(0.5, "Recheck"), (1.0, "Pause")])
    go.Figure(figure.spec)
    assert [note["text"] for note in figure.spec["layout"]["annotations"]] == ["1", "2"]
    assert "systolic 190 to 170" in figure.summary
    assert "1. Recheck at 0.5 min; 2. Pause at 1.0 min" in figure.summary


def test_the_signs_are_told_apart_without_colour_and_tabulated():
    figure = drill_trace([0, 2], SIGNS, [])
    assert len({trace["line"]["dash"] for trace in figure.spec["data"]}) == 4
    assert figure.table.rows[1] == (2, 170, 90, 98, 15)
    assert "Done: nothing" in figure.summary


def test_times_without_signs_are_refused():
    with pytest.raises(ValueError, match="as many of both"):
        drill_trace([0, 1], SIGNS[:1], [])
