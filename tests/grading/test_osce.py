"""The practical examination goes the stock way: released, played, handed in, collected, marked, given back."""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import nbformat
import pytest
from nbgrader.api import Gradebook

from kapedu.cases import EncounterRun, begin, case_named, score
from kapedu.cases.players import greedy, play, scripted
from kapedu.grading.course_setup import nbgrader_api, prepare_assignments
from kapedu.grading.release import check_quiz
from kapedu.quiz.variants import run_seed

pytestmark = [
    pytest.mark.slow,
    pytest.mark.filterwarnings("ignore::sqlalchemy.exc.SAWarning"),  # nbgrader's own relationships, harmless
    pytest.mark.filterwarnings("ignore::DeprecationWarning:nbgrader"),
    pytest.mark.filterwarnings("ignore::DeprecationWarning:nbconvert"),
    pytest.mark.filterwarnings("ignore::ResourceWarning"),  # nbgrader leaves connections to the collector
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),  # the same, seen by pytest
]

REPO = Path(__file__).resolve().parents[2]
SOURCE = REPO / "assessments" / "source" / "osce" / "osce.ipynb"
STATIONS = [question.item for question in check_quiz(nbformat.read(SOURCE, as_version=4), "osce")]
SEEDS = {"expert": "0a0a0a01", "mixed": "0a0a0a02", "copied": "0a0a0a03"}


def answers(seed: str, players: dict[str, object]) -> dict[str, str]:
    """The runs of somebody who plays each station in one way."""
    found = {}
    for item in STATIONS:
        case, own = case_named(item.case), run_seed(seed, item.id)
        choose = players.get(item.id, scripted(case.expert))
        steps = [action for action, _ in play(begin(case, own), choose)]
        found[item.id] = EncounterRun.of(case, own, steps).code()
    return found


def critical_player(state):
    """Takes a step that fails the station as soon as there is one."""
    here = state.case.scenes[state.scene].options
    wrong = [move.key for move in here if move.effects.critical and move.key not in state.done]
    return wrong[0] if wrong else greedy(state)


@pytest.fixture(scope="module")
def graded(tmp_path_factory) -> Iterator[SimpleNamespace]:
    root = tmp_path_factory.mktemp("osce")
    course = root / "course"
    shutil.copytree(SOURCE.parent, course / "assessments" / "source" / "osce")
    shutil.copy(REPO / "assessments" / "nbgrader_config.py", course / "assessments")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("KAPEDU_EXCHANGE", str(root / "exchange"))
        patch.setenv("JUPYTER_NO_CONFIG", "1")
        patch.setenv("JUPYTER_DATA_DIR", str(root / "data"))
        prepare_assignments(course)
        assessments = course / "assessments"
        released = assessments / "release" / "osce" / "osce.ipynb"
        sheets = {
            "expert": answers(SEEDS["expert"], {}),
            "mixed": answers(SEEDS["mixed"], {"osce-touch": critical_player, "osce-airway": greedy}),
            "copied": answers(SEEDS["expert"], {}),
        }
        for student, runs in sheets.items():
            folder = (
                root / "exchange" / "kapedu" / "inbound" / f"{student}+osce+2026-11-22 09:00:00.000000 UTC+a"
            )
            folder.mkdir(parents=True)
            shutil.copy(released, folder)
            entries = {
                name: {"answer": code, "at": "2026-11-22T09:00:00+00:00"} for name, code in runs.items()
            }
            content = {"schema_version": 1, "assignment": "osce", "seed": SEEDS[student], "started": "x"}
            (folder / "answers.json").write_text(json.dumps(content | {"answers": entries}), encoding="utf-8")
            (folder / "timestamp.txt").write_text("2026-11-22 09:00:00.000000 UTC", encoding="utf-8")
        api = nbgrader_api(assessments)
        results = [api.collect("osce"), api.autograde("osce", "*"), api.generate_feedback("osce")]
        assert all(result["success"] for result in results), results
        with Gradebook(f"sqlite:///{assessments}/gradebook.db") as gradebook:
            scores = {
                submission.student.id: {
                    grade.cell.name: grade.auto_score for grade in submission.notebooks[0].grades
                }
                for submission in gradebook.assignment_submissions("osce")
            }
        pages = {
            student: (assessments / "feedback" / student / "osce" / "osce.html").read_text(encoding="utf-8")
            for student in SEEDS
        }
        yield SimpleNamespace(scores=scores, pages=pages, released=released.read_text(encoding="utf-8"))


def test_there_are_an_emergency_a_session_phase_and_an_ethical_station():
    cases = {item.id: case_named(item.case) for item in STATIONS}
    assert cases["osce-airway"].emergency
    assert cases["osce-altered"].phase == "altered-state"
    assert "C10" in cases["osce-touch"].competencies
    covered = {code for case in cases.values() for code in case.competencies}
    assert {"C4", "C6", "C10", "C11", "C15"} <= covered


def test_the_experts_scripts_earn_every_point_and_pass_every_station(graded):
    assert graded.scores["expert"] == {item.id: 10.0 for item in STATIONS}
    assert graded.pages["expert"].count("Passed: 100 % of the marks") == 3


def test_a_station_with_a_critical_error_earns_nothing_and_the_others_what_they_are_worth(graded):
    scores = graded.scores["mixed"]
    assert scores["osce-touch"] == 0.0
    assert scores["osce-altered"] == 10.0
    airway = next(item for item in STATIONS if item.id == "osce-airway")
    case, seed = case_named("laryngospasm"), run_seed(SEEDS["mixed"], airway.id)
    steps = [action for action, _ in play(begin(case, seed), greedy)]
    found = score(EncounterRun.of(case, seed, steps).replay(case))
    assert scores["osce-airway"] == pytest.approx(10 * found.percent / 100)
    page = graded.pages["mixed"]
    assert "Not passed: a critical error fails the station" in page
    assert "Critical errors:" in page


def test_feedback_tells_the_marks_of_each_competency(graded):
    page = graded.pages["expert"]
    assert "Marks of the checklist by competency" in page
    for code, title in (
        ("C4", "Monitor and respond"),
        ("C6", "Hold the altered state"),
        ("C10", "Ethics, touch"),
    ):
        assert f"{code} {title}" in page
    assert "Declines, warmly and soon" not in page, "the checklist waits for the deadline"


def test_the_run_of_somebody_else_does_not_count_and_is_looked_at(graded):
    assert graded.scores["copied"] == {item.id: 0.0 for item in STATIONS}
    assert graded.pages["copied"].count("its run was not begun in this answer sheet") == 6
    assert "About this submission" in graded.pages["copied"]


def test_the_released_notebook_holds_no_key_and_no_checklist(graded):
    assert "key(" not in graded.released
    assert "rationale" not in graded.released
    assert "Jaw thrust" not in graded.released
