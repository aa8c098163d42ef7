"""The drills on file: who, what happens, which steps in which order, and what harms."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from kapedu.knowledge import KnowledgeError, Quantity, Status, fact, facts, sheet
from kapedu.practice.risk import RiskError

_DRILLS = "drills"
_SCORES_ANYWAY = "confidence: high"


@dataclass(frozen=True)
class Course:
    """Where the signs are going.

    Attributes:
        toward: Target by name of the sign; a sign that is not named stays.
        half_time_min: Minutes for half of the way.
    """

    toward: Mapping[str, float]
    half_time_min: float


@dataclass(frozen=True)
class Action:
    """Something that can be done.

    Attributes:
        key: Short name.
        label: As it stands on the button.
        reply: What the room answers.
        reason: Why it helps or harms, with source and status.
        is_best: Whether it belongs to the steps.
        is_critical: Whether it ends the drill.
        takes_min: Minutes that pass while it is done.
    """

    key: str
    label: str
    reply: str
    reason: Quantity
    is_best: bool
    is_critical: bool
    takes_min: float = 0.0

    @property
    def counts(self) -> bool:
        """Whether it may score: what is not verified may only where its order is held with high confidence."""
        return self.reason.status is not Status.UNVERIFIED or self.is_held_with_confidence

    @property
    def is_held_with_confidence(self) -> bool:
        """Whether an unverified step is marked as held with high confidence."""
        return (self.reason.note or "").startswith(_SCORES_ANYWAY)

    @property
    def standing(self) -> str:
        """The status as a reader sees it."""
        if self.reason.status is Status.UNVERIFIED and self.is_held_with_confidence:
            return "unverified (high)"
        return str(self.reason.status)


@dataclass(frozen=True)
class Drill:
    """One drill.

    Attributes:
        key: Short name.
        title: As it stands in the list.
        algorithm: The emergency it trains, E1 to E10.
        person: Who it is, and when.
        call: What calls for help.
        start: Signs at the call, by name.
        courses: By name; the first is the one at the call.
        turns: Name of a course and the actions that lead to it once all are done; the last that fits holds.
        actions: All actions by key.
        order: Ranks of best actions; within a rank any order is right.
        any_time: Best actions that are never early and never late.
        limit_min: Minutes until the drill ends by itself.
        time_up: What has happened then.
        lost: Signs and the value at which the drill ends.
        lost_text: What has happened then.
        shown: Drug and limit remarks that are shown and never scored.
    """

    key: str
    title: str
    algorithm: str
    person: str
    call: str
    start: Mapping[str, float]
    courses: Mapping[str, Course]
    turns: tuple[tuple[str, frozenset[str]], ...]
    actions: Mapping[str, Action]
    order: tuple[frozenset[str], ...]
    any_time: frozenset[str]
    limit_min: float
    time_up: str
    lost: Mapping[str, float]
    lost_text: str
    shown: tuple[Quantity, ...]

    @property
    def first_course(self) -> str:
        """The course at the call."""
        return next(iter(self.courses))

    @property
    def best(self) -> tuple[Action, ...]:
        """The best actions, rank by rank."""
        return tuple(action for rank in self.order for action in self.actions.values() if action.key in rank)


@cache
def drill_names() -> Mapping[str, str]:
    """Key and title of every drill.

    >>> list(drill_names())
    ['e1', 'e1b', 'e2', 'e3', 'e4', 'e5', 'e6', 'e7', 'e8', 'e9', 'e10']
    """
    return sheet(_DRILLS).texts("drills", "title")


@cache
def drill_named(name: str) -> Drill:
    """One drill, read and checked.

    Args:
        name: Key of the drill.

    Raises:
        RiskError: There is no such drill; lists those that are.
        KnowledgeError: The file names an action or a course that it does not describe.

    Examples:
        >>> drill = drill_named("e5")
        >>> drill.title, [sorted(rank) for rank in drill.order[:2]]
        ('Vomiting under the mask', [['lateral'], ['mask']])
    """
    if name not in drill_names():
        raise RiskError(f"drill {name!r} does not exist; choose one of {', '.join(drill_names())}")
    texts = sheet(_DRILLS).descriptions
    path, group = f"{_DRILLS}.drills.{name}", f"drills.{name}"
    own = facts(path)
    actions = {
        **_actions(name, "steps", texts, own, is_best=True),
        **_actions(name, "wrong", texts, own, is_best=False),
    }
    courses = {
        where.split(".")[1]: Course(
            _table(quantity), float(fact(f"{path}.courses.{where.split('.')[1]}.half_time"))
        )
        for where, quantity in own.items()
        if where.startswith("courses.") and where.endswith(".toward")
    }
    order = tuple(_names(rank, "+") for rank in str(texts[f"{group}.order"]).split(","))
    free = str(texts.get(f"{group}.any_time", ""))
    any_time = _names(free, ",") if free else frozenset()
    start = f"{group}.turns."
    turns = tuple(
        (where.removeprefix(start), _names(str(needs), ","))
        for where, needs in texts.items()
        if where.startswith(start)
    )
    drill = Drill(
        key=name,
        title=str(texts[f"{group}.title"]),
        algorithm=str(texts[f"{group}.algorithm"]),
        person=str(texts[f"{group}.person"]),
        call=str(texts[f"{group}.call"]),
        start=_table(own["start"]),
        courses=MappingProxyType(courses),
        turns=turns,
        actions=MappingProxyType(actions),
        order=order,
        any_time=any_time,
        limit_min=float(own["limit"]),
        time_up=str(texts[f"{group}.time_up"]),
        lost=_table(own["lost"]) if "lost" in own else MappingProxyType({}),
        lost_text=str(texts.get(f"{group}.lost_text", "")),
        shown=tuple(quantity for where, quantity in own.items() if where.startswith("display.")),
    )
    _check(drill)
    return drill


def _actions(
    name: str,
    kind: str,
    texts: Mapping[str, str | bool],
    own: Mapping[str, Quantity],
    *,
    is_best: bool,
) -> dict[str, Action]:
    start = f"drills.{name}.{kind}."
    keys = dict.fromkeys(path.removeprefix(start).split(".")[0] for path in texts if path.startswith(start))
    return {
        key: Action(
            key,
            str(texts[f"{start}{key}.label"]),
            str(texts[f"{start}{key}.reply"]),
            own[f"{kind}.{key}.reason"],
            is_best,
            bool(texts.get(f"{start}{key}.critical", False)),
            float(own[f"{kind}.{key}.takes"]) if f"{kind}.{key}.takes" in own else 0.0,
        )
        for key in keys
    }


def _check(drill: Drill) -> None:
    """Every step has a rank, and every name leads somewhere."""
    best = {key for key, action in drill.actions.items() if action.is_best}
    ranked = [key for rank in drill.order for key in rank]
    if sorted(ranked) != sorted(best):
        raise KnowledgeError(
            f"drills.json: drill {drill.key}, order: {', '.join(sorted(set(ranked) ^ best))} is a step without a rank, "
            "or a rank without a step"
        )
    for place, needs, known in (
        ("any_time", drill.any_time, best),
        *((f"turns.{course}", needs, drill.actions.keys()) for course, needs in drill.turns),
    ):
        if unknown := needs - known:
            raise KnowledgeError(
                f"drills.json: drill {drill.key}, {place}: no action {', '.join(sorted(unknown))}"
            )
    for course, _ in drill.turns:
        if course not in drill.courses:
            raise KnowledgeError(f"drills.json: drill {drill.key}, turns: there is no course {course!r}")


def _names(text: str, separator: str) -> frozenset[str]:
    return frozenset(part.strip() for part in text.split(separator))


def _table(quantity: Quantity) -> Mapping[str, float]:
    if not isinstance(quantity.value, Mapping):
        raise KnowledgeError(f"{quantity.name}: a table of signs is expected, not {quantity.value!r}")
    return MappingProxyType({sign: float(value) for sign, value in quantity.value.items()})  # type: ignore[arg-type]
