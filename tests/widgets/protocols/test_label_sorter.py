from kapedu.figures.practice_cards import PRODUCTS, label_cards
from kapedu.widgets.protocols.label_sorter import label_sorter


def test_the_first_card_and_the_three_products_are_offered():
    _, card, place, *_ = label_sorter().children
    assert f"Card 1 of {len(label_cards())}" in card.html
    assert place.options == PRODUCTS
