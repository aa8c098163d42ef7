import plotly.graph_objects as go
import pytest

from kapedu.figures.therapy_schedule import measurements, window_words, windows
from kapedu.figures.therapy_timing import VIEWS, timing_figure


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("window", [None, *windows()])
def test_the_drawing_is_one_plotly_accepts(view, window):
    go.Figure(timing_figure(view, window).spec)


def test_no_window_means_no_shade_and_the_plain_truth():
    assert timing_figure("since_dose").spec["layout"]["shapes"] == []
    assert "no trial has compared" in window_words(None)


def test_the_shade_covers_the_claimed_hours():
    window = windows()[0]
    (shade,) = timing_figure("since_dose", window).spec["layout"]["shapes"]
    assert (shade["x0"], shade["x1"]) == (window.low_h, window.high_h)


def test_what_was_measured_names_its_species_and_its_sources():
    names = [item.name for item in measurements()]
    assert all(name.startswith(("Mouse:", "People:")) for name in names)
    assert {"holmes2022", "phoumthipphavong2016"} <= set(timing_figure("since_dose").sources)


def test_the_table_tells_which_days_were_worked_out_by_the_course():
    notes = [str(row[-1]) for row in timing_figure("calendar").table.rows]
    assert any("drawn evenly" in note for note in notes)
