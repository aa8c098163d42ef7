"""Invented patients whose scores a trainee follows, with the decisions that the course-rule asks for."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from kapedu.instruments.follow_up import FollowUp, follow_up, improved
from kapedu.instruments.instrument import Instrument, instrument
from kapedu.knowledge import fact, sheet

_GROUP = "courses"
_REVIEW = {
    "on": "Go on as planned",
    "reasons": "Look for reasons, and go on to the fourth",
    "stop": "Stop this course now",
}
_DECIDE = {
    "complete": "Complete the course, and plan how to keep the gain",
    "stop": "Stop this course, and plan something else",
    "more": "Double the number of infusions and wait",
}
_RELAPSE = {
    "wait": "Note it, and look again at the next visit",
    "ask": "Repeat the score, ask what has changed, speak with the prescriber",
    "dose": "Give an infusion today",
}


@dataclass(frozen=True)
class TeachingCourse:
    """One invented patient.

    Attributes:
        name: Key of the patient.
        title: Name and age.
        story: Who this is and how it is measured.
        told: What comes up on the way.
        told_after: From which infusion or visit on it is known.
        scale: The scale used.
        totals: Baseline and the score after each infusion or visit.
    """

    name: str
    title: str
    story: str
    told: str
    told_after: int
    scale: Instrument
    totals: tuple[int, ...]


@dataclass(frozen=True)
class Decision:
    """One moment at which the course-rule asks for a decision.

    Attributes:
        options: What can be decided.
        right: What the course-rule decides.
        found: What the scores say.
    """

    options: Mapping[str, str]
    right: str
    found: FollowUp


@cache
def teaching_courses() -> Mapping[str, TeachingCourse]:
    """Every invented patient by name.

    >>> list(teaching_courses())
    ['ana', 'ben', 'chiara']
    """
    content = sheet("instruments")
    texts = content.descriptions
    found = {}
    for name in content.members(_GROUP):
        totals = fact(f"instruments.{_GROUP}.{name}.totals").value
        assert isinstance(totals, tuple)
        words = {
            key: str(texts[f"{_GROUP}.{name}.{key}"])
            for key in ("title", "story", "told", "told_after", "scale")
        }
        found[name] = TeachingCourse(
            name,
            words["title"],
            words["story"],
            words["told"],
            int(words["told_after"]),
            instrument(words["scale"]),
            tuple(int(total) for total in totals),
        )
    return MappingProxyType(found)


def decision_after(course: TeachingCourse, infusion: int) -> Decision | None:
    """The decision due after an infusion; None when none is due.

    Args:
        course: The patient.
        infusion: How many infusions or visits have passed.

    Examples:
        >>> decision_after(teaching_courses()["ben"], 4).right
        'stop'
        >>> decision_after(teaching_courses()["ben"], 2) is None
        True
    """
    found = follow_up(course.scale.name, course.totals[: infusion + 1])
    if found.stage == "relapse":
        return Decision(_RELAPSE, "ask", found)
    if infusion == float(fact("instruments.follow_up.review_at")):
        return Decision(_REVIEW, "on" if improved(found.visits[-1]) else "reasons", found)
    if infusion == float(fact("instruments.follow_up.decide_at")):
        return Decision(_DECIDE, "complete" if found.stage == "continue" else "stop", found)
    return None
