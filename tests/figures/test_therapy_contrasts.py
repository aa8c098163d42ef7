from itertools import pairwise

import plotly.graph_objects as go
import pytest

from kapedu.figures.therapy_contrasts import QUESTIONS, chosen, contrast_figure, contrasts, height_px


@pytest.mark.parametrize("question", QUESTIONS)
def test_the_drawing_is_one_plotly_accepts(question):
    go.Figure(contrast_figure(question).spec)


@pytest.mark.parametrize("question", QUESTIONS)
def test_units_never_share_an_axis(question):
    axis_of = {}
    for item, trace in zip(
        sorted(chosen(question), key=lambda item: item.label),
        sorted(contrast_figure(question).spec["data"], key=lambda trace: trace["name"]),
        strict=True,
    ):
        axis_of.setdefault(trace["xaxis"], set()).add(item.scale)
    assert all(len(scales) == 1 for scales in axis_of.values())
    assert len(axis_of) == len({item.scale for item in chosen(question)})


def test_every_therapy_interval_includes_no_difference_and_no_drug_interval_does():
    # Wilkinson 2021: 0.65 (-0.55, 1.82), 0.71 (-0.30, 1.70); Grabski 2022: 4.2 (-6.7, 15.2); 10.1 (1.1, 19.0);
    # Dakwar 2019: hazard ratio 0.47 (0.24, 0.92)
    assert all(item.crosses_null for item in chosen("therapy_added"))
    assert not any(item.crosses_null for item in chosen("ketamine_added"))
    assert "3 of 3 intervals include no difference" in contrast_figure("therapy_added").summary


def test_the_error_bars_end_where_the_published_intervals_end():
    for item in contrasts():
        trace = next(t for t in contrast_figure(item.question).spec["data"] if t["name"] == item.label)
        (point,), bar = trace["x"], trace["error_x"]
        assert point + bar["array"][0] == pytest.approx(item.high)
        assert point - bar["arrayminus"][0] == pytest.approx(item.low)


def test_the_table_says_who_was_quoted():
    rows = contrast_figure("therapy_added").table.rows
    assert any("via Psychiatry Advisor" in str(row[-1]) and "secondary" in str(row[-1]) for row in rows)
    assert "psychiatryadvisor" in contrast_figure("therapy_added").sources


def test_panels_do_not_overlap():
    layout = contrast_figure("therapy_added").spec["layout"]
    domains = sorted(axis["domain"] for name, axis in layout.items() if name.startswith("yaxis"))
    assert all(lower[1] < upper[0] for lower, upper in pairwise(domains))
    assert height_px("therapy_added") > height_px("both")
