"""Every assignment: right answers earn every point that is given without a person, wrong and missing ones none."""

import json
from pathlib import Path

import nbformat
import pytest

from kapedu.grading.release import check_quiz
from kapedu.quiz import Kind, Verdict, mark_sheet
from tests.assessments.answers import ONESELF, right_answer, wrong_answer

SOURCES = sorted((Path(__file__).resolve().parents[2] / "assessments" / "source").glob("*/*.ipynb"))
QUIZZES = {path.stem: check_quiz(nbformat.read(path, as_version=4), path.stem) for path in SOURCES}
SEED = "5eed"


def points(name: str, answers: dict[str, object]) -> float:
    entries = {
        item: {"answer": answer, "at": "2026-11-22T09:00:00+00:00"} for item, answer in answers.items()
    }
    sheet = {"schema_version": 1, "assignment": name, "seed": SEED, "answers": entries}
    marks = mark_sheet(QUIZZES[name], json.dumps(sheet).encode(), name)
    assert not marks.remarks
    return sum(
        (mark.fraction or 0.0) * asked.item.points
        for mark, asked in zip(marks.marks, QUIZZES[name], strict=True)
    )


@pytest.mark.parametrize("name", QUIZZES)
def test_right_answers_earn_every_point_that_needs_no_person(name):
    asked = [question for question in QUIZZES[name] if question.item.kind in ONESELF]
    earned = points(name, {question.item.id: right_answer(question, SEED) for question in asked})
    assert earned == pytest.approx(sum(question.item.points for question in asked))


@pytest.mark.parametrize("name", QUIZZES)
def test_wrong_answers_and_an_empty_sheet_earn_nothing(name):
    asked = [question for question in QUIZZES[name] if question.item.kind in ONESELF]
    assert points(name, {question.item.id: wrong_answer(question) for question in asked}) == 0
    assert points(name, {}) == 0


def test_any_answer_to_a_question_without_a_panel_is_taken_and_marked_by_nobody():
    for name, questions in QUIZZES.items():
        for question in questions:
            if question.item.kind is Kind.CONCORDANCE and not question.item.points:
                for option in question.item.option_ids:
                    sheet = {"schema_version": 1, "answers": {question.item.id: {"answer": option}}}
                    mark = mark_sheet(questions, json.dumps(sheet).encode())[question.item.id]
                    assert mark.verdict is Verdict.UNMARKED, name
