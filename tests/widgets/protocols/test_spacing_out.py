import pytest

from kapedu.widgets.protocols.spacing_out import SpacingOut


@pytest.fixture
def board():
    return SpacingOut()


def give(board, *weeks):
    for number in weeks:
        board.weeks.value = str(number)
        board.give.click()


def test_a_score_is_seen_before_an_interval_can_be_settled(board):
    board.weeks.value = "3"
    board.settle.click()
    assert "not seen a score" in board.said.html


def test_step_by_step_the_longest_interval_is_found(board):
    give(board, 1, 2, 3, 4)
    assert "14 points after 4 weeks" in board.said.html
    assert "Go back one step" in board.said.html
    board.weeks.value = "3"
    board.settle.click()
    assert "Yes. It holds, and a week more did not." in board.said.html


@pytest.mark.parametrize(
    ("tried", "settled", "words"),
    [((3,), "3", "you have not looked"), ((2,), "2", "a longer one"), ((4,), "4", "she slips")],
)
def test_a_hasty_end_is_called_what_it_is(board, tried, settled, words):
    give(board, *tried)
    board.weeks.value = settled
    board.settle.click()
    assert words in board.said.html


def test_one_can_start_again(board):
    give(board, 1, 3)
    board.again.click()
    assert (board.tried, board.said.html, board.weeks.value) == ([], "", "1")


def test_many_steps_keep_the_drawing_readable(board):
    give(board, *[1, 2] * 6)
    assert len(board._figure().table.rows) == 7
