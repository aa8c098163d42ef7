"""The objectives of the course: each belongs to a competency, says where it comes from, and has words of its own."""

from collections import Counter

import pytest

from kapedu.knowledge import fact, reference
from kapedu.quiz import QuizError, curriculum
from kapedu.quiz.competency import COMPETENCIES


def test_every_competency_has_an_objective_and_every_objective_its_origin():
    assert {objective.competency for objective in curriculum.objectives()} == set(COMPETENCIES)
    for objective in curriculum.objectives():
        assert objective.id.startswith(f"{objective.competency}-")
        assert objective.origin
        assert reference(objective.source)
        assert fact(f"curriculum.objectives.{objective.id}.text").status == "course-rule"


def test_no_objective_stands_twice():
    counts = Counter(objective.text for objective in curriculum.objectives())
    assert max(counts.values()) == 1


def test_lessons_are_for_competencies_that_exist():
    for lesson, codes in curriculum.lesson_competencies().items():
        assert lesson.count("/") == 1
        assert codes
        assert set(codes) <= set(COMPETENCIES)


class Sheet:
    """A sheet with these describing texts."""

    def __init__(self, descriptions):
        self.descriptions = descriptions


@pytest.mark.parametrize(
    ("texts", "told"),
    [
        ({"objectives.x.code": "C99"}, "curriculum.json, objective x, code 'C99': write one of C1, C2"),
        ({}, "there is no objective; write one"),
    ],
)
def test_an_objective_of_no_competency_and_a_competency_without_one_are_refused(monkeypatch, texts, told):
    monkeypatch.setattr(curriculum, "sheet", lambda _: Sheet(texts))
    curriculum.objectives.cache_clear()
    with pytest.raises(QuizError) as caught:
        curriculum.objectives()
    assert told in str(caught.value)


def test_a_lesson_for_no_competency_is_refused(monkeypatch):
    monkeypatch.setattr(curriculum, "sheet", lambda _: Sheet({"lessons.1-x.1-a": "C1 C77"}))
    curriculum.lesson_competencies.cache_clear()
    with pytest.raises(QuizError, match=r"lessons\.1-x\.1-a: 'C77' is no competency"):
        curriculum.lesson_competencies()
    monkeypatch.undo()
    curriculum.lesson_competencies.cache_clear()
