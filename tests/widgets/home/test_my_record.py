"""The learner's own record on the home page: shown, copied, erased."""

import json

import pytest

from kapedu.record import Journal, remember
from kapedu.record.keeping import VARIABLE
from kapedu.widgets.home.my_record import MyRecord, my_record


@pytest.fixture
def course(tmp_path, monkeypatch):
    folder = tmp_path / "modules" / "1-mechanism"
    folder.mkdir(parents=True)
    cells = [
        {"cell_type": "markdown", "source": ["# First & foremost\n"]},
        {"cell_type": "code", "source": ['check("a-1")']},
    ]
    (folder / "1-a.ipynb").write_text(json.dumps({"cells": cells}))
    monkeypatch.setenv(VARIABLE, str(tmp_path / "my-work" / "record.jsonl"))
    monkeypatch.chdir(folder)
    return tmp_path


@pytest.fixture
def record(course):
    return MyRecord(Journal(course / "my-work" / "record.jsonl"))


def test_without_a_record_it_says_so(monkeypatch):
    monkeypatch.delenv(VARIABLE, raising=False)
    assert "No record is kept here" in my_record().html


def test_it_is_shown_latest_first_with_the_lesson_s_title(record):
    record.show.click()
    assert "Your record is empty." in record.told.html
    remember("check", "a-1", verdict="wrong")
    remember("reflection", "b<2>", text="thoughts")
    record.show.click()
    assert "2 entries" in record.told.html
    assert record.told.html.index("a thought b&lt;2&gt;") < record.told.html.index("self-check a-1")
    assert "<td>First &amp; foremost</td>" in record.told.html
    assert "<td>not right</td>" in record.told.html
    assert "thoughts" not in record.told.html


def test_of_a_long_record_the_latest_entries_are_shown(record):
    for _ in range(25):
        remember("check", "a-1", verdict="right")
    record.show.click()
    assert "The latest 20 of 25 entries" in record.told.html
    assert record.told.html.count("<tr>") == 21


def test_a_copy_is_saved_beside_the_record_and_named(record, course):
    remember("check", "a-1", verdict="right")
    record.export.click()
    (copy,) = (course / "my-work").glob("my-record-*.json")
    assert copy.name in record.told.html
    assert "1 entry saved" in record.told.html


def test_erasing_asks_once_more(record, course):
    remember("check", "a-1", verdict="right")
    record.erase.click()
    assert "Erase it?" in record.told.html
    record.keep.click()
    assert (course / "my-work" / "record.jsonl").exists()
    record.erase.click()
    record.sure.click()
    assert "1 entry erased" in record.told.html
    assert not (course / "my-work" / "record.jsonl").exists()
