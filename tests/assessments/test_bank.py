"""The bank as a whole: nobody passes it by the form of what is shown."""

from collections import defaultdict
from pathlib import Path

import pytest

from kapedu.grading.coverage import read_coverage
from kapedu.grading.item_bank import read_bank
from kapedu.quiz import mark_answer
from tests.assessments.form_guesser import RULES, chance, guess

REPO = Path(__file__).resolve().parents[2]
ENTRIES, BROKEN = read_bank(REPO)
GRADED = [entry for entry in ENTRIES if entry.graded]
WITH_A_FORM = [entry.question for entry in GRADED if guess(entry.question, "the longest", "0") is not None]
SEEDS = [str(seed) for seed in range(12)]
MARGIN = 0.05
"""A guesser may be better than chance by this share of the points; over some hundred items luck can do that."""


def earned(question, rule: str) -> float:
    """Mean share of the points that a rule earns over several trainees' orders."""
    answers = [guess(question, rule, seed) for seed in SEEDS]
    return sum(mark_answer(question.item, question.key, answer).fraction for answer in answers) / len(SEEDS)


def test_every_graded_item_can_be_read():
    assert [finding for finding in BROKEN if finding.place.startswith("assessments")] == []


@pytest.mark.parametrize("rule", RULES)
def test_no_rule_of_form_beats_chance_by_more_than_the_margin_over_the_whole_bank(rule):
    by_lot = sum(chance(question) for question in WITH_A_FORM) / len(WITH_A_FORM)
    by_form = sum(earned(question, rule) for question in WITH_A_FORM) / len(WITH_A_FORM)
    assert by_form - by_lot < MARGIN


def test_no_kind_of_item_gives_itself_away_to_all_hints_together():
    gains = defaultdict(list)
    for question in WITH_A_FORM:
        gains[question.item.kind].append(earned(question, "all of these together") - chance(question))
    for kind, values in gains.items():
        assert sum(values) / len(values) < 2 * MARGIN, kind


def test_the_bank_holds_a_hundred_and_twenty_items_or_more():
    assert len(GRADED) >= 120


def test_every_objective_of_the_curriculum_has_an_item_that_earns_points():
    assert [f"{objective.id}: {objective.text}" for objective in read_coverage(REPO).holes] == []


def test_every_item_names_its_objective_as_the_curriculum_does():
    unplaced = [entry.question.item for entry in read_coverage(REPO).unplaced_items]
    assert [f"{item.id}: {item.about.objective}" for item in unplaced] == []
