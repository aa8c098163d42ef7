"""Which quizzes wait for the learner, told by the files alone."""

import pytest

from kapedu.course import Quiz
from kapedu.record import quiz_standings

QUIZ = Quiz("module-1", 18, 45)


def test_a_damaged_answer_sheet_still_counts_as_begun(tmp_path):
    notebook = tmp_path / QUIZ.path
    notebook.parent.mkdir(parents=True)
    notebook.write_text("{}")
    for content in (b"", b"[]", b"\xff", b"x" * 1_000_001):
        notebook.with_name("answers.json").write_bytes(content)
        (standing,) = quiz_standings([QUIZ], tmp_path, tmp_path / "exchange")
        assert (standing.state, standing.is_due) == ("begun", True)


@pytest.mark.parametrize(
    ("released", "fetched", "state", "due"),
    [(False, False, "not released", False), (True, False, "open", True), (False, True, "open", True)],
)
def test_a_quiz_is_there_when_it_was_released_or_fetched(tmp_path, released, fetched, state, due):
    if released:
        (tmp_path / "exchange" / "any-course" / "outbound" / "module-1").mkdir(parents=True)
    if fetched:
        (tmp_path / QUIZ.path).parent.mkdir(parents=True)
        (tmp_path / QUIZ.path).write_text("{}")
    (standing,) = quiz_standings([QUIZ], tmp_path, tmp_path / "exchange")
    assert (standing.state, standing.is_due) == (state, due)


def test_a_quiz_that_is_not_there_yet_is_being_got_ready_and_does_not_wait(tmp_path):
    other = Quiz("module-2", 20, 60)
    (tmp_path / QUIZ.path).parent.mkdir(parents=True)
    (tmp_path / QUIZ.path).write_text("{}")
    found = quiz_standings([QUIZ, other], tmp_path, tmp_path / "exchange", preparing=True)
    assert [(one.state, one.is_due) for one in found] == [("open", True), ("preparing", False)]
