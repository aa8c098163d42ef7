"""Automatic players of the capstone: for tests, for the marks, and to see what a patient's file rewards."""

from collections.abc import Callable, Iterator
from functools import lru_cache

import numpy as np

from kapedu.treatment.action import VERBS, read_action
from kapedu.treatment.engine import begin, is_open, step
from kapedu.treatment.patient import Patient
from kapedu.treatment.severity import rule
from kapedu.treatment.state import State

Choose = Callable[[State], str]


def play(state: State, choose: Choose) -> Iterator[tuple[str, State]]:
    """Play to the end; gives each action and the state after it. The limit of weeks ends every course."""
    while not state.ended:
        action = choose(state)
        after = step(state, action)
        if after is state:
            action = player_wait()
            after = step(state, action)
        yield action, after
        state = after


def last_state(state: State, choose: Choose) -> State:
    """The state at the end of a play."""
    for _, after in play(state, choose):
        state = after
    return state


def player_wait() -> str:
    """How long players wait at a time, as an action."""
    return f"wait:{int(rule('course.player_wait'))}"


def idle(_state: State) -> str:
    """Nothing but waiting."""
    return player_wait()


def scripted(script: tuple[str, ...]) -> Choose:
    """A script, action by action; an answer to what comes up is given when it comes up, whatever stands before it."""
    answers = [key for key in script if key.startswith("choose:")]
    left = [key for key in script if not key.startswith("choose:")]

    def choose(state: State) -> str:
        if state.waiting is not None:
            known = [move.key for move in state.waiting[0].options if move.key in answers]
            if known:
                return known[0]
        while left:
            action = left.pop(0)
            if is_open(state, read_action(action)):
                return action
        return player_wait()

    return choose


def too_much(state: State) -> str:
    """Screens nothing, doses every other day, agrees to whatever is asked for."""
    if state.waiting is not None:
        order = ("harmful", "poor", "neutral", "good", "best")
        ranked = sorted(state.waiting[0].options, key=lambda move: order.index(move.verdict))
        return ranked[0].key
    if not state.protocol:
        return state.patient.protocols[0].key
    if not state.doses or state.day - state.doses[-1] > 1:
        return "dose:alone"
    return "wait:1"


def too_many(state: State) -> str:
    """Prepares as the plan of the course does, and then goes on dosing every few days without an end."""
    planned = state.patient.planned.get(state.protocol, 0)
    if planned and len(state.doses) >= planned and state.waiting is None:
        since = state.day - state.doses[-1]
        return "dose:presence" if since >= rule("response.step_late") else "wait:1"
    for key in state.patient.expert:
        action = read_action(key)
        once = action.verb in {"dose", "therapy", "integrate", "wait", "measure", "close"}
        if not once and key not in state.done and is_open(state, action):
            return key
    if planned and (not state.doses or state.day - state.doses[-1] >= rule("response.step_late")):
        return "dose:presence"
    return "wait:1"


def at_random(rng: np.random.Generator) -> Choose:
    """Anything that is open."""

    def choose(state: State) -> str:
        pool = open_actions(state)
        return pool[int(rng.integers(0, len(pool)))]

    return choose


def open_actions(state: State) -> list[str]:
    """Everything that can be done now; a played session apart."""
    own = [move.key for move in state.patient.own_moves]
    answers = [move.key for move in state.waiting[0].options] if state.waiting else []
    every = [*answers, *own, *(f"{verb}:{name}" for verb, group in VERBS.items() for name in group.objects)]
    found = [key for key in every if is_open(state, read_action(key)) and not key.startswith("close:")]
    return [*found, "wait:1", player_wait()]


@lru_cache(maxsize=1000)
def expert_state(patient: Patient, seed: int) -> State:
    """The last state of the course's own plan, with the same patient."""
    return last_state(begin(patient, seed), scripted(patient.expert))


@lru_cache(maxsize=1000)
def idle_state(patient: Patient, seed: int) -> State:
    """The last state when nobody does anything."""
    return last_state(begin(patient, seed), idle)
