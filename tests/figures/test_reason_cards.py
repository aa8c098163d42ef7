"""Contraindications by danger, mornings by what to do: each with a ground."""

from kapedu.figures.reason_cards import DANGERS, MORNINGS, morning_cards, reason_cards


def test_every_contraindication_has_a_danger_and_the_reason_of_the_screening_engine():
    cards = reason_cards()
    assert len(cards) == 11
    for card in cards:
        assert card.answer in DANGERS
        assert "What would change it" in card.why
        assert card.statement.status != "unverified"


def test_every_morning_has_something_to_do_and_a_checked_ground():
    cards = morning_cards()
    assert len(cards) == 8
    for card in cards:
        assert card.answer in MORNINGS
        assert card.statement.status != "unverified"
