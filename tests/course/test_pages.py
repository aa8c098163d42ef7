"""The pages that are made from the map are as the map says."""

import json
from pathlib import Path

import pytest
from nbformat import reads, validate

from kapedu import cli, widgets
from kapedu.course import MAP, read_map
from kapedu.course.home import HOME, home_notebook
from kapedu.course.pages import pages

ROOT = Path(__file__).resolve().parents[2]
PAGES = pages(ROOT)


@pytest.mark.parametrize("path", sorted(PAGES), ids=str)
def test_a_page_is_as_the_map_says(path):
    assert (ROOT / path).read_text(encoding="utf-8") == PAGES[path], "run: kapedu map write"


def test_the_home_lists_every_lesson_and_quiz_with_its_minutes():
    home = PAGES[HOME]
    validate(reads(home, as_version=4))
    course = read_map(ROOT)
    for lesson in course.lessons:
        assert f'href=\\"../{lesson.path}\\">{lesson.title}</a>' in home
    for quiz in course.quizzes:
        assert f'href=\\"../{quiz.path}\\"' in home
    assert home.count("about 25 minutes") == sum(lesson.minutes == 25 for lesson in course.lessons)


def test_the_home_has_a_place_for_what_is_not_there_yet_and_leaves_it_out_until_then():
    course = read_map(ROOT)
    for offered, calls in (
        ({"my_course", "my_record"}, ["my_course()", "my_record()"]),
        ({"my_course", "my_record", "my_review"}, ["my_course()", "my_review()", "my_record()"]),
    ):
        cells = json.loads(home_notebook(course, ROOT, "en", frozenset(offered)))["cells"]
        assert [cell["source"][-1] for cell in cells if cell["cell_type"] == "code"] == calls


def test_what_the_home_calls_exists():
    for cell in json.loads(PAGES[HOME])["cells"]:
        if cell["cell_type"] == "code":
            assert cell["source"][-1].removesuffix("()") in dir(widgets)


def test_a_page_written_by_hand_is_found_and_written_anew(tmp_path, capsys):
    (tmp_path / MAP).parent.mkdir()
    (tmp_path / MAP).write_text('{"modules": []}', encoding="utf-8")
    assert cli.main(["map", "check", "--course", str(tmp_path)]) == 1
    assert "course/index.ipynb: not as the map says" in capsys.readouterr().out
    assert cli.main(["map", "write", "--course", str(tmp_path)]) == 0
    assert cli.main(["map", "check", "--course", str(tmp_path)]) == 0
    assert "pages are as course/map.json says" in capsys.readouterr().out


def test_without_a_map_it_says_where_it_looked(tmp_path, capsys):
    assert cli.main(["map", "check", "--course", str(tmp_path)]) == 2
    assert str(tmp_path) in capsys.readouterr().err
