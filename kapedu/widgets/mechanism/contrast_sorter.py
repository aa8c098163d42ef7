"""Activity: what question does this trial really answer?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kapedu.figures.sorting_cards import QUESTIONS, designs
from kapedu.widgets.parts.card_sorter import CardSorter

if TYPE_CHECKING:
    import ipywidgets

_CLOSING = (
    "<p>The rule: strike out what both arms share. What is left is what the trial tests. If two things are "
    "left, it tests a package. If there is no second arm, nothing is left to compare.</p>"
)


def contrast_sorter() -> ipywidgets.VBox:
    """Sort trial designs by the contrast they make; names are shown afterwards."""
    return CardSorter("Sort the designs", "What does this design test?", QUESTIONS, designs(), _CLOSING).box
