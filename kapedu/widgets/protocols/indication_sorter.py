"""Activity: how good is the evidence for each indication?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kapedu.figures.indication_cards import GRADES, indication_cards
from kapedu.widgets.parts.card_sorter import CardSorter

if TYPE_CHECKING:
    import ipywidgets

_CLOSING = (
    "<p>The grade belongs to a claim, not to a drug: one infusion and a year of infusions, a label and a web page, a "
    "score and a person doing better. Ask for the claim first.</p>"
)


def indication_sorter() -> ipywidgets.VBox:
    """Sort indications by what is known about them; grades are shown afterwards."""
    return CardSorter(
        "Grade seven claims", "How good is the evidence?", GRADES, indication_cards(), _CLOSING
    ).box
