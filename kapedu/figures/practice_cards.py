"""Cards about practice to sort: what belongs to the label and what is off label, and which pairing was studied."""

from __future__ import annotations

from html import escape

from kapedu.figures.sorting_cards import Card
from kapedu.figures.statements import described, members, stated, statement
from kapedu.practice.pairing import Pairing, pairings

PRODUCTS = {
    "spray": "Esketamine spray, on its label",
    "racemate": "Racemic ketamine, off label",
    "both": "Both",
}
STUDIED = {
    "controlled": "In a controlled study",
    "open": "Only without a control group, or without a result",
    "none": "Not studied as a pairing, as far as located",
}


def label_cards() -> tuple[Card, ...]:
    """Statements about the spray, the racemate or both.

    Raises:
        ValueError: The sheet has an answer that does not exist.

    Examples:
        >>> {card.answer for card in label_cards()} == set(PRODUCTS)
        True
    """
    cards = []
    for name in members("regimens", "label_cards"):
        path = f"label_cards.{name}"
        answer = described("regimens", f"{path}.answer")
        if answer not in PRODUCTS:
            raise ValueError(f"regimens.json: {path}.answer is {answer!r}; allowed are {', '.join(PRODUCTS)}")
        finding = stated("regimens", f"{path}.finding")
        why = described("regimens", f"{path}.why")
        cards.append(Card(name, f"<p>{escape(finding.text)}</p>", finding.text, answer, why, "", finding))
    return tuple(cards)


def pairing_cards() -> tuple[Card, ...]:
    """Therapies, to be sorted by how their pairing with ketamine was studied.

    Examples:
        >>> {card.answer for card in pairing_cards()} == set(STUDIED)
        True
    """
    return tuple(
        Card(
            one.key,
            f"<p><strong>{escape(one.name)}.</strong> {escape(one.what)}.</p>",
            f"{one.name}: {one.what.lower()}",
            studied(one),
            _why(one),
            one.name,
            statement((*one.studies, one.timing)[0]),
        )
        for one in pairings().values()
    )


def studied(one: Pairing) -> str:
    """Which of the bins of :data:`STUDIED` a pairing belongs in."""
    if one.controlled:
        return "controlled"
    return "open" if one.is_studied else "none"


def _why(one: Pairing) -> str:
    found = [str(study.value) for study in one.studies]
    if one.located is not None:
        found.append(f"{one.located.value}: {one.located.note}")
    return ". ".join(words[0].upper() + words[1:] for words in found) + "."
