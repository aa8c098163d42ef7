"""Psychotherapies paired with ketamine: what was studied, when, how often, and how good the evidence is.

Where nobody has studied a pairing, its entry says so: no number stands in for a study that does not exist.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from kapedu.knowledge import Quantity, sheet
from kapedu.knowledge.errors import nearest

_SHEET, _GROUP = "pairings", "pairings"
PLACES: Mapping[str, str] = {
    "day_after": "a set time after each dose",
    "after_course": "after the whole course of doses",
    "around": "from before the first dose until after the last",
    "between": "between doses, on other days",
    "during": "during the dose itself",
    "none": "not studied",
}
"""Where a studied design puts therapy."""


class PairingError(ValueError):
    """A pairing or schedule that does not exist or cannot be; the message says what can be asked."""


@dataclass(frozen=True)
class Pairing:
    """One psychotherapy and what is known of pairing it with ketamine.

    Attributes:
        key: Name in the data.
        name: What to call it.
        what: What it works on, in a line.
        grade: Evidence grade A to D, with its reason as a note.
        controlled: Whether a finished controlled study of the pairing was located.
        located: The statement that none was, where that is so.
        studies: What was studied and found, sentence by sentence.
        timing: When therapy was given, in words.
        place: One of :data:`PLACES`.
        on_trauma: Whether it works on the trauma itself.
        doses: Numbers of doses that were studied.
        sessions: Number of sessions that was studied.
        gap: Days from a dose to the session that belongs to it.
        design: Entry of ``synergy.timing`` with the days of the design, where they are on file.
    """

    key: str
    name: str
    what: str
    grade: Quantity
    controlled: bool
    located: Quantity | None
    studies: tuple[Quantity, ...]
    timing: Quantity
    place: str
    on_trauma: bool
    doses: Quantity | None
    sessions: Quantity | None
    gap: Quantity | None
    design: str | None

    @property
    def sources(self) -> tuple[str, ...]:
        """Reference keys of everything said about it."""
        facts = (
            *self.studies,
            self.timing,
            *(fact for fact in (self.doses, self.sessions, self.gap) if fact),
        )
        return tuple(dict.fromkeys(key for fact in facts for key in (fact.source, fact.via) if key))

    @property
    def is_studied(self) -> bool:
        """Whether any design says when therapy was given."""
        return self.place != "none"


@cache
def pairings() -> Mapping[str, Pairing]:
    """Every pairing by key, in the order of the data.

    Examples:
        >>> [pairing.name for pairing in pairings().values() if pairing.located][:2]
        ['Skills from dialectical behaviour therapy', 'Psychodynamic therapy']
    """
    return {key: _read(key) for key in sheet(_SHEET).members(_GROUP)}


def pairing(key: str) -> Pairing:
    """One pairing.

    Raises:
        PairingError: There is no such pairing; names the nearest.
    """
    known = pairings()
    if key not in known:
        raise PairingError(
            f"pairing {key!r} is not on file{nearest(key, known)}; there are {', '.join(known)}"
        )
    return known[key]


def grade_meaning(grade: str) -> str:
    """What a grade stands for.

    Examples:
        >>> grade_meaning("D")
        'opinion and reasoning'
    """
    return str(sheet(_SHEET).descriptions[f"grades.{grade}"])


def _read(key: str) -> Pairing:
    content, path = sheet(_SHEET), f"{_GROUP}.{key}"
    words = content.descriptions
    place = str(words[f"{path}.place"])
    if place not in PLACES:
        raise PairingError(f"{_SHEET}.json: {path}.place is {place!r}; allowed are {', '.join(PLACES)}")
    studies = tuple(
        quantity for name, quantity in content.facts.items() if name.startswith(f"{path}.studies.")
    )
    design = words.get(f"{path}.design")

    def found(name: str) -> Quantity | None:
        return content.facts.get(f"{path}.{name}")

    return Pairing(
        key,
        str(words[f"{path}.name"]),
        str(words[f"{path}.what"]),
        content.facts[f"{path}.grade"],
        bool(words[f"{path}.controlled"]),
        found("located"),
        studies,
        content.facts[f"{path}.timing"],
        place,
        bool(words[f"{path}.trauma"]),
        found("doses"),
        found("sessions"),
        found("gap"),
        None if design is None else str(design),
    )
