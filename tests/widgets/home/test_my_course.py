"""Where a learner stands, on the home page."""

import fcntl
import json

import pytest

from kapedu.course import MAP
from kapedu.grading.preparing import LOCK, PROBLEM
from kapedu.quiz.answer_sheet import AnswerSheet
from kapedu.record import Journal, remember
from kapedu.record.keeping import VARIABLE
from kapedu.widgets.home.my_course import MyCourse, draw_again, my_course

AT = "2026-11-22T09:00:00+00:00"


def notebook(title, *checks):
    cells = [{"cell_type": "markdown", "source": [f"# {title}\n", "\n", "**Time:** 20 minutes."]}]
    cells += [{"cell_type": "code", "source": [f'check("{check}")']} for check in checks]
    return json.dumps({"cells": cells})


@pytest.fixture
def course(tmp_path, monkeypatch):
    folder = tmp_path / "modules" / "1-mechanism"
    folder.mkdir(parents=True)
    (folder / "1-a.ipynb").write_text(notebook("First & foremost", "a-1", "a-2"))
    (folder / "2-b.ipynb").write_text(notebook("Second", "b-1"))
    lessons = [
        {"file": name, "title": title, "minutes": 20, "summary": "x"}
        for name, title in (("1-a", "First & foremost"), ("2-b", "Second"))
    ]
    quiz = {"name": "module-1", "questions": 3, "minutes": 10}
    module = {
        "folder": "1-mechanism",
        "title": "How it works",
        "about": "x",
        "lessons": lessons,
        "quiz": quiz,
    }
    (tmp_path / MAP).parent.mkdir()
    (tmp_path / MAP).write_text(json.dumps({"modules": [module]}), encoding="utf-8")
    monkeypatch.setenv(VARIABLE, str(tmp_path / "my-work" / "record.jsonl"))
    monkeypatch.setenv("KAPEDU_EXCHANGE", str(tmp_path / "exchange"))
    monkeypatch.chdir(folder)
    return tmp_path


@pytest.fixture
def stand(course):
    return MyCourse(Journal(course / "my-work" / "record.jsonl"))


def test_without_a_record_it_says_so_and_still_shows_the_way(course, monkeypatch):
    monkeypatch.delenv(VARIABLE)
    monkeypatch.chdir(course / "course")
    words = my_course().children[1].html
    assert "No record is kept here" in words
    assert "Begin with:" in words


def test_at_first_one_begins_with_the_first_lesson(stand):
    assert "Begin with: <b>" in stand.words.html
    assert "First &amp; foremost" in stand.words.html
    assert "(Module 1: How it works, about 20 minutes)" in stand.words.html
    assert stand.marks.marks["1-mechanism"]["words"] == "0 of 2 lessons done"


def test_coming_back_into_view_shows_what_was_done_meanwhile(stand):
    for item, verdict in (("a-1", "right"), ("a-2", "wrong")):
        remember("check", item, verdict=verdict)
    assert "Begin with" in stand.words.html
    stand.marks.looks += 1
    assert "Go on with: <b>" in stand.words.html
    assert ">Second</a>" in stand.words.html.split("</p>")[0]
    assert "1 self-check</li>" in stand.words.html
    assert stand.marks.marks["1-mechanism"]["words"] == "1 of 2 lessons done"
    assert stand.marks.marks["modules/1-mechanism/1-a.ipynb"] == {
        "state": "done",
        "words": "✓ done · 1 of 2 right",
    }
    assert stand.marks.marks["modules/1-mechanism/2-b.ipynb"] == {"state": "not begun", "words": ""}


def test_what_something_else_on_the_page_changed_is_shown_when_it_asks(stand):
    remember("check", "a-1", verdict="right")
    draw_again()
    assert "Go on with" in stand.words.html


def test_when_every_lesson_is_done_it_says_so(stand):
    for item in ("a-1", "a-2"):
        remember("check", item, verdict="right")
    stand.journal.add(
        type(stand.journal.read().events[0])(AT, "check", "1-mechanism", "b-1", {"verdict": "right"})
    )
    stand.draw()
    assert "Every lesson is done." in stand.words.html


def test_every_link_opens_the_lesson_as_a_document(stand):
    assert "kapedu:open" in stand.words.html
    assert "modules/1-mechanism/1-a.ipynb" in stand.words.html


def test_a_quiz_waits_from_its_release_until_it_is_handed_in(stand, course):
    assert "Quizzes that wait" not in stand.words.html
    assert stand.marks.marks["my-work/module-1/module-1.ipynb"]["words"] == "not released yet"

    (course / "exchange" / "kap" / "outbound" / "module-1").mkdir(parents=True)
    stand.draw()
    assert "The quiz of module 1</a>: 3 questions, about 10 minutes" in stand.words.html

    folder = course / "my-work" / "module-1"
    folder.mkdir(parents=True)
    (folder / "module-1.ipynb").write_text("{}")
    sheet = AnswerSheet("module-1", "5f", AT).with_answer("site", "channel", AT)
    sheet.save(folder / "answers.json")
    stand.draw()
    assert "begun, 1 of 3 answered; not handed in" in stand.words.html

    sheet = sheet.with_hand_in(AT)
    sheet.save(folder / "answers.json")
    stand.draw()
    assert "Quizzes that wait" not in stand.words.html
    assert stand.marks.marks["my-work/module-1/module-1.ipynb"]["words"] == "✓ handed in"

    sheet.with_answer("site", "outside", AT).save(folder / "answers.json")
    stand.draw()
    assert "answers changed since you handed it in on 22 November 2026" in stand.words.html


def test_while_the_quizzes_are_being_got_ready_the_home_says_so_and_after_it_no_more(stand, course):
    quiz = "my-work/module-1/module-1.ipynb"
    lock = course / LOCK
    lock.parent.mkdir()
    with lock.open("wb") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        stand.draw()
        assert "The quizzes are being got ready." in stand.words.html
        assert stand.marks.marks[quiz] == {"state": "preparing", "words": "being got ready"}
    (course / quiz).parent.mkdir(parents=True)
    (course / quiz).write_text("{}")
    stand.marks.looks += 1  # as the page does by itself meanwhile
    assert "got ready" not in stand.words.html
    assert stand.marks.marks[quiz]["state"] == "open"


def test_why_the_quizzes_are_not_ready_is_told_as_text(stand, course):
    (course / PROBLEM).parent.mkdir()
    (course / PROBLEM).write_text("The quiz <b> has a fault.\n", encoding="utf-8")
    stand.draw()
    assert "could not be got ready: The quiz &lt;b&gt; has a fault. The lessons" in stand.words.html


def test_lines_that_cannot_be_read_are_counted(stand, course):
    (course / "my-work").mkdir()
    stand.journal.path.write_text("nonsense\n", encoding="utf-8")
    stand.draw()
    assert "1 line of your record cannot be read. It stays in its file." in stand.words.html


def test_a_map_that_cannot_be_used_is_named(stand, course):
    (course / MAP).write_text("{", encoding="utf-8")
    stand.draw()
    assert "map.json cannot be read" in stand.words.html
