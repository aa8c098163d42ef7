"""Indications as cards to sort by how good the evidence is."""

from __future__ import annotations

from html import escape

from kapedu.figures.sorting_cards import Card
from kapedu.figures.statements import described, members, stated

GRADES = {
    "strong": "A label or repeated trials (grade A)",
    "single": "Few trials, or trials that conflict (grade B)",
    "weak": "No controlled trial on file, or guidance against it (grade C or D)",
}
_BIN = {"A": "strong", "B": "single", "C": "weak", "D": "weak"}
_LEFT_OUT = "none"


def indication_cards() -> tuple[Card, ...]:
    """Each indication with what is known, grade and reason kept back.

    Examples:
        >>> {card.answer for card in indication_cards()} == set(GRADES)
        True
    """
    cards = []
    for name in members("screening", "indications"):
        if name == _LEFT_OUT:
            continue
        path = f"indications.{name}"
        title = described("screening", f"{path}.title")
        evidence = stated("screening", f"{path}.evidence")
        grade = described("screening", f"{path}.grade")
        front = f"<p><strong>{escape(title)}</strong></p><p>{escape(evidence.text)}</p>"
        why = f"{described('screening', f'{path}.why')} (Grade of this course: {grade}.)"
        cards.append(Card(name, front, f"{title}.", _BIN[grade[0]], why, "", evidence))
    return tuple(cards)
