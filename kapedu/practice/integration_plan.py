"""A plan for the hours, days and weeks after a dose as somebody makes it, and what it lacks.

The rules are those of this course: one small act within a day, contacts that come by themselves, big decisions that
wait, signs that somebody sees, homework that fits the therapy. No trial compares one way of integrating with another.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from kapedu.instruments import instrument
from kapedu.instruments.relapse_plan import RelapsePlan
from kapedu.instruments.relapse_plan import problems as relapse_problems
from kapedu.knowledge import Quantity, fact, sheet
from kapedu.practice.pairing import pairings

_GROUP = "session_phases.integration"
_FITS = "two"


class IntegrationError(ValueError):
    """A choice that does not exist; the message says what does."""


@dataclass(frozen=True)
class Act:
    """Something to do within a day.

    Attributes:
        words: As it stands on the plan.
        is_small: Whether it can be done on a bad morning.
        is_timed: Whether it says when.
        is_own: Whether it comes from the patient.
    """

    words: str
    is_small: bool
    is_timed: bool
    is_own: bool


@dataclass(frozen=True)
class Plan:
    """What was chosen; keys, and what somebody wrote.

    Attributes:
        act: Key of :func:`acts`.
        contact: Key of :func:`contacts`.
        parked: Key of :func:`waits`.
        signs: Keys of the relapse signs.
        watcher: Who else looks out for them.
        call: Whom one calls, and how soon.
        therapy: Key of :func:`therapies`.
        homework: Key of :func:`homework` of that therapy.
    """

    act: str
    contact: str
    parked: str
    signs: tuple[str, ...]
    watcher: str
    call: str
    therapy: str
    homework: str


@dataclass(frozen=True)
class Gap:
    """What a plan lacks: where, in words, and the figure behind it where there is one."""

    place: str
    words: str
    basis: Quantity | None = None


@cache
def acts() -> Mapping[str, Act]:
    """Acts to choose from, good ones and poor ones."""
    found = sheet("session_phases").descriptions
    names = dict.fromkeys(path.partition(".")[0] for path in _group("acts"))
    start = "integration.acts"
    return MappingProxyType(
        {
            name: Act(
                str(found[f"{start}.{name}.words"]),
                bool(found[f"{start}.{name}.small"]),
                bool(found[f"{start}.{name}.timed"]),
                bool(found[f"{start}.{name}.own"]),
            )
            for name in names
        }
    )


def contacts() -> Mapping[str, str]:
    """How one stays in touch, by key."""
    return {name: str(text) for name, text in _group("contacts").items()}


def waits() -> Mapping[str, str]:
    """How long big decisions wait, by key."""
    return {name: str(text) for name, text in _group("parked").items()}


def therapies() -> Mapping[str, str]:
    """The therapies that have homework here, by key.

    >>> therapies()["cbt"]
    'Cognitive behavioural therapy'
    """
    names = dict.fromkeys(path.partition(".")[0] for path in _group("homework"))
    return {name: pairings()[name].name for name in names}


def homework(therapy: str) -> Mapping[str, str]:
    """Homework to choose from, by key.

    Raises:
        IntegrationError: There is no such therapy.
    """
    if therapy not in therapies():
        raise IntegrationError(f"therapy {therapy!r}: there is {', '.join(therapies())}")
    start = f"{therapy}."
    texts = {path[len(start) :]: text for path, text in _group("homework").items() if path.startswith(start)}
    return {path.partition(".")[0]: str(text) for path, text in texts.items() if path.endswith(".words")}


def gaps(plan: Plan) -> tuple[Gap, ...]:
    """Everything that the plan lacks; nothing when it can be read to the patient.

    Raises:
        IntegrationError: A choice that does not exist.
        InstrumentError: A sign that does not exist.

    Examples:
        >>> len(gaps(Plan("kinder", "month", "none", (), "", "", "cbt", "three")))
        8
    """
    for name, value, known in (
        ("act", plan.act, acts()),
        ("contact", plan.contact, contacts()),
        ("wait", plan.parked, waits()),
        ("homework", plan.homework, homework(plan.therapy)),
    ):
        if value not in known:
            raise IntegrationError(f"{name} {value!r}: there is {', '.join(known)}")
    return (*_about_the_day(plan), *_about_the_weeks(plan))


def note() -> Quantity:
    """What the plan is, with its status."""
    return fact(f"{_GROUP}.note")


def homework_status() -> Quantity:
    """How far the homework was checked."""
    return fact(f"{_GROUP}.homework_status")


def _about_the_day(plan: Plan) -> list[Gap]:
    act, within = acts()[plan.act], fact(f"{_GROUP}.within")
    found = []
    if not act.is_small:
        found.append(
            Gap(
                "Within a day", "Too big or too vague for a bad morning, or a step that cannot be taken back."
            )
        )
    if not act.is_timed:
        found.append(
            Gap(
                "Within a day",
                f"It says no time. One act within {within.number_text} hours, with an hour.",
                within,
            )
        )
    if not act.is_own:
        found.append(Gap("Within a day", "It comes from you. An act that is not hers is a task."))
    if plan.contact != "visit":
        visit = fact(f"{_GROUP}.visit")
        found.append(
            Gap(
                "Contact",
                f"The contact waits for her, or comes too late. Somebody sees her {visit.number_text} hours after the dose.",
                visit,
            )
        )
    if plan.parked != _FITS:
        found.append(
            Gap(
                "Big decisions",
                "Neither at once nor never: they wait for an agreed time, with a date on which they are looked at.",
                fact(f"{_GROUP}.decisions"),
            )
        )
    return found


def _about_the_weeks(plan: Plan) -> list[Gap]:
    written = RelapsePlan(plan.signs, plan.watcher, "phq9", "weekly", _reliable_rise(), plan.call)
    found = [Gap("Early signs", one.words, one.basis) for one in relapse_problems(written)]
    if plan.homework != _homework_that_fits(plan.therapy):
        found.append(
            Gap(
                "Homework",
                "It does not fit this therapy, or it works under the drug what belongs into the sober hour.",
                homework_status(),
            )
        )
    return found


def _reliable_rise() -> int:
    """A rise of the scale that is more than its error: this plan asks about signs and leaves the scale alone."""
    return int(float(next(iter(instrument("phq9").group("reliable_change").values())))) + 1


def _homework_that_fits(therapy: str) -> str:
    start = f"{therapy}."
    found = _group("homework")
    return next(
        path[len(start) :].partition(".")[0]
        for path, value in found.items()
        if path.startswith(start) and path.endswith(".fits") and value is True
    )


def _group(name: str) -> dict[str, str | bool]:
    start = f"integration.{name}."
    texts = sheet("session_phases").descriptions
    return {path[len(start) :]: text for path, text in texts.items() if path.startswith(start)}
