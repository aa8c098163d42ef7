"""Contraindications as cards to sort by what could go wrong, and mornings of a dose by what to do."""

from __future__ import annotations

from html import escape

from kapedu.figures.sorting_cards import Card
from kapedu.figures.statements import described, members, stated
from kapedu.knowledge import sheet

DANGERS = {
    "pressure": "Pressure could tear or starve something",
    "mind": "The mind could tip",
    "breath": "Breath could fail",
    "frame": "The frame would not hold",
}
MORNINGS = {
    "dose": "Dose as planned",
    "hold": "Hold until the prescriber has decided",
    "therapy": "No dose; keep the visit for talking",
}


def reason_cards() -> tuple[Card, ...]:
    """Rules of the screening engine, in the order of the sheet, each with what could go wrong.

    Raises:
        ValueError: The sheet names a danger that does not exist.

    Examples:
        >>> {card.answer for card in reason_cards()} == set(DANGERS)
        True
    """
    cards = []
    for path, danger in sheet("risks").descriptions.items():
        if not path.startswith("reasons."):
            continue
        rule = path.removeprefix("reasons.")
        if danger not in DANGERS:
            raise ValueError(f"risks.json: {path} {danger!r} is not one of {', '.join(DANGERS)}")
        finding, changes = (
            described("screening", f"rules.{rule}.{field}") for field in ("finding", "changes")
        )
        reason = stated("screening", f"rules.{rule}.reason")
        why = f"{reason.text} What would change it: {changes}"
        cards.append(
            Card(rule, f"<p><strong>{escape(finding)}</strong></p>", finding, str(danger), why, "", reason)
        )
    return tuple(cards)


def morning_cards() -> tuple[Card, ...]:
    """What somebody hears on the morning of a dose.

    Raises:
        ValueError: The sheet has an answer that does not exist.

    Examples:
        >>> {card.answer for card in morning_cards()} == set(MORNINGS)
        True
    """
    cards = []
    for name in members("risks", "morning"):
        title, front, answer, why = (
            described("risks", f"morning.{name}.{field}") for field in ("title", "front", "answer", "why")
        )
        if answer not in MORNINGS:
            raise ValueError(
                f"risks.json: morning.{name}.answer {answer!r} is not one of {', '.join(MORNINGS)}"
            )
        shown = f"<p><strong>{escape(title)}.</strong> {escape(front)}</p>"
        cards.append(Card(name, shown, front, answer, why, title, stated("risks", f"morning.{name}.finding")))
    return tuple(cards)
