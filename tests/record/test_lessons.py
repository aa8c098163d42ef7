"""The lessons and what they ask, read from their notebooks."""

import json
from pathlib import Path

import pytest

from kapedu.record import RecordError, read_lessons

ROOT = Path(__file__).resolve().parents[2]


def test_every_lesson_of_the_course_is_found_with_its_title_and_checks():
    lessons = read_lessons(ROOT)
    assert {lesson.path for lesson in lessons} == {
        path.relative_to(ROOT).as_posix() for path in (ROOT / "modules").glob("*/[0-9]*.ipynb")
    }
    for lesson in lessons:
        assert lesson.title
        assert lesson.minutes >= 10
        assert lesson.checks, f"{lesson.path} would never count as done"


def test_each_check_of_a_lesson_is_one_that_exists():
    for lesson in read_lessons(ROOT):
        asked = (ROOT / lesson.path).with_name("checks.yaml").read_text(encoding="utf-8")
        for item in lesson.asked:
            assert f"id: {item}\n" in asked, item


def test_a_file_that_is_no_notebook_is_named(tmp_path):
    folder = tmp_path / "modules" / "1-a"
    folder.mkdir(parents=True)
    (folder / "1-b.ipynb").write_text(json.dumps({"cells": [{}]}))
    with pytest.raises(RecordError, match=r"1-b\.ipynb is not a notebook"):
        read_lessons(tmp_path)
