"""Situations about touch as cards to sort: do it, do not, or only for safety."""

from __future__ import annotations

from html import escape

from kapedu.figures.sorting_cards import Card
from kapedu.figures.statements import described, members, stated

ANSWERS = {"yes": "Do it", "no": "Do not", "safety": "Only for safety, then talk about it"}


def touch_situations() -> tuple[Card, ...]:
    """The situations in the order of the sheet.

    Raises:
        ValueError: The sheet has an answer that does not exist.

    Examples:
        >>> {card.answer for card in touch_situations()} == set(ANSWERS)
        True
    """
    cards = []
    for name in members("risks", "touch"):
        title, front, answer, why = (
            described("risks", f"touch.{name}.{field}") for field in ("title", "front", "answer", "why")
        )
        if answer not in ANSWERS:
            raise ValueError(f"risks.json: touch.{name}.answer {answer!r} is not one of {', '.join(ANSWERS)}")
        shown = f"<p><strong>{escape(title)}.</strong> {escape(front)}</p>"
        cards.append(Card(name, shown, front, answer, why, title, stated("risks", f"touch.{name}.finding")))
    return tuple(cards)
