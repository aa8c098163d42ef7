"""Sort therapies by how their pairing with ketamine was studied."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kapedu.figures.practice_cards import STUDIED, pairing_cards
from kapedu.widgets.parts.card_sorter import CardSorter

if TYPE_CHECKING:
    import ipywidgets

_CLOSING = (
    "<p>Not studied is not the same as not working. It means that you bring the therapy because it is good for this "
    "person, and that nobody can tell you what ketamine adds to it.</p>"
)


def pairing_sorter() -> ipywidgets.VBox:
    """Place each therapy by the best study of its pairing with ketamine."""
    return CardSorter(
        "What was studied?", "How was this pairing studied?", STUDIED, pairing_cards(), _CLOSING
    ).box
