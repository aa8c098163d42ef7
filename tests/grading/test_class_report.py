"""How a class is doing, from a made-up class whose scores are known."""

import numpy as np
import pytest

from kapedu.grading.award import award
from kapedu.grading.class_report import ClassReport, Score, ScoreGrid, class_report
from kapedu.grading.criteria import Criteria
from kapedu.grading.export_forms import FORMS, exported
from kapedu.grading.rebuild import books_of
from kapedu.quiz import About
from tests.classroom import REMARK, copy_assessments, make_class

pytestmark = [
    pytest.mark.filterwarnings("ignore::sqlalchemy.exc.SAWarning"),  # nbgrader's own relationships, harmless
    pytest.mark.filterwarnings("ignore::ResourceWarning"),  # nbgrader leaves connections to the collector
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),  # the same, seen by pytest
]


@pytest.fixture(scope="module")
def books(tmp_path_factory):
    return books_of(make_class(tmp_path_factory.mktemp("class"), 6) / "assessments")


@pytest.fixture(scope="module")
def report(books):
    return class_report(books)


def marks(books, quiz):
    newest = books.ledger.latest(quiz)
    return {
        student: {item["id"]: item["fraction"] for item in entry["items"]}
        for (_, student), entry in newest.items()
    }


def test_the_grid_holds_what_the_ledger_says_in_the_order_of_the_quiz(books, report):
    grid = report.grids["module-1"]
    known = marks(books, "module-1")
    assert grid.items == tuple(known["trainee01"])
    assert grid.students == tuple(f"trainee{n:02}" for n in range(1, 7))
    for student in grid.students[:-1]:
        assert [score.share for score in grid.scores[student]] == pytest.approx(list(known[student].values()))
    assert grid.scores["trainee06"] is None
    assert grid.total("trainee06") is None


def test_progress_counts_who_handed_in_who_waits_and_means_what_is_fully_marked(books, report):
    first, second = report.progress
    assert (first.assignment, first.students, first.handed_in, first.waiting) == ("module-1", 6, 5, 5)
    assert (first.mean, first.interval) == (None, None)
    entries = books.ledger.latest("pre-test").values()
    shares = [entry["score"] / entry["max_score"] for entry in entries]
    assert second.mean == pytest.approx(np.mean(shares))
    assert second.interval[0] < second.mean < second.interval[1]


def test_a_share_so_far_leaves_out_what_waits():
    grid = ScoreGrid(
        "quiz", ("a", "b"), ("x", "y", "z"), (1, 3, 2), {"a": (Score(1), Score(0), Score(None)), "b": None}
    )
    assert grid.so_far("a") == 0.25
    assert grid.total("a") is None
    assert grid.so_far("b") is None
    assert grid.weakest_first() == ("a", "b")
    assert grid.column("z") == []


def test_a_late_penalty_is_taken_off_as_in_the_exported_grades():
    grid = ScoreGrid(
        "quiz", ("a", "b"), ("x",), (4,), {"a": (Score(0.75),), "b": (Score(0.25),)}, {"a": 1.0, "b": 3.0}
    )
    assert (grid.total("a"), grid.total("b")) == (0.5, 0.0)


def test_an_item_without_points_is_no_weakness_and_no_hard_question():
    grid = ScoreGrid("quiz", ("a",), ("x", "idea"), (1, 0), {"a": (Score(1.0), Score(0.0))})
    about = {
        ("quiz", name): About(objective=name, competency="C1" if name == "x" else "C2")
        for name in ("x", "idea")
    }
    found = ClassReport((), {"quiz": grid}, about)
    assert [one.name for one in found.competencies("quiz")] == ["C1"]
    assert [one.name for one in found.objectives("quiz")] == ["x"]
    assert grid.column("idea") == []
    award_of = award(found, Criteria("T", "I", "", {"quiz": 1.0}, {}), "a")
    assert [(one.name, one.share) for one in award_of.competencies] == [("C1", 1.0)]
    assert award_of.is_met


def test_competencies_are_weighed_by_points_and_the_weakest_comes_first(books, report):
    found = report.competencies("pre-test")
    assert [one.share for one in found] == sorted(one.share for one in found)
    known = marks(books, "pre-test")
    grid = report.grids["pre-test"]
    for one in found:
        mine = [item for item in grid.items if report.about["pre-test", item].competency == one.name]
        points = dict(zip(grid.items, grid.points, strict=True))
        each = [
            sum(row[item] * points[item] for item in mine) / sum(points[item] for item in mine)
            for row in known.values()
        ]
        assert one.share == pytest.approx(np.mean(each))
        assert (one.items, one.trainees) == (len(mine), 6)
    assert {one.name for one in report.objectives("pre-test")} == {
        report.about["pre-test", item].objective for item in grid.items
    }


def test_who_needs_a_look_is_told_with_the_reason(report):
    told = {(one.student, one.assignment): one.reason for one in report.notices}
    assert told["trainee01", "module-1"] == REMARK
    assert told["trainee06", "module-1"].startswith("Not handed in")
    assert told["5 trainees", "module-1"] == "5 answers wait to be read by you in Formgrader."


def test_without_a_gradebook_the_report_is_empty_and_none_is_made(tmp_path):
    books = books_of(copy_assessments(tmp_path, ("pre-test",)) / "assessments")
    assert class_report(books).progress == ()
    assert not books.gradebook_file.exists()


@pytest.mark.parametrize("form", FORMS)
def test_every_form_of_export_is_made_and_names_every_trainee(books, form):
    text = exported(books, form).decode()
    assert all(f"trainee{number:02}" in text for number in range(1, 7))
