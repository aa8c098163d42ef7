"""Every quiz as a whole: a right sheet earns all its points, a wrong or an empty one nothing."""

import json
from pathlib import Path

import nbformat
import pytest

from kapedu.grading.release import check_quiz
from kapedu.quiz import Kind, Question, mark_sheet
from kapedu.quiz.answer_sheet import SCHEMA_VERSION

SOURCES = sorted((Path(__file__).resolve().parents[2] / "assessments" / "source").glob("*/*.ipynb"))
QUIZZES = {path.stem: check_quiz(nbformat.read(path, as_version=4), path.stem) for path in SOURCES}
SEEDS = ("5eed", "0", "another")
OPPOSITE = {"do": "never", "can": "never", "rather-not": "do", "never": "do"}
AT = "2026-11-22T09:00:00+00:00"


def right(asked: Question, seed: str) -> object:
    item, key = asked.item, asked.for_trainee(seed).key
    if item.kind is Kind.SINGLE:
        return key.correct[0]
    if item.kind in {Kind.MULTIPLE, Kind.ORDERING}:
        return list(key.correct)
    if item.kind.is_paired:
        return [f"{line}={choice}" for line, choice in key.pairs.items()]
    return f"{key.value:.6g}" if item.kind.is_number else next(iter(key.accept), "In my own words.")


def wrong(asked: Question) -> object:
    item, key = asked.item, asked.key
    others = [option for option in item.option_ids if option not in key.correct]
    if item.kind is Kind.SINGLE:
        return others[0]
    if item.kind is Kind.MULTIPLE:
        return others
    if item.kind is Kind.ORDERING:
        return list(reversed(key.correct))
    if item.kind is Kind.JUDGEMENT:
        return [f"{line}={OPPOSITE[rating]}" for line, rating in key.pairs.items()]
    if item.kind is Kind.MATCHING:
        spare = next(target for target in item.target_ids if target not in key.pairs.values())
        return [f"{line}={spare}" for line in key.pairs]
    return "0" if item.kind.is_number else "?"


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
    return {mark.item_id: mark.fraction for mark in marks.marks}


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("name", QUIZZES)
def test_a_right_sheet_earns_every_point_that_needs_no_person(name, seed):
    found = earned(name, {asked.item.id: right(asked, seed) for asked in QUIZZES[name]}, seed)
    expected = {asked.item.id: 1.0 for asked in QUIZZES[name]}
    expected |= {asked.item.id: None for asked in QUIZZES[name] if asked.item.kind is Kind.FREE_TEXT}
    expected |= {asked.item.id: 0.0 for asked in QUIZZES[name] if not asked.item.points}  # no panel yet
    assert found == expected


@pytest.mark.parametrize("name", QUIZZES)
def test_a_wrong_sheet_earns_nothing(name):
    auto = [asked for asked in QUIZZES[name] if asked.item.kind is not Kind.FREE_TEXT]
    found = earned(name, {asked.item.id: wrong(asked) for asked in auto}, SEEDS[0])
    assert set(found.values()) == {0.0}


@pytest.mark.parametrize("name", QUIZZES)
def test_an_empty_sheet_earns_nothing(name):
    assert set(earned(name, {}, SEEDS[0]).values()) == {0.0}
