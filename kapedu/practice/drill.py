r"""Emergency drills: a scripted emergency as a small state machine, pure and replayable.

A drill has **courses** ("closed", "open"): on each, every sign :math:`v` goes towards a target :math:`v_\infty` with a
half-time :math:`h`,

.. math:: v(t) = v_\infty + (v_0 - v_\infty)\, 2^{-t/h},

so that any two waits are the same as one long wait. **Turns** say which actions, once all are done, change the course.
A drill ends by the trainee's word, when the time is up, when a sign falls below what can be survived here, or with an
action that a clinic could not take back. The run is its list of actions with their minutes: :func:`replay` makes
everything else from it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from math import inf, isfinite, log2

from kapedu.knowledge import Quantity, fact
from kapedu.practice.drill_file import Course, drill_named
from kapedu.practice.risk import RiskError

SIGNS = {
    "sbp": "Systolic",
    "dbp": "Diastolic",
    "hr": "Heart rate",
    "spo2": "Oxygen saturation",
    "rr": "Breathing rate",
    "etco2": "Exhaled CO2",
    "moaas": "Sedation score",
    "rass": "Agitation score",
}
ENDS = {
    "finished": "You ended the drill.",
    "critical": "The drill ended with a step that could not be taken back.",
    "lost": "The drill ended because a sign fell too low.",
    "time": "The time was up.",
}
_LONGEST_WAIT = inf
_ROUNDING = 1e-9


class DrillError(RiskError):
    """Something that cannot be done in a drill; says what can."""


@dataclass(frozen=True)
class Deed:
    """Something that was done, and when.

    Attributes:
        minute: Minutes since the drill began.
        action: Key of the action.
    """

    minute: float
    action: str


@dataclass(frozen=True)
class State:
    """A drill at one moment.

    Attributes:
        drill: Key of the drill.
        minute: Minutes since it began.
        signs: What the monitor shows, by name of the sign.
        course: The course on which the signs are.
        deeds: What was done so far.
        ended: How it ended, a key of ``ENDS``; empty while it runs.
        reply: What the room answers to the last action.
    """

    drill: str
    minute: float
    signs: Mapping[str, float]
    course: str
    deeds: tuple[Deed, ...] = ()
    ended: str = ""
    reply: str = ""

    @property
    def done(self) -> frozenset[str]:
        """Keys of the actions that were taken."""
        return frozenset(deed.action for deed in self.deeds)


@dataclass(frozen=True)
class Alarm:
    """A sign outside its limit.

    Attributes:
        sign: Name of the sign.
        text: What the monitor says.
        limit: The limit with source and status.
    """

    sign: str
    text: str
    limit: Quantity


def begin(name: str) -> State:
    """The moment of the call.

    Args:
        name: Key of the drill, see :func:`~kapedu.practice.drill_file.drill_names`.

    Raises:
        DrillError: There is no such drill.

    Examples:
        >>> state = begin("e2")
        >>> state.signs["spo2"], state.course, [alarm.text for alarm in alarms(state)]
        (96.0, 'closed', ['No CO2', 'Breathing slow', 'No answer'])
    """
    drill = drill_named(name)
    return State(name, 0.0, dict(drill.start), drill.first_course)


def advance(state: State, minutes: float) -> State:
    """Let time pass.

    Args:
        state: Now.
        minutes: How long, 0 or more.

    Returns:
        The state then; if the drill ends on the way, the state at its end.

    Raises:
        DrillError: The time is not a number of minutes.

    Examples:
        >>> round(advance(begin("e2"), 1).signs["spo2"])
        78
    """
    if (
        isinstance(minutes, bool)
        or not isinstance(minutes, int | float)
        or not isfinite(minutes)
        or minutes < 0
    ):
        raise DrillError(f"minutes {minutes!r}: give a number of minutes, 0 or more")
    if state.ended:
        return state
    drill = drill_named(state.drill)
    course = drill.courses[state.course]
    until_limit = max(drill.limit_min - state.minute, 0.0)
    until_lost = min(
        (_crossing(state.signs[sign], course, sign, floor) for sign, floor in drill.lost.items()),
        default=_LONGEST_WAIT,
    )
    wait = min(float(minutes), until_limit, until_lost)
    signs = {sign: _moved(value, course, sign, wait) for sign, value in state.signs.items()}
    ended = ""
    if until_lost <= min(minutes, until_limit):
        ended = "lost"
    elif until_limit <= minutes:
        ended = "time"
    return replace(state, minute=state.minute + wait, signs=signs, ended=ended)


def act(state: State, action: str) -> State:
    """Do something, now.

    Args:
        state: Now.
        action: Key of an action of the drill, see ``drill_named(state.drill).actions``.

    Returns:
        The state after it, and after the time it takes; an action that was taken before changes nothing.

    Raises:
        DrillError: The drill has no such action, or it has ended.

    Examples:
        >>> state = act(act(begin("e2"), "jaw"), "oxygen")
        >>> state.course, round(advance(state, 2).signs["spo2"])
        ('open', 98)
    """
    drill = drill_named(state.drill)
    if action not in drill.actions:
        raise DrillError(f"action {action!r} is not one of this drill; choose {', '.join(drill.actions)}")
    if state.ended:
        raise DrillError(f"the drill has ended ({state.ended}); begin it again")
    if action in state.done:
        return state
    done = state.done | {action}
    course = drill.first_course
    for name, needs in drill.turns:
        if needs <= done:
            course = name
    taken = drill.actions[action]
    after = replace(
        state,
        deeds=(*state.deeds, Deed(state.minute, action)),
        course=course,
        reply=taken.reply,
        ended="critical" if taken.is_critical else "",
    )
    return advance(after, taken.takes_min)


def finish(state: State) -> State:
    """End the drill by the trainee's word."""
    return state if state.ended else replace(state, ended="finished")


