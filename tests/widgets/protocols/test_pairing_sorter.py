from kapedu.figures.practice_cards import STUDIED
from kapedu.practice.pairing import pairings
from kapedu.widgets.protocols.pairing_sorter import pairing_sorter


def test_there_is_a_card_for_every_therapy_and_a_place_for_every_kind_of_study():
    _, card, place, *_ = pairing_sorter().children
    assert f"Card 1 of {len(pairings())}" in card.html
    assert place.options == STUDIED
