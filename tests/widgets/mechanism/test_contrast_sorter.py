from kapedu.figures.sorting_cards import designs
from kapedu.widgets.mechanism.contrast_sorter import contrast_sorter
from kapedu.widgets.parts.drawing import Drawing


def test_the_designs_are_dealt_one_by_one_without_names():
    first = next(child for child in contrast_sorter().children if isinstance(child, Drawing))
    assert f"Card 1 of {len(designs())}" in first.html
    assert "Dakwar" not in first.html
