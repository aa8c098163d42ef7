import pytest

from kapedu.evidence.planted import PUZZLES
from kapedu.widgets.evidence.planted_error import planted_error


@pytest.fixture
def hunt():
    return planted_error().hunt


@pytest.mark.parametrize("puzzle", PUZZLES)
def test_every_error_can_be_found_and_taken_out(hunt, puzzle):
    hunt.puzzle.value = puzzle
    hunt.where.value, hunt.what.value = hunt.planted.trial, hunt.planted.kind
    hunt.check()
    assert "Found." in hunt.feedback.html
    wrong = hunt.view._shown["summary"]
    hunt.turn()
    assert hunt.view._shown["summary"] != wrong
    assert "−3.34" in hunt.view._shown["summary"]
    hunt.turn()
    assert hunt.view._shown["summary"] == wrong


def test_half_a_hit_says_which_half(hunt):
    hunt.where.value, hunt.what.value = hunt.planted.trial, "arms"
    hunt.check()
    assert "The right trial." in hunt.feedback.html
    other = next(name for name in hunt.where.options if name not in ("", hunt.planted.trial))
    hunt.where.value, hunt.what.value = other, hunt.planted.kind
    hunt.check()
    assert "The right slip," in hunt.feedback.html
    hunt.what.value = "arms"
    hunt.check()
    assert "Not this one." in hunt.feedback.html


def test_without_both_choices_it_asks_for_them_and_a_new_plot_starts_anew(hunt):
    hunt.check()
    assert "Choose a trial and a slip" in hunt.feedback.html
    hunt.turn()
    hunt.puzzle.value = "second"
    assert hunt.feedback.html == ""
    assert hunt.swap.label == "Show it without the error"
