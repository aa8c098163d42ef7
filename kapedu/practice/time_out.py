"""The time-out before a dose: what is asked, what each of five mornings hides, and how a decision compares.

The list of points is a convention of this course, from common practice.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from kapedu.knowledge import KnowledgeError, Quantity, fact, sheet

_GROUP = "session_phases.time_out"
_NOTHING = "none"


class TimeOutError(ValueError):
    """A point, morning or decision that does not exist; the message says what does."""


@dataclass(frozen=True)
class Item:
    """One point of the list: what is asked, and why."""

    name: str
    ask: str
    why: Quantity


@dataclass(frozen=True)
class Morning:
    """One patient before a dose.

    Attributes:
        name: Its key.
        who: Name, age, which dose.
        says: What the patient says before anything is asked.
        answers: What each point of the list finds.
        catch: The point that finds something; empty where nothing is wrong.
        decision: What follows, a key of :func:`decisions`.
        why: Why.
    """

    name: str
    who: str
    says: str
    answers: Mapping[str, str]
    catch: str
    decision: str
    why: Quantity


@dataclass(frozen=True)
class Judgement:
    """How a decision compares.

    Attributes:
        is_right: Whether it is the decision that follows from all the answers.
        knew: Whether the point that finds something was asked; where nothing is wrong, whether everything was.
        left_out: Points that were not asked, in the order of the list.
        began_with_who: Whether the first question was who this is.
    """

    is_right: bool
    knew: bool
    left_out: tuple[Item, ...]
    began_with_who: bool


def decisions() -> Mapping[str, str]:
    """What can be decided, by key."""
    return _texts("decisions")


@cache
def items() -> Mapping[str, Item]:
    """The points of the list, in order.

    >>> list(items())[0], list(items())[-1]
    ('identity', 'consent')
    """
    asks = {path.partition(".")[0]: text for path, text in _texts("items").items()}
    return MappingProxyType(
        {name: Item(name, ask, fact(f"{_GROUP}.items.{name}.why")) for name, ask in asks.items()}
    )


@cache
def mornings() -> Mapping[str, Morning]:
    """The patients, in the order in which they come.

    Raises:
        KnowledgeError: An answer, decision or catch is missing or unknown; names the entry.
    """
    texts = _texts("mornings")
    found = {}
    for name in dict.fromkeys(path.partition(".")[0] for path in texts):
        start = f"{name}.answers."
        answers = {path[len(start) :]: text for path, text in texts.items() if path.startswith(start)}
        catch, decision = texts[f"{name}.catch"], texts[f"{name}.decision"]
        if answers.keys() != items().keys():
            wrong = ", ".join(sorted(answers.keys() ^ items().keys()))
            raise KnowledgeError(
                f"session_phases.json: mornings.{name}.answers: {wrong} is missing or unknown"
            )
        if decision not in decisions() or catch not in {*items(), _NOTHING}:
            raise KnowledgeError(
                f"session_phases.json: mornings.{name}: {decision!r} or {catch!r} does not exist"
            )
        found[name] = Morning(
            name,
            texts[f"{name}.who"],
            texts[f"{name}.says"],
            MappingProxyType(answers),
            "" if catch == _NOTHING else catch,
            decision,
            fact(f"{_GROUP}.mornings.{name}.why"),
        )
    return MappingProxyType(found)


def judge(morning: str, asked: Iterable[str], decision: str) -> Judgement:
    """Compare what was asked and decided with what follows from the whole list.

    Args:
        morning: Key of a morning.
        asked: Points that were asked, in their order.
        decision: Key of a decision.

    Raises:
        TimeOutError: A morning, point or decision that does not exist.

    Examples:
        >>> lucky = judge("nils", [], "start")
        >>> lucky.is_right, lucky.knew, len(lucky.left_out)
        (True, False, 10)
        >>> judge("petra", ["identity"], "start").is_right
        False
    """
    if morning not in mornings():
        raise TimeOutError(f"morning {morning!r}: there is {', '.join(mornings())}")
    if decision not in decisions():
        raise TimeOutError(f"decision {decision!r}: there is {', '.join(decisions())}")
    order = tuple(asked)
    for name in order:
        if name not in items():
            raise TimeOutError(f"point {name!r}: there is {', '.join(items())}")
    one = mornings()[morning]
    left_out = tuple(item for name, item in items().items() if name not in order)
    return Judgement(
        decision == one.decision,
        one.catch in order if one.catch else not left_out,
        left_out,
        order[:1] == (next(iter(items())),),
    )


def note() -> Quantity:
    """What the list is, with its status."""
    return fact(f"{_GROUP}.note")


def _texts(group: str) -> dict[str, str]:
    start = f"time_out.{group}."
    texts = sheet("session_phases").descriptions
    return {path[len(start) :]: str(text) for path, text in texts.items() if path.startswith(start)}
