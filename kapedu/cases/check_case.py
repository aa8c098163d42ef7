"""Whether a case that can be read can also be played: every name leads somewhere, no way ends in nothing."""

import re
from collections import deque
from collections.abc import Iterator

from kapedu.cases.action import read_action
from kapedu.cases.case import Case, Ground, Scene
from kapedu.cases.players import play_expert, play_idle
from kapedu.cases.scoring import score
from kapedu.knowledge.quantity import Status
from kapedu.language import N_

_DOSE = re.compile(r"\b\d+(?:\.\d+)?\s*(?:mg|mmHg|ng/mL|mcg|µg|mL)\b", re.IGNORECASE)
SIGN_OFF = N_("clinic-policy example, needs sign-off by a qualified physician")
_FEWEST_OPTIONS = 2


def problems_of(case: Case, *, played: bool = True) -> list[str]:
    """What is wrong with a case, one sentence each; an empty list is right.

    Args:
        case: The case.
        played: Also let the expert's script and a player who only waits go through it.
    """
    found = [*_lost_ways(case)]
    found += _same_names(case)
    found += _scenes(case)
    found += _doses_without_source(case)
    if played and not found:
        found += _plays(case)
    return found


def edges(case: Case) -> Iterator[tuple[str, str, str]]:
    """Every way from a scene: from, to (a scene, or ``end:good`` and so on), and what leads there."""
    for scene in case.scenes.values():
        for move in scene.options:
            yield from _ways(scene, move.effects.goto, move.effects.end, move.text)
        for several in case.answers.values():
            for move in several:
                if move.effects.end or move.effects.goto:
                    yield from _ways(scene, move.effects.goto, move.effects.end, read_action(move.key).label)
        for event in case.events:
            if event.places and scene.id not in event.places:
                continue
            yield from _ways(
                scene, event.effects.goto, event.effects.end, f"by itself, when {event.when.text}"
            )
        yield scene.id, f"end:{case.timeout.end}", "time is up"


def _ways(scene: Scene, goto: str, end: str, text: str) -> Iterator[tuple[str, str, str]]:
    if end:
        yield scene.id, f"end:{end}", text
    elif goto:
        yield scene.id, goto, text


def _lost_ways(case: Case) -> Iterator[str]:
    ends = set()
    ways: dict[str, set[str]] = {}
    for start, end, _ in edges(case):
        ways.setdefault(start, set()).add(end)
        if end.startswith("end:"):
            ends.add(end)
    reached = _reached(ways, case.first)
    for name in case.scenes:
        if name not in reached:
            yield f"the scene {name!r} is never reached"
    for kind in ("good", "bad"):
        if f"end:{kind}" not in ends:
            yield f"no way leads to a {kind} end"


def _reached(ways: dict[str, set[str]], start: str) -> set[str]:
    found, queue = {start}, deque([start])
    while queue:
        for place in ways.get(queue.popleft(), ()):
            if place not in found:
                found.add(place)
                queue.append(place)
    return found


def _same_names(case: Case) -> Iterator[str]:
    seen: dict[str, str] = {}
    named = [(move.id, "an option") for scene in case.scenes.values() for move in scene.options]
    named += [(event.id, "an event") for event in case.events] + [(name, "a scene") for name in case.scenes]
    for name, kind in named:
        if name in seen:
            yield f"{name!r} is {seen[name]} and {kind}; rules could not tell them apart, so rename one"
        seen[name] = kind


def _scenes(case: Case) -> Iterator[str]:
    for scene in case.scenes.values():
        if len(scene.options) < _FEWEST_OPTIONS:
            yield f"the scene {scene.id!r} has {len(scene.options)} option; a choice needs two"
        verdicts = {move.verdict for move in scene.options}
        if not verdicts & {"best", "good"}:
            yield f"the scene {scene.id!r} has no option that is best or good"
        if not verdicts & {"neutral", "poor", "harmful"}:
            yield f"the scene {scene.id!r} has no option that teaches by being worse"


def _doses_without_source(case: Case) -> Iterator[str]:
    """A dose or a threshold that nobody checked must say that it needs a physician."""
    for text, ground in _grounds(case):
        if names_unsigned_dose(ground):
            yield f"{text!r}: the reason names a dose or threshold with status unverified; add the words: {SIGN_OFF}"


def names_unsigned_dose(ground: Ground) -> bool:
    """Whether a reason names a dose or a threshold that nobody checked, without saying that it needs a physician."""
    unsigned = ground.status is Status.UNVERIFIED and SIGN_OFF not in ground.why
    return unsigned and _DOSE.search(ground.why) is not None


def _grounds(case: Case) -> Iterator[tuple[str, Ground]]:
    for scene in case.scenes.values():
        yield from ((move.key, move.ground) for move in scene.options)
    yield from ((move.key, move.ground) for several in case.answers.values() for move in several)
    yield from ((check.id, check.ground) for check in case.checks)
    yield from ((event.id, event.ground) for event in case.events)
    yield from ((order.text, order.ground) for order in case.orders)


def _plays(case: Case) -> Iterator[str]:
    expert = play_expert(case, seed=1)
    marks = score(expert)
    if expert.ended != "good":
        yield f"the expert's script ends {expert.ended!r} by {expert.ended_by!r}; it must reach a good end"
    if not marks.passed:
        missed = ", ".join(line.id for line in marks.lines if line.outcome != "done")
        yield f"the expert's script gets {marks.percent:.0f} % and does not pass; it misses {missed}"
    if score(play_idle(case, seed=1)).passed:
        yield "somebody who only waits passes"
