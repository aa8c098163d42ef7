"""Situations about touch: each with an answer and a ground."""

from kapedu.figures.touch_cards import ANSWERS, touch_situations


def test_every_situation_has_an_answer_a_reason_and_an_origin():
    cards = touch_situations()
    assert len(cards) == 8
    for card in cards:
        assert card.answer in ANSWERS
        assert card.why
        assert card.statement.status != "unverified"


def test_the_front_of_a_card_gives_no_answer_away():
    for card in touch_situations():
        assert not any(words.lower() in card.plain.lower() for words in ANSWERS.values())
