"""Handing in says what is missing, submits, and gives a receipt."""

import json
from pathlib import Path

import pytest

from kapedu.grading import submission
from kapedu.widgets import hand_in, question
from tests.widgets.assignment import work_in

SITE = "{id: site, kind: single, stem: Where, options: {a: First, b: Second}}"
DOSE = "{id: dose, kind: numeric, stem: How much, unit: mg}"


class Panel:
    """What the reader sees of the hand-in box."""

    def __init__(self) -> None:
        _, self.state, self.message, self.button, self.back, self.about = hand_in().children


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    return work_in("module-1", tmp_path, monkeypatch)


@pytest.fixture
def submitted(monkeypatch):
    """The folders handed in, with what the sheet held at that moment."""
    taken = []

    def take(folder):
        taken.append(json.loads((folder / "answers.json").read_text(encoding="utf-8"))["answers"])

    monkeypatch.setattr(submission, "submit", take)
    return taken


def give(view, answer):
    with view.hold_trait_notifications():
        view.answer = answer
        view.change_count += 1


def test_it_counts_answers_as_they_are_given():
    view = question(SITE)
    question(DOSE)
    panel = Panel()
    assert "You have answered 0 of 2 questions." in panel.state.html
    assert "Still open: questions 1, 2." in panel.state.html
    give(view, "a")
    assert "You have answered 1 of 2 questions." in panel.state.html
    assert "Still open: question 2." in panel.state.html


def test_a_complete_quiz_is_handed_in_at_once_with_time_and_receipt(submitted):
    give(question(SITE), "a")
    panel = Panel()
    panel.button.click()
    assert [list(answers) for answers in submitted] == [["site"]]
    receipt = json.loads(Path("answers.json").read_text(encoding="utf-8"))["handed_in"][0]["receipt"]
    assert f"Receipt: {receipt}" in panel.message.html
    assert f"receipt {receipt}" in panel.state.html
    assert "Handed in at " in panel.message.html


def test_open_questions_are_named_before_anything_is_sent(submitted):
    question(SITE)
    panel = Panel()
    assert panel.back.layout.display == "none"
    panel.button.click()
    assert submitted == []
    assert "Questions without an answer: question 1." in panel.message.html
    assert panel.button.label == "Hand in with open questions"
    assert panel.back.layout.display is None
    panel.back.click()
    assert panel.button.label == "Hand in"
    assert "Not handed in" in panel.message.html
    panel.button.click()
    panel.button.click()
    assert submitted == [{}], "a second press means yes, and an empty sheet travels too"


def test_changing_an_answer_after_handing_in_asks_to_hand_in_again(submitted):
    view = question(SITE)
    give(view, "a")
    panel = Panel()
    panel.button.click()
    assert "changed answers since" not in panel.state.html
    give(view, "b")
    assert "changed answers since" in panel.state.html
    panel.button.click()
    assert [answers["site"]["answer"] for answers in submitted] == ["a", "b"]
    assert "changed answers since" not in panel.state.html


def test_a_number_that_cannot_be_read_is_pointed_out():
    give(question(DOSE), "lots")
    assert "Please look again at question 1" in Panel().state.html


def test_a_refused_submission_says_why_and_gives_no_receipt(monkeypatch):
    give(question(SITE), "a")
    panel = Panel()

    def refuse(_folder):
        raise submission.SubmissionError("The course did not take it: Assignment not found: <x>.")

    monkeypatch.setattr(submission, "submit", refuse)
    panel.button.click()
    assert "Not handed in." in panel.message.html
    assert "&lt;x&gt;" in panel.message.html
    assert "tell your instructor" in panel.message.html
    assert json.loads(Path("answers.json").read_text(encoding="utf-8"))["handed_in"] == []
    assert not panel.button.disabled


def test_nothing_is_handed_in_from_the_source_folder(tmp_path, monkeypatch, submitted):
    source = tmp_path / "source" / "module-1"
    source.mkdir(parents=True)
    monkeypatch.chdir(source)
    question(SITE)
    panel = Panel()
    panel.button.click()
    assert "Preview" in panel.message.html
    assert submitted == []
