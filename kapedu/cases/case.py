"""A case as it was read: plain values, nothing that happens."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from kapedu.cases.expression import Expression
from kapedu.knowledge.markup import status_name
from kapedu.knowledge.quantity import Status
from kapedu.language import _

VERDICTS = ("best", "good", "neutral", "poor", "harmful")
ENDS = ("good", "mixed", "bad")


@dataclass(frozen=True)
class Ground:
    """Why something is taught: the reason, its sources and how far it was checked.

    Attributes:
        why: One to three sentences.
        sources: Keys of the bibliography.
        status: How far it was checked.
        steps_only: For what is unverified: general knowledge about an order of steps, which may score in a simulated
            case with its status shown; never a dose or a threshold.
    """

    why: str = ""
    sources: tuple[str, ...] = ()
    status: Status = Status.COURSE_RULE
    steps_only: bool = False

    @property
    def may_score(self) -> bool:
        return self.status.may_key_graded_item or self.steps_only

    @property
    def status_text(self) -> str:
        name = status_name(self.status)
        return _("{status}, widely taught").format(status=name) if self.steps_only else name


@dataclass(frozen=True)
class Effects:
    """What something does to the state.

    Attributes:
        add: Added to numbers, by name.
        put: Numbers set outright.
        sets: Flags that become true.
        clears: Flags that become false.
        also: Actions that happen with it, such as ``infusion:pause``.
        goto: Scene that comes next, or empty.
        end: ``good``, ``mixed`` or ``bad`` where it ends the case, else empty.
        critical: Whether it is an error that fails the station.
        agrees: What stands on the card of consent from then on.
        intends: The intention that stands there from then on, or empty.
    """

    add: Mapping[str, float] = field(default_factory=dict)
    put: Mapping[str, float] = field(default_factory=dict)
    sets: tuple[str, ...] = ()
    clears: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    goto: str = ""
    end: str = ""
    critical: bool = False
    agrees: tuple[str, ...] = ()
    intends: str = ""


@dataclass(frozen=True)
class Move:
    """An option of a scene, an answer to a question, or how the case answers to an action.

    Attributes:
        key: Action it stands for, such as ``choose:recheck``.
        text: The wording on the button.
        reply: What the patient or the room answers; may hold names of numbers in braces.
        when: Open only while this holds.
        verdict: How good it is here.
        ground: Why.
        loses: Marks that it costs.
        competency: Where such marks count.
        takes: Seconds.
        again: Whether it can be done more than once.
        effects: What it does.
    """

    key: str
    text: str
    reply: str
    when: Expression | None
    verdict: str
    ground: Ground
    loses: float
    competency: str
    takes: int
    again: bool
    effects: Effects

    @property
    def id(self) -> str:
        return self.key.partition(":")[2]


@dataclass(frozen=True)
class Event:
    """Something that happens by itself, once, when its rule first holds; in some scenes only, or in all."""

    id: str
    when: Expression
    places: tuple[str, ...]
    says: str
    shows: str
    alarm: str
    ground: Ground
    effects: Effects


@dataclass(frozen=True)
class Drift:
    """How numbers move by themselves while a rule holds, per minute, each up or down to its limit."""

    when: Expression
    per_minute: Mapping[str, float]
    until: Mapping[str, float]


@dataclass(frozen=True)
class Scene:
    """A situation: what is seen and heard, and what can be said or done.

    Attributes:
        id: Its name.
        title: Its heading.
        says: What the patient says.
        shows: What is seen.
        options: What can be said or done.
        phase: Of the session; empty where it is that of the case.
        connected: Whether the patient is on the monitor.
        later: Time that has passed outside the room when it begins, such as ``The next morning``: the drug is gone by
            then. Empty where none has.
        add: Added to numbers when it begins, before its text is told.
        put: Numbers set outright then.
    """

    id: str
    title: str
    says: str
    shows: str
    options: tuple[Move, ...]
    phase: str = ""
    connected: bool = True
    later: str = ""
    add: Mapping[str, float] = field(default_factory=dict)
    put: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True)
class Check:
    """One line of the checklist.

    Attributes:
        id: Its name.
        text: What is asked for.
        competency: C1 to C15.
        weight: Marks.
        done: Actions or events of which one must have happened.
        when: What else must hold at the end.
        within_min: For full marks it must be done this soon.
        since: After what: an action, an event or a scene; empty for the start.
        ground: Why.
    """

    id: str
    text: str
    competency: str
    weight: float
    done: tuple[str, ...]
    when: Expression | None
    within_min: float
    since: str
    ground: Ground


@dataclass(frozen=True)
class Order:
    """Lines of the checklist that belong in this order."""

    steps: tuple[str, ...]
    text: str
    competency: str
    weight: float
    ground: Ground


@dataclass(frozen=True)
class Concordance:
    """A judgement on which experts may differ: how a finding changes a thought, from -2 to +2.

    Attributes:
        thought: What one is thinking of.
        finding: What one then finds.
        panel: How many of the panel chose each step, for -2, -1, 0, 1, 2.
        panel_note: Who the panel is; an illustrative one never scores.
        ground: What there is to say on either side.
        weight: Marks; 0 unless the panel is a real one with a source.
        competency: Where such marks count.
    """

    thought: str
    finding: str
    panel: tuple[float, ...]
    panel_note: str
    ground: Ground
    weight: float = 0.0
    competency: str = ""

    def share(self, answer: str) -> float:
        """Votes of the panel for an answer, ``-2`` to ``2``, of those for the most frequent one; 0 for any other.

        >>> Concordance("", "", (0, 6, 3, 1, 0), "", Ground()).share("0")
        0.5
        """
        places = {str(step): place for place, step in enumerate(range(-2, 3))}
        return self.panel[places[answer]] / max(self.panel) if answer in places else 0.0


@dataclass(frozen=True)
class Profile:
    """Who the patient is.

    Attributes:
        name: First name.
        age: Years.
        weight_kg: Body weight.
        story: History, medicines, how the patient comes across.
        intention: In the patient's own words.
        agreed: What was agreed while sober: consent, touch, escort.
        baseline: Vital signs at rest.
        pressor: How strongly pressure answers to the drug relative to the cohort's mean; None: drawn.
    """

    name: str
    age: float
    weight_kg: float
    story: tuple[str, ...]
    intention: str
    agreed: tuple[str, ...]
    baseline: Mapping[str, float]
    pressor: float | None


@dataclass(frozen=True)
class Lesson:
    """One line of what to take away."""

    text: str
    sources: tuple[str, ...]
    status: str


@dataclass(frozen=True)
class Case:
    """A whole case."""

    id: str
    title: str
    phase: str
    competencies: tuple[str, ...]
    minutes: float
    emergency: bool
    summary: str
    role: str
    patient: Profile
    offers: tuple[str, ...]
    dosing: tuple[str, ...]
    pump_waits: bool
    begin_min: float
    limit_min: float
    timeout: Effects
    timeout_text: str
    start: Mapping[str, float]
    flags: Mapping[str, bool]
    own_numbers: Mapping[str, tuple[str, float, float, float]]
    first: str
    scenes: Mapping[str, Scene]
    questions: tuple[Move, ...]
    answers: Mapping[str, tuple[Move, ...]]
    events: tuple[Event, ...]
    drifts: tuple[Drift, ...]
    checks: tuple[Check, ...]
    orders: tuple[Order, ...]
    concordances: tuple[Concordance, ...]
    expert: tuple[str, ...]
    lessons: tuple[Lesson, ...]
    reviewed: str
    fingerprint: str

    def __hash__(self) -> int:
        return hash(self.fingerprint)

    @property
    def has_monitor(self) -> bool:
        return "measure" in self.offers

    @property
    def phases(self) -> tuple[str, ...]:
        """The phases that its scenes belong to, in the order in which the file has them."""
        return tuple(dict.fromkeys(scene.phase or self.phase for scene in self.scenes.values()))
