import pytest

from kapedu.figures.practice_cards import PRODUCTS, STUDIED, label_cards, pairing_cards, studied
from kapedu.knowledge import Status, reference
from kapedu.practice.pairing import pairings


def test_every_bin_has_cards():
    assert {card.answer for card in label_cards()} == set(PRODUCTS)
    assert {card.answer for card in pairing_cards()} == set(STUDIED)


@pytest.mark.parametrize("card", [*label_cards(), *pairing_cards()], ids=lambda card: card.id)
def test_no_card_rests_on_an_unverified_statement_or_gives_its_answer_away(card):
    assert card.statement.status != Status.UNVERIFIED
    assert all(reference(key) for key in card.statement.keys)
    assert "label" not in card.plain.lower() or card.id == "anaesthesia"
    assert card.why.endswith(".")


def test_controlled_means_that_a_finished_controlled_study_was_located():
    for one in pairings().values():
        assert (studied(one) == "controlled") == one.controlled
    assert sum(card.answer == "controlled" for card in pairing_cards()) == 5
