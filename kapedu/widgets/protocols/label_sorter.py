"""Sort statements: the spray on its label, the racemate off label, or both."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kapedu.figures.practice_cards import PRODUCTS, label_cards
from kapedu.widgets.parts.card_sorter import CardSorter

if TYPE_CHECKING:
    import ipywidgets

_CLOSING = (
    "<p>The difference in one sentence: for the spray a label and a programme decide much; for the racemate the "
    "clinic decides, and must say so to the patient.</p>"
)


def label_sorter() -> ipywidgets.VBox:
    """Place each statement with the product that it belongs to (United States)."""
    return CardSorter(
        "Label or off label?", "Which does this belong to?", PRODUCTS, label_cards(), _CLOSING
    ).box
