"""Published evidence as cards to sort: which question does a trial answer, which side does a finding take?"""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

from kapedu.figures.statements import Statement, described, members, origin_html, stated
from kapedu.language import N_, _

SIDES = {
    "for": N_("Speaks for it"),
    "against": N_("Speaks against it"),
    "undecided": N_("Cannot decide it"),
}
QUESTIONS = {
    "ketamine_added": N_("Ketamine added to therapy"),
    "therapy_added": N_("Therapy added to ketamine"),
    "package": N_("A whole package against the drug"),
    "uncontrolled": N_("No comparison group"),
}


@dataclass(frozen=True)
class Card:
    """One thing to sort.

    Attributes:
        id: Name in the sheet.
        front: HTML shown before sorting; it gives neither authors nor answer away.
        plain: The front in one line of plain text.
        answer: The bin it belongs in.
        why: What to see in it.
        title: Name of the study, shown afterwards; empty where the origin says it.
        statement: The finding or design with its origin.
    """

    id: str
    front: str
    plain: str
    answer: str
    why: str
    title: str
    statement: Statement


def findings(group: str) -> tuple[Card, ...]:
    """The findings on a disputed question: ``opioid_evidence`` or ``metabolite_evidence``.

    Raises:
        ValueError: The sheet has a side that does not exist.

    Examples:
        >>> len(findings("opioid_evidence"))
        5
    """
    cards = []
    for name in members("mechanism", group):
        side = described("mechanism", f"{group}.{name}.side")
        if side not in SIDES:
            raise ValueError(
                f"mechanism.json: {group}.{name}.side is {side!r}; allowed are {', '.join(SIDES)}"
            )
        finding = stated("mechanism", f"{group}.{name}.finding")
        why = described("mechanism", f"{group}.{name}.why")
        cards.append(
            Card(name, f"<p>{escape(_(finding.text))}</p>", _(finding.text), side, _(why), "", finding)
        )
    return tuple(cards)


def designs() -> tuple[Card, ...]:
    """The trial designs of lesson 4, arms first, names afterwards.

    Raises:
        ValueError: The sheet has an answer that does not exist.

    Examples:
        >>> {card.answer for card in designs()} == set(QUESTIONS)
        True
    """
    cards = []
    for name in members("synergy", "designs"):
        path = f"designs.{name}"
        answer = described("synergy", f"{path}.answer")
        if answer not in QUESTIONS:
            raise ValueError(f"synergy.json: {path}.answer is {answer!r}; allowed are {', '.join(QUESTIONS)}")
        one, two, people = (stated("synergy", f"{path}.{part}") for part in ("arm_one", "arm_two", "people"))
        front = (
            '<dl class="kapedu-arms">'
            f"<div><dt>{escape(_('One arm'))}</dt><dd>{escape(one.text)}</dd></div>"
            f"<div><dt>{escape(_('The other arm'))}</dt><dd>{escape(two.text)}</dd></div></dl>"
            f"<p>{escape(people.text)}</p>"
        )
        plain = f"{one.text}, against {_lower(two.text)}. {people.text}."
        if answer == "uncontrolled":
            plain = f"{one.text}, without a second arm. {people.text}."
        cards.append(
            Card(
                name,
                front,
                plain,
                answer,
                described("synergy", f"{path}.why"),
                described("synergy", f"{path}.study"),
                one,
            )
        )
    return tuple(cards)


def _lower(text: str) -> str:
    return text[0].lower() + text[1:]


def feedback_html(card: Card, chosen: str, bins: dict[str, str]) -> str:
    """What to say after a card was sorted."""
    right = chosen == card.answer
    elsewhere = _("You chose: {choice}. It belongs elsewhere.").format(choice=bins[chosen].lower())
    verdict = _("Yes.") if right else escape(elsewhere)
    title = f"{escape(card.title)}. " if card.title else ""
    return (
        f'<div class="kapedu-result"><p><strong>{escape(bins[card.answer])}.</strong> {verdict}</p>'
        f"<p>{title}{escape(card.why)}</p>{origin_html(card.statement)}</div>"
    )


def sorted_html(cards: tuple[Card, ...], chosen: dict[str, str], bins: dict[str, str]) -> str:
    """All cards in their bins, with those the learner had put elsewhere marked in words."""
    columns = []
    moved, none = escape(_("(you had put it elsewhere)")), escape(_("None of these."))
    for name, label in bins.items():
        inside = [card for card in cards if card.answer == name]
        items = "".join(
            f"<li><strong>{escape(card.title)}</strong> {escape(card.plain)}"
            f"{'' if chosen[card.id] == name else f' <em>{moved}</em>'} "
            f'<span class="kapedu-source">{escape(card.statement.origin)}</span></li>'
            for card in inside
        )
        count = _("{count} of {all}").format(count=len(inside), all=len(cards))
        columns.append(
            f'<section class="kapedu-bin"><h4>{escape(label)} ({count})</h4>'
            f"{f'<ul>{items}</ul>' if items else f'<p>{none}</p>'}</section>"
        )
    right = sum(chosen[card.id] == card.answer for card in cards)
    told = _("You placed {right} of {all} as we do.").format(right=right, all=len(cards))
    return f'<p>{escape(told)}</p><div class="kapedu-bins">{"".join(columns)}</div>'
