"""Who should not, and why: cards by danger; and the morning of a dose: cards by what to do."""

from __future__ import annotations

from typing import Any

from kapedu.figures.reason_cards import DANGERS, MORNINGS, morning_cards, reason_cards
from kapedu.widgets.parts.card_sorter import CardSorter

_REASONS_CLOSING = (
    "<p>Whoever knows the reason can judge a case that is on no list. Several belong in more than one place; we chose "
    "the danger that comes first.</p>"
)
_MORNINGS_CLOSING = "<p>Holding a dose is no refusal of help: something else is done in the same hour.</p>"


def why_not() -> Any:
    """The activity: contraindications sorted by what could go wrong."""
    return CardSorter("Why not?", "What could go wrong first?", DANGERS, reason_cards(), _REASONS_CLOSING).box


def not_today() -> Any:
    """The activity: eight mornings, one decision each."""
    return CardSorter(
        "The morning of the dose", "What do you do now?", MORNINGS, morning_cards(), _MORNINGS_CLOSING
    ).box
