"""A patient of the capstone as the file has it: plain values, nothing that happens."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from kapedu.cases.case import Ground, Lesson
from kapedu.practice.screening_profile import Profile


@dataclass(frozen=True)
class Effects:
    """What a move does.

    Attributes:
        alliance: Added to the alliance, points of 100.
        setback: Points of severity added; they fade.
        relief: Points of severity taken away; they fade more slowly.
        days: How long it takes.
        sets: Flags that become true.
        clears: Flags that become false.
        hold: Why no dose may be given from now on; empty where it holds none.
        release: Which hold it ends.
        settles: Findings of the screening that a specialist has now looked at.
        higher: Whether doses are stronger than planned from now on; None where it changes nothing.
        critical: Whether it is an error that fails the course of treatment.
    """

    alliance: float = 0.0
    setback: float = 0.0
    relief: float = 0.0
    days: int = 0
    sets: tuple[str, ...] = ()
    clears: tuple[str, ...] = ()
    hold: str = ""
    release: str = ""
    settles: tuple[str, ...] = ()
    higher: bool | None = None
    critical: bool = False


@dataclass(frozen=True)
class Move:
    """Something that can be chosen in one patient's treatment.

    Attributes:
        key: Action it stands for, such as ``choose:keep-dose``.
        text: What is done.
        reply: What follows.
        verdict: How good it is here.
        ground: Why.
        effects: What it does.
    """

    key: str
    text: str
    reply: str
    verdict: str
    ground: Ground
    effects: Effects = field(default_factory=Effects)


@dataclass(frozen=True)
class Trigger:
    """When something comes up: all of it must hold.

    Attributes:
        after_doses: At least so many doses.
        from_day: Days since the referral.
        since_dose: Days since the last dose.
        crowded: So many doses within the window of the burden.
        done: Actions that must have been done.
        absent: Actions that must not have been done.
        flags: Flags that must be set.
        unset: Flags that must not be set.
    """

    after_doses: int = 0
    from_day: int = 0
    since_dose: int = 0
    crowded: int = 0
    done: tuple[str, ...] = ()
    absent: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()
    unset: tuple[str, ...] = ()


@dataclass(frozen=True)
class Event:
    """Something that comes up, once, and asks for an answer.

    Attributes:
        id: Its name.
        title: What it is about.
        shows: What is seen or said.
        trigger: When.
        hold: Why no dose may be given until it is answered; empty where one may.
        options: The answers.
        silence: What follows when nobody answers.
        silent_text: The same in words.
    """

    id: str
    title: str
    shows: str
    trigger: Trigger
    hold: str
    options: tuple[Move, ...]
    silence: Effects
    silent_text: str


@dataclass(frozen=True)
class Check:
    """One line of what is marked.

    Attributes:
        id: Its name.
        text: What is asked for.
        competency: C1 to C15.
        weight: Marks.
        done: Actions of which one must have been done.
        before: An action or event before which it must have been done; empty for no such limit.
        within: Days after ``since``; 0 for no limit.
        since: An action or event; where it never happened the line asks for nothing and is left out.
        least: How often.
        without: Actions that must not have been done.
        ground: Why.
    """

    id: str
    text: str
    competency: str
    weight: float
    done: tuple[str, ...]
    before: str
    within: int
    since: str
    least: int
    without: tuple[str, ...]
    ground: Ground


@dataclass(frozen=True)
class Traits:
    """How the made-up person answers to treatment, on the scale of severity of the mood model.

    Attributes:
        start: Severity at the start, points.
        largest_benefit: What repeated doses approach, points.
        half_time_d: Half-time of the loss after one dose, days.
        expectancy: What expecting help gives, points.
    """

    start: float
    largest_benefit: float
    half_time_d: float
    expectancy: float


@dataclass(frozen=True)
class Patient:
    """A whole patient: who, what can be done, what comes up, what is marked."""

    id: str
    title: str
    name: str
    summary: str
    role: str
    story: tuple[str, ...]
    aim: str
    competencies: tuple[str, ...]
    weeks: int
    scale: str
    scale_start: int
    traits: Traits
    truth: Profile
    arrangements: tuple[Move, ...]
    protocols: tuple[Move, ...]
    pairings: tuple[Move, ...]
    planned: Mapping[str, int]
    pairing_effect: Mapping[str, float]
    encounter: str
    events: tuple[Event, ...]
    checks: tuple[Check, ...]
    expert: tuple[str, ...]
    lessons: tuple[Lesson, ...]
    reviewed: str
    fingerprint: str

    def __hash__(self) -> int:
        return hash(self.fingerprint)

    @property
    def own_moves(self) -> tuple[Move, ...]:
        """Every move that the patient's file brings, the answers to events apart."""
        return (*self.arrangements, *self.protocols, *self.pairings)
