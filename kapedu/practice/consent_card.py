"""A card of consent and touch as somebody writes it, and what is missing or wrong on it.

The elements are those of ``regulation.consent``; the rules about touch are those of ``risks.touch``. The checklist as
a whole is a rule of this course.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from types import MappingProxyType

from kapedu.knowledge import KnowledgeError, Quantity, fact, sheet

_SHEET = "consent_card"
_HOLDS = ("yes", "no", "off", "on")


class ConsentError(ValueError):
    """Something that is not on any card; the message says what is."""


@dataclass(frozen=True)
class Wording:
    """One way to write a clause.

    Attributes:
        name: Its key.
        text: The words on the card.
        holds: ``yes``, ``no``, or only where the use is ``off`` label or ``on`` it.
        why: What it lacks where it does not hold.
    """

    name: str
    text: str
    holds: str
    why: str


@dataclass(frozen=True)
class Clause:
    """One element of consent.

    Attributes:
        name: Its key.
        title: Its heading on the card.
        basis: The element as the course knows it, with source and status.
        wordings: To choose from.
    """

    name: str
    title: str
    basis: Quantity
    wordings: Mapping[str, Wording]


@dataclass(frozen=True)
class Card:
    """What was written.

    Attributes:
        situation: Drug and purpose, a key of :func:`situations`.
        written: Wording by clause.
    """

    situation: str
    written: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Flaw:
    """A clause that is missing or does not hold.

    Attributes:
        clause: Which.
        words: What is wrong.
    """

    clause: Clause
    words: str


def situations() -> Mapping[str, str]:
    """Drug and purpose, by key.

    >>> situations()["racemic_ptsd"]
    'Racemic ketamine by infusion, for PTSD'
    """
    texts = _group("situations")
    return {path.partition(".")[0]: text for path, text in texts.items() if path.endswith(".title")}


@cache
def clauses() -> Mapping[str, Clause]:
    """Every clause, in the order of the card.

    Raises:
        KnowledgeError: The sheet says something that a card cannot hold; names the entry.
    """
    texts = _group("clauses")
    found = {}
    for name in dict.fromkeys(path.partition(".")[0] for path in texts):
        start = f"{name}.wordings."
        inside = {path[len(start) :]: text for path, text in texts.items() if path.startswith(start)}
        wordings = {}
        for key in dict.fromkeys(path.partition(".")[0] for path in inside):
            holds = inside[f"{key}.holds"]
            if holds not in _HOLDS:
                raise KnowledgeError(
                    f"{_SHEET}.json: clauses.{name}.wordings.{key}.holds: {holds!r} is not one of {', '.join(_HOLDS)}"
                )
            wordings[key] = Wording(key, inside[f"{key}.text"], holds, inside[f"{key}.why"])
        found[name] = Clause(
            name, texts[f"{name}.title"], fact(texts[f"{name}.basis"]), MappingProxyType(wordings)
        )
    return MappingProxyType(found)


def rule() -> Quantity:
    """What the checklist as a whole is, with its status."""
    return fact(f"{_SHEET}.rule")


def flaws(card: Card) -> tuple[Flaw, ...]:
    """Everything that is missing or does not hold, in the order of the card; nothing when it can be signed.

    Raises:
        ConsentError: A situation, clause or wording that does not exist.

    Examples:
        >>> len(flaws(Card("racemic_ptsd"))) == len(clauses())
        True
        >>> [one.words for one in flaws(Card("racemic_ptsd", {"off_label": "on"}))][0]
        'Here it would be untrue: the US regulator has approved ketamine for no psychiatric disorder.'
    """
    if card.situation not in situations():
        raise ConsentError(f"situation {card.situation!r}: there is {', '.join(situations())}")
    for name, wording in card.written.items():
        if name not in clauses():
            raise ConsentError(f"clause {name!r}: there is {', '.join(clauses())}")
        if wording not in clauses()[name].wordings:
            raise ConsentError(
                f"wording {wording!r} of {name}: there is {', '.join(clauses()[name].wordings)}"
            )
    found = []
    for name, clause in clauses().items():
        if name not in card.written:
            found.append(Flaw(clause, "It is missing."))
        elif not holds(card, name):
            found.append(Flaw(clause, clause.wordings[card.written[name]].why))
    return tuple(found)


def holds(card: Card, clause: str) -> bool:
    """Whether what is written for a clause holds in this situation."""
    needed = clauses()[clause].wordings[card.written[clause]].holds
    return needed in {"yes", _group("situations")[f"{card.situation}.label"]}


def _group(name: str) -> dict[str, str]:
    start = f"{name}."
    texts = sheet(_SHEET).descriptions
    return {path[len(start) :]: str(text) for path, text in texts.items() if path.startswith(start)}
