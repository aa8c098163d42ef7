"""The quiz of module 3: wording choices, judgements, and script concordances that nobody has answered yet."""

import re
from pathlib import Path

import nbformat
import pytest

from kapedu.grading.release import check_quiz
from kapedu.knowledge import fact
from kapedu.quiz import Kind

PATH = Path(__file__).resolve().parents[2] / "assessments" / "source" / "module-3" / "module-3.ipynb"
NOTEBOOK = nbformat.read(PATH, as_version=4)
QUESTIONS = check_quiz(NOTEBOOK, "module-3")
BY_ID = {question.item.id: question for question in QUESTIONS}
CONCORDANCES = [question for question in QUESTIONS if question.item.kind is Kind.CONCORDANCE]


def ids(question) -> str:
    return question.item.id


def test_the_first_cell_names_the_questions_that_earn_nothing_and_no_others():
    told = re.search(r"Questions ([\d, and]+) earn no points", NOTEBOOK.cells[0].source)[1]
    unmarked = [n for n, question in enumerate(QUESTIONS, start=1) if not question.item.points]
    assert [int(number) for number in re.findall(r"\d+", told)] == unmarked
    assert len(unmarked) == len(CONCORDANCES) >= 3


@pytest.mark.parametrize("question", CONCORDANCES, ids=ids)
def test_no_panel_is_invented_and_the_reason_leans_to_no_answer(question):
    assert question.key.panel == {}
    assert question.item.points == 0
    (reason,) = question.key.rationale.values()
    assert "speak" in reason, "it weighs what speaks for and what speaks against"
    for option in question.item.options:
        assert option.text.casefold() not in reason.casefold()


def test_the_words_of_patients_and_replies_are_chosen_in_several_situations():
    stems = [" ".join(q.item.stem.split()) for q in QUESTIONS if q.item.kind is Kind.SINGLE]
    assert sum("What do you say" in stem or "How do you begin" in stem for stem in stems) >= 6


def test_figures_about_music_are_those_of_the_records():
    stem = " ".join(BY_ID["ses-music"].item.stem.split())
    assert f"{float(fact('session_items.music.records')):g} doses by nose" in stem
    systolic = fact("session_items.music.systolic").value
    assert f"some {systolic['without'] - systolic['with music']:.0f} mmHg lower" in stem
    people = float(fact("session_items.music.people"))
    assert f"{people:g} people" in BY_ID["ses-music"].key.rationale["calm"]
    anxiety = fact("session_items.music.anxiety").value
    assert anxiety["with music"] < anxiety["without"]


def test_the_times_of_therapy_are_those_of_the_studies():
    reasons = BY_ID["ses-when"].key.rationale
    gap = float(fact("pairings.pairings.pe.gap"))
    assert gap == 1
    assert "Twenty-four hours" in reasons["exposure"]
    assert "14 weeks" in fact("pairings.pairings.cbt.timing").value
    assert "Fourteen weeks" in reasons["cbt"]
    assert "quit day in the second" in fact("pairings.pairings.met.timing").value
    assert "in the second" in reasons["motivation"]
