"""Guess, then see what was published."""

from kapedu.widgets.mechanism.bioavailability_disputes import _Disputes


def test_nothing_is_shown_before_a_guess_is_kept():
    shown = _Disputes()
    assert shown.view is None
    assert len(shown.shown.children) == 1


def test_the_button_keeps_the_guess_and_draws_it_among_the_reports():
    shown = _Disputes()
    shown.guess.value = 30
    shown.button.click()
    assert "Your guess was 30 %" in shown.view._shown["summary"]
    assert shown.view in shown.shown.children
    assert "Still to guess: under the tongue, swallowed, muscle" in shown.reading.html


def test_another_route_asks_for_a_guess_of_its_own_and_coming_back_remembers_the_first():
    shown = _Disputes()
    shown.button.click()
    shown.route.value = "muscle"
    assert shown.view not in shown.shown.children
    assert "Guess first" in shown.reading.html
    shown.route.value = "nose"
    assert shown.view in shown.shown.children


def test_moving_the_guess_afterwards_redraws_it():
    shown = _Disputes()
    shown.button.click()
    shown.guess.value = 10
    assert "Your guess was 10 %" in shown.view._shown["summary"]
