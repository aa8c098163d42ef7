"""Activity: which of the two trials bears on which question?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kapedu.figures.trial_questions import WHICH, trial_questions
from kapedu.widgets.parts.card_sorter import CardSorter

if TYPE_CHECKING:
    import ipywidgets

_CLOSING = (
    "<p>A better masked trial is not a better answer to every question. Ask first what was compared in whom, "
    "then how far the result can be trusted.</p>"
)


def which_trial() -> ipywidgets.VBox:
    """Sort questions by the trial that bears on them."""
    return CardSorter(
        "Sort the questions", "This question belongs to", dict(WHICH), trial_questions(), _CLOSING
    ).box
