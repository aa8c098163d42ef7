"""Predict who ends highest, see it, change the rule."""

import pytest

from kapedu.widgets.protocols.who_is_highest import _Highest


@pytest.fixture
def highest():
    return _Highest()


def test_nothing_is_shown_before_a_person_is_chosen(highest):
    highest.button.click()
    assert highest.shown.children == ()
    assert "First choose" in highest.reading.html


def test_the_prediction_is_placed_among_the_ten(highest):
    dosed = highest.dosed("per_kg")
    top = max(dosed, key=lambda person: person.level_ng_ml)
    lowest = min(dosed, key=lambda person: person.level_ng_ml)
    highest.guess.value = lowest.name
    highest.button.click()
    assert "number 10 of 10" in highest.reading.html
    highest.guess.value = top.name
    highest.button.click()
    assert "Yes." in highest.reading.html
    assert highest.shown.children == (highest.view,)


def test_per_kilogram_the_highest_is_neither_the_lightest_nor_the_heaviest(highest):
    dosed = highest.dosed("per_kg")
    place = max(range(10), key=lambda number: dosed[number].level_ng_ml)
    assert 0 < place < 9


def test_with_one_dose_for_all_the_lightest_leads(highest):
    dosed = highest.dosed("fixed")
    assert max(dosed, key=lambda person: person.level_ng_ml) is dosed[0]


def test_a_new_rule_asks_for_a_new_prediction(highest):
    highest.guess.value = "A"
    highest.button.click()
    highest.rule.value = "fixed"
    assert highest.guess.value == "choose"
    assert highest.shown.children == ()
