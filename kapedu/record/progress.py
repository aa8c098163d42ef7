"""How far a learner is, computed from the lessons and the record."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from kapedu.record.event import Event
from kapedu.record.lessons import Lesson

State = Literal["not begun", "begun", "done"]
RIGHT = "right"


@dataclass(frozen=True)
class Standing:
    """How far one lesson is.

    Attributes:
        lesson: Which.
        tried: How many of its self-checks were tried at least once.
        right: How many of them were right at the last try.
        begun: Whether anything in it was answered.
    """

    lesson: Lesson
    tried: int
    right: int
    begun: bool

    @property
    def state(self) -> State:
        """A lesson is done when every self-check in it was tried; one without any, when it was begun."""
        if not self.begun:
            return "not begun"
        return "done" if self.tried == len(self.lesson.checks) else "begun"


def standings(lessons: Iterable[Lesson], events: Sequence[Event]) -> tuple[Standing, ...]:
    """How far each lesson is.

    Examples:
        >>> lesson = Lesson("modules/1-mechanism/1-a.ipynb", "A", 20, ("r-one", "r-two"), ())
        >>> said = Event("2026-11-22T09:00:00+00:00", "check", "1-mechanism", "r-one", {"verdict": "wrong"})
        >>> [(one.state, one.tried, one.right) for one in standings([lesson], [said])]
        [('begun', 1, 0)]
    """
    last = _last_verdicts(events)
    touched = {(event.module, event.item) for event in events}
    return tuple(
        Standing(
            lesson,
            sum((lesson.module, item) in last for item in lesson.checks),
            sum(last.get((lesson.module, item)) == RIGHT for item in lesson.checks),
            any((lesson.module, item) in touched for item in lesson.asked),
        )
        for lesson in lessons
    )


def to_continue(found: Sequence[Standing], events: Sequence[Event]) -> Lesson | None:
    """Where to go on: the lesson of the latest event, or the first after it that is not done; None when all are."""
    place = 0
    for event in reversed(events):
        here = [
            number
            for number, standing in enumerate(found)
            if event.module == standing.lesson.module and event.item in standing.lesson.asked
        ]
        if here:
            place = here[0]
            break
    for standing in (*found[place:], *found[:place]):
        if standing.state != "done":
            return standing.lesson
    return None


def missed(lessons: Iterable[Lesson], events: Sequence[Event]) -> tuple[tuple[Lesson, str], ...]:
    """The self-checks whose last try was not right, with their lesson, in the order of the course."""
    last = _last_verdicts(events)
    return tuple(
        (lesson, item)
        for lesson in lessons
        for item in lesson.checks
        if last.get((lesson.module, item), RIGHT) != RIGHT
    )


def _last_verdicts(events: Sequence[Event]) -> dict[tuple[str, str], object]:
    return {
        (event.module, event.item): event.detail.get("verdict")
        for event in events
        if event.kind in {"check", "review"}
    }
