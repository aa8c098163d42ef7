from kapedu.figures.indication_cards import indication_cards
from kapedu.widgets.parts.drawing import Drawing
from kapedu.widgets.protocols.indication_sorter import indication_sorter


def test_the_indications_are_dealt_without_their_grades():
    first = next(child for child in indication_sorter().children if isinstance(child, Drawing))
    assert f"Card 1 of {len(indication_cards())}" in first.html
    assert "rade" not in first.html
