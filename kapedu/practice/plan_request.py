"""What a plan is made from: a screening profile with a ``plan`` part, read from YAML with errors that name the field.

::

    label: Patient A
    indication: treatment-resistant-depression
    person: {age_years: 44, weight_kg: 70, height_cm: 172}
    ...
    plan:
      start: 2027-01-11
      protocol: iv_depression
      therapy: cbt
      goals: [Sing in the choir again]
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import Any, cast

import yaml

from kapedu.knowledge import sheet
from kapedu.knowledge.errors import nearest
from kapedu.practice.pairing import Pairing, PairingError, pairing
from kapedu.practice.regimens import End, Protocol, ProtocolError, protocol
from kapedu.practice.screening_file import read_profile
from kapedu.practice.screening_profile import Profile, ScreeningError

_FIELDS = ("start", "protocol", "dose", "therapy", "goals", "preferences", "measures", "early_signs")
PREFERENCES: Mapping[str, str] = {
    "music": "Music",
    "touch": "Touch",
    "room": "Room",
    "company": "Who is in the room",
    "words": "Words that help",
}
_LONGEST_TEXT = 300
_ENTRIES_SHOWN = 8


class PlanError(ValueError):
    """A plan that cannot be made; names the file, the field, the value and what is allowed."""


@dataclass(frozen=True)
class PlanRequest:
    """What a plan is made from.

    Attributes:
        profile: Who, as screened.
        start: Day of the first dose.
        protocol: What is given.
        therapy: What it is paired with.
        end: ``low`` or ``high`` end of the published dose range.
        goals: The person's own goals.
        preferences: Wishes by name, see :data:`PREFERENCES`.
        measures: Scales to be filled in.
        early_signs: The person's own early signs of relapse.

    Raises:
        PlanError: The weight is missing, or there is no goal.
    """

    profile: Profile
    start: date
    protocol: Protocol
    therapy: Pairing
    end: End = "low"
    goals: tuple[str, ...] = ()
    preferences: Mapping[str, str] = field(default_factory=dict)
    measures: tuple[str, ...] = ()
    early_signs: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if "weight_kg" not in self.profile.numbers:
            raise PlanError("person.weight_kg is missing; a dose cannot be worked out without it")
        if not self.goals:
            raise PlanError("plan.goals is empty; give at least one goal in the person's own words")
        if not self.measures:
            object.__setattr__(self, "measures", _default_measures())
        object.__setattr__(self, "preferences", MappingProxyType(dict(self.preferences)))

    @property
    def weight_kg(self) -> float:
        return self.profile.numbers["weight_kg"]


def read_plan(text: str, where: str) -> PlanRequest:
    """Read a profile with its ``plan`` part.

    Args:
        text: The YAML text.
        where: What to call it in messages, such as the name of the file.

    Raises:
        PlanError: The ``plan`` part is missing, or a field of it is unknown or not allowed.
        ScreeningError: The profile cannot be read.

    Examples:
        >>> found = read_plan(EXAMPLE, "example.yaml")
        >>> found.start.isoformat(), found.protocol.key, found.therapy.key
        ('2027-01-11', 'iv_depression', 'cbt')
    """
    profile = read_profile(text, where, also={"plan"})
    try:
        content = yaml.safe_load(text) or {}
    except ValueError as error:  # a date that is not on the calendar, such as 2027-02-30
        raise PlanError(f"{where}: plan.start is no day: {error}; write it as 2027-01-11") from None
    part = content.get("plan")
    if not isinstance(part, dict):
        raise PlanError(
            f"{where}: plan is missing; give at least plan.start, plan.protocol, plan.therapy, plan.goals"
        )
    return _Plan(where, part).read(profile)


class _Plan:
    """The ``plan`` part of a file."""

    def __init__(self, where: str, part: Mapping[str, Any]) -> None:
        self.where, self.part = where, part

    def read(self, profile: Profile) -> PlanRequest:
        for name in self.part:
            if name not in _FIELDS:
                self._refuse(
                    str(name), f"unknown{nearest(str(name), _FIELDS)}; allowed are {', '.join(_FIELDS)}"
                )
        end = self._text("dose", "low")
        if end not in ("low", "high"):
            self._refuse("dose", f"{end!r}: write low or high, the end of the published range")
        try:
            return PlanRequest(
                profile,
                self._date(),
                protocol(self._text("protocol")),
                pairing(self._text("therapy")),
                cast("End", end),
                self._texts("goals"),
                self._preferences(),
                self._texts("measures"),
                self._texts("early_signs"),
            )
        except (ProtocolError, PairingError, PlanError) as error:
            raise PlanError(f"{self.where}: {str(error).removeprefix(f'{self.where}: ')}") from None

    def _date(self) -> date:
        value = self.part.get("start")
        if isinstance(value, date) and type(value) is date:
            return value
        try:
            return date.fromisoformat(str(value))
        except ValueError:
            self._refuse("start", f"{value!r}: give the day of the first dose, such as 2027-01-11")
            raise AssertionError from None

    def _text(self, name: str, default: str | None = None) -> str:
        value = self.part.get(name, default)
        if not isinstance(value, str) or not value.strip() or len(value) > _LONGEST_TEXT:
            self._refuse(name, f"{value!r}: give a text of up to {_LONGEST_TEXT} characters")
        return str(value).strip()

    def _texts(self, name: str) -> tuple[str, ...]:
        values = self.part.get(name) or []
        if not isinstance(values, list) or len(values) > _ENTRIES_SHOWN:
            self._refuse(name, f"{values!r}: give a list of up to {_ENTRIES_SHOWN} texts")
        for value in values:
            if not isinstance(value, str) or not value.strip() or len(value) > _LONGEST_TEXT:
                self._refuse(name, f"{value!r}: give texts of up to {_LONGEST_TEXT} characters")
        return tuple(value.strip() for value in values)

    def _preferences(self) -> dict[str, str]:
        values = self.part.get("preferences") or {}
        if not isinstance(values, dict):
            self._refuse("preferences", f"{values!r}: give wishes by name: {', '.join(PREFERENCES)}")
        for name, value in values.items():
            if name not in PREFERENCES:
                self._refuse(f"preferences.{name}", f"unknown; allowed are {', '.join(PREFERENCES)}")
            if not isinstance(value, str) or not value.strip() or len(value) > _LONGEST_TEXT:
                self._refuse(
                    f"preferences.{name}", f"{value!r}: give a text of up to {_LONGEST_TEXT} characters"
                )
        return {str(name): str(value).strip() for name, value in values.items()}

    def _refuse(self, name: str, why: str) -> None:
        raise PlanError(f"{self.where}: plan.{name} {why}")


def _default_measures() -> tuple[str, ...]:
    return tuple(str(sheet("plan").descriptions["measurement.default"]).split(", "))


EXAMPLE = """\
label: Patient A
indication: treatment-resistant-depression
drug: ketamine
person: {age_years: 44, weight_kg: 70, height_cm: 172}
today:
  systolic_mmhg: 124
  diastolic_mmhg: 78
  heart_rate_bpm: 72
  oxygen_saturation_percent: 98
  pregnancy: not-possible
  drug_screen: negative
  others: clear
history:
  earlier_treatments: 3
  alt_times_normal: 0.8
  others: clear
medicines: [sertraline 150 mg]
readiness: {others: clear}
plan:
  start: 2027-01-11
  protocol: iv_depression
  therapy: cbt
  goals:
    - Sing in the choir again
    - Walk with my neighbour twice a week
  preferences:
    music: my own list, no singing
    touch: none, except to keep me from falling
    room: door ajar, blind half down
  early_signs:
    - I stop answering the telephone
    - I wake at four and stay in bed
"""
"""A file to start from: a made-up person."""

__all__ = ["EXAMPLE", "PREFERENCES", "PlanError", "PlanRequest", "ScreeningError", "read_plan"]
