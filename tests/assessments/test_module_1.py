"""The graded quiz of module 1: sound, fair, and nothing in it gives an answer away."""

import json
import re
from collections import Counter
from pathlib import Path

import nbformat
import pytest

from kapedu.grading.quiz_cells import item_in
from kapedu.grading.release import check_quiz
from kapedu.knowledge import fact, reference
from kapedu.quiz import Kind, mark_answer

SOURCE = Path(__file__).resolve().parents[2] / "assessments" / "source" / "module-1" / "module-1.ipynb"
NOTEBOOK = nbformat.read(SOURCE, as_version=4)
QUESTIONS = check_quiz(NOTEBOOK, "module-1")
WITH_OPTIONS = [question for question in QUESTIONS if question.item.options]


def ids(question) -> str:
    return question.item.id


def test_there_are_twelve_items_of_every_kind_and_one_is_read_by_a_person():
    kinds = Counter(question.item.kind for question in QUESTIONS)
    assert len(QUESTIONS) == 12
    assert kinds[Kind.FREE_TEXT] == 1
    assert all(kinds[kind] >= 1 for kind in (Kind.SINGLE, Kind.MULTIPLE, Kind.NUMERIC, Kind.TEXT))
    assert sum(question.item.points for question in QUESTIONS) == 25, "the first cell says 25 points"


@pytest.mark.parametrize("question", QUESTIONS, ids=ids)
def test_no_key_rests_on_an_unverified_fact(question):
    assert question.key.facts
    assert all(fact(path).status != "unverified" for path in question.key.facts)


@pytest.mark.parametrize("question", QUESTIONS, ids=ids)
def test_every_source_resolves_to_a_reference_that_can_be_looked_up(question):
    for source in question.key.sources:
        assert {"title", "DOI", "PMID", "PMCID", "URL"} & set(reference(source))


def test_numeric_keys_follow_from_the_facts_they_name():
    keys = {question.item.id: question.key for question in QUESTIONS}
    low, high = fact("dose_to_mood.bioavailability.swallowed_lozenge.spread").value
    assert keys["lozenge-spread"].value == pytest.approx((high - low) * 200)
    half_time = float(fact("pkpd.effect_site.olofsen2022.t_half_ke0"))
    assert keys["effect-site-lag"].value == pytest.approx(2 * half_time)


def test_figures_in_the_text_agree_with_the_facts():
    stems = {question.item.id: question.item.stem for question in QUESTIONS}
    low, high = fact("dose_to_mood.bioavailability.swallowed_lozenge.spread").value
    assert f"{100 * low:g} to {100 * high:g} per cent" in stems["lozenge-spread"]
    lowest = fact("pkpd.absorption.nasal_racemic.F_low").value[0]
    highest = float(fact("pkpd.absorption.nasal_racemic.F_high"))
    assert f"{100 * lowest:g} to {100 * highest:g} per cent" in stems["nasal-range"]
    assert f"{float(fact('pkpd.effect_site.olofsen2022.t_half_ke0')):g} minutes" in stems["effect-site-lag"]
    first, last = fact("pkpd.antidepressant_course.kishimoto2016.lost_by").value
    mood = next(question for question in QUESTIONS if question.item.id == "mood-clock")
    assert f"day {first:g} to {last:g}" in mood.item.option_text("day-one")


def test_the_right_option_is_not_betrayed_by_its_length():
    singles = [question for question in WITH_OPTIONS if question.item.kind is Kind.SINGLE]
    longest = shortest = 0
    for question in singles:
        lengths = {option.id: len(option.text) for option in question.item.options}
        others = [length for option, length in lengths.items() if option not in question.key.correct]
        right = lengths[question.key.correct[0]]
        longest += right > max(others)
        shortest += right < min(others)
        assert 0.6 < right / (sum(others) / len(others)) < 1.5, question.item.id
    assert longest <= len(singles) / 3
    assert shortest <= len(singles) / 3


@pytest.mark.parametrize("question", WITH_OPTIONS, ids=ids)
def test_options_stand_in_alphabetical_order_so_that_their_order_says_nothing(question):
    assert list(question.item.option_ids) == sorted(question.item.option_ids)


@pytest.mark.parametrize("question", WITH_OPTIONS, ids=ids)
def test_the_stem_repeats_no_telling_word_of_the_right_option_alone(question):
    def words(text: str) -> set[str]:
        return set(re.findall(r"[a-z]{6,}", text.casefold()))

    stem = words(question.item.stem)
    right = set().union(*(words(question.item.option_text(option)) for option in question.key.correct))
    wrong = [option for option in question.item.option_ids if option not in question.key.correct]
    others = set().union(*(words(question.item.option_text(option)) for option in wrong))
    assert len((stem & right) - others) <= 1


@pytest.mark.parametrize("question", WITH_OPTIONS, ids=ids)
def test_the_reason_of_a_wrong_option_does_not_quote_the_right_one(question):
    for option, reason in question.key.rationale.items():
        if option not in question.key.correct:
            for right in question.key.correct:
                assert question.item.option_text(right).casefold() not in reason.casefold()


def test_ticking_everything_or_one_thing_earns_little():
    for question in WITH_OPTIONS:
        if question.item.kind is Kind.MULTIPLE:
            everything = mark_answer(question.item, question.key, list(question.item.option_ids))
            assert everything.fraction <= 0.5


def test_a_quiz_runs_by_itself_on_opening_and_shows_no_program():
    assert NOTEBOOK.metadata["kapedu"] == {"run_on_open": True}
    for cell in NOTEBOOK.cells:
        if cell.cell_type == "code":
            assert cell.metadata["jupyter"]["source_hidden"]
            assert cell.outputs == []
            assert cell.execution_count is None
            assert not re.search(r"^[ \t]*[!%?/,;]", cell.source, re.MULTILINE), (
                "such a line would not be run"
            )


def test_every_cell_is_locked_and_has_a_stable_id():
    for cell in NOTEBOOK.cells:
        data = cell.metadata.nbgrader
        assert data.schema_version == 3
        assert data.grade_id == cell.id
        assert data.locked or data.solution
        assert cell.metadata.editable is False
        assert cell.metadata.deletable is False


def test_the_first_cell_is_the_only_title_and_the_headings_are_in_order():
    levels = [
        len(match[1])
        for cell in NOTEBOOK.cells
        if cell.cell_type == "markdown"
        for match in re.finditer(r"^(#+) ", cell.source, re.MULTILINE)
    ]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert set(levels) == {1, 2}


def test_what_a_trainee_opens_shows_each_item_without_its_key():
    for cell in NOTEBOOK.cells:
        if cell.cell_type == "code" and "key(" in cell.source and cell.metadata.nbgrader.grade:
            released = cell.source.split("### BEGIN HIDDEN TESTS")[0]
            assert item_in(released, "cell") is not None


def test_the_file_is_committed_without_traces_of_a_person_or_machine():
    text = SOURCE.read_text(encoding="utf-8")
    assert set(json.loads(text)["metadata"]) == {"kapedu", "kernelspec", "language_info"}
    assert not (SOURCE.parent / "answers.json").exists()
