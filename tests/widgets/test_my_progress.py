"""Where a learner stands, on the home page."""

import json

import pytest

from kapedu.record import Journal, remember
from kapedu.record.keeping import VARIABLE
from kapedu.widgets.my_progress import _Progress, my_progress

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
    monkeypatch.setenv(VARIABLE, str(tmp_path / "my-work" / "record.jsonl"))
    monkeypatch.chdir(folder)
    return tmp_path


@pytest.fixture
def progress(course):
    return _Progress(Journal(course / "my-work" / "record.jsonl"))


def test_without_a_record_it_says_so(monkeypatch):
    monkeypatch.delenv(VARIABLE, raising=False)
    assert "No record is kept here" in my_progress().html


def test_at_first_one_begins_with_the_first_lesson(progress):
    assert "Begin with: <b>" in progress.words.html
    assert "First &amp; foremost" in progress.words.html
    assert "Module 1: Mechanism: 0 of 2 lessons done" in progress.words.html


def test_coming_back_into_view_shows_what_was_done_meanwhile(progress):
    for item, verdict in (("a-1", "right"), ("a-2", "wrong")):
        remember("check", item, verdict=verdict)
    assert "Begin with" in progress.words.html
    progress.looks.looks += 1
    assert "Go on with: <b>" in progress.words.html
    assert ">Second</a>" in progress.words.html.split("</p>")[0]
    assert "1 of 2 lessons done" in progress.words.html
    assert "1 self-check</li>" in progress.words.html


def test_every_link_opens_the_lesson_as_a_document(progress):
    assert "docmanager:open" in progress.words.html
    assert "modules/1-mechanism/1-a.ipynb" in progress.words.html


def test_a_copy_is_saved_beside_the_record_and_named(progress, course):
    remember("check", "a-1", verdict="right")
    progress.export.click()
    (copy,) = (course / "my-work").glob("my-record-*.json")
    assert copy.name in progress.told.html
    assert "1 entries saved" in progress.told.html


def test_erasing_asks_once_more(progress, course):
    remember("check", "a-1", verdict="right")
    progress.erase.click()
    assert "Erase it?" in progress.told.html
    progress.keep.click()
    assert (course / "my-work" / "record.jsonl").exists()
    progress.erase.click()
    progress.sure.click()
    assert "1 entries erased" in progress.told.html
    assert not (course / "my-work" / "record.jsonl").exists()
    assert "Begin with" in progress.words.html
