"""Guess a risk, then see it as people."""

import pytest

from kapedu.widgets.risks.how_many import _HowMany


@pytest.fixture
def guessing():
    return _HowMany()


def test_nothing_is_shown_before_the_guess(guessing):
    assert guessing.shown.children == ()
    assert guessing.place.children == (guessing.common,)


@pytest.mark.parametrize(
    ("guess", "where"), [(40, "below"), (60, "below"), (61, "inside"), (84, "inside"), (90, "above")]
)
def test_the_guess_is_placed_beside_the_published_range(guessing, guess, where):
    guessing.common.value = guess
    guessing.button.click()
    assert f"of 100: <b>{where}</b>" in guessing.reading.html
    assert guessing.shown.children == (guessing.view,)


def test_a_rare_risk_is_guessed_among_a_thousand_and_drawn_so(guessing):
    guessing.risk.value = "laryngospasm"
    assert guessing.place.children == (guessing.rare,)
    assert guessing.shown.children == ()
    guessing.rare.value = 3
    guessing.button.click()
    assert "of 1000: <b>inside</b>" in guessing.reading.html


def test_every_risk_can_be_guessed(guessing):
    for key in guessing.risks:
        guessing.risk.value = key
        guessing.button.click()
        assert "what is published" in guessing.reading.html
