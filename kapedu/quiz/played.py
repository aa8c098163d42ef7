"""A run of a case that a trainee handed in, played again and marked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kapedu.quiz.handed_in import Played, read_run, take_again

if TYPE_CHECKING:
    from kapedu.cases import Score, State
    from kapedu.quiz.item import Item

_SECONDS_PER_MINUTE = 60
_ENDS = {"good": "a good end", "mixed": "a mixed end", "bad": "a bad end"}


def play_again(item: Item, answer: object) -> Played:
    """Play a handed-in run again and mark it.

    Args:
        item: The item as this trainee has it, with the seed of its run.
        answer: The run's code or JSON text, alone or first in a list (the trainee's notes may follow it).

    Raises:
        PlayedError: The answer is no run, or none of this item and this trainee. Nothing else, whatever it holds.
    """
    from kapedu.cases import EncounterRun, case_named
    from kapedu.cases.engine import begin, step
    from kapedu.cases.players import idle, last_state
    from kapedu.cases.scoring import score

    case = case_named(item.case)

    def mark(left: State) -> tuple[State, Score]:
        last = last_state(left, idle)
        return last, score(last)

    again = take_again(read_run(item, answer, EncounterRun), case, begin, step, mark)
    minutes = (again.state.second - round(case.begin_min * _SECONDS_PER_MINUTE)) / _SECONDS_PER_MINUTE
    stopped = " You stopped before the end; the rest of the time passed without you." if again.stopped else ""
    return again.played(
        _line(again.found) + stopped,
        f"{minutes:.0f} minutes, {_ENDS[again.state.ended]}",
        tuple(one.text for one in again.found.critical),
    )


def checklist_lines(item: Item) -> list[str]:
    """What earns marks in an item's case, what costs some and what fails the station, one line each."""
    from kapedu.cases import case_named
    from kapedu.cases.action import read_action
    from kapedu.cases.scoring import moves_by_key, pass_mark

    case = case_named(item.case)
    moves = [
        (move, move.text or read_action(move.key).label)
        for several in moves_by_key(case).values()
        for move in several
    ]
    lines = [f"{check.weight:g}: {check.text} ({check.competency})" for check in case.checks]
    lines += [f"{order.weight:g}: {order.text} ({order.competency})" for order in case.orders]
    lines += [f"−{move.loses:g}: {text}" for move, text in moves if move.loses]
    lines += [f"Fails the station: {text}" for move, text in moves if move.effects.critical]
    lines += [
        f"Fails the station: {event.shows or event.says or event.id}"
        for event in case.events
        if event.effects.critical
    ]
    return [*lines, f"To pass: {pass_mark():.0f} % of the marks, no critical error, no bad end"]


def _line(found: Score) -> str:
    from kapedu.cases.scoring import pass_mark

    if found.critical:
        return (
            f"Not passed: a critical error fails the station ({found.percent:.0f} % of the marks without it)."
        )
    if found.passed:
        return f"Passed: {found.percent:.0f} % of the marks, {_ENDS[found.ended]}."
    if found.percent < pass_mark():
        return f"Not passed: {found.percent:.0f} % of the marks; {pass_mark():.0f} % are needed."
    return f"Not passed: {found.percent:.0f} % of the marks, but a bad end."
