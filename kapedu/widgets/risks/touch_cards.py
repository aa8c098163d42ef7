"""Sort situations about touch: do it, do not, or only for safety."""

from __future__ import annotations

from typing import Any

from kapedu.figures.touch_cards import ANSWERS, touch_situations
from kapedu.widgets.parts.card_sorter import CardSorter

_CLOSING = (
    "<p>The default of this course: what was agreed sober holds for the whole session, nothing is added while "
    "somebody is dosed, and no can always be said.</p>"
)


def touch_cards() -> Any:
    """The activity: eight situations, one decision each."""
    return CardSorter("Touch, case by case", "What do you do?", ANSWERS, touch_situations(), _CLOSING).box
