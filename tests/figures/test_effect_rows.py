"""Effects in rows: what forest, leave-one-out and cumulative plots share."""

from math import log10

import plotly.graph_objects as go
import pytest

from kapedu.evidence.measure import Measure
from kapedu.figures.effect_rows import EffectRow, draw_rows, height_px, row_text
from kapedu.figures.effect_scale import Scale

POINTS = Scale(Measure.MD, "points", "better with the drug", "better with placebo")
RATIO = Scale(Measure.RR)
PLAIN = Scale(Measure.MD)
POPOVA = EffectRow("04a", "TRANSFORM-2", -4.0, (-7.31, -0.64), ("weight 30 %",), 1.0, status="primary")
RUMOUR = EffectRow("x", "rumour", -9.0, (-12.0, -6.0), status="unverified")


def marks(spec):
    """Every mark that can be read, by the key a click hands back."""
    return {
        key: (x, y, trace["marker"])
        for trace in spec["data"]
        for key, x, y in zip(trace.get("customdata", []), trace["x"], trace["y"], strict=False)
    }


def test_rows_run_from_top_to_bottom_with_their_estimates():
    found = marks(draw_rows([POPOVA, RUMOUR], POINTS))
    assert {key: mark[:2] for key, mark in found.items()} == {"04a": (-4, 1), "x": (-9, 0)}


def test_an_unverified_row_is_hollow_and_says_so():
    found = marks(draw_rows([POPOVA, RUMOUR], POINTS))
    assert (found["04a"][2]["symbol"], found["x"][2]["symbol"]) == ("square", "square-open")
    assert row_text(RUMOUR, POINTS).endswith("unverified")


def test_the_label_has_name_figures_weight_and_status():
    (label, *_) = draw_rows([POPOVA], POINTS)["layout"]["annotations"]
    assert label["text"] == "<b>TRANSFORM-2</b><br>−4.00 (−7.31 to −0.64) · weight 30 % · primary"


def test_a_name_too_long_for_a_phone_is_cut_in_the_drawing_alone():
    row = EffectRow("a", "Without a trial whose name goes on and on and on", -1.0, (-2.0, 0.0))
    (label,) = draw_rows([row], PLAIN)["layout"]["annotations"]
    assert label["text"].startswith("<b>Without a trial whose name goes on and on…</b>")
    assert row_text(row, PLAIN).startswith(row.label)


def test_what_reaches_beyond_the_axis_ends_in_an_arrowhead_and_keeps_its_figures():
    pool = EffectRow("pool", "Pooled", -4.0, (-500.0, 492.0), kind="pool")
    spec = draw_rows([POPOVA, pool], POINTS)
    arrows = [
        trace for trace in spec["data"] if "triangle-left" in str(trace.get("marker", {}).get("symbol"))
    ]
    low, high = spec["layout"]["xaxis"]["range"]
    assert arrows[0]["marker"]["symbol"] == ["triangle-left", "triangle-right"]
    assert low < arrows[0]["x"][0] < -7.31
    assert -0.64 < arrows[0]["x"][1] < high < 100
    assert "−500.00 to 492.00" in spec["layout"]["annotations"][1]["text"]


def test_a_ratio_has_an_axis_of_logarithms_with_no_effect_at_one():
    rows = [EffectRow("a", "A", 0.5, (0.25, 1.0)), EffectRow("b", "B", 3.0, (1.5, 6.0))]
    layout = draw_rows(rows, RATIO)["layout"]
    low, high = layout["xaxis"]["range"]
    assert layout["xaxis"]["type"] == "log"
    assert low < log10(0.25) < log10(6) < high
    assert 1 in layout["xaxis"]["tickvals"]


def test_a_row_that_was_picked_is_shaded_and_marked_with_a_sign():
    layout = draw_rows([POPOVA, RUMOUR], POINTS, picked="x")["layout"]
    assert len(layout["shapes"]) == 1
    assert [label["text"].startswith("▸") for label in layout["annotations"][:2]] == [False, True]


def test_a_risk_difference_is_shown_in_percentage_points():
    scale = Scale(Measure.RD)
    row = EffectRow("34b", "ELEKT-D", 0.142, (0.039, 0.242))
    spec = draw_rows([row], scale)
    assert marks(spec)["34b"][0] == pytest.approx(14.2)
    assert spec["layout"]["xaxis"]["title"]["text"] == "Risk difference (percentage points)"
    assert "14.20 (3.90 to 24.20)" in spec["layout"]["annotations"][0]["text"]


def test_whom_a_side_favours_is_written_over_the_drawing():
    texts = [label["text"] for label in draw_rows([POPOVA], POINTS)["layout"]["annotations"]]
    assert texts[1:] == ["← better with the drug", "better with placebo →"]


def test_more_rows_are_higher():
    assert height_px(3) < height_px(4)


def test_plotly_accepts_the_drawing():
    go.Figure(
        draw_rows([POPOVA, RUMOUR, EffectRow("p", "Next", None, (-9.0, 2.0), kind="prediction")], POINTS)
    )


def test_no_rows_is_an_error_that_says_so():
    with pytest.raises(ValueError, match="no studies to draw"):
        draw_rows([], POINTS)
