"""What covers each objective is found, and what covers nothing is named."""

import json
import shutil
from pathlib import Path

import nbformat
import pytest

from kapedu.grading.coverage import Coverage, Encounter, TaughtLesson, read_coverage
from kapedu.quiz import Question, QuizError, parse_item, parse_key
from kapedu.quiz.curriculum import Objective, objectives
from kapedu.quiz.review import Entry

REPO = Path(__file__).resolve().parents[2]
STOP = Objective("C13-stop", "C13", "Know when to stop", "design", "nowhere", ("Stop", "Stop in time"))
HOLD = Objective("C6-hold", "C6", "Say little", "design", "nowhere", ("Say little",))


def entry(name: str, competency: str, objective: str, points: int = 1) -> Entry:
    item = parse_item(
        f"{{id: {name}, kind: concordance, stem: S, hypothesis: H, finding: F, points: {points},"
        f" competency: {competency}, objective: {objective}}}"
    )
    panel = "{less: 4, same: 8}" if points else "none"
    key = parse_key(f"{{panel: {panel}, rationale: R, sources: [kamp2020]}}", item)
    return Entry(Question(item, key), "assessments/source/quiz/quiz.ipynb", graded=True)


def coverage(*items: Entry) -> Coverage:
    lessons = (
        TaughtLesson("1-x/1-a", "A", ("C6", "C13"), ("slide",)),
        TaughtLesson("1-x/2-b", "B", (), ()),
    )
    return Coverage((STOP, HOLD), lessons, (Encounter("one", "One", ("C6",)),), items)


def test_an_item_covers_the_objective_of_its_competency_in_any_of_its_wordings():
    found = coverage(entry("a", "C13", "Stop in time"), entry("b", "C6", "Say little"))
    assert [e.question.item.id for e in found.items_for(STOP)] == ["a"]
    assert found.holes == ()
    assert found.unplaced_items == ()


def test_an_objective_without_an_item_is_a_hole_and_is_named():
    (hole,) = coverage(entry("a", "C13", "Stop")).holes
    assert (hole.id, hole.text) == ("C6-hold", "Say little")


def test_what_marks_nothing_covers_nothing():
    found = coverage(entry("a", "C13", "Stop"), entry("b", "C6", "Say little", points=0))
    assert found.holes == (HOLD,)
    assert found.unplaced_items == ()


def test_a_wording_of_another_competency_or_of_none_is_told():
    found = coverage(entry("a", "C6", "Stop"), entry("b", "C6", "Hum"))
    assert [e.question.item.id for e in found.unplaced_items] == ["a", "b"]
    assert [lesson.title for lesson in found.unplaced_lessons] == ["B"]


def test_lessons_and_encounters_count_for_each_of_their_competencies():
    found = coverage()
    assert [lesson.title for lesson in found.lessons_for("C13")] == ["A"]
    assert [one.id for one in found.encounters_for("C6")] == ["one"]
    assert found.encounters_for("C13") == ()


def test_the_course_is_read_from_its_own_files(tmp_path):
    (tmp_path / "assessments" / "source").mkdir(parents=True)
    shutil.copytree(
        REPO / "assessments" / "source" / "pre-test", tmp_path / "assessments" / "source" / "pre-test"
    )
    shutil.copytree(REPO / "modules" / "1-mechanism", tmp_path / "modules" / "1-mechanism")
    found = read_coverage(tmp_path)
    assert len(found.items) == 22
    assert all(e.graded for e in found.items)
    assert found.objectives == objectives()
    first = found.lessons[0]
    assert (first.place, first.title) == ("1-mechanism/1-receptor-to-network", "From receptor to network")
    assert first.activities[0] == "open_channel"
    assert not {"check", "predict", "reveal", "cite", "bibliography"} & set(first.activities)
    assert len(found.encounters) >= 29


def test_a_lesson_that_nobody_has_placed_is_told_and_one_that_is_broken_is_refused(tmp_path):
    (tmp_path / "assessments" / "source").mkdir(parents=True)
    folder = tmp_path / "modules" / "9-new"
    folder.mkdir(parents=True)
    cells = [nbformat.v4.new_markdown_cell("# New\n\ntext"), nbformat.v4.new_code_cell("%odd\nslide(")]
    nbformat.write(nbformat.v4.new_notebook(cells=cells), folder / "1-new.ipynb")
    (lesson,) = read_coverage(tmp_path).unplaced_lessons
    assert lesson == TaughtLesson("9-new/1-new", "New", (), ())
    (folder / "2-bad.ipynb").write_text(json.dumps({"cells": [{}]}), encoding="utf-8")
    with pytest.raises(QuizError, match=r"2-bad\.ipynb is not a notebook"):
        read_coverage(tmp_path)
