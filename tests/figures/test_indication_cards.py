from kapedu.figures.indication_cards import GRADES, indication_cards


def test_every_bin_has_a_card_and_every_card_a_reason_and_an_origin():
    cards = indication_cards()
    assert {card.answer for card in cards} == set(GRADES)
    assert all("Grade of this course" in card.why for card in cards)
    assert all(card.statement.source for card in cards)


def test_somebody_without_a_diagnosis_is_no_card():
    assert "none" not in {card.id for card in indication_cards()}
