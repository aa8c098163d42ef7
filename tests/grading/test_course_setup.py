"""The quiz is made ready once, brought up to date when it changes, and answers are never touched."""

import shutil

import nbformat
import pytest

from kapedu.grading import prepare_assignments
from kapedu.grading.course_setup import CourseSetupError, exchange_root, get_quizzes_ready

pytestmark = [
    pytest.mark.slow,
    pytest.mark.filterwarnings("ignore::sqlalchemy.exc.SAWarning"),  # nbgrader's own relationships, harmless
    pytest.mark.filterwarnings("ignore::DeprecationWarning:nbgrader"),
    pytest.mark.filterwarnings(
        "ignore::ResourceWarning"
    ),  # nbgrader leaves database connections to the collector
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),  # the same, seen by pytest
]


def test_in_a_course_of_ones_own_opening_it_releases_and_fetches(course, monkeypatch, tmp_path):
    monkeypatch.delenv("KAPEDU_EXCHANGE")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    (one,) = get_quizzes_ready(course)
    assert (one.released, one.fetched) == (True, True)
    outbound = tmp_path / "kapedu" / "exchange" / "kapedu" / "outbound" / "module-1" / "module-1.ipynb"
    whole = outbound.read_bytes()
    outbound.write_bytes(whole[:1000])  # as a copy that was cut short leaves it
    (again,) = get_quizzes_ready(course)
    assert again.released
    assert outbound.read_bytes() == whole


def test_where_an_exchange_is_shared_opening_the_course_releases_nothing_to_the_class(course, tmp_path):
    assert get_quizzes_ready(course) == []
    assert not (tmp_path / "exchange").exists()
    assert not (course / "assessments" / "release").exists()
    prepare_assignments(course)  # what the instructor's commands do
    shutil.rmtree(course / "my-work")
    shutil.rmtree(course / "assessments" / "source")  # a trainee's copy of the course
    (one,) = get_quizzes_ready(course)
    assert (one.name, one.released, one.fetched) == ("module-1", False, True)
    assert one.notebook.is_file()


def test_a_course_without_nbgraders_settings_says_which_file_is_missing(tmp_path):
    with pytest.raises(CourseSetupError, match=r"nbgrader_config.py is missing in .*assessments; copy"):
        get_quizzes_ready(tmp_path)


def test_a_quiz_is_released_fetched_kept_and_brought_up_to_date(course):
    (first,) = prepare_assignments(course)
    assert (first.released, first.fetched) == (True, True)
    assert first.notebook == course / "my-work" / "module-1" / "module-1.ipynb"
    folder = first.notebook.parent
    (folder / "answers.json").write_text("mine", encoding="utf-8")
    first.notebook.write_bytes(first.notebook.read_bytes() + b"\n")  # as saving it in JupyterLab would

    (second,) = prepare_assignments(course)
    assert (second.released, second.fetched) == (False, False), "a second start changes nothing"
    assert first.notebook.read_bytes().endswith(b"\n\n") or first.notebook.read_bytes().endswith(b"}\n")

    source = course / "assessments" / "source" / "module-1" / "module-1.ipynb"
    nb = nbformat.read(source, as_version=4)
    nb.cells[0].source += "\n\nA new line."
    nbformat.write(nb, source)
    (third,) = prepare_assignments(course)
    assert (third.released, third.fetched) == (True, True)
    assert "A new line." in first.notebook.read_text(encoding="utf-8")
    assert (folder / "answers.json").read_text(encoding="utf-8") == "mine"

    first.notebook.unlink()
    (fourth,) = prepare_assignments(course)
    assert (fourth.released, fourth.fetched) == (False, True), "a deleted notebook comes back"


def test_a_quiz_with_a_fault_is_refused_with_its_place_and_reason(course):
    source = course / "assessments" / "source" / "module-1" / "module-1.ipynb"
    nb = nbformat.read(source, as_version=4)
    cell = next(cell for cell in nb.cells if cell.metadata.get("nbgrader", {}).get("grade"))
    cell.metadata.nbgrader.points = 7
    nbformat.write(nb, source)
    with pytest.raises(
        CourseSetupError, match=r"'module-1' could not be generated: .*nbgrader's points: 7 cannot"
    ):
        prepare_assignments(course)


def test_a_quiz_with_a_fault_does_not_keep_the_others_from_being_ready(course):
    source = course / "assessments" / "source"
    (source / "a-first").mkdir()
    (source / "a-first" / "a-first.ipynb").write_text("{", encoding="utf-8")
    with pytest.raises(CourseSetupError, match="'a-first' could not be generated") as told:
        prepare_assignments(course)
    assert "module-1" not in str(told.value)
    assert (course / "my-work" / "module-1" / "module-1.ipynb").is_file()


def test_the_exchange_lies_where_the_environment_says(monkeypatch, tmp_path):
    monkeypatch.setenv("KAPEDU_EXCHANGE", str(tmp_path / "x"))
    assert exchange_root() == tmp_path / "x"
    monkeypatch.delenv("KAPEDU_EXCHANGE")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    assert exchange_root() == tmp_path / "kapedu" / "exchange"
