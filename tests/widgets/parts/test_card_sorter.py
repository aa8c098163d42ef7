import pytest

from kapedu.figures.sorting_cards import SIDES, findings
from kapedu.widgets.parts.card_sorter import CardSorter

CARDS = findings("opioid_evidence")


@pytest.fixture
def sorter():
    return CardSorter("Weigh", "Which side?", SIDES, CARDS, "<p>The end.</p>")


def sort_all(sorter, value="for"):
    for _ in CARDS:
        sorter.place.value = value
        sorter.put.click()
        sorter.next.click()


def test_nothing_is_explained_before_a_choice(sorter):
    sorter.put.click()
    assert sorter.feedback.html == "<p>First choose where this card belongs.</p>"
    assert sorter.chosen == {}


def test_a_placed_card_is_explained_and_cannot_be_placed_again(sorter):
    sorter.place.value = "for"
    sorter.put.click()
    assert "Yes." in sorter.feedback.html
    sorter.place.value = "against"
    sorter.put.click()
    assert sorter.chosen == {CARDS[0].id: "for"}


def test_the_next_card_comes_only_after_placing(sorter):
    sorter.next.click()
    assert "Card 1 of" in sorter.card.html
    sorter.place.value = "for"
    sorter.put.click()
    sorter.next.click()
    assert "Card 2 of" in sorter.card.html
    assert sorter.feedback.html == ""
    assert sorter.place.value is None


def test_at_the_end_all_cards_are_shown_sorted_with_the_closing_words(sorter):
    sort_all(sorter)
    assert "You placed 2 of 5" in sorter.feedback.html
    assert sorter.feedback.html.endswith("<p>The end.</p>")
    assert sorter.place.layout.display == "none"


def test_the_cards_can_be_sorted_again(sorter):
    sort_all(sorter)
    assert sorter.next.label == "Sort them again"
    sorter.next.click()
    assert sorter.chosen == {}
    assert "Card 1 of" in sorter.card.html
    assert sorter.place.layout.display is None
    sort_all(sorter, "undecided")
    assert "You placed 2 of 5" in sorter.feedback.html
