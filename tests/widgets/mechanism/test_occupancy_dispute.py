"""Guess the occupancy, then choose whose affinity to believe."""

import pytest

from kapedu.widgets.mechanism.occupancy_dispute import _Dispute


@pytest.fixture
def shown():
    return _Dispute()


def test_no_band_is_seen_before_the_guess(shown):
    shown.guess.value = 70
    assert shown.shown.children == ()


@pytest.mark.parametrize(
    ("guess", "agrees"), [(80, "Sałat 2015."), (3, "none of the three"), (99, "none of the three")]
)
def test_a_guess_is_told_with_whom_it_agrees(shown, guess, agrees):
    shown.guess.value = guess
    shown.button.click()
    assert f"You guessed {guess} %" in shown.reading.html
    assert agrees in shown.reading.html.replace("</b>", "")


def test_each_belief_draws_another_band_and_says_how_far_it_was_checked(shown):
    shown.button.click()
    summaries = set()
    for belief in shown.belief.options:
        shown.belief.value = belief
        summaries.add(shown.view._shown["summary"])
    assert len(summaries) == 4
    assert "unverified" in shown.reading.html
    assert "Do not build on it" in shown.reading.html
    shown.belief.value = "salat"
    assert "secondary" in shown.reading.html
    assert "rat brain" in shown.reading.html


def test_the_guess_is_kept_when_the_slider_moves_afterwards(shown):
    shown.guess.value = 80
    shown.button.click()
    shown.guess.value = 10
    shown.belief.value = "ebert"
    assert "You guessed 80 %" in shown.reading.html
