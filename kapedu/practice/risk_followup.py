"""People on repeated doses, visit by visit: go on, look closer, or hold."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from kapedu.knowledge import KnowledgeError, Quantity, fact, sheet
from kapedu.practice.risk import RiskError

_SHEET, _GROUP = "risks", "followup"
CHOICES = {
    "on": "Go on as planned",
    "look": "Look closer before the next dose",
    "hold": "No dose, and act today",
}
_URGENCY = tuple(CHOICES)


@dataclass(frozen=True)
class FollowUpVisit:
    """One visit.

    Attributes:
        when: When it is.
        text: What you hear.
        answer: What this course would do, a key of ``CHOICES``.
        why: The reason with source and status.
    """

    when: str
    text: str
    answer: str
    why: Quantity


@dataclass(frozen=True)
class Follower:
    """One fictional person over time.

    Attributes:
        key: Short name.
        who: Who it is, and how they are treated.
        visits: In order.
    """

    key: str
    who: str
    visits: tuple[FollowUpVisit, ...]


@cache
def followers() -> Mapping[str, Follower]:
    """The people, by key.

    Raises:
        KnowledgeError: The file holds an answer that does not exist.

    >>> list(followers())
    ['eve', 'max', 'zoe', 'ines']
    """
    content = sheet(_SHEET)
    return MappingProxyType({key: _follower(key, content.descriptions) for key in content.members(_GROUP)})


def compared(visit: FollowUpVisit, choice: str) -> str:
    """A choice beside the course's: ``same``, ``less`` (less careful) or ``more``.

    Raises:
        RiskError: There is no such choice.

    Examples:
        >>> compared(followers()["eve"].visits[2], "on")
        'less'
    """
    if choice not in CHOICES:
        raise RiskError(f"choice {choice!r}: write one of {', '.join(CHOICES)}")
    difference = _URGENCY.index(choice) - _URGENCY.index(visit.answer)
    return "same" if not difference else "more" if difference > 0 else "less"


def _follower(key: str, texts: Mapping[str, str | bool]) -> Follower:
    start = f"{_GROUP}.{key}.visits."
    names = dict.fromkeys(path.removeprefix(start).split(".")[0] for path in texts if path.startswith(start))
    visits = []
    for name in names:
        when, text, answer = (str(texts[f"{start}{name}.{field}"]) for field in ("when", "text", "answer"))
        if answer not in CHOICES:
            raise KnowledgeError(
                f"risks.json: {start}{name}.answer {answer!r} is not one of {', '.join(CHOICES)}"
            )
        visits.append(FollowUpVisit(when, text, answer, fact(f"{_SHEET}.{start}{name}.why")))
    return Follower(key, str(texts[f"{_GROUP}.{key}.who"]), tuple(visits))
