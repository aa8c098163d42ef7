"""The published protocols as data: what was given, how fast, when, for whom, and how sure we are of each.

A protocol is what somebody published, not what anybody should give. Its doses are read from
``knowledge/data/regimens.json``; a range is the span that was published.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Literal

from kapedu.knowledge import Quantity, Status, sheet
from kapedu.knowledge.errors import nearest
from kapedu.pharmacology import Dose, Regimen
from kapedu.pharmacology.ledger import span
from kapedu.pharmacology.routes import ROUTES
from kapedu.practice.standing import SIGN_OFF, weakest

_SHEET, _GROUP = "regimens", "protocols"
End = Literal["low", "high"]
KINDS: Mapping[str, str] = {
    "treatment": "as published in a study",
    "label": "as the label has it",
    "study": "a study of blood levels, not of treatment",
    "policy": SIGN_OFF,
}


class ProtocolError(ValueError):
    """A protocol that does not exist, or a question it cannot answer; the message says what can be asked."""


@dataclass(frozen=True)
class Protocol:
    """One published protocol.

    Attributes:
        key: Name in the data.
        name: What to call it.
        purpose: What it was given for.
        route: As in :data:`kapedu.pharmacology.routes.ROUTES`.
        kind: One of :data:`KINDS`.
        dose: Amount of one dose, mg/kg or mg; a range is the published span.
        schedule: How often, in words.
        days: Days of dosing, counted from the first day of the protocol.
        over: Duration of an infusion, minutes.
        first_dose: A first part given before ``dose``, where the dose was split.
        first_over: Its duration, minutes.
        most: The most that was given at once, mg.
    """

    key: str
    name: str
    purpose: str
    route: str
    kind: str
    dose: Quantity
    schedule: Quantity
    days: Quantity
    over: Quantity | None = None
    first_dose: Quantity | None = None
    first_over: Quantity | None = None
    most: Quantity | None = None

    @property
    def facts(self) -> tuple[Quantity, ...]:
        """Every figure behind the dose."""
        parts = (self.dose, self.over, self.first_dose, self.first_over, self.most)
        return tuple(part for part in parts if part is not None)

    @property
    def status(self) -> Status:
        """The weakest status among the figures of the dose."""
        return weakest(self.facts)

    @property
    def standing(self) -> str:
        """The status in words; an unverified dose is called a clinic-policy example."""
        return SIGN_OFF if self.status is Status.UNVERIFIED else str(self.status)

    @property
    def dose_days(self) -> tuple[float, ...]:
        """Days of dosing, the first one being day 0."""
        value = self.days.value
        found = value if isinstance(value, tuple) else (float(self.days),)
        return tuple(float(day) - float(found[0]) for day in found)

    def amounts(self, end: End = "low") -> tuple[Dose, ...]:
        """The doses of one visit.

        Args:
            end: ``low`` or ``high`` end of a published range.

        Raises:
            ProtocolError: There is no such end.
        """
        if end not in ("low", "high"):
            raise ProtocolError(f"end {end!r}: write low or high")
        amount = span(self.dose)[end == "high"]
        start, doses = 0.0, []
        if self.first_dose is not None and self.first_over is not None:
            start = float(self.first_over)
            doses.append(Dose(self.route, float(self.first_dose), self.first_dose.unit, over_min=start))
        over = 0.0 if self.over is None else float(self.over)
        doses.append(Dose(self.route, amount, self.dose.unit, over_min=over, at_min=start))
        return tuple(doses)

    def regimen(self, weight_kg: float, end: End = "low") -> Regimen:
        """One visit for a person of a weight, with the published ceiling applied.

        Args:
            weight_kg: Body weight, kg.
            end: ``low`` or ``high`` end of a published range.

        Raises:
            ProtocolError: There is no such end.
            DosingError: The amount is above what the simulator takes.

        Examples:
            >>> print(protocol("iv_alcohol_met").regimen(70))
            iv 0.11 mg/kg over 2 min + iv 0.6 mg/kg over 50 min at 2 min
            >>> print(protocol("im_training").regimen(100, "high"))
            im 60 mg
        """
        doses = self.amounts(end)
        if self.most is not None:
            doses = tuple(_capped(dose, weight_kg, float(self.most)) for dose in doses)
        return Regimen(doses)


def in_words(regimen: Regimen) -> str:
    """A regimen as it would be said, without the short names of routes.

    Examples:
        >>> in_words(Regimen.parse(["iv 0.5 mg/kg over 40 min"])), in_words(Regimen.parse("esketamine-in 56 mg"))
        ('0.5 mg/kg into a vein over 40 min', '56 mg nasal esketamine')
    """
    return ", then ".join(map(_dose_in_words, regimen))


def _dose_in_words(dose: Dose) -> str:
    over = f" over {dose.over_min:g} min" if dose.over_min else ""
    return f"{dose.amount:g} {dose.unit} {ROUTES[dose.route]}{over}"


def _capped(dose: Dose, weight_kg: float, most_mg: float) -> Dose:
    given = dose.amount * weight_kg if dose.unit == "mg/kg" else dose.amount
    return (
        Dose(dose.route, most_mg, "mg", over_min=dose.over_min, at_min=dose.at_min)
        if given > most_mg
        else dose
    )


@cache
def protocols() -> Mapping[str, Protocol]:
    """Every protocol on file, by key, in the order of the data.

    Examples:
        >>> list(protocols())[:2]
        ['iv_depression', 'iv_ptsd']
    """
    return {key: _read(key) for key in sheet(_SHEET).members(_GROUP)}


def protocol(key: str) -> Protocol:
    """One protocol.

    Raises:
        ProtocolError: There is no such protocol; names the nearest.
    """
    known = protocols()
    if key not in known:
        raise ProtocolError(
            f"protocol {key!r} is not on file{nearest(key, known)}; there are {', '.join(known)}"
        )
    return known[key]


def _read(key: str) -> Protocol:
    content = sheet(_SHEET)
    path = f"{_GROUP}.{key}"
    words = {name: str(content.descriptions[f"{path}.{name}"]) for name in ("name", "for", "route", "kind")}
    if words["kind"] not in KINDS:
        raise ProtocolError(
            f"{_SHEET}.json: {path}.kind is {words['kind']!r}; allowed are {', '.join(KINDS)}"
        )

    def found(name: str) -> Quantity | None:
        return content.facts.get(f"{path}.{name}")

    return Protocol(
        key,
        words["name"],
        words["for"],
        words["route"],
        words["kind"],
        content.facts[f"{path}.dose"],
        content.facts[f"{path}.schedule"],
        content.facts[f"{path}.days"],
        found("over"),
        found("first_dose"),
        found("first_over"),
        found("most"),
    )
