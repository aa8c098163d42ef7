"""A course of treatment that a trainee handed in, taken again step by step and marked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kapedu.quiz.handed_in import Played, read_run, take_again

if TYPE_CHECKING:
    from kapedu.quiz.item import Item
    from kapedu.treatment import Score, State


def treat_again(item: Item, answer: object) -> Played:
    """Take the steps of a handed-in run again and mark what comes of them.

    Args:
        item: The item as this trainee has it, with the seed of its run.
        answer: The run's code or JSON text, alone or first in a list.

    Raises:
        PlayedError: The answer is no run, or none of this item and this trainee. Nothing else, whatever it holds.
    """
    from kapedu.treatment import CourseRun, begin, patient_named, score, step
    from kapedu.treatment.players import idle, last_state

    def mark(left: State) -> tuple[State, Score]:
        last = last_state(left, idle)
        return last, score(last)

    run, patient = read_run(item, answer, CourseRun), patient_named(item.case)
    again = take_again(run, patient, begin, step, mark)
    state, found = again.state, again.found
    stopped = (
        " You stopped before the end; the rest of the weeks passed without you." if again.stopped else ""
    )
    gained = min(max(found.outcome_share, 0.0), 1.0)
    return again.played(
        _line(found) + stopped,
        f"{len(state.doses)} doses, {len(state.therapy)} therapy sessions; of what the plan of the course reaches,"
        f" {gained:.0%}",
        found.critical,
    )


def asked_for(item: Item) -> list[str]:
    """What earns marks with an item's patient, and what fails it, one line each."""
    from kapedu.treatment import patient_named
    from kapedu.treatment.severity import rule

    patient = patient_named(item.case)
    lines = [f"{check.weight:g}: {check.text} ({check.competency})" for check in patient.checks]
    lines += [
        f"{rule('marks.outcome'):g}: How {patient.name} does in the last weeks (C9)",
        f"{rule('marks.burden'):g}: No more doses than the plan needs (C13)",
        "Fails it: a dose that the screening does not allow, or while something holds it",
    ]
    answers = [option for event in patient.events for option in event.options]
    lines += [f"Fails it: {move.text}" for move in (*patient.own_moves, *answers) if move.effects.critical]
    lines += [f"Fails it: {event.title}, and no answer" for event in patient.events if event.silence.critical]
    return [*lines, f"To pass: {rule('marks.pass'):.0f} % of the marks and no critical error"]


def _line(found: Score) -> str:
    if found.critical:
        return f"Not passed: a critical error fails it ({found.percent:.0f} % of the marks without it)."
    if found.passed:
        return f"Passed: {found.percent:.0f} % of the marks."
    if found.outcome_share < 0:
        return f"Not passed: {found.percent:.0f} % of the marks, and the patient does worse than without treatment."
    return f"Not passed: {found.percent:.0f} % of the marks are too few."
