"""A course of treatment that a trainee handed in: its steps are taken again, and nothing that it says is believed."""

from typing import TYPE_CHECKING

from kapedu.quiz.item import Item
from kapedu.quiz.played import BROKEN, REVISED, Played, PlayedError, Share, not_taken, read_answer
from kapedu.quiz.response import MAXIMUM_TEXT

if TYPE_CHECKING:
    from kapedu.treatment import CourseRun, Patient, Score, State

_PERCENT = 100


def treat_again(item: Item, answer: object) -> Played:
    """Take the steps of a handed-in run again and mark what comes of them.

    Args:
        item: The item as this trainee has it, with the seed of its run.
        answer: The run's code or JSON text, alone or first in a list.

    Raises:
        PlayedError: The answer is no run, or none of this item and this trainee. Nothing else, whatever it holds.
    """
    from kapedu.treatment import patient_named, score

    run = _read_run(answer)
    if item.run_seed is None:
        raise PlayedError("the answer sheet does not say whose it is")
    if run.patient_id != item.case:
        raise PlayedError("its run is one of another patient")
    if run.seed != item.run_seed:
        raise PlayedError("its run was not begun in this answer sheet")
    patient = patient_named(item.case)
    try:
        state, passed_over, is_finished = _replay(run, patient)
        found = score(state)
    except Exception as error:  # a class must be marked, whatever a patient does with one run
        raise PlayedError(BROKEN) from error
    stopped = "" if is_finished else " You stopped before the end; the rest of the weeks passed without you."
    gained = min(max(found.outcome_share, 0.0), 1.0)
    return Played(
        fraction=0.0 if found.critical else found.percent / _PERCENT,
        passed=found.passed,
        line=_line(found) + stopped,
        summary=f"{len(run.actions)} steps and waits, {len(state.doses)} doses, {len(state.therapy)} therapy sessions;"
        f" of what the plan of the course reaches, {gained:.0%}",
        shares=tuple(Share(name, *marks) for name, marks in found.by_competency.items()),
        critical=found.critical,
        remark=REVISED if run.fingerprint != patient.fingerprint else not_taken(passed_over),
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


def _read_run(answer: object) -> "CourseRun":
    from kapedu.cases import CaseError
    from kapedu.treatment import CourseRun

    text, _ = read_answer(answer)
    if not text:
        raise PlayedError("it does not hold a run")
    if len(text) > MAXIMUM_TEXT:
        raise PlayedError("its run is far too long")
    try:
        return CourseRun.from_json(text) if text.lstrip().startswith("{") else CourseRun.from_code(text)
    except CaseError:
        raise PlayedError("its run cannot be read: it is cut off or was changed by hand") from None


def _replay(run: "CourseRun", patient: "Patient") -> tuple["State", int, bool]:
    """The state at the end, how many steps could not be taken, and whether the run came to its end by itself."""
    from kapedu.treatment import begin, step
    from kapedu.treatment.players import idle, last_state

    state, passed_over = begin(patient, run.seed), 0
    for action in run.actions:
        after = step(state, action)
        passed_over += after is state
        state = after
    return last_state(state, idle), passed_over, bool(state.ended)


def _line(found: "Score") -> str:
    if found.critical:
        return f"Not passed: a critical error fails it ({found.percent:.0f} % of the marks without it)."
    if found.passed:
        return f"Passed: {found.percent:.0f} % of the marks."
    if found.outcome_share < 0:
        return f"Not passed: {found.percent:.0f} % of the marks, and the patient does worse than without treatment."
    return f"Not passed: {found.percent:.0f} % of the marks are too few."
