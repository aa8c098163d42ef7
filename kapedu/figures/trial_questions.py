"""Questions to sort: which of two trials bears on it?"""

from __future__ import annotations

from html import escape
from types import MappingProxyType

from kapedu.figures.sorting_cards import Card
from kapedu.figures.statements import described, members, stated

WHICH = MappingProxyType(
    {
        "masked": "The trial under anaesthesia",
        "awake": "The trial against midazolam",
        "neither": "Neither of them",
    }
)
_SHEET = "trial_reading"


def trial_questions() -> tuple[Card, ...]:
    """The questions as cards.

    Raises:
        ValueError: The sheet has an answer that does not exist.

    Examples:
        >>> {card.answer for card in trial_questions()} == set(WHICH)
        True
    """
    cards = []
    for name in members(_SHEET, "questions"):
        place = f"questions.{name}"
        answer = described(_SHEET, f"{place}.answer")
        if answer not in WHICH:
            raise ValueError(f"{_SHEET}.json: {place}.answer is {answer!r}; allowed are {', '.join(WHICH)}")
        asked = stated(_SHEET, f"{place}.front")
        cards.append(
            Card(
                name,
                f"<p>{escape(asked.text)}</p>",
                asked.text,
                answer,
                described(_SHEET, f"{place}.why"),
                "",
                asked,
            )
        )
    return tuple(cards)
