"""A schedule of doses and therapy beside the design that was studied, and beside the rules of this course.

Days are whole days counted from the first dose, which is day 0; days before it are negative. What comes out is never
"right" or "wrong" about timing: no trial has compared one timing with another. It is *as studied*, *differs from
what was studied*, *not studied*, or *a rule of this course*.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from kapedu.knowledge import Quantity, fact, sheet
from kapedu.pharmacology.ledger import span
from kapedu.practice.pairing import PLACES, Pairing, PairingError

_RULES = "pairings.rules"
_DAYS_PER_WEEK = 7
_LEAST_DOSES_FOR_BETWEEN = 2


class Level(StrEnum):
    """How a schedule stands beside what is known."""

    AS_STUDIED = "as studied"
    DIFFERS = "differs from what was studied"
    NOT_STUDIED = "not studied"
    KEEPS_RULE = "keeps a rule of this course"
    BREAKS_RULE = "breaks a rule of this course"


@dataclass(frozen=True)
class Finding:
    """One remark on a schedule.

    Attributes:
        level: How it stands.
        text: The remark.
        basis: The figure or statement behind it.
    """

    level: Level
    text: str
    basis: Quantity


@dataclass(frozen=True)
class Schedule:
    """Days of a treatment, counted from the first dose.

    Attributes:
        doses: Days of dosing, ascending, the first one 0.
        therapy: Days of therapy sessions.
        preparation: Days of preparation, before the first dose.
        integration: Days of integration visits.

    Raises:
        PairingError: A day is not a whole number, stands twice, or lies where no calendar reaches.

    Examples:
        >>> Schedule((0, 7, 14), therapy=(1, 8, 15)).doses
        (0, 7, 14)
    """

    doses: tuple[int, ...]
    therapy: tuple[int, ...] = ()
    preparation: tuple[int, ...] = ()
    integration: tuple[int, ...] = ()

    def __post_init__(self) -> None:
        before, after = -float(fact(f"{_RULES}.days_before")), float(fact(f"{_RULES}.days_after"))
        for name in ("doses", "therapy", "preparation", "integration"):
            days = tuple(sorted(getattr(self, name)))
            object.__setattr__(self, name, days)
            for day in days:
                if isinstance(day, bool) or not isinstance(day, int) or not before <= day <= after:
                    raise PairingError(f"{name} day {day!r}: give whole days from {before:g} to {after:g}")
            if len(set(days)) < len(days):
                raise PairingError(f"{name}: a day stands twice in {', '.join(map(str, days))}")
        if not self.doses or self.doses[0] != 0:
            raise PairingError("doses: give at least one day; the first one is day 0")
        if self.preparation and self.preparation[-1] >= 0:
            raise PairingError(
                f"preparation on day {self.preparation[-1]}: preparation comes before the first dose"
            )


def check_schedule(pairing: Pairing, schedule: Schedule) -> tuple[Finding, ...]:
    """A schedule beside what was studied for a pairing and beside the rules of the course.

    Examples:
        >>> from kapedu.practice.pairing import pairing
        >>> found = check_schedule(pairing("pe"), Schedule((0, 7, 14), therapy=tuple(range(1, 65, 7))))
        >>> [str(finding.level) for finding in found][:3]
        ['as studied', 'as studied', 'as studied']
    """
    return (*_beside_the_study(pairing, schedule), *_beside_the_rules(pairing, schedule))


def studied_schedule(pairing: Pairing) -> Schedule | None:
    """The days of the studied design, counted from its first dose, as far as they are on file; None if they are not.

    Single sessions are drawn once a week where only the span of therapy was published.

    Examples:
        >>> from kapedu.practice.pairing import pairing
        >>> studied_schedule(pairing("daily_exposure"))
        Schedule(doses=(0,), therapy=(1, 2, 3, 4), preparation=(), integration=())
    """
    if pairing.design is None:
        return None
    facts = sheet("synergy").facts
    path = f"timing.{pairing.design}"
    doses = [round(day) for day in _numbers(facts[f"{path}.doses"])]
    first = doses[0]
    if f"{path}.sessions" in facts:
        sessions = [round(day) for day in _numbers(facts[f"{path}.sessions"])]
    else:
        start, end = (round(day) for day in _numbers(facts[f"{path}.span"]))
        sessions = list(range(start, end + 1, _DAYS_PER_WEEK))
    return Schedule(
        tuple(day - first for day in doses),
        therapy=tuple(dict.fromkeys(day - first for day in sessions)),
    )


def _beside_the_study(pairing: Pairing, schedule: Schedule) -> Iterator[Finding]:
    if not pairing.is_studied:
        basis = pairing.located or pairing.timing
        yield Finding(
            Level.NOT_STUDIED,
            f"{pairing.name}: {basis.value}. Your days can be neither like nor unlike a study.",
            basis,
        )
        return
    where = PLACES[pairing.place]
    missed = _misplaced(pairing, schedule)
    if missed:
        yield Finding(Level.DIFFERS, f"Studied {where}. {missed}", pairing.timing)
    else:
        yield Finding(Level.AS_STUDIED, f"Studied {where}; so is yours.", pairing.timing)
    if pairing.doses is not None:
        yield _counted(pairing.doses, len(schedule.doses), "dose")
    if pairing.sessions is not None:
        yield _counted(pairing.sessions, len(schedule.therapy), "session")


def _misplaced(pairing: Pairing, schedule: Schedule) -> str:
    """What lies elsewhere than in the study, in a sentence; empty when nothing does."""
    if not schedule.therapy:
        return "You have no therapy session yet."
    finder = {
        "day_after": _not_a_day_after,
        "after_course": _before_the_end,
        "around": _not_around,
        "between": _not_between,
        "during": _not_during,
    }[pairing.place]
    return finder(pairing, schedule)


def _not_a_day_after(pairing: Pairing, schedule: Schedule) -> str:
    gap = round(float(pairing.gap)) if pairing.gap is not None else 1
    missing = [day for day in schedule.doses if day + gap not in schedule.therapy]
    if not missing:
        return ""
    return f"No session {gap} day{'s' if gap > 1 else ''} after the dose on {_days(missing)}."


def _before_the_end(_pairing: Pairing, schedule: Schedule) -> str:
    early = [day for day in schedule.therapy if day <= schedule.doses[-1]]
    return f"{_sessions(early)} before the last dose." if early else ""


def _not_around(_pairing: Pairing, schedule: Schedule) -> str:
    before = any(day < 0 for day in schedule.therapy)
    after = any(day > schedule.doses[-1] for day in schedule.therapy)
    missing = [
        words for ok, words in ((before, "before the first dose"), (after, "after the last dose")) if not ok
    ]
    return f"You have no session {' and none '.join(missing)}." if missing else ""


def _not_between(_pairing: Pairing, schedule: Schedule) -> str:
    same = [day for day in schedule.therapy if day in schedule.doses]
    if same:
        return f"{_sessions(same)} on a dosing day."
    inside = any(
        any(one < day < other for day in schedule.therapy) for one, other in pairwise(schedule.doses)
    )
    if len(schedule.doses) < _LEAST_DOSES_FOR_BETWEEN or not inside:
        return "No session lies between two doses."
    return ""


def _not_during(_pairing: Pairing, schedule: Schedule) -> str:
    missing = [day for day in schedule.doses if day not in schedule.therapy]
    return f"None during the dose on {_days(missing)}." if missing else ""


def _counted(studied: Quantity, yours: int, what: str) -> Finding:
    numbers = [round(number) for number in _numbers(studied)]
    words = " or ".join(map(str, numbers))
    if yours in numbers:
        return Finding(Level.AS_STUDIED, f"{yours} {what}{_s(yours)}, as studied.", studied)
    return Finding(Level.DIFFERS, f"{yours} {what}{_s(yours)}; {words} {_were(numbers)} studied.", studied)


def _beside_the_rules(pairing: Pairing, schedule: Schedule) -> Iterator[Finding]:
    preparation = fact(f"{_RULES}.preparation")
    least, most = (round(end) for end in span(preparation))
    count = len(schedule.preparation)
    level = Level.KEEPS_RULE if count >= least else Level.BREAKS_RULE
    yield Finding(
        level, f"{count} preparation visit{_s(count)}; the course asks for {least} to {most}.", preparation
    )
    integration = fact(f"{_RULES}.integration")
    first, last = (round(end) for end in span(integration))
    visits = {*schedule.integration, *schedule.therapy}
    without = [
        day for day in schedule.doses if not any(day + first <= visit <= day + last for visit in visits)
    ]
    if without:
        text = f"Nobody sees the person {first} to {last} days after the dose on {_days(without)}."
        yield Finding(Level.BREAKS_RULE, text, integration)
    else:
        text = f"After each dose somebody sees the person within {first} to {last} days."
        yield Finding(Level.KEEPS_RULE, text, integration)
    same = [day for day in schedule.therapy if day in schedule.doses]
    if pairing.on_trauma and same:
        rule = fact(f"{_RULES}.trauma_on_dose_day")
        yield Finding(Level.BREAKS_RULE, f"Work on the trauma on a dosing day ({_days(same)}).", rule)


def _numbers(quantity: Quantity) -> tuple[float, ...]:
    value = quantity.value
    return tuple(float(number) for number in value) if isinstance(value, tuple) else (float(quantity),)


def _days(days: Sequence[int]) -> str:
    return f"day{_s(len(days))} {', '.join(map(str, days))}"


def _sessions(days: Sequence[int]) -> str:
    lie = "lies" if len(days) == 1 else "lie"
    return f"{len(days)} of your sessions {lie}"


def _s(count: int) -> str:
    return "" if count == 1 else "s"


def _were(numbers: Sequence[int]) -> str:
    return "was" if numbers == [1] else "were"
