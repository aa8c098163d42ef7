"""What a run that was handed in must be before it is taken again, whatever kind it is of."""

from types import SimpleNamespace

import pytest

from kapedu.cases import EncounterRun
from kapedu.quiz.handed_in import PlayedError, read_answer, read_run
from kapedu.treatment import CourseRun

ITEM = SimpleNamespace(case="panic", run_seed=1)
RUNS = (EncounterRun("panic", "0" * 12, 1, ("wait:5",)), CourseRun("vera", "0" * 12, 1, ("wait:5",)))


def item_of(run):
    return SimpleNamespace(case=run.subject, run_seed=run.seed)


@pytest.mark.parametrize("run", RUNS)
def test_a_run_is_read_from_its_code_and_from_its_file(run):
    assert read_run(item_of(run), run.code(), type(run)) == run
    assert read_run(item_of(run), [run.to_json(), "notes"], type(run)) == run


@pytest.mark.parametrize("run", RUNS)
@pytest.mark.parametrize("answer", [None, "", 3, [], [["x"]], {"run": 1}])
def test_what_holds_no_run_is_refused(run, answer):
    with pytest.raises(PlayedError, match="does not hold a run"):
        read_run(item_of(run), answer, type(run))


def test_a_run_of_the_other_kind_is_refused():
    with pytest.raises(PlayedError, match="cannot be read"):
        read_run(ITEM, RUNS[0].code(), CourseRun)


def test_notes_follow_the_run():
    assert read_answer(["KE1-abc", "Pulse 80", "more"]) == ("KE1-abc", "Pulse 80")
    assert read_answer(None) == ("", "")


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"run_seed": None}, "does not say whose it is"),
        ({"run_seed": 2}, "was not begun in this answer sheet"),
        ({"case": "other"}, "one of another (case|patient)"),
    ],
)
@pytest.mark.parametrize("run", RUNS)
def test_a_run_that_was_begun_elsewhere_is_refused(run, changes, told):
    item = SimpleNamespace(**{**vars(item_of(run)), **changes})
    with pytest.raises(PlayedError, match=told):
        read_run(item, run.code(), type(run))
