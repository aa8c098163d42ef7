"""What a drill was worth: the steps, their order, and what harmed; with reasons, sources and standing.

Counted are actions and their order. No dose, drug name, alarm limit or minute is ever counted.
"""

from dataclasses import dataclass

from kapedu.knowledge import fact
from kapedu.practice.drill import State
from kapedu.practice.drill_file import Action, Drill, drill_named

_SCORING = "drills.scoring"


@dataclass(frozen=True)
class Line:
    """One action in the debrief.

    Attributes:
        action: What could be done.
        minute: When it was done; None if it was not.
        points: What it earned or cost.
        possible: What it could have earned.
        in_order: Whether it earned the points for order; None where order earns none.
        verdict: In a few words.
    """

    action: Action
    minute: float | None
    points: int
    possible: int
    in_order: bool | None
    verdict: str


@dataclass(frozen=True)
class Debrief:
    """A drill, looked back on.

    Attributes:
        lines: The best steps in their order, then what was done and should not have been.
        points: Sum, never below 0.
        possible: What the best run earns.
    """

    lines: tuple[Line, ...]
    points: int
    possible: int


def debrief(state: State) -> Debrief:
    """Score a drill, ended or not.

    Args:
        state: Its last state.

    Examples:
        >>> from kapedu.practice.drill import act, begin
        >>> state = begin("e9")
        >>> for action in ("call", "compress", "aed", "roles", "handover"):
        ...     state = act(state, action)
        >>> found = debrief(state)
        >>> found.points, found.possible
        (8, 8)
    """
    drill = drill_named(state.drill)
    when = {deed.action: deed.minute for deed in state.deeds}
    place = {deed.action: number for number, deed in enumerate(state.deeds)}
    lines = [_best(drill, action, rank, when, place) for rank, action in _ranked(drill)]
    cost = int(float(fact(f"{_SCORING}.wrong")))
    for action in drill.actions.values():
        if not action.is_best and action.key in when:
            counted = cost if action.counts else 0
            said = "ended the drill" if action.is_critical else "harms or delays"
            lines.append(Line(action, when[action.key], -counted, 0, None, said))
    total = sum(line.points for line in lines)
    return Debrief(tuple(lines), max(total, 0), sum(line.possible for line in lines))


def _ranked(drill: Drill) -> list[tuple[int, Action]]:
    """The best actions with their ranks; within a rank as the file has them."""
    return [
        (rank, action)
        for rank, keys in enumerate(drill.order)
        for action in drill.actions.values()
        if action.key in keys
    ]


def _best(drill: Drill, action: Action, rank: int, when: dict[str, float], place: dict[str, int]) -> Line:
    step, order, ranks = (
        int(float(fact(f"{_SCORING}.{name}"))) for name in ("step", "order", "ordered_ranks")
    )
    if not action.counts:
        done = action.key in when
        return Line(action, when.get(action.key), 0, 0, None, f"{'done' if done else 'missed'}, not counted")
    ordered = rank < ranks
    possible = step + (order if ordered else 0)
    if action.key not in when:
        return Line(action, None, 0, possible, False if ordered else None, "missed")
    if not ordered:
        return Line(action, when[action.key], step, possible, None, "done")
    later = {key for keys in drill.order[rank + 1 :] for key in keys} - drill.any_time
    in_order = action.key in drill.any_time or all(
        place[key] > place[action.key] for key in later & when.keys()
    )
    verdict = "done in order" if in_order else "done, but after a later step"
    return Line(action, when[action.key], step + (order if in_order else 0), possible, in_order, verdict)
