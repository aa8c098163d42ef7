"""The sheet keeps a run only if it was begun there, and says why where it keeps none."""

from types import SimpleNamespace

import pytest

from kapedu.cases import EncounterRun
from kapedu.quiz.response import MAXIMUM_TEXT
from kapedu.widgets.encounters.sheet_store import SheetStore

RUN = EncounterRun("panic", "0" * 12, 4, ("wait:5",))
ITEM = SimpleNamespace(id="play", case="panic", run_seed=4)


class Quiz:
    """A quiz that remembers what it was given."""

    def __init__(self, value=None):
        self.given = value
        self.sheet = SimpleNamespace(value=lambda _id: self.given)
        self.problem = None

    def record_run(self, _item, value, *, problem):
        self.given, self.problem = value, problem
        return ""


def test_a_run_comes_back_with_its_notes():
    quiz = Quiz()
    store = SheetStore(quiz, ITEM, EncounterRun)
    assert store.read() == (None, "", "")
    assert store.write(RUN, "Pulse 80", "not done") == ""
    assert quiz.problem == "not done"
    assert store.read() == (RUN, "Pulse 80", "")
    store.write(RUN, "  ", "")
    assert quiz.given == (RUN.code(),)


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        ("KE1-damaged", "could not be read"),
        (EncounterRun("panic", "0" * 12, 5).code(), "was not begun here"),
        (EncounterRun("no-touch", "0" * 12, 4).code(), "was not begun here"),
    ],
)
def test_what_was_not_begun_here_is_told_and_not_taken(answer, told):
    run, _, problem = SheetStore(Quiz((answer,)), ITEM, EncounterRun).read()
    assert run is None
    assert told in problem


def test_a_run_that_is_too_long_is_told_and_what_was_saved_stays():
    quiz = Quiz(("KE1-before",))
    rows = tuple(f"choose:{number:x}-{number * 7919 % 65521:x}" for number in range(MAXIMUM_TEXT // 3))
    long = EncounterRun("panic", "0" * 12, 4, rows)
    assert "too long" in SheetStore(quiz, ITEM, EncounterRun).write(long, "", "")
    assert quiz.given == ("KE1-before",)
