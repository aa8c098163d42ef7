"""Automatic players: for tests, for the counterfactual, and to see what a case rewards.

Each plays from a state to the end and returns the last state; all of them are deterministic but the random one,
whose generator is given.
"""

from collections.abc import Callable, Iterator
from functools import lru_cache

import numpy as np

from kapedu.cases.action import VERBS, Action, read_action
from kapedu.cases.case import VERDICTS, Case, Move
from kapedu.cases.engine import begin, open_move, options, questions, step
from kapedu.cases.state import State
from kapedu.knowledge import fact

Choose = Callable[[State], str]
_GOOD = VERDICTS[:2]
_PATIENCE_BLOCK = 4  # waits for an action that is not open yet


@lru_cache(maxsize=1)
def player_wait() -> str:
    """How long players wait at a time, as an action."""
    return f"wait:{int(float(fact('cases.clock.player_wait')))}"


def play(state: State, choose: Choose) -> Iterator[tuple[str, State]]:
    """Play to the end; gives each action and the state after it. The limit of time ends every case."""
    while not state.ended:
        action = choose(state)
        after = step(state, action)
        if after is state:  # it was not open: let time pass instead, so that the play ends
            action = player_wait()
            after = step(state, action)
        yield action, after
        state = after


def last_state(state: State, choose: Choose) -> State:
    """The state at the end of a play."""
    for _, after in play(state, choose):
        state = after
    return state


def open_actions(state: State) -> list[str]:
    """Everything that can be done now, waits apart."""
    found = [move.key for move in (*options(state), *questions(state))]
    every = (Action(verb, name) for verb in state.case.offers for name in VERBS[verb].objects)
    return found + [action.key for action in every if open_move(state, action) is not None]


def at_random(rng: np.random.Generator) -> Choose:
    """Anything that is open; options and questions as often as the actions of the room together, and waits."""

    def choose(state: State) -> str:
        offered = [move.key for move in (*options(state), *questions(state))]
        kind = int(rng.integers(0, 3))
        pool = offered if kind <= 1 and offered else open_actions(state) if kind else [player_wait()]
        return pool[int(rng.integers(0, len(pool)))] if pool else player_wait()

    return choose


def greedy(state: State) -> str:
    """The best option that is open, in the order of the file; else wait."""
    here = {move.key for move in options(state)}
    ranked = [move for move in state.case.scenes[state.scene].options if move.key in here]
    best = [move for verdict in _GOOD for move in ranked if move.verdict == verdict]
    return best[0].key if best else player_wait()


def idle(_state: State) -> str:
    """Nothing but waiting."""
    return player_wait()


def by_look(rank: Callable[[int, Move], float]) -> Choose:
    """Somebody who does not read: the option with the highest rank by place and look."""

    def choose(state: State) -> str:
        here = list(enumerate(options(state)))
        return max(here, key=lambda item: rank(*item))[1].key if here else player_wait()

    return choose


def scripted(script: tuple[str, ...]) -> Choose:
    """A script, action by action; what is not open is waited for, some times, and then passed over."""
    left = list(script)
    waited = 0

    def choose(state: State) -> str:
        nonlocal waited
        while left:
            action = read_action(left[0])
            if action.verb == "wait" or open_move(state, action) is not None:
                waited = 0
                return left.pop(0)
            if waited < _PATIENCE_BLOCK:
                waited += 1
                break
            waited = 0
            left.pop(0)
        return player_wait()

    return choose


def play_expert(case: Case, seed: int = 0) -> State:
    """The last state of the expert's script."""
    return last_state(begin(case, seed), scripted(case.expert))


def play_random(case: Case, seed: int, rng: np.random.Generator) -> State:
    """The last state of a random play."""
    return last_state(begin(case, seed), at_random(rng))


def play_idle(case: Case, seed: int = 0) -> State:
    """The last state when nobody does anything."""
    return last_state(begin(case, seed), idle)