def replay(name: str, deeds: Iterable[Deed], until_min: float) -> State:
    """The state at a minute, from the list of what was done.

    Args:
        name: Key of the drill.
        deeds: What was done, in order of time; what comes after ``until_min`` is left out.
        until_min: The minute asked about.

    Raises:
        DrillError: A deed is not possible, or the times go back.
    """
    state = begin(name)
    for deed in deeds:
        if deed.minute > until_min:
            break
        if deed.minute < state.minute - _ROUNDING and not state.ended:
            raise DrillError(f"{deed.action} at minute {deed.minute:g} comes after minute {state.minute:g}")
        before = advance(state, max(deed.minute - state.minute, 0.0))
        state = act(before, deed.action)
        if state.minute > until_min:  # the moment asked about lies within what the action takes
            course = replace(state, minute=before.minute, signs=before.signs, ended="")
            return advance(course, max(until_min - before.minute, 0.0))
    return advance(state, max(until_min - state.minute, 0.0))


def alarms(state: State) -> tuple[Alarm, ...]:
    """What the monitor warns of now, most urgent first."""
    found = []
    for sign, side, text in _ALARMS:
        limit = fact(f"drills.alarms.{sign}_{side}")
        value = round(state.signs[sign])
        if value > float(limit) if side == "high" else value < float(limit):
            found.append(Alarm(sign, text, limit))
    return tuple(found)


_ALARMS = (
    ("etco2", "low", "No CO2"),
    ("rr", "low", "Breathing slow"),
    ("spo2", "low", "Oxygen low"),
    ("sbp", "low", "Pressure low"),
    ("hr", "low", "Heart slow"),
    ("moaas", "low", "No answer"),
    ("sbp", "high", "Systolic high"),
    ("dbp", "high", "Diastolic high"),
    ("hr", "high", "Heart fast"),
    ("rr", "high", "Breathing fast"),
    ("rass", "high", "Agitated"),
)


def _moved(value: float, course: Course, sign: str, minutes: float) -> float:
    if sign not in course.toward:
        return value
    target = course.toward[sign]
    return float(target + (value - target) * 2 ** (-minutes / course.half_time_min))


def _crossing(value: float, course: Course, sign: str, floor: float) -> float:
    """Minutes until a falling sign reaches its floor."""
    if value <= floor:
        return 0.0
    target = course.toward.get(sign, value)
    if target >= floor:
        return _LONGEST_WAIT
    return course.half_time_min * log2((value - target) / (floor - target))
