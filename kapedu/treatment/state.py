"""Where a course of treatment stands: a value that never changes; the engine makes the next one."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from kapedu.practice.screening_profile import Profile
from kapedu.treatment.patient import Event, Patient

DAYS_PER_WEEK = 7


@dataclass(frozen=True)
class Entry:
    """One line of what happened: the day, its kind (``did``, ``told``, ``event``, ``critical``, ``end``), words and key."""

    day: int
    kind: str
    text: str
    key: str


@dataclass(frozen=True)
class Shift:
    """Something that moved severity on a day, in points: a setback above 0, a relief below."""

    day: int
    points: float


@dataclass(frozen=True)
class Measured:
    """A total of the patient's scale on a day, after so many doses."""

    day: int
    total: int
    doses: int


@dataclass(frozen=True)
class Form:
    """The screening so far: groups of questions with something open, and names of findings that hold a dose."""

    open_groups: frozenset[str]
    holding: tuple[str, ...]


@dataclass(frozen=True)
class State:
    """A course of treatment at a moment.

    Attributes:
        patient: Whose.
        seed: Which trainee's patient of this name.
        day: Since the referral.
        known: What the screening has found out.
        form: What the screening leaves open, by group, and what of its findings holds a dose.
        settled: Findings that a specialist has looked at.
        protocol: The chosen protocol's action; empty before it is chosen.
        pairing: The chosen therapy's action.
        alliance: 0 to 100.
        met_with: The alliance at the first dose.
        flags: What is true.
        holds: Why no dose may be given now.
        higher: Whether doses are stronger than planned.
        doses: Days of the doses.
        excess: Which of them, counted from 1, were too many.
        therapy: Days of therapy sessions.
        steps: Days and weights of steps in behaviour.
        shifts: What moved severity besides.
        measured: Totals.
        waiting: The event that asks for an answer, and since when; None where nothing does.
        done: Day and place in the log of the first time of each action and event.
        counts: How often each was.
        log: Everything, line by line.
        critical: Keys of critical errors.
        ended: Whether it is over.
    """

    patient: Patient
    seed: int
    day: int
    known: Profile
    form: Form
    settled: frozenset[str] = frozenset()
    protocol: str = ""
    pairing: str = ""
    alliance: float = 0.0
    met_with: float = 0.0
    flags: frozenset[str] = frozenset()
    holds: frozenset[str] = frozenset()
    higher: bool = False
    doses: tuple[int, ...] = ()
    excess: tuple[int, ...] = ()
    therapy: tuple[int, ...] = ()
    steps: tuple[tuple[int, float], ...] = ()
    shifts: tuple[Shift, ...] = ()
    measured: tuple[Measured, ...] = ()
    waiting: tuple[Event, int] | None = None
    done: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    counts: Mapping[str, int] = field(default_factory=dict)
    log: tuple[Entry, ...] = ()
    critical: tuple[str, ...] = ()
    ended: bool = False

    @property
    def last_day(self) -> int:
        """The day on which the course of treatment is looked back at."""
        return self.patient.weeks * DAYS_PER_WEEK
