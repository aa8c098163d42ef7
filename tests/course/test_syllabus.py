"""The syllabus holds what the lessons say of themselves."""

from pathlib import Path

from kapedu.course import CourseMap, MapLesson, Module, Quiz, read_lessons
from kapedu.course.lesson import Lesson
from kapedu.course.pages import pages
from kapedu.course.syllabus import COVERAGE, SYLLABUS, activity_title, offered, syllabus

ROOT = Path(__file__).resolve().parents[2]
LESSON = Lesson(
    "modules/1-m/1-a.ipynb", "A", 65, ("c-1",), ("p-1", "p-2"), ("say it",), ("chain_walk", "cascade")
)
COURSE = CourseMap(
    Quiz("pre-test", 22, 30),
    (
        Module("1-m", "M", "Things.", (MapLesson(LESSON.path, "A", 65, "Do it."),), Quiz("module-1", 18, 45)),
        Module("2-n", "N", "More.", ()),
    ),
)


def test_it_lists_objectives_activities_questions_and_time(tmp_path):
    text = syllabus(COURSE, (LESSON,), tmp_path)
    assert "1 lessons, 1 h 5 min; 2 quizzes that are handed in, 1 h 15 min." in text
    assert "| 1 · M | 1 | 1 h 5 min | 18 questions, 45 minutes |" in text
    assert "| 2 · N | in preparation | – | – |" in text
    assert "### 1.1 [A](../../modules/1-m/1-a.ipynb)\n\n65 minutes. Do it." in text
    assert "\n- say it\n" in text
    assert "**Activities:** Walk the chain. Run the experiments." in text
    assert "**Questions:** 2 predictions, 1 self-check." in text


def test_the_table_of_items_is_linked_where_it_is_there(tmp_path):
    assert "coverage.md" not in syllabus(COURSE, (LESSON,), tmp_path)
    (tmp_path / COVERAGE).parent.mkdir(parents=True)
    (tmp_path / COVERAGE).write_text("x")
    assert "(coverage.md)" in syllabus(COURSE, (LESSON,), tmp_path)


def test_every_lesson_says_what_it_teaches_and_has_something_to_do():
    text = pages(ROOT)[SYLLABUS]
    for lesson in read_lessons(ROOT):
        assert lesson.objectives, lesson.path
        assert lesson.activities, lesson.path
        for objective in lesson.objectives:
            assert f"- {objective}\n" in text
        for name in lesson.activities:
            assert name in offered(), f"{lesson.path} calls {name}"
            assert activity_title(name) in text
