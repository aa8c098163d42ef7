"""Predict the route that an interaction hits, then see what was measured."""

import pytest

from kapedu.widgets.mechanism.interaction_by_route import _Interaction


@pytest.fixture
def shown():
    return _Interaction()


def test_no_factor_is_seen_before_the_prediction(shown):
    shown.drug.value = "clarithromycin"
    assert shown.shown.children == ()


def test_a_prediction_is_judged_where_two_routes_were_measured(shown):
    shown.guess.value = "oral"
    assert "<b>Swallowed</b> changes most among the routes measured (as you predicted)" in shown.reading.html
    shown.guess.value = "iv"
    assert "you predicted: into a vein" in shown.reading.html


def test_a_prediction_is_not_judged_where_only_one_route_was_measured(shown):
    shown.drug.value = "grapefruit"
    shown.guess.value = "oral"
    assert "on file for one route only: swallowed" in shown.reading.html


def test_it_says_when_the_predicted_route_has_no_figure(shown):
    shown.drug.value = "clarithromycin"
    shown.guess.value = "iv"
    assert "Your route has no figure on file" in shown.reading.html


def test_another_drug_covers_the_figures_and_asks_again(shown):
    shown.guess.value = "oral"
    first = shown.view._shown["summary"]
    shown.drug.value = "st-johns-wort"
    assert shown.guess.value is None
    assert shown.shown.children == ()
    shown.guess.value = "oral"
    assert shown.view._shown["summary"] != first
    assert "St John" in shown.view._shown["summary"]


def test_every_drug_can_be_shown(shown):
    for drug in shown.drug.options:
        shown.drug.value = drug
        shown.guess.value = "nasal"
        assert shown.view in shown.shown.children, drug


def test_an_unverified_figure_behind_the_answer_is_pointed_out(shown):
    for drug, pointed in (("clarithromycin", True), ("ticlopidine", False)):
        shown.drug.value = drug
        shown.guess.value = "oral"
        assert ("unverified" in shown.reading.html) is pointed, drug


def test_notes_are_in_plain_words(shown):
    shown.drug.value = "itraconazole"
    shown.guess.value = "oral"
    assert "norketamine-to-ketamine ratio lower" in shown.reading.html
