"""Every assignment of the course through the real nbgrader: a right, a wrong and an empty sheet."""

import shutil
from pathlib import Path

import nbformat
import pytest
from nbgrader.api import Gradebook

from kapedu.grading.course_setup import nbgrader_api, prepare_assignments
from kapedu.grading.release import check_quiz
from kapedu.quiz import Kind
from tests.assessments.answers import ONESELF, right_answer, wrong_answer

pytestmark = [
    pytest.mark.slow,
    pytest.mark.long,
    pytest.mark.filterwarnings("ignore::sqlalchemy.exc.SAWarning"),  # nbgrader's own relationships, harmless
    pytest.mark.filterwarnings("ignore::DeprecationWarning:nbgrader"),
    pytest.mark.filterwarnings("ignore::DeprecationWarning:nbconvert"),
    pytest.mark.filterwarnings("ignore::ResourceWarning"),  # nbgrader leaves connections to the collector
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),  # the same, seen by pytest
]

REPO = Path(__file__).resolve().parents[2]
NAMES = sorted(path.stem for path in (REPO / "assessments" / "source").glob("*/*.ipynb"))
SEED = "5eed"
WORDS = "In my own words."


@pytest.mark.parametrize("name", NAMES)
def test_an_assignment_is_released_marked_and_answered_for(name, tmp_path, monkeypatch, sheet_bytes):
    monkeypatch.setenv("KAPEDU_EXCHANGE", str(tmp_path / "exchange"))
    monkeypatch.setenv("JUPYTER_NO_CONFIG", "1")
    monkeypatch.setenv("JUPYTER_DATA_DIR", str(tmp_path / "data"))
    assessments = tmp_path / "course" / "assessments"
    shutil.copytree(REPO / "assessments" / "source" / name, assessments / "source" / name)
    shutil.copy(REPO / "assessments" / "nbgrader_config.py", assessments)
    prepare_assignments(tmp_path / "course")
    questions = check_quiz(nbformat.read(assessments / "source" / name / f"{name}.ipynb", as_version=4), name)
    by_itself = [question for question in questions if question.item.kind in ONESELF]
    by_hand = [question for question in questions if question.item.kind is Kind.FREE_TEXT]
    sheets = {
        "right": {question.item.id: right_answer(question, SEED) for question in by_itself}
        | {question.item.id: WORDS for question in by_hand},
        "wrong": {question.item.id: wrong_answer(question) for question in by_itself},
        "empty": {},
    }
    released = (assessments / "release" / name / f"{name}.ipynb").read_bytes()
    for student, answers in sheets.items():
        folder = assessments / "submitted" / student / name
        folder.mkdir(parents=True)
        (folder / f"{name}.ipynb").write_bytes(released)
        seed = SEED if student == "right" else ""
        (folder / "answers.json").write_bytes(sheet_bytes(answers, name, seed))
    api = nbgrader_api(assessments)
    for step in (api.autograde(name, "*"), api.generate_feedback(name)):
        assert step["success"], step["error"][-1500:]
    with Gradebook(f"sqlite:///{assessments}/gradebook.db") as gradebook:
        found = {
            s.student.id: (s.score, s.needs_manual_grade) for s in gradebook.assignment_submissions(name)
        }
        highest = gradebook.find_assignment(name).max_score
    expected = sum(question.item.points for question in by_itself)
    assert highest == sum(question.item.points for question in questions)
    assert found == {
        "right": (pytest.approx(expected), bool(by_hand)),
        "wrong": (0.0, False),
        "empty": (0.0, False),
    }
    page = (assessments / "feedback" / "right" / name / f"{name}.html").read_text(encoding="utf-8")
    assert f"of {highest:g} points" in page
    assert "0 of 0" not in page
    assert page.count("<h2>Question") == len(questions)
