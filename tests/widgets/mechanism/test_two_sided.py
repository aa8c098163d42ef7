import pytest

from kapedu.widgets.mechanism.two_sided import metabolite_question, opioid_question
from kapedu.widgets.parts.drawing import Drawing


@pytest.mark.parametrize("make", [metabolite_question, opioid_question])
def test_the_first_card_is_dealt_without_its_answer(make):
    cards = [child for child in make().children if isinstance(child, Drawing)]
    assert "Card 1 of 5" in cards[0].html
    assert "status:" not in cards[0].html
