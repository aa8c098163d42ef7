"""Guess the spread, then meet the people."""

import re

import pytest

from kapedu.widgets.mechanism.one_of_many import _Many


@pytest.fixture
def many():
    return _Many()


def test_nobody_is_shown_before_the_guess(many):
    assert many.shown.children == ()
    assert many.view is None


def test_the_guess_is_set_beside_what_the_population_does(many):
    many.guess.value = 3
    many.button.click()
    assert "You guessed 3 times" in many.reading.html
    told = float(re.search(r"was ([\d.]+) times the lowest", many.reading.html)[1])
    hundreds = many.at_end.reshape(10, 100)
    ratios = sorted(hundreds.max(axis=1) / hundreds.min(axis=1))
    assert told == pytest.approx((ratios[4] + ratios[5]) / 2, abs=0.05)
    assert many.view in many.shown.children


def test_another_patient_has_another_curve_in_the_same_band(many):
    many.button.click()
    first = many.view._shown["spec"]["data"]
    many.another.click()
    second = many.view._shown["spec"]["data"]
    assert "Patient 2" in many.person_says.html
    assert first[-1]["y"] != second[-1]["y"]
    assert first[0]["y"] == second[0]["y"]


def test_the_place_of_a_patient_is_that_among_all_people(many):
    many.button.click()
    place = int(re.search(r"(\d+) of 100 people are below", many.person_says.html)[1])
    assert place == round((many.at_end < many.at_end[0]).mean() * 100)


def test_the_same_people_come_back_and_a_new_guess_keeps_the_patient(many):
    many.button.click()
    many.another.click()
    many.guess.value = 5
    many.button.click()
    assert "You guessed 5 times" in many.reading.html
    assert many.person == 1
    again = _Many()
    again.button.click()
    assert (again.at_end == many.at_end).all()


def test_what_varies_and_what_is_not_in_the_band_can_be_opened(many):
    many.button.click()
    about = many.shown.children[-1].html
    assert "What varies here" in about
    assert "Measurement error is not in the bands" in about
