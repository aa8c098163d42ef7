"""Orders with another medicine: decided once each, keyed on checked figures only."""

import pytest

from kapedu.knowledge import fact, sheet
from kapedu.pharmacology import interactions
from kapedu.widgets.protocols.order_check import ANSWERS, _Orders


@pytest.fixture
def orders():
    return _Orders()


def test_every_order_has_an_answer_that_can_be_chosen_and_a_reason_with_a_source(orders):
    texts = sheet("variation").descriptions
    assert len(orders.orders) == 7
    for name in orders.orders:
        assert texts[f"orders.{name}.answer"] in ANSWERS
        assert fact(f"variation.orders.{name}.why").status.may_key_graded_item
        assert texts[f"orders.{name}.also"] in interactions()


def test_a_size_is_claimed_only_where_a_checked_figure_for_that_route_is_on_file(orders):
    texts = sheet("variation").descriptions
    for name in orders.orders:
        known = interactions()[str(texts[f"orders.{name}.also"])]
        figure = {"iv": known.iv, "po": known.oral, "esketamine-in": known.nasal}.get(
            texts[f"orders.{name}.route"]
        )
        checked = figure is not None and figure.status.may_key_graded_item
        assert (texts[f"orders.{name}.answer"] != "unknown") == checked, name


def test_the_direction_follows_the_figure(orders):
    texts = sheet("variation").descriptions
    for name in orders.orders:
        known = interactions()[str(texts[f"orders.{name}.also"])]
        figure = known.iv if texts[f"orders.{name}.route"] == "iv" else known.oral
        match texts[f"orders.{name}.answer"]:
            case "higher":
                assert float(figure) > 2
            case "lower":
                assert float(figure) < 0.5
            case "little":
                assert 0.8 < float(figure) < 1.25


def test_no_decision_explains_nothing(orders):
    orders.tell.click()
    assert "First decide" in orders.reading.html
    assert orders.onward.disabled


def test_a_decision_is_explained_with_source_and_status_and_drawn_where_there_is_a_figure(orders):
    orders.guess.value = "higher"
    orders.tell.click()
    assert "Yes." in orders.reading.html
    assert "primary" in orders.reading.html
    assert orders.shown.children == (orders.view,)
    assert orders.guess.disabled


def deal_to(orders, name):
    while orders.order != name:
        orders.guess.value = "little"
        orders.tell.click()
        orders.onward.click()


def test_nothing_is_drawn_where_nothing_was_measured(orders):
    deal_to(orders, "iv-clarithromycin")
    orders.guess.value = "unknown"
    orders.tell.click()
    assert "Yes." in orders.reading.html
    assert "No curve is drawn" in orders.reading.html
    assert orders.shown.children == ()


def test_an_unverified_figure_is_drawn_with_a_warning_and_decides_nothing(orders):
    deal_to(orders, "nasal-liver")
    orders.guess.value = "higher"
    orders.tell.click()
    assert "No: size not known" in orders.reading.html
    assert "unverified" in orders.reading.html


def test_after_the_last_order_the_score_is_told_and_it_starts_again(orders):
    deal_to(orders, orders.orders[-1])
    orders.guess.value = "unknown"
    orders.tell.click()
    assert "of 7 decided" in orders.reading.html
    orders.onward.click()
    assert orders.place == 0
    assert orders.right == 0
