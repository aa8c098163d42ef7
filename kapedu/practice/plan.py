"""From profile, goals and preferences to a dated plan: a teaching exercise, never a prescription.

The start is passed in; nothing here looks at a clock. A profile with a stop finding gets a plan that is on hold: it
says what would have to change and plans no dose.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from kapedu.knowledge import Quantity, fact, sheet
from kapedu.pharmacology.ledger import span
from kapedu.practice.pairing_schedule import Finding, Schedule, check_schedule
from kapedu.practice.plan_days import therapy_days
from kapedu.practice.plan_request import PlanRequest
from kapedu.practice.screening import Screening, screen

_SHEET = "plan"
_WEEKEND = ("Saturday", "Sunday")


class Kind(StrEnum):
    """What happens on a day."""

    PREPARATION = "Preparation"
    MEASURE = "Scales"
    DOSE = "Dose"
    INTEGRATION = "Integration"
    THERAPY = "Therapy"
    REVIEW = "Review"
    DECISION = "Decision"
    FOLLOW_UP = "Follow-up"


_IN_THE_DAY = list(Kind)


@dataclass(frozen=True)
class Event:
    """One thing on one day.

    Attributes:
        day: Counted from the first dose.
        on: The date.
        kind: What happens.
        what: In words.
        basis: The figure behind it.
    """

    day: int
    on: date
    kind: Kind
    what: str
    basis: Quantity


@dataclass(frozen=True)
class Plan:
    """A dated plan.

    Attributes:
        request: What it was made from.
        screening: What the profile comes to.
        events: Everything, in order; without doses where the plan is on hold.
        dose_mg: Amounts of one visit, mg, part by part.
        schedule: The days, as they are held beside what was studied.
        findings: Remarks on the pairing.
    """

    request: PlanRequest
    screening: Screening
    events: tuple[Event, ...]
    dose_mg: tuple[float, ...]
    schedule: Schedule
    findings: tuple[Finding, ...]

    @property
    def on_hold(self) -> bool:
        """Whether screening found a reason to stop."""
        return self.screening.decision == "stop"

    def of(self, kind: Kind) -> tuple[Event, ...]:
        """The events of one kind."""
        return tuple(event for event in self.events if event.kind is kind)

    @property
    def weekend_doses(self) -> tuple[Event, ...]:
        """Doses that fall on a weekend, to be moved by hand."""
        return tuple(event for event in self.of(Kind.DOSE) if event.on.strftime("%A") in _WEEKEND)


def make_plan(request: PlanRequest) -> Plan:
    """The dated plan for a request.

    Raises:
        DosingError: The dose cannot be given at this weight.
        PairingError: The days lie where no calendar reaches.

    Examples:
        >>> from kapedu.practice.plan_request import EXAMPLE, read_plan
        >>> plan = make_plan(read_plan(EXAMPLE, "example"))
        >>> plan.on_hold, [event.on.isoformat() for event in plan.of(Kind.DOSE)][:2]
        (False, ['2027-01-11', '2027-01-14'])
        >>> plan.of(Kind.REVIEW)[0].on.isoformat(), plan.of(Kind.DECISION)[0].on.isoformat()
        ('2027-01-19', '2027-01-22')
    """
    import numpy as np

    screening = screen(request.profile)
    doses = tuple(round(day) for day in request.protocol.dose_days)
    start, fixed = request.start, request.therapy.place == "day_after"  # a fixed distance from the dose stays
    therapy = therapy_days(request.therapy, doses)
    weight = np.array([request.weight_kg])
    regimen = request.protocol.regimen(request.weight_kg, request.end)
    schedule = Schedule(
        doses,
        therapy=therapy if fixed else _on_weekdays(therapy, start),
        preparation=_on_weekdays([-day for day in _whole(fact(f"{_SHEET}.preparation.days"))], start),
        integration=_on_weekdays(
            [day + _whole(fact(f"{_SHEET}.integration.days"))[0] for day in doses], start
        ),
    )
    held = screening.decision == "stop"
    events = [] if held else list(_events(request, schedule))
    events.sort(key=lambda event: (event.day, _IN_THE_DAY.index(event.kind)))
    return Plan(
        request,
        screening,
        tuple(events),
        tuple(float(dose.amount_mg(weight)[0]) for dose in regimen),
        schedule,
        check_schedule(request.therapy, schedule),
    )


def _on_weekdays(days: Iterable[int], start: date) -> tuple[int, ...]:
    """Days moved off the weekend: those before the first dose back to Friday, the others on to Monday."""
    moved = []
    for day in days:
        step = -1 if day < 0 else 1
        while (start + timedelta(days=day)).strftime("%A") in _WEEKEND:
            day += step  # noqa: PLW2901 - the day itself moves
        moved.append(day)
    return tuple(dict.fromkeys(moved))


def _events(request: PlanRequest, schedule: Schedule) -> Iterator[Event]:
    def event(day: int, kind: Kind, what: str, basis: Quantity) -> Event:
        return Event(day, request.start + timedelta(days=day), kind, what, basis)

    count = len(schedule.doses)
    scales = ", ".join(request.measures)
    interval = fact(f"{_SHEET}.measurement.schedule")
    days = fact(f"{_SHEET}.preparation.days")
    for number, day in enumerate(schedule.preparation, start=1):
        yield event(day, Kind.PREPARATION, f"Visit {number} of {len(schedule.preparation)}", days)
    yield event(schedule.preparation[0], Kind.MEASURE, f"{scales}, before the start", interval)
    for number, day in enumerate(schedule.doses, start=1):
        yield event(day, Kind.MEASURE, f"{scales}, before the dose", interval)
        yield event(day, Kind.DOSE, f"Dose {number} of {count}", request.protocol.schedule)
    integration = fact(f"{_SHEET}.integration.days")
    for number, day in enumerate(schedule.integration, start=1):
        yield event(day, Kind.INTEGRATION, f"Visit after dose {number}", integration)
    for number, day in enumerate(schedule.therapy, start=1):
        what = f"{request.therapy.name}, session {number} of {len(schedule.therapy)}"
        yield event(day, Kind.THERAPY, what, request.therapy.timing)
    yield from (event(*parts) for parts in _decisions(request, schedule))
    follow_up = fact(f"{_SHEET}.measurement.follow_up")
    later = [schedule.doses[-1] + day for day in _whole(follow_up)]
    for day in _on_weekdays(later, request.start):
        yield event(day, Kind.FOLLOW_UP, f"{scales}; early signs; safety checks", follow_up)


def _decisions(request: PlanRequest, schedule: Schedule) -> Iterator[tuple[int, Kind, str, Quantity]]:
    """Review after 3, decide after 4: a day later, with the scales of that day."""
    scales = ", ".join(request.measures)
    for kind, name, what in (
        (Kind.REVIEW, "after", "Review with the scales of today: no gain yet need not end it"),
        (Kind.DECISION, "decide", "Decide with the scales of today: go on, change or stop"),
    ):
        basis = fact(f"{_SHEET}.review.{name}")
        number = round(float(basis))
        if len(schedule.doses) >= number:
            yield schedule.doses[number - 1] + 1, kind, f"{what} ({scales})", basis


def rule_of_three_and_four(request: PlanRequest) -> str:
    """Whether the rule of review and decision fits the protocol, in a sentence."""
    review, decide = (round(float(fact(f"{_SHEET}.review.{name}"))) for name in ("after", "decide"))
    doses = len(request.protocol.dose_days)
    rule = f"{fact(f'{_SHEET}.review.rule').value}"
    if doses < decide:
        return (
            f"The rule '{rule.lower()}' comes from series of six; this protocol has {doses} "
            f"dose{'' if doses == 1 else 's'}, so agree beforehand on a date to decide."
        )
    if request.protocol.route != "iv":
        return f"The rule '{rule.lower()}' comes from infusions into a vein; for another route it is a rule of this course."
    return (
        f"{rule}: two misses in a row by dose {review} leave hope; three in a row, or no gain after dose {decide}, "
        "leave little."
    )


def _whole(quantity: Quantity) -> tuple[int, ...]:
    value = quantity.value
    return (
        tuple(round(float(day)) for day in value) if isinstance(value, tuple) else (round(span(quantity)[0]),)
    )


def stopping_rules() -> tuple[Quantity, ...]:
    """What ends or interrupts a course, in order."""
    facts = sheet(_SHEET).facts
    return tuple(facts[path] for path in facts if path.startswith("stopping."))
