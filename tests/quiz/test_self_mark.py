import pytest
from hypothesis import given
from hypothesis import strategies as st

from kapedu.quiz.fields import QuizError
from kapedu.quiz.key import RubricLine
from kapedu.quiz.self_mark import SHARES, self_mark

RUBRIC = (RubricLine(2, "numbers"), RubricLine(1, "doubt"), RubricLine(1, "choice"))


def test_points_are_added_line_by_line():
    mark = self_mark(RUBRIC, {0: "partly", 1: "met", 2: "missing"})
    assert (mark.points, mark.possible) == (2, 4)
    assert mark.open == ()
    assert mark.weak == (0, 2)


def test_lines_not_yet_marked_stay_open():
    assert self_mark(RUBRIC, {}).open == (0, 1, 2)
    assert self_mark(RUBRIC, {0: "met", 1: None}).open == (1, 2)


@given(st.lists(st.sampled_from([*SHARES, None]), min_size=3, max_size=3))
def test_nobody_gets_more_than_there_is_and_open_lines_earn_nothing(words):
    mark = self_mark(RUBRIC, dict(enumerate(words)))
    assert 0 <= mark.points <= mark.possible == 4
    assert (mark.points == 4) == (words == ["met"] * 3)


@pytest.mark.parametrize(
    ("found", "told"), [({3: "met"}, "line 3: there is none"), ({0: "good"}, "'good' is not one of met")]
)
def test_a_mark_that_does_not_exist_is_refused(found, told):
    with pytest.raises(QuizError, match=told):
        self_mark(RUBRIC, found)
