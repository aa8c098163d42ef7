"""Interactions by route; expected numbers are those of the knowledge sheet."""

import plotly.graph_objects as go
import pytest

from kapedu.figures.interaction_by_route import (
    fold,
    interaction_by_route,
    measured,
    measured_drugs,
    most_changed,
)
from kapedu.knowledge import fact
from kapedu.pharmacology import interactions


def test_every_drug_offered_has_a_published_figure_and_the_best_measured_comes_first():
    drugs = measured_drugs()
    assert next(iter(drugs)) == "rifampicin"
    assert {"grapefruit", "clarithromycin", "ticlopidine", "st-johns-wort", "itraconazole"} < set(drugs)
    assert all(measured(one) for one in drugs.values())
    assert "clopidogrel" not in drugs


def test_the_dots_are_the_published_ratios_in_percent():
    figure = interaction_by_route(interactions()["rifampicin"])
    go.Figure(figure.spec)
    drawn = sorted(x for trace in figure.spec["data"] if trace["mode"] == "markers" for x in trace["x"])
    expected = [
        float(fact(f"pkpd.ddi_pk.{path}"))
        for path in ("rifampicin_S.AUC_oral", "rifampicin_nasal_esketamine.AUC", "rifampicin_S.AUC_IV")
    ]
    assert drawn == pytest.approx([100 * ratio for ratio in expected])


def test_each_bar_begins_at_no_change():
    for drug in measured_drugs().values():
        bars = [trace for trace in interaction_by_route(drug).spec["data"] if trace["mode"] == "lines"]
        assert bars, drug.name
        assert all(100 in bar["x"] for bar in bars), drug.name


def test_every_dot_lies_within_the_drawing():
    for drug in measured_drugs().values():
        figure = interaction_by_route(drug)
        left, right = figure.spec["layout"]["xaxis"]["range"]
        for trace in figure.spec["data"]:
            assert all(left < x < right for x in trace["x"]), drug.name


def test_a_figure_nobody_verified_is_hollow():
    figure = interaction_by_route(interactions()["clarithromycin"])
    hollow = [trace for trace in figure.spec["data"] if trace.get("name") == "unverified"]
    assert [trace["x"] for trace in hollow] == [[104]]


def test_routes_nobody_measured_are_named_and_not_drawn():
    figure = interaction_by_route(interactions()["grapefruit"])
    assert "No figure is on file for: into a vein, nasal esketamine" in figure.summary
    assert [row[1] for row in figure.table.rows] == ["300", "no figure on file", "no figure on file"]


def test_a_seventh_changes_more_than_three_times():
    assert fold(0.14) > fold(3)


@pytest.mark.parametrize(
    ("name", "most"), [("rifampicin", "oral"), ("clarithromycin", "oral"), ("grapefruit", None)]
)
def test_the_route_that_changes_most_needs_two_to_compare(name, most):
    assert most_changed(interactions()[name]) == most


def test_an_interaction_without_figures_cannot_be_drawn():
    with pytest.raises(ValueError, match="'lithium' has no figure"):
        interaction_by_route(interactions()["lithium"])
