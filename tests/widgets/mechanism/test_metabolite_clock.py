"""Guess when norketamine is highest, then see two models."""

import re

import pytest

from kapedu.widgets.mechanism.metabolite_clock import _Clock


@pytest.fixture
def shown():
    return _Clock()


def test_no_curve_is_seen_before_the_guess(shown):
    shown.guess.value = 120
    assert shown.shown.children == ()
    assert shown.courses == {}


def test_the_guess_stands_beside_both_models_and_they_disagree(shown):
    shown.guess.value = 120
    shown.button.click()
    assert "You guessed 120 min" in shown.reading.html
    told = [float(number) for number in re.findall(r"after (\d+) min", shown.reading.html)]
    peaks = [float(course.metabolites["norketamine"].argmax()) for course in shown.courses.values()]
    assert told == peaks
    assert len(set(told)) == 2


def test_ketamine_and_the_second_metabolite_can_be_laid_beside_it(shown):
    shown.button.click()
    counts = {}
    for choice in shown.beside.options:
        shown.beside.value = choice
        counts[choice] = len(shown.view._shown["spec"]["data"])
    assert counts == {"none": 2, "ketamine": 4, "hydroxynorketamine": 3}


def test_the_assumed_shares_can_be_opened(shown):
    shown.button.click()
    assert "never measured" in shown.reading.html
    assert "<details>" in shown.reading.html
