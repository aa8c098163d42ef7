"""A plan for noticing a relapse early, and what is missing from it.

The rules are those of this course. A plan works when somebody sees the sign, knows what to measure, knows when a rise
is more than the error of the scale, and knows whom to call.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from types import MappingProxyType

from kapedu.instruments.errors import InstrumentError
from kapedu.instruments.instrument import instrument
from kapedu.knowledge import Quantity, fact, facts, sheet

_GROUP = "instruments.relapse_plan"


@dataclass(frozen=True)
class Sign:
    """One early sign.

    Attributes:
        name: Its key.
        words: The sign as the patient would say it.
        seen: Whether somebody else can see it.
        early: Whether it tends to come before the mood falls.
    """

    name: str
    words: str
    seen: bool
    early: bool


@dataclass(frozen=True)
class Problem:
    """What a plan lacks.

    Attributes:
        words: What is wrong and what to do, in a sentence or two.
        basis: The figure behind it, where there is one.
    """

    words: str
    basis: Quantity | None = None


@dataclass(frozen=True)
class RelapsePlan:
    """What patient and clinician agree on.

    Attributes:
        signs: Keys of :func:`signs`.
        watcher: Who else looks out for them.
        scale: The scale that is filled in at home.
        interval: How often: a key of :func:`intervals`.
        rise: Points above the best score at which the patient calls.
        call: Whom she calls, and how soon.
    """

    signs: tuple[str, ...] = field(default=())
    watcher: str = ""
    scale: str = "phq9"
    interval: str = "weekly"
    rise: int = 1
    call: str = ""


@cache
def signs() -> Mapping[str, Sign]:
    """Signs to choose from, good ones and poor ones.

    >>> signs()["calls"].seen
    True
    """
    start = "relapse_plan.signs."
    texts = {
        path[len(start) :]: str(text)
        for path, text in sheet("instruments").descriptions.items()
        if path.startswith(start)
    }
    names = dict.fromkeys(path.partition(".")[0] for path in texts)
    return MappingProxyType(
        {
            name: Sign(
                name, texts[f"{name}.words"], texts[f"{name}.seen"] == "yes", texts[f"{name}.early"] == "yes"
            )
            for name in names
        }
    )


def intervals() -> Mapping[str, Quantity]:
    """How often a score can be taken, days."""
    return facts(f"{_GROUP}.intervals")


def problems(plan: RelapsePlan) -> tuple[Problem, ...]:
    """Everything that the plan lacks; nothing when it can be used.

    Raises:
        InstrumentError: A sign, scale or interval that does not exist.

    Examples:
        >>> len(problems(RelapsePlan()))
        4
    """
    for name in plan.signs:
        if name not in signs():
            raise InstrumentError(f"sign {name!r} does not exist; there are {', '.join(signs())}")
    if plan.interval not in intervals():
        raise InstrumentError(
            f"interval {plan.interval!r} does not exist; there are {', '.join(intervals())}"
        )
    found = [*_about_signs(plan), *_about_measuring(plan)]
    if not plan.watcher.strip():
        found.append(
            Problem("Nobody else is watching. Somebody relapsing is often the last to notice: name a person.")
        )
    if not plan.call.strip():
        found.append(
            Problem("Nobody is called. Write a name and how soon: a sign without a call is a diary.")
        )
    return tuple(found)


def _about_signs(plan: RelapsePlan) -> list[Problem]:
    chosen = [signs()[name] for name in plan.signs]
    least = fact(f"{_GROUP}.least_signs")
    if len(chosen) < float(least):
        return [
            Problem(
                f"Choose at least {least.number_text} signs: one alone has too many other reasons.", least
            )
        ]
    found = []
    if not any(sign.seen for sign in chosen):
        found.append(Problem("Nobody else could see any of these signs. Add one that shows."))
    if not any(sign.early for sign in chosen):
        found.append(
            Problem("These are the relapse itself, or too vague. Add one that comes before the mood falls.")
        )
    return found


def _about_measuring(plan: RelapsePlan) -> list[Problem]:
    scale = instrument(plan.scale)
    found = []
    thresholds = list(scale.group("reliable_change").values())
    if thresholds and plan.rise < float(thresholds[0]):
        found.append(
            Problem(
                f"A rise of {plan.rise} on the {scale.title} is within its error: many calls for nothing. "
                f"{thresholds[0].number_text} or more is reliable.",
                thresholds[0],
            )
        )
    median = fact(f"{_GROUP}.relapse_median")
    if float(intervals()[plan.interval]) > float(median):
        found.append(
            Problem(
                f"Too seldom: in one study half of those who had responded had relapsed by day {median.number_text}.",
                median,
            )
        )
    return found
