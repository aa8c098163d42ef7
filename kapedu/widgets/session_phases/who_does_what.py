"""Sort the tasks of a treatment: the medical team's, the therapist's, everybody's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kapedu.figures.role_cards import ROLES, role_cards
from kapedu.widgets.parts.card_sorter import CardSorter

if TYPE_CHECKING:
    import ipywidgets

_CLOSING = (
    "<p>Whether, what and how much is medical. What for, with whom and what becomes of it is the therapy. "
    "To stop, and to pass on what was heard, belongs to all.</p>"
)


def who_does_what() -> ipywidgets.VBox:
    """Place each task with those who do it."""
    return CardSorter("Nine tasks", "Whose task is this?", ROLES, role_cards(), _CLOSING).box
