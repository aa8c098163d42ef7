"""The map of the course agrees with the course."""

import json
import re
from pathlib import Path

import pytest

from kapedu.course import (
    MAP,
    CourseMap,
    MapError,
    MapLesson,
    Module,
    Way,
    course_folder,
    read_lessons,
    read_map,
)

ROOT = Path(__file__).resolve().parents[2]
LESSON = {"file": "1-a", "title": "A", "minutes": 20, "summary": "Do it."}
MODULE = {"folder": "1-m", "title": "M", "about": "Things.", "lessons": [LESSON]}


def write(root, content):
    (root / MAP).parent.mkdir(parents=True)
    (root / MAP).write_text(json.dumps(content), encoding="utf-8")
    return root


def test_every_lesson_in_the_folders_is_on_the_map_and_the_other_way_round():
    on_disk = {
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "modules").glob("*/[0-9]*.ipynb")
        if "." not in path.stem
    }
    assert on_disk == {lesson.path for lesson in read_map(ROOT).lessons}, (
        "write new lessons into course/map.json, then run: kapedu map write"
    )


def test_the_map_says_of_each_lesson_what_the_lesson_says_of_itself():
    for on_map, lesson in zip(read_map(ROOT).lessons, read_lessons(ROOT), strict=True):
        assert (on_map.path, on_map.title, on_map.minutes) == (lesson.path, lesson.title, lesson.minutes)


def test_the_map_says_of_each_quiz_what_the_quiz_says_of_itself():
    quizzes = read_map(ROOT).quizzes
    sources = ROOT / "assessments" / "source"
    assert {quiz.name for quiz in quizzes} == {path.name for path in sources.iterdir() if path.is_dir()}
    for quiz in quizzes:
        text = (sources / quiz.name / f"{quiz.name}.ipynb").read_text(encoding="utf-8")
        cells = ["".join(cell["source"]) for cell in json.loads(text)["cells"] if cell["cell_type"] == "code"]
        assert sum(bool(re.search(r"^question\(", cell, re.MULTILINE)) for cell in cells) == quiz.questions
        assert f"about {quiz.minutes} minutes" in text


def test_the_way_leads_from_module_to_module_and_ends():
    a, b, c = (
        MapLesson(f"modules/{name}.ipynb", name, 20, name) for name in ("1-m/1-a", "1-m/2-b", "2-n/1-c")
    )
    course = CourseMap(
        None, (Module("1-m", "M", "m", (a, b)), Module("3-p", "P", "p", ()), Module("2-n", "N", "n", (c,)))
    )
    assert [course.way(one.path) for one in (a, b, c)] == [Way(None, b), Way(a, c), Way(b, None)]
    assert course.module_of(c.path).number == "2"
    with pytest.raises(MapError, match="no lesson of the course"):
        course.way("modules/1-m/9-z.ipynb")


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        ([], "modules is missing"),
        ({"modules": [{}]}, r"modules\[0\], folder: None is not allowed"),
        ({"modules": [{**MODULE, "lessons": [{**LESSON, "minutes": "20"}]}]}, r"lessons\[0\], minutes: '20'"),
        (
            {"modules": [{**MODULE, "lessons": [LESSON, LESSON]}]},
            "modules/1-m/1-a.ipynb stands on the map twice",
        ),
        ({"modules": [{**MODULE, "quiz": {"name": ""}}]}, "quiz, name: ''"),
    ],
)
def test_a_map_that_breaks_a_rule_says_where(tmp_path, content, complaint):
    with pytest.raises(MapError, match=complaint):
        read_map(write(tmp_path, content))


def test_a_missing_map_is_named(tmp_path):
    with pytest.raises(MapError, match=r"map\.json cannot be read"):
        read_map(tmp_path)


def test_the_folder_of_the_course_is_the_one_named_or_the_nearest_above_or_the_last_resort(
    tmp_path, monkeypatch
):
    for name in ("one", "two"):
        (tmp_path / name / "course").mkdir(parents=True)
        (tmp_path / name / MAP).write_text("{}", encoding="utf-8")
    one, two, empty = tmp_path / "one", tmp_path / "two", tmp_path / "empty"
    empty.mkdir()
    monkeypatch.chdir(one / "course")
    assert course_folder(None, two) == one
    assert course_folder(two) == two
    monkeypatch.chdir(empty)
    assert course_folder(None, two) == two
    for named in (None, empty):
        with pytest.raises(MapError, match=re.escape(str(empty))):
            course_folder(named)
