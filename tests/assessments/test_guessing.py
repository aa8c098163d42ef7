"""Somebody who knows nothing and goes by the form of the options earns little, in any quiz."""

import re
from collections.abc import Callable
from pathlib import Path

import nbformat
import pytest

from kapedu.grading.release import check_quiz
from kapedu.quiz import Kind, Question, mark_answer

SOURCES = sorted((Path(__file__).resolve().parents[2] / "assessments" / "source").glob("*/*.ipynb"))
QUIZZES = {path.stem: check_quiz(nbformat.read(path, as_version=4), path.stem) for path in SOURCES}
SINGLES = {name: [one for one in asked if one.item.kind is Kind.SINGLE] for name, asked in QUIZZES.items()}
SEEDS = [str(seed) for seed in range(20)]
ABSOLUTE = re.compile(
    r"\b(all|always|any|certain(?:ly)?|completely|ever|every|impossible|must|never|no|nobody|none|nothing|only)\b",
    re.IGNORECASE,
)
HEDGE = re.compile(
    r"\b(about|can|could|may|might|most|often|perhaps|possibly|some|sometimes|usually|unclear)\b",
    re.IGNORECASE,
)


def texts(question: Question, seed: str) -> list[tuple[str, str]]:
    """The options as one trainee sees them, ids with texts."""
    return [(option.id, option.text) for option in question.item.shuffled(seed)]


def shared_with_the_stem(question: Question, text: str) -> int:
    stem = set(re.findall(r"[a-z]{5,}", question.item.stem.casefold()))
    return len(stem & set(re.findall(r"[a-z]{5,}", text.casefold())))


def shared_with_other_options(question: Question, text: str) -> int:
    words = set(re.findall(r"[a-z]{4,}", text.casefold()))
    return sum(
        len(words & set(re.findall(r"[a-z]{4,}", option.text.casefold())))
        for option in question.item.options
        if option.text != text
    )


# which option looks best; the first of several alike is taken
RULES: dict[str, Callable[[Question, str], float]] = {
    "the longest": lambda _, text: len(text),
    "the shortest": lambda _, text: -len(text),
    "no absolute word": lambda _, text: -len(ABSOLUTE.findall(text)),
    "a word of caution": lambda _, text: len(HEDGE.findall(text)),
    "words of the question": shared_with_the_stem,
    "most like the others": shared_with_other_options,
    "a comma or semicolon": lambda _, text: len(re.findall(r"[,;]", text)),
    "a figure": lambda _, text: len(re.findall(r"\d", text)),
    "the first": lambda _, __: 0,
}


@pytest.mark.parametrize("name", [name for name, singles in SINGLES.items() if singles])
@pytest.mark.parametrize("rule", RULES)
def test_choosing_one_option_by_its_form_finds_fewer_than_half_of_the_right_ones(name, rule):
    singles = SINGLES[name]
    right = 0
    for question in singles:
        for seed in SEEDS:
            chosen, _ = max(texts(question, seed), key=lambda option: RULES[rule](question, option[1]))
            right += chosen in question.key.correct
    assert right / len(SEEDS) < len(singles) / 2


@pytest.mark.parametrize("name", QUIZZES)
def test_ticking_everything_or_the_longer_half_earns_at_most_half(name):
    for question in QUIZZES[name]:
        if question.item.kind is Kind.MULTIPLE:
            by_length = sorted(question.item.option_ids, key=lambda one: len(question.item.option_text(one)))
            for ticked in (by_length, by_length[len(by_length) // 2 :]):
                assert mark_answer(question.item, question.key, ticked).fraction <= 0.5, question.item.id


@pytest.mark.parametrize("name", QUIZZES)
def test_leaving_an_order_as_it_is_shown_earns_little(name):
    for question in QUIZZES[name]:
        if question.item.kind is Kind.ORDERING:
            shown = [
                mark_answer(question.item, question.key, [step for step, _ in texts(question, seed)]).fraction
                for seed in SEEDS
            ]
            as_written = mark_answer(question.item, question.key, list(question.item.option_ids)).fraction
            assert sum(shown) / len(shown) < 0.4, question.item.id
            assert as_written < 0.6, question.item.id


@pytest.mark.parametrize("name", QUIZZES)
def test_giving_every_line_the_same_choice_earns_at_most_half(name):
    for question in QUIZZES[name]:
        item, key = question.item, question.key
        if item.kind.is_paired:
            for target in item.target_ids:
                same = [f"{line}={target}" for line in item.option_ids]
                limit = 0.5 if item.kind is Kind.MATCHING else 0.65  # a neighbouring rating earns half
                assert mark_answer(item, key, same).fraction <= limit, (item.id, target)
