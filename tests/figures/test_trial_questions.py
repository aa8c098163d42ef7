import pytest

from kapedu.figures import trial_questions as questions
from kapedu.figures.trial_questions import WHICH, trial_questions
from kapedu.knowledge import Status


def test_every_answer_occurs_and_every_card_has_a_reason_and_a_source():
    cards = trial_questions()
    assert {card.answer for card in cards} == set(WHICH)
    assert all(len(card.why) > 30 for card in cards)
    assert all(Status(card.statement.status).may_key_graded_item for card in cards)


def test_an_unknown_answer_is_named(monkeypatch):
    monkeypatch.setattr(
        questions, "described", lambda _sheet, path: "both" if path.endswith("answer") else "x"
    )
    with pytest.raises(ValueError, match="answer is 'both'; allowed are masked"):
        trial_questions()
