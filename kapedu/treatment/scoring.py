"""Marking a course of treatment: a checklist, how the patient does, the burden, and critical errors."""

from dataclasses import dataclass

import numpy as np

from kapedu.cases.case import Ground
from kapedu.knowledge import Status
from kapedu.treatment.patient import Check
from kapedu.treatment.players import expert_state, idle_state
from kapedu.treatment.severity import rule, severity
from kapedu.treatment.state import DAYS_PER_WEEK, State

_PERCENT = 100
DONE, LATE, MISSED = "done", "late", "missed"
OUTCOME = Ground(
    "Marked is how the patient does in the last weeks, between doing nothing and the course's own plan in the same"
    " made-up person. It answers to what you did, within a model that was made for teaching.",
    (),
    Status.COURSE_RULE,
)
BURDEN = Ground(
    "More doses than helped cost time, money and safety. How many are too many is a rule of this course; no safe limit"
    " is established.",
    (),
    Status.COURSE_RULE,
)


@dataclass(frozen=True)
class Line:
    """One line of the marks: what was asked for, its competency, what became of it, marks, day, why."""

    id: str
    text: str
    competency: str
    outcome: str
    marks: float
    possible: float
    day: int | None
    ground: Ground


@dataclass(frozen=True)
class Score:
    """The marks of a course of treatment.

    Attributes:
        percent: Of the possible marks, 0 to 100.
        passed: Enough marks, no critical error, and the patient no worse off than with nothing.
        lines: Line by line.
        critical: What fails it, in words.
        by_competency: Marks and possible marks of each competency.
        outcome_share: How the patient does: 0 as with nothing, 1 as with the course's own plan; may lie outside.
        relapsed: Whether a gain was lost again.
    """

    percent: float
    passed: bool
    lines: tuple[Line, ...]
    critical: tuple[str, ...]
    by_competency: dict[str, tuple[float, float]]
    outcome_share: float
    relapsed: bool


def score(state: State) -> Score:
    """Mark a course of treatment; one that was closed early is followed to its last week.

    Example:
        >>> from kapedu.treatment import patient_named
        >>> score(expert_state(patient_named("vera"), 1)).passed
        True
    """
    lines = [line for check in state.patient.checks if (line := _line(state, check)) is not None]
    share = outcome_share(state)
    weight = rule("marks.outcome")
    gained = weight * min(max(share, 0.0), 1.0)
    told = f"How {state.patient.name} does in the last {rule('course.last_weeks'):g} weeks"
    lines.append(
        Line("outcome", told, "C9", f"{min(max(share, 0.0), 1.0):.0%}", gained, weight, None, OUTCOME)
    )
    tried = bool(state.doses or state.therapy)
    kept = rule("marks.burden") if tried and not state.excess and "bladder-harm" not in state.flags else 0.0
    outcome = DONE if kept else MISSED
    lines.append(
        Line(
            "burden",
            "No more doses than the plan needs",
            "C13",
            outcome,
            kept,
            rule("marks.burden"),
            None,
            BURDEN,
        )
    )
    possible = sum(line.possible for line in lines)
    percent = _PERCENT * sum(line.marks for line in lines) / possible
    found: dict[str, tuple[float, float]] = {}
    for line in lines:
        marks, most = found.get(line.competency, (0.0, 0.0))
        found[line.competency] = (marks + line.marks, most + line.possible)
    texts = tuple(entry.text for entry in state.log if entry.kind == "critical")
    return Score(
        percent=percent,
        passed=percent >= rule("marks.pass") and not state.critical and share >= 0,
        lines=tuple(lines),
        critical=texts,
        by_competency=dict(sorted(found.items(), key=lambda item: int(item[0][1:]))),
        outcome_share=share,
        relapsed=has_relapsed(state),
    )


def course_days(state: State) -> np.ndarray:
    """Every day of the weeks that are looked back at, shape ``(days,)``."""
    return np.arange(state.last_day + 1, dtype=float)


def late_severity(state: State) -> float:
    """Mean severity over the last weeks, points."""
    days = course_days(state)
    return float(
        severity(state, days)[days > state.last_day - rule("course.last_weeks") * DAYS_PER_WEEK].mean()
    )


def outcome_share(state: State) -> float:
    """How the patient does in the last weeks, from 0 (as with nothing) to 1 (as with the course's own plan)."""
    best = late_severity(expert_state(state.patient, state.seed))
    nothing = late_severity(idle_state(state.patient, state.seed))
    return (nothing - late_severity(state)) / (nothing - best) if nothing > best else 0.0


def has_relapsed(state: State) -> bool:
    """Whether more than a share of the best gain was lost again by the end."""
    found = severity(state, course_days(state))
    best_gain = float(found[0] - found.min())
    kept = float(found[0]) - late_severity(state)
    return best_gain > 0 and kept < best_gain * (1 - rule("response.relapse_share") / _PERCENT)


def _line(state: State, check: Check) -> Line | None:
    """A line; None where what it waits for never happened."""
    if check.since and check.since not in state.done:
        return None
    times = [state.done[key] for key in check.done if key in state.done]
    first = min(times, default=None)
    often = max((state.counts.get(key, 0) for key in check.done), default=0) >= check.least
    kept = not any(key in state.done for key in check.without)
    limit = state.done.get(check.before) if check.before else None
    outcome, marks = MISSED, 0.0
    good = kept and (not check.done or (first is not None and often))
    if check.before and limit is None and check.done == ():
        good = False
    if good and first is not None and limit is not None and first[1] > limit[1]:
        good = False
    if good:
        outcome, marks = DONE, check.weight
        late = check.within and check.since and first and first[0] - state.done[check.since][0] > check.within
        if late:
            outcome, marks = LATE, check.weight * rule("marks.late")
    day = first[0] if first else None
    return Line(check.id, check.text, check.competency, outcome, marks, check.weight, day, check.ground)
