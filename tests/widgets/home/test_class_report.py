"""The instructor's page, without a browser."""

from base64 import b64decode
from io import BytesIO
from zipfile import ZipFile

import numpy as np
import pytest

from kapedu.grading.class_answers import ClassAnswers
from kapedu.grading.rebuild import books_of
from kapedu.record.keeping import VARIABLE
from kapedu.widgets import class_report
from kapedu.widgets.home.class_report import COURSE_VARIABLE, _Report
from tests.classroom import copy_assessments, make_class

pytestmark = [
    pytest.mark.filterwarnings("ignore::sqlalchemy.exc.SAWarning"),  # nbgrader's own relationships, harmless
    pytest.mark.filterwarnings("ignore::ResourceWarning"),  # nbgrader leaves connections to the collector
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),  # the same, seen by pytest
]


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    return make_class(tmp_path_factory.mktemp("class"), 12)


@pytest.fixture
def page(course):
    return _Report(books_of(course / "assessments"))


def test_a_trainee_is_told_that_it_is_not_for_them(monkeypatch, course):
    monkeypatch.setenv(COURSE_VARIABLE, str(course))
    monkeypatch.setenv(VARIABLE, str(course / "my-work" / "record.jsonl"))
    assert "for instructors" in class_report().html


def test_elsewhere_it_says_that_there_is_no_course(monkeypatch, tmp_path):
    monkeypatch.delenv(VARIABLE, raising=False)
    monkeypatch.delenv(COURSE_VARIABLE, raising=False)
    monkeypatch.chdir(tmp_path)
    assert "no course here" in class_report().html


def test_before_any_grading_it_says_what_to_do(tmp_path):
    page = _Report(books_of(copy_assessments(tmp_path, ("pre-test",)) / "assessments"))
    assert "There is no gradebook yet" in page.problem.html
    assert page.body.children == ()


def test_it_starts_with_the_class_and_its_first_quiz(page):
    assert "11 of 12" in page.progress.html
    assert page.quiz.value == "module-1"
    assert "trainee12" in page.heat.html
    assert "C14" in page.weak.html
    assert "11 trainees, 17 items" in page.items.children[0].html
    assert "11 trainees are too few for an item response model" in page.items.children[-1].html


def test_another_quiz_redraws_everything_that_depends_on_it(page):
    page.quiz.value = "pre-test"
    assert "pre-test: share of each" in page.heat.html
    assert "pre-test: competencies" in page.weak.html
    page.group.value = "objective"
    assert "pre-test: objectives" in page.weak.html
    assert "12 trainees" in page.items.children[0].html


def test_trainees_can_be_ordered_by_what_they_have(page):
    by_name = page.heat.html
    page.order.value = "weakest"
    assert page.heat.html != by_name
    assert page.heat.html.index("trainee12") > page.heat.html.index("trainee11")


def test_a_gain_needs_two_tests_and_is_told_with_its_limit(page):
    assert "two different tests" in page.gain.html
    page.after.value = "pre-test"
    assert "11 trainees took both" in page.gain.html
    assert "not why" in page.gain.html


def test_grades_are_offered_as_a_file_to_save(page):
    page._export("csv")
    data = b64decode(page.export.html.split("base64,")[1].split('"')[0]).decode("utf-8-sig")
    assert data.startswith("assignment,")
    assert "Save grades.csv" in page.export.html
    assert "has “yes” in its last column" in page.export.html


def test_a_damaged_gradebook_is_told_and_a_later_look_may_find_it_mended(tmp_path):
    root = make_class(tmp_path, 3, ("pre-test",))
    page = _Report(books_of(root / "assessments"))
    file = root / "assessments" / "gradebook.db"
    whole = file.read_bytes()
    file.write_bytes(b"not a database at all" * 100)
    page.again.click()
    assert "cannot be read" in page.problem.html
    assert page.body.children == ()
    file.write_bytes(whole)
    page.again.click()
    assert page.problem.html == ""
    assert page.body.children == page.parts


def test_who_can_have_a_certificate_is_listed_with_what_is_missing(page, tmp_path):
    assert "0 of 12 meet" in page.certificates.html
    assert "module-1: not handed in or not marked in full" in page.certificates.html
    broken = make_class(tmp_path, 3, ("module-1",))
    (broken / "assessments" / "certificate.yaml").write_text("title: 3")
    assert "criteria cannot be used" in _Report(books_of(broken / "assessments")).certificates.html


def test_with_a_class_large_enough_there_is_a_rasch_model(page):
    rng = np.random.default_rng(4)
    chance = 1 / (1 + np.exp(np.linspace(-1, 1, 6) - rng.normal(size=(120, 1))))
    scores = (rng.random(chance.shape) < chance).astype(float)
    items = page.report.grids["module-1"].items[:6]
    nobody = tuple(((),) * 6 for _ in range(120))
    answers = ClassAnswers(("x",) * 120, items, scores, nobody, nobody, np.full(scores.shape, np.nan), ())
    told, drawn = page._rasch(answers, items)
    assert "120 trainees" in told.html
    assert "Andersen" in told.html
    assert drawn._shown["summary"].startswith("The hardest of 6")


def test_times_stand_beside_what_they_are_worth(page):
    html = page.items.children[2].html
    assert "How long the questions took" in html
    assert "never count for marks" in html
    assert ":" in html.split("first-target</td><td>")[1][:12]


def test_certificates_that_were_issued_are_offered_together(page, course):
    page._certificates()
    assert "No certificate has been issued yet" in page.export.html
    folder = course / "assessments" / "certificates"
    folder.mkdir()
    (folder / "trainee01.json").write_text("{}")
    page._certificates()
    data = b64decode(page.export.html.split("base64,")[1].split('"')[0])
    with ZipFile(BytesIO(data)) as archive:
        assert archive.namelist() == ["trainee01.json"]
