"""Looking back at a course of treatment: what was done when, how good it was and why, and what would have been otherwise."""

from dataclasses import dataclass

import numpy as np

from kapedu.cases.case import Ground
from kapedu.instruments import instrument
from kapedu.pharmacology.exponentials import FloatArray
from kapedu.treatment.patient import Move
from kapedu.treatment.players import expert_state, idle_state
from kapedu.treatment.scoring import Score, course_days, score
from kapedu.treatment.severity import severity
from kapedu.treatment.state import Measured, State

_KINDS = ("did", "event", "critical", "end")


@dataclass(frozen=True)
class Moment:
    """One line of the timeline: the day, its kind, words, and, of a choice, the verdict and why."""

    day: int
    kind: str
    text: str
    verdict: str
    ground: Ground | None


@dataclass(frozen=True)
class Otherwise:
    """The first answer that was not good, and what the best one there would have been."""

    day: int
    instead_of: str
    best: Move


@dataclass(frozen=True)
class Debrief:
    """Everything to talk about after a course of treatment.

    Attributes:
        score: The marks.
        timeline: What was done and what came up.
        days: Days since the referral, shape ``(days,)``.
        totals: The patient's scale on each day as it went, likewise.
        best: The same with the course's own plan.
        nothing: The same with nothing done.
        measured: What was measured on the way.
        doses: Days of the doses.
        otherwise: Where another answer would have been better; None where every answer was good.
    """

    score: Score
    timeline: tuple[Moment, ...]
    days: FloatArray
    totals: FloatArray
    best: FloatArray
    nothing: FloatArray
    measured: tuple[Measured, ...]
    doses: tuple[int, ...]
    otherwise: Otherwise | None


def debrief(state: State) -> Debrief:
    """Look back at a course of treatment.

    Example:
        >>> from kapedu.treatment import patient_named
        >>> debrief(expert_state(patient_named("milan"), 1)).otherwise is None
        True
    """
    days = course_days(state)
    best, nothing = expert_state(state.patient, state.seed), idle_state(state.patient, state.seed)
    return Debrief(
        score=score(state),
        timeline=timeline(state),
        days=days,
        totals=_totals(state, days),
        best=_totals(best, days),
        nothing=_totals(nothing, days),
        measured=state.measured,
        doses=state.doses,
        otherwise=otherwise(state),
    )


def timeline(state: State) -> tuple[Moment, ...]:
    """What happened, in order, with the verdict on each of the patient's own choices."""
    moves = _moves(state)
    found = []
    for entry in state.log:
        if entry.kind in _KINDS:
            move = moves.get(entry.key) if entry.kind == "did" else None
            verdict, ground = (move.verdict, move.ground) if move else ("", None)
            found.append(Moment(entry.day, entry.kind, entry.text, verdict, ground))
    return tuple(found)


def otherwise(state: State) -> Otherwise | None:
    """The first thing that came up and was not answered well."""
    moves = _moves(state)
    events = {event.id: event for event in state.patient.events}
    order = {option.key: event for event in events.values() for option in event.options}
    for entry in state.log:
        move = moves.get(entry.key)
        if entry.kind == "did" and move is not None and entry.key in order:
            event, said = order[entry.key], move.text
            good = move.verdict in {"best", "good"}
        elif entry.kind == "told" and entry.key in events:
            event, said, good = events[entry.key], "nobody answered", False
        else:
            continue
        if not good:
            return Otherwise(
                entry.day, said, next(option for option in event.options if option.verdict == "best")
            )
    return None


def _moves(state: State) -> dict[str, Move]:
    answers = [option for event in state.patient.events for option in event.options]
    return {move.key: move for move in (*state.patient.own_moves, *answers)}


def _totals(state: State, days: FloatArray) -> FloatArray:
    """Severity as points of the patient's own scale, not rounded."""
    patient = state.patient
    top = float(instrument(patient.scale).high)
    return np.minimum(severity(state, days) * patient.scale_start / patient.traits.start, top)
