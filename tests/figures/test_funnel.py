"""Funnel plots."""

from math import exp, log
from pathlib import Path

import plotly.graph_objects as go
import pytest

from kapedu.evidence.measure import Measure
from kapedu.evidence.pool import pool
from kapedu.evidence.reading import read_studies
from kapedu.evidence.small_study import trim_and_fill
from kapedu.figures.effect_scale import Scale
from kapedu.figures.forest import Provenance
from kapedu.figures.funnel import asymmetry, funnel

BCG = read_studies(Path(__file__).parents[1] / "validation" / "evidence" / "bcg.csv", "RR")
WHOLE = pool(BCG, "REML", "wald", quiet=True)


def dots(figure):
    return {trace["name"]: trace for trace in figure.spec["data"] if trace["mode"] == "markers"}


def test_each_study_stands_at_its_effect_and_standard_error_the_precise_ones_on_top():
    found = dots(funnel(BCG, WHOLE))
    # dat.bcg of metafor: TPT Madras 505/88391 against 499/88391, log risk ratio 0.0120, variance 0.0040
    assert found["TPT Madras"]["x"] == [pytest.approx(exp(0.0120), abs=1e-4)]
    assert found["TPT Madras"]["y"] == [pytest.approx(0.0040**0.5, abs=1e-3)]
    low, high = funnel(BCG, WHOLE).spec["layout"]["yaxis"]["range"]
    assert low > high == 0


def test_the_sloping_lines_are_where_chance_alone_would_put_nineteen_in_twenty():
    spec = funnel(BCG, WHOLE).spec
    left = next(trace for trace in spec["data"] if trace["line"].get("dash") == "dot")
    assert log(left["x"][0]) - log(left["x"][1]) == pytest.approx(1.96 * left["y"][1], rel=1e-3)


def test_the_summary_gives_eggers_test_and_warns_below_ten_studies():
    many, few = funnel(BCG, WHOLE).summary, funnel(BCG[:4], pool(BCG[:4], quiet=True)).summary
    assert f"{asymmetry(BCG).p:.4f}" in many
    assert "fewer than ten" not in many
    assert "fewer than ten studies" in few
    assert asymmetry(BCG[:2]) is None


def test_filled_studies_are_open_circles_and_counted():
    filled = trim_and_fill(BCG, "FE", quiet=True)
    figure = funnel(BCG, WHOLE, filled=filled)
    hollow = [t for t in figure.spec["data"] if t.get("marker", {}).get("symbol") == "circle-open"]
    assert len(hollow) == filled.missing
    assert f"adds {filled.missing} on the {filled.side}" in figure.summary


def test_a_picked_study_looks_different_in_more_than_colour():
    origins = [Provenance("primary", key=str(place)) for place in range(13)]
    figure = funnel(BCG, WHOLE, Scale(Measure.RR), origins, picked="3")
    look = {trace["marker"]["symbol"] for trace in dots(figure).values()}
    assert look == {"circle", "diamond"}
    assert "primary" in next(iter(dots(figure).values()))["text"][0]


def test_plotly_accepts_the_drawing():
    go.Figure(funnel(BCG, WHOLE, filled=trim_and_fill(BCG, quiet=True)).spec)


def test_what_cannot_be_drawn_is_refused():
    with pytest.raises(ValueError, match="one study or more"):
        funnel([], WHOLE)
    with pytest.raises(ValueError, match="1 entries for 13 studies"):
        funnel(BCG, WHOLE, provenance=[Provenance()])
