import pytest
from traitlets import TraitError

from kapedu.widgets.parts.answer_grid import AnswerGrid

ROWS, COLUMNS = {"sleep": "Sleeps less", "calls": "Stops calling"}, {"y": "yes", "n": "no"}


def test_rows_and_columns_keep_their_order_and_nothing_is_answered_at_the_start():
    form = AnswerGrid("Signs", ROWS, COLUMNS)
    assert form._rows == [["sleep", "Sleeps less"], ["calls", "Stops calling"]]
    assert form.value == {}


@pytest.mark.parametrize(
    ("value", "message"),
    [({"x": "y"}, "there is no row 'x'"), ({"sleep": "z"}, "'z' is no answer; choose of y, n")],
)
def test_an_answer_that_does_not_exist_is_refused(value, message):
    form = AnswerGrid("Signs", ROWS, COLUMNS)
    with pytest.raises(TraitError, match=message):
        form.value = value


def test_other_questions_take_the_answers_away():
    form = AnswerGrid("Signs", ROWS, COLUMNS, value={"sleep": "y"})
    form.show({"a": "A"}, {"0": "none"})
    assert (form.value, form._rows, form._columns) == ({}, [["a", "A"]], [["0", "none", "none"]])


def test_the_last_answers_are_taken_over_before_a_press_of_a_button():
    form = AnswerGrid("Signs", ROWS, COLUMNS)
    form._settled(form, {"event": "value", "value": {"sleep": "n"}}, None)
    assert form.value == {"sleep": "n"}


def test_an_empty_form_is_refused():
    with pytest.raises(ValueError, match="at least one row and one column"):
        AnswerGrid("Signs", {}, COLUMNS)


def test_a_short_word_can_stand_for_a_long_answer():
    form = AnswerGrid("Signs", ROWS, {"0": "0 not at all"}, shown={"0": "0"})
    assert form._columns == [["0", "0 not at all", "0"]]
