"""The report on claims: letters, verdicts and counts agree with the claims register and the facts."""

from pathlib import Path

import nbformat
import pytest

from kapedu.figures.verdicts import NAMES
from kapedu.grading.release import check_quiz
from kapedu.knowledge import fact
from kapedu.knowledge.claims import all_claims
from kapedu.quiz import Kind

PATH = (
    Path(__file__).resolve().parents[2] / "assessments" / "source" / "claims-report" / "claims-report.ipynb"
)
NOTEBOOK = nbformat.read(PATH, as_version=4)
QUESTIONS = check_quiz(NOTEBOOK, "claims-report")
BY_ID = {question.item.id: question for question in QUESTIONS}
CLAIMS = {claim.id: claim for claim in all_claims()}
REGISTERED = {
    "layers": "C000-6",
    "pain": "C002-2",
    "short": "C002-10",
    "side-effects": "C001-6",
    "sixteen": "C003-2",
}
LETTERS = {
    "cr-letters-drug": {
        "cocaine": "appraisal_items.grade.cocaine",
        "home": "appraisal_items.grade.home",
        "infusion": "appraisal_items.grade.infusion_acute",
        "spray": "appraisal_items.grade.spray",
        "window": "appraisal_items.grade.window",
    },
    "cr-letters-therapy": {
        "alcohol": "pairings.pairings.met.grade",
        "dbt": "pairings.pairings.dbt.grade",
        "exposure": "pairings.pairings.pe.grade",
        "practices": "appraisal_items.grade.series",
        "psychodynamic": "pairings.pairings.psychodynamic.grade",
    },
}


def test_ten_questions_are_marked_by_themselves_and_a_report_is_read():
    kinds = [question.item.kind for question in QUESTIONS]
    assert len(kinds) == 11
    assert [kind is Kind.FREE_TEXT for kind in kinds] == [False] * 10 + [True]
    rubric = BY_ID["cr-report"].key.rubric
    assert len(rubric) >= 5
    assert sum(line.points for line in rubric) >= sum(question.item.points for question in QUESTIONS) / 3


def test_every_verdict_is_that_of_the_register_and_is_named_as_there():
    asked = BY_ID["cr-verdicts"]
    assert set(REGISTERED) == set(asked.key.pairs)
    for line, claim in REGISTERED.items():
        assert asked.key.pairs[line] == CLAIMS[claim].verdict.value
    assert {target.id: target.text for target in asked.item.targets} == {
        verdict.value: name for verdict, name in NAMES.items()
    }


@pytest.mark.parametrize("name", LETTERS)
def test_every_letter_is_that_of_the_fact_it_rests_on(name):
    pairs = BY_ID[name].key.pairs
    assert {line: str(fact(path).value).casefold() for line, path in LETTERS[name].items()} == pairs
    assert set(LETTERS[name].values()) <= set(BY_ID[name].key.facts)


def test_the_letters_are_explained_in_the_first_cell_as_in_the_facts():
    first = NOTEBOOK.cells[0].source.replace("*", "")
    for letter, words in (
        ("A", "replicated randomised"),
        ("B", "one randomised trial"),
        ("C", "a cohort"),
        ("D", "opinion"),
    ):
        assert f"{letter}: {words}" in first
        assert f"{letter}: {words}" in fact("appraisal_items.grade.letters").value


def test_the_count_of_a_hundred_follows_from_the_trial():
    counts = fact("appraisal_items.contrasts.cocaine_people").value
    shares = {arm: 100 * abstinent / people for arm, (abstinent, people) in counts.items()}
    key = BY_ID["cr-more-of-hundred"].key
    assert key.value == pytest.approx(shares["ketamine"] - shares["midazolam"], abs=0.05)
    published = fact("appraisal_items.contrasts.cocaine_abstinent").value
    assert abs(published["ketamine"] - published["midazolam"] - key.value) <= key.tolerance


def test_the_texts_that_are_judged_are_paraphrases_of_the_register():
    stems = {
        line.id: line.text for name in ("cr-errors-one", "cr-errors-two") for line in BY_ID[name].item.options
    }
    for path, line in (
        ("overview_post.synapses", "connections"),
        ("clinic.review", "review"),
        ("health_site.months", "slower"),
        ("therapy_page.base", "base"),
        ("clinic.unconscious", "deep"),
        ("therapy_page.mild", "mild"),
        ("vital_page.needed", "needed"),
    ):
        assert fact(f"articles.passages.{path}.text").value.rstrip(".") == stems[line]
