"""A reflection is kept in the learner's own record, and found again."""

from pathlib import Path

import pytest

from kapedu.quiz import read_question_file
from kapedu.record import Journal
from kapedu.record.keeping import VARIABLE
from kapedu.widgets.questions.reflection import Reflection

ENTRY = """
- id: mine
  kind: free-text
  stem: What happened?
  key:
    rubric: [{points: 1, text: "One moment"}]
    rationale: "Like this."
    sources: [phelps2017]
"""


@pytest.fixture
def lesson(tmp_path, monkeypatch):
    folder = tmp_path / "3-session-phases"
    folder.mkdir()
    (folder / "explanations.yaml").write_text(ENTRY, encoding="utf-8")
    monkeypatch.chdir(folder)
    monkeypatch.delenv(VARIABLE, raising=False)
    return tmp_path


@pytest.fixture
def record(lesson, monkeypatch):
    monkeypatch.setenv(VARIABLE, str(lesson / "record.jsonl"))
    return Journal(lesson / "record.jsonl")


def test_what_is_kept_stands_in_the_record_and_comes_back(record):
    one = Reflection("mine", "A reflection")
    one.text.value = "She <waited>."
    one.keep.click()
    (event,) = record.read().events
    assert (event.kind, event.module, event.item) == ("reflection", "3-session-phases", "mine")
    assert event.detail == {"text": "She <waited>."}
    assert "Kept in your record" in one.told.html
    assert "One moment" in one.after.html
    again = Reflection("mine", "A reflection")
    assert again.text.value == "She <waited>."
    assert "the last time" in again.told.html


def test_the_last_of_several_comes_back_and_those_of_other_modules_do_not(record):
    for words in ("first", "second"):
        one = Reflection("mine", "A reflection")
        one.text.value = words
        one.keep.click()
    assert Reflection("mine", "A reflection").text.value == "second"


def test_an_empty_text_is_not_kept(record):
    one = Reflection("mine", "A reflection")
    one.keep.click()
    assert "Write a line first" in one.told.html
    assert record.read().events == ()


def test_where_nothing_is_kept_the_page_says_so(lesson):
    one = Reflection("mine", "A reflection")
    assert "No record is kept here" in one.box.children[1].html
    one.text.value = "words"
    one.keep.click()
    assert "Nothing is kept here" in one.told.html


def test_each_lesson_of_the_module_asks_for_one_reflection_that_exists():
    module = Path(__file__).resolve().parents[3] / "modules" / "3-session-phases"
    entries = read_question_file(module / "explanations.yaml")
    asked = []
    for lesson in sorted(module.glob("*.ipynb")):
        text = lesson.read_text(encoding="utf-8")
        asked += [name for name in entries if f'reflection(\\"{name}\\")' in text]
    assert sorted(asked) == sorted(entries)
    assert len(asked) == len(list(module.glob("*.ipynb")))
