"""Moves at three depths, driven without a browser."""

from html import escape

import pytest

from kapedu.practice.depth_moves import depths, moves
from kapedu.widgets.session_phases.depth_matrix import DepthMatrix


@pytest.fixture
def board():
    return DepthMatrix()


def test_nothing_is_compared_before_a_move_was_chosen(board):
    board.compare.click()
    assert "to be silent is one" in board.result.html
    assert board.chosen == {}


def test_a_move_that_does_not_belong_is_told_with_its_source(board):
    board.moves.value = ["silence", "details"]
    board.compare.click()
    assert "does not belong here (1)" in board.result.html
    assert "false memories" in board.result.html
    assert "Garel" in board.result.html
    assert "status: secondary" in board.result.html
    assert "Still to do: coming back; able to talk" in board.table.html


def test_what_was_chosen_is_still_there_when_one_comes_back(board):
    board.moves.value = ["silence"]
    board.compare.click()
    board.depth.value = "talking"
    assert board.moves.value == []
    assert board.result.html == ""
    board.depth.value = "far"
    assert board.moves.value == ["silence"]


def test_after_all_depths_the_table_opens_with_the_choices_in_it(board):
    for depth in depths():
        board.depth.value = depth
        board.moves.value = ["thought"]
        board.compare.click()
    assert "Moves by depth" in board.table.html
    assert board.table.html.count("you chose it") == len(depths())
    assert all(escape(move.title) in board.table.html for move in moves().values())
    assert "status: course-rule" in board.table.html
