"""The five mornings, driven without a browser."""

import pytest

from kapedu.practice.time_out import items, mornings
from kapedu.widgets.session_phases.time_out import TimeOut


@pytest.fixture
def board():
    return TimeOut()


def test_a_question_is_answered_when_it_is_ticked_in_the_order_of_asking(board):
    board.ask.value = ["food"]
    board.ask.value = ["allergies", "food"]
    html = board.answers.html
    assert html.index("since yesterday evening") < html.index("Penicillin")


def test_to_decide_one_has_to_choose(board):
    board.act.click()
    assert "To start is a decision too" in board.decision.hint
    assert board.result.html == ""


def test_a_right_guess_is_called_luck_and_what_was_not_asked_is_shown(board):
    board.decision.value = "start"
    board.act.click()
    assert "You could not know" in board.result.html
    board.act.click()
    board.decision.value = "prescriber"
    board.act.click()
    assert "by luck" in board.result.html
    assert "Clarithromycin" in board.result.html
    assert f"What you did not ask ({len(items())})" in board.result.html


def test_all_mornings_end_with_an_account_and_begin_again(board):
    for one in mornings().values():
        board.ask.value = list(items())
        board.decision.value = one.decision
        board.act.click()
        assert "You asked everything" in board.result.html
        last = board.act.label == "Begin again"
        if not last:
            board.act.click()
    assert "5 of 5 mornings decided, and known why" in board.result.html
    board.act.click()
    assert "Morning 1 of 5" in board.patient.html
    assert board.right == {}
