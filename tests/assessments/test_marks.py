"""Every quiz as a whole: a right sheet earns all its points, a wrong or an empty one nothing."""

import json
from pathlib import Path

import nbformat
import pytest

from kapedu.grading.release import check_quiz
from kapedu.quiz import Kind, mark_sheet
from kapedu.quiz.answer_sheet import SCHEMA_VERSION
from tests.assessments.answers import ONESELF, right_answer, wrong_answer

SOURCES = sorted((Path(__file__).resolve().parents[2] / "assessments" / "source").glob("*/*.ipynb"))
QUIZZES = {path.stem: check_quiz(nbformat.read(path, as_version=4), path.stem) for path in SOURCES}
PLAYED = {path.item.id for asked in QUIZZES.values() for path in asked if path.item.kind.is_run}
"""Runs have tests of their own: tests/grading/test_osce.py, tests/treatment."""
SEEDS = ("5eed", "0", "another")
AT = "2026-11-22T09:00:00+00:00"


def earned(name: str, answers: dict[str, object], seed: str) -> dict[str, float | None]:
    """The share of each item's points that a sheet earns; None where a person reads the answer."""
    sheet = {
        "schema_version": SCHEMA_VERSION,
        "assignment": name,
        "seed": seed,
        "started": AT,
        "answers": {item: {"answer": answer, "at": AT} for item, answer in answers.items()},
        "handed_in": [],
    }
    marks = mark_sheet(QUIZZES[name], json.dumps(sheet).encode(), name)
    assert marks.remarks == ()
    return {mark.item_id: mark.fraction for mark in marks.marks if mark.item_id not in PLAYED}


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("name", QUIZZES)
def test_a_right_sheet_earns_every_point_that_needs_no_person(name, seed):
    found = earned(
        name,
        {asked.item.id: right_answer(asked, seed) for asked in QUIZZES[name] if asked.item.kind in ONESELF},
        seed,
    )
    expected = {asked.item.id: 1.0 for asked in QUIZZES[name] if asked.item.id not in PLAYED}
    expected |= {asked.item.id: 0.0 for asked in QUIZZES[name] if asked.item.kind is Kind.FREE_TEXT}
    expected |= {asked.item.id: 0.0 for asked in QUIZZES[name] if not asked.item.points}  # no panel yet
    assert found == expected


@pytest.mark.parametrize("name", QUIZZES)
def test_a_wrong_sheet_earns_nothing(name):
    auto = [
        asked
        for asked in QUIZZES[name]
        if asked.item.kind is not Kind.FREE_TEXT and asked.item.id not in PLAYED
    ]
    found = earned(name, {asked.item.id: wrong_answer(asked) for asked in auto}, SEEDS[0])
    assert set(found.values()) <= {0.0}


@pytest.mark.parametrize("name", QUIZZES)
def test_an_empty_sheet_earns_nothing(name):
    assert set(earned(name, {}, SEEDS[0]).values()) <= {0.0}
