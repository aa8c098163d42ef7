"""Spacing doses out."""

import pytest

from kapedu.instruments import InstrumentError
from kapedu.instruments.spacing import comment, spacing_case, step


def test_three_weeks_hold_within_the_error_and_four_do_not():
    case = spacing_case()
    assert [step(case, weeks).holds for weeks in (1, 2, 3, 4)] == [True, True, True, False]
    assert case.longest == 3


@pytest.mark.parametrize(
    ("before", "weeks", "words"),
    [
        (1, 1, "It holds. You may lengthen"),
        (1, 2, "within the error of the scale"),
        (1, 3, "by luck"),
        (3, 4, "Go back one step"),
        (2, 4, "cannot say which one was too long"),
        (4, 3, "within the error of the scale"),
    ],
)
def test_each_step_is_commented_by_what_it_teaches(before, weeks, words):
    assert words in comment(before, step(spacing_case(), weeks))


def test_an_interval_that_the_exercise_does_not_know_is_refused():
    with pytest.raises(InstrumentError, match="weeks 9: this exercise knows 1, 2, 3, 4"):
        step(spacing_case(), 9)
