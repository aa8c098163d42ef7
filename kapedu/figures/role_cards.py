"""Cards about a team at work: whose task is it, the medical team's, the therapist's, everybody's?"""

from __future__ import annotations

from html import escape

from kapedu.figures.sorting_cards import Card
from kapedu.figures.statements import described, members, stated

ROLES = {
    "medical": "The medical team",
    "therapist": "The therapist",
    "everyone": "Everybody in the room",
}


def role_cards() -> tuple[Card, ...]:
    """Tasks before, during and after a dose, to be sorted by who does them.

    Raises:
        ValueError: The sheet has an answer that does not exist.

    Examples:
        >>> {card.answer for card in role_cards()} == set(ROLES)
        True
    """
    cards = []
    for name in members("session_phases", "role_cards"):
        path = f"role_cards.{name}"
        answer = described("session_phases", f"{path}.answer")
        if answer not in ROLES:
            raise ValueError(
                f"session_phases.json: {path}.answer is {answer!r}; allowed are {', '.join(ROLES)}"
            )
        finding = stated("session_phases", f"{path}.finding")
        why = described("session_phases", f"{path}.why")
        cards.append(Card(name, f"<p>{escape(finding.text)}</p>", finding.text, answer, why, "", finding))
    return tuple(cards)
