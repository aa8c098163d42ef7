"""The self-checks of the lessons: their form does not betray the right option."""

from pathlib import Path

import pytest

from kapedu.quiz import Kind
from kapedu.quiz.question_file import read_question_file

FILES = sorted((Path(__file__).resolve().parents[2] / "modules").glob("*/checks.yaml"))
SINGLES = {
    path.parent.name: [
        question
        for question in read_question_file(path).values()
        if question.item.kind is Kind.SINGLE and question.key.correct
    ]
    for path in FILES
}


def lengths(question) -> tuple[int, list[int]]:
    """How long the right option is, and each of the others, in characters."""
    right = len(question.item.option_text(question.key.correct[0]))
    others = [len(option.text) for option in question.item.options if option.id not in question.key.correct]
    return right, others


def test_each_module_has_questions_to_look_at():
    assert SINGLES
    assert all(len(questions) >= 10 for questions in SINGLES.values())


@pytest.mark.parametrize("module", SINGLES)
def test_the_right_option_is_seldom_the_longest_or_the_shortest(module):
    found = [lengths(question) for question in SINGLES[module]]
    assert sum(right > max(others) for right, others in found) <= len(found) / 3
    assert sum(right < min(others) for right, others in found) <= len(found) / 3


@pytest.mark.parametrize("module", SINGLES)
def test_no_right_option_stands_out_by_its_length_alone(module):
    for question in SINGLES[module]:
        right, others = lengths(question)
        assert 0.6 < right / (sum(others) / len(others)) < 1.5, question.item.id
