"""The writer's own sentence, driven without a browser."""

import pytest

from kapedu.widgets.session_phases.few_words import FewWords


@pytest.fixture
def board():
    return FewWords()


def test_a_sentence_is_needed(board):
    board.look.click()
    assert "Write a sentence first" in board.found.html


def test_what_leads_is_told_with_the_words_source_and_status(board):
    board.situation.value = "stairs"
    board.text.value = "Who is it? <b>Look</b> at him!"
    board.look.click()
    assert "(who, look)" in board.found.html
    assert "Garel" in board.found.html
    assert "status: secondary" in board.found.html
    assert "<b>" not in board.found.html


def test_a_short_sentence_has_nothing_to_remark_and_two_others_stand_beside_it(board):
    board.text.value = "I'm here."
    board.look.click()
    assert "Nothing was found to remark" in board.found.html
    assert "2 words" in board.found.html
    assert "I am here. You are on the couch." in board.found.html


def test_another_situation_begins_with_an_empty_line(board):
    board.text.value = "I'm here."
    board.look.click()
    board.situation.value = "falling"
    assert board.text.value == ""
    assert board.found.html == ""
