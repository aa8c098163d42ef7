"""Single answers that change the overall judgement, against trying every answer."""

import pytest

from kapedu.evidence.errors import EvidenceError
from kapedu.evidence.rob2 import DOMAINS, QUESTIONS, answers_to, judge
from kapedu.evidence.rob2_cases import read_results
from kapedu.evidence.rob2_sensitivity import one_answer_away


def tried(answers):
    """Every single answer given otherwise that changes the overall judgement, found by brute force."""
    before = judge("x", answers).overall
    found = set()
    for domain in DOMAINS:
        for number in answers[domain]:
            for answer in answers_to(number):
                changed = {**answers, domain: {**answers[domain], number: answer.value}}
                try:
                    after = judge("x", changed).overall
                except EvidenceError:
                    continue
                if after is not before:
                    found.add((domain, number, answer.value.replace("PY", "Y").replace("PN", "N"), after))
    return found


@pytest.mark.parametrize("name", list(read_results()))
def test_the_changes_are_those_that_trying_finds(name):
    answers = read_results()[name].answers
    changes = {
        (change.domain, change.number, change.answer.value, change.overall)
        for change in one_answer_away(answers)
    }
    assert changes == tried(answers)


def test_no_single_answer_makes_the_masked_trial_low_and_some_make_it_high():
    overall = {change.overall.value for change in one_answer_away(read_results()["lii"].answers)}
    assert overall == {"high"}


def test_the_awake_trial_hangs_on_its_measurement():
    changes = one_answer_away(read_results()["su"].answers)
    assert {change.domain for change in changes} == {"measurement"}
    assert {change.overall.value for change in changes} == {"some concerns"}


def test_what_is_not_asked_cannot_change_anything():
    answers = read_results()["lii"].answers
    unasked = {**answers, "missing": {"3.1": "Y", "3.2": "N"}}
    assert one_answer_away(unasked) == one_answer_away(answers)


def test_every_change_is_to_an_answer_that_the_question_allows():
    for read in read_results().values():
        for change in one_answer_away(read.answers):
            assert change.number in QUESTIONS[change.domain]
            assert change.answer in answers_to(change.number)
