"""Looking back at a run: what was done when, how good it was and why, and what would have happened otherwise."""

from collections.abc import Iterable
from dataclasses import dataclass

from kapedu.cases.action import read_action
from kapedu.cases.case import Case, Ground, Move
from kapedu.cases.encounter_run import EncounterRun
from kapedu.cases.engine import begin, options, step
from kapedu.cases.players import greedy, play
from kapedu.cases.scoring import Score, made, score
from kapedu.cases.state import State, effect_site
from kapedu.cases.vocabulary import DRIVEN
from kapedu.knowledge import fact

_SAMPLE_BLOCK = 5  # seconds between two points of a strip
_WORSE = ("poor", "harmful")


@dataclass(frozen=True)
class Sample:
    """The vital signs of one second, as the monitor shows them, and fear, which it does not."""

    second: int
    values: dict[str, float]


@dataclass(frozen=True)
class Moment:
    """One line of the timeline.

    Attributes:
        second: Since time zero.
        kind: ``did``, or what the engine noted: ``says``, ``shows``, ``alarm``, ``scene``, ``end`` and so on.
        text: What was done or happened.
        verdict: Of a choice: how good it was.
        ground: Of a choice: why.
    """

    second: int
    kind: str
    text: str
    verdict: str
    ground: Ground | None


@dataclass(frozen=True)
class Otherwise:
    """What would have happened with the best action at the first moment that asked for one.

    Attributes:
        second: When.
        instead_of: What was done.
        best: What would have been done.
        ground: Why it is better.
        ended: How that run ends.
        score: Its marks.
        samples: Its vital signs.
    """

    second: int
    instead_of: str
    best: str
    ground: Ground
    ended: str
    score: Score
    samples: tuple[Sample, ...]


@dataclass(frozen=True)
class Debrief:
    """Everything to talk about after a run."""

    score: Score
    timeline: tuple[Moment, ...]
    samples: tuple[Sample, ...]
    otherwise: Otherwise | None


def sample(state: State) -> Sample:
    """The monitor's numbers of a state."""
    values = {name: state.reading(name) for name in DRIVEN}
    values |= {
        "effect_site_ng_ml": effect_site(state),
        "fear": state.number("fear"),
        "rass": state.number("rass"),
    }
    return Sample(state.second, values)


def debrief(run: EncounterRun, case: Case) -> Debrief:
    """Replay a run and look back at it.

    Args:
        run: The run, finished or not.
        case: Its case, as it was or revised.
    """
    samples, last = watch(begin(case, run.seed), run.actions)
    return Debrief(score(last), timeline(last), samples, otherwise(run, case))


def timeline(state: State) -> tuple[Moment, ...]:
    """What happened, in order, with the verdict on each choice."""
    judged = iter(made(state))
    by_entry: dict[int, Move] = {}
    waiting = next(judged, None)
    for number, entry in enumerate(state.log):
        if entry.kind == "did" and waiting and waiting[1].key == entry.key:
            by_entry[number] = waiting[1]
            waiting = next(judged, None)
    events = {event.id: event for event in state.case.events}
    found = []
    for number, entry in enumerate(state.log):
        move = by_entry.get(number)
        ground = move.ground if move is not None and move.ground.why else None
        if move is None and entry.kind in {"critical", "alarm"} and entry.key in events:
            ground = events[entry.key].ground if events[entry.key].ground.why else None
        text = entry.text or "Critical error"
        verdict = move.verdict if move is not None and move.ground.why else ""
        found.append(Moment(entry.second, entry.kind, text, verdict, ground))
    return tuple(found)


def otherwise(run: EncounterRun, case: Case) -> Otherwise | None:
    """The run with the best action at the first moment that asked for one; None where every choice was good."""
    state = begin(case, run.seed)
    hesitation = int(float(fact("cases.clock.hesitation")))
    for text in run.actions:
        action = read_action(text)
        best = _best(state)
        after = step(state, text)
        if best is not None and after is not state:
            here = next((move for move in state.case.scenes[state.scene].options if move.key == text), None)
            lost = len(after.critical) > len(state.critical)
            is_worse = (here is not None and here.verdict in _WORSE) or lost
            if is_worse or action.waits >= hesitation:
                told = here.text if here is not None else action.label
                return _counterfactual(state, told, best)
        state = after
    return None


def _best(state: State) -> Move | None:
    """The best option open now."""
    return next((move for move in options(state) if move.key == greedy(state)), None)


def _counterfactual(state: State, instead_of: str, best: Move) -> Otherwise:
    actions = [action for action, _ in play(state, greedy)]
    samples, last = watch(state, actions)
    return Otherwise(state.second, instead_of, best.text, best.ground, last.ended, score(last), samples)


def watch(state: State, actions: Iterable[str]) -> tuple[tuple[Sample, ...], State]:
    """The samples along some actions, the first of them before any, and the last state."""
    samples = [sample(state)]
    for text in actions:
        seconds = read_action(text).waits
        parts = [f"wait:{_SAMPLE_BLOCK}"] * (seconds // _SAMPLE_BLOCK)
        if seconds % _SAMPLE_BLOCK:
            parts.append(f"wait:{seconds % _SAMPLE_BLOCK}")
        for part in parts or [text]:
            after = step(state, part)
            if after.second > state.second:
                samples.append(sample(after))
            state = after
    return tuple(samples), state
