"""The capstone goes the stock way, with a session that was played inside it: handed in, collected, marked, given back."""

import html
import json
import shutil
from pathlib import Path

import nbformat
import pytest
from nbgrader.api import Gradebook

from kapedu.cases import EncounterRun, case_named
from kapedu.cases import begin as begin_encounter
from kapedu.cases.players import play as play_encounter
from kapedu.cases.players import scripted as scripted_encounter
from kapedu.grading.course_setup import nbgrader_api, prepare_assignments
from kapedu.grading.release import check_quiz
from kapedu.quiz.variants import run_seed
from kapedu.treatment import CourseRun, begin, patient_named, score, step
from kapedu.treatment.engine import encounter_seed
from kapedu.treatment.players import play, scripted

pytestmark = [
    pytest.mark.slow,
    pytest.mark.filterwarnings("ignore::sqlalchemy.exc.SAWarning"),  # nbgrader's own relationships, harmless
    pytest.mark.filterwarnings("ignore::DeprecationWarning:nbgrader"),
    pytest.mark.filterwarnings("ignore::DeprecationWarning:nbconvert"),
    pytest.mark.filterwarnings("ignore::ResourceWarning"),  # nbgrader leaves connections to the collector
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),  # the same, seen by pytest
]

SOURCE = Path(__file__).resolve().parents[2] / "assessments" / "source" / "capstone" / "capstone.ipynb"
SEED = "0a0a0a01"
ITEM = next(
    question.item
    for question in check_quiz(nbformat.read(SOURCE, as_version=4), "capstone")
    if question.item.kind.is_run
)


def session(state) -> str:
    """The first dosing session, played by somebody who knows."""
    case, seed = case_named(state.patient.encounter), encounter_seed(state)
    steps = play_encounter(begin_encounter(case, seed), scripted_encounter(case.expert))
    return f"play:{EncounterRun.of(case, seed, [action for action, _ in steps]).code()}"


def plan_with_a_played_session(patient, seed: int) -> CourseRun:
    """The plan of the course; its first dose is held as an encounter."""
    state, run = begin(patient, seed), CourseRun.of(patient, seed)
    choose = scripted(patient.expert)
    while not state.ended:
        action = next(play(state, choose))[0]
        if action.startswith("dose:") and not state.doses:
            action = session(state)
        state, run = step(state, action), run.then(action)
    return run


def test_a_treatment_with_a_played_session_is_marked_as_it_was_played(tmp_path, monkeypatch):
    patient = patient_named(ITEM.case)
    run = plan_with_a_played_session(patient, run_seed(SEED, ITEM.id))
    found = score(run.replay(patient))
    assert found.passed
    assert "play-passed:True" in run.replay(patient).done

    course = tmp_path / "course"
    shutil.copytree(SOURCE.parent, course / "assessments" / "source" / "capstone")
    shutil.copy(SOURCE.parents[2] / "nbgrader_config.py", course / "assessments")
    monkeypatch.setenv("KAPEDU_EXCHANGE", str(tmp_path / "exchange"))
    monkeypatch.setenv("JUPYTER_NO_CONFIG", "1")
    monkeypatch.setenv("JUPYTER_DATA_DIR", str(tmp_path / "data"))
    prepare_assignments(course)
    assessments = course / "assessments"
    folder = tmp_path / "exchange" / "kapedu" / "inbound" / "ana+capstone+2026-11-22 09:00:00.000000 UTC+a"
    folder.mkdir(parents=True)
    shutil.copy(assessments / "release" / "capstone" / "capstone.ipynb", folder)
    answers = {ITEM.id: {"answer": [run.code()], "at": "2026-11-22T09:00:00+00:00"}}
    sheet = {"schema_version": 1, "assignment": "capstone", "seed": SEED, "started": "x", "answers": answers}
    (folder / "answers.json").write_text(json.dumps(sheet), encoding="utf-8")
    (folder / "timestamp.txt").write_text("2026-11-22 09:00:00.000000 UTC", encoding="utf-8")
    api = nbgrader_api(assessments)
    results = [api.collect("capstone"), api.autograde("capstone", "*"), api.generate_feedback("capstone")]
    assert all(result["success"] for result in results), results
    with Gradebook(f"sqlite:///{assessments}/gradebook.db") as gradebook:
        (submission,) = gradebook.assignment_submissions("capstone")
        marks = {grade.cell.name: grade.auto_score for grade in submission.notebooks[0].grades}
    assert marks[ITEM.id] == pytest.approx(ITEM.points * found.percent / 100, abs=0.01)
    page = (assessments / "feedback" / "ana" / "capstone" / "capstone.html").read_text(encoding="utf-8")
    assert f"Passed: {found.percent:.0f} % of the marks" in html.unescape(page)
