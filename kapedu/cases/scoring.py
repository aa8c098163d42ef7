"""Marking a run: a weighted checklist with times, the order of steps, what was lost, and critical errors.

Marking looks at the last state only, so that a run can be marked again when a checklist changes.
"""

import itertools
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from kapedu.cases.body import SECONDS_PER_MINUTE
from kapedu.cases.case import Case, Check, Concordance, Ground, Move, Order
from kapedu.cases.state import State
from kapedu.knowledge import fact
from kapedu.language import _

_PERCENT = 100
DONE, LATE, MISSED = "done", "late", "missed"


@dataclass(frozen=True)
class Line:
    """One line of the marked checklist.

    Attributes:
        id: Of the line.
        text: What was asked for.
        competency: C1 to C15.
        outcome: ``done``, ``late`` or ``missed``; for an order of steps, how much of it was kept.
        marks: Given.
        possible: At most.
        second: When it was done, or None.
        ground: Why it is asked for.
    """

    id: str
    text: str
    competency: str
    outcome: str
    marks: float
    possible: float
    second: int | None
    ground: Ground


@dataclass(frozen=True)
class Loss:
    """Marks lost by something that was done."""

    key: str
    text: str
    competency: str
    marks: float
    second: int
    ground: Ground


@dataclass(frozen=True)
class Critical:
    """An error that fails the station."""

    key: str
    text: str
    second: int
    ground: Ground


@dataclass(frozen=True)
class Score:
    """The marks of a run.

    Attributes:
        percent: Of the possible marks, after losses, 0 to 100.
        passed: Enough marks, a good or mixed end, no critical error.
        lines: The checklist.
        losses: What cost marks.
        critical: What fails the station.
        by_competency: Marks and possible marks of each competency.
        ended: How it ended.
    """

    percent: float
    passed: bool
    lines: tuple[Line, ...]
    losses: tuple[Loss, ...]
    critical: tuple[Critical, ...]
    by_competency: dict[str, tuple[float, float]]
    ended: str


def score(state: State, judged: Mapping[str, str] | None = None) -> Score:
    """Mark an encounter, finished or not.

    Args:
        state: Where it stands.
        judged: Answers to the judgements on which experts differ, ``judgement-1`` and so on: ``-2`` to ``2``. Those
            with a real panel then count, a missing answer as none; without this, none of them does.

    Example:
        >>> from kapedu.cases.library import case_named
        >>> from kapedu.cases.players import play_expert
        >>> score(play_expert(case_named("bp-surge"), seed=1)).passed
        True
    """
    case = state.case
    lines = [_line(state, check) for check in case.checks]
    kept = {line.id: line for line in lines}
    lines += [_order_line(kept, order, number) for number, order in enumerate(case.orders, start=1)]
    if judged is not None:
        lines += [
            _concordance_line(one, number, judged)
            for number, one in enumerate(case.concordances, start=1)
            if one.weight
        ]
    losses = tuple(_losses(state))
    possible = sum(line.possible for line in lines)
    marks = sum(line.marks for line in lines) - sum(loss.marks for loss in losses)
    percent = min(max(0.0, _PERCENT * marks / possible), float(_PERCENT)) if possible else 0.0
    critical = tuple(_critical(state))
    return Score(
        percent=percent,
        passed=percent >= pass_mark() and not critical and state.ended in {"good", "mixed"},
        lines=tuple(lines),
        losses=losses,
        critical=critical,
        by_competency=_competencies(lines, losses),
        ended=state.ended,
    )


@lru_cache(maxsize=1)
def pass_mark() -> float:
    """Share of the marks that passes, per cent (course-rule)."""
    return float(fact("cases.marks.pass"))


@lru_cache(maxsize=1000)
def moves_by_key(case: Case) -> dict[str, tuple[Move, ...]]:
    """Every option, question and answer by its action."""
    found: dict[str, tuple[Move, ...]] = {}
    for scene in case.scenes.values():
        for move in scene.options:
            found[move.key] = (move,)
    for move in case.questions:
        found[move.key] = (move,)
    return found | dict(case.answers)


def made(state: State) -> list[tuple[int, Move]]:
    """Every option, question and answered action that was done, with its second, as the log has them."""
    found = []
    by_key = moves_by_key(state.case)
    for entry in state.log:
        if entry.kind == "did":
            several = by_key.get(entry.key, ())
            match = [move for move in several if not move.text or move.text == entry.text] or list(several)
            if match:
                found.append((entry.second, match[0]))
    return found


def _line(state: State, check: Check) -> Line:
    seconds = [state.done[key] for key in check.done if key in state.done]
    second = min(seconds, default=None)
    holds = check.when is None or check.when.holds(state)
    outcome, marks = MISSED, 0.0
    if holds and (second is not None or not check.done):
        outcome, marks = DONE, check.weight
        if second is not None and second - _since(state, check) > check.within_min * SECONDS_PER_MINUTE:
            outcome, marks = LATE, check.weight * float(fact("cases.marks.late"))
    return Line(check.id, check.text, check.competency, outcome, marks, check.weight, second, check.ground)


def _since(state: State, check: Check) -> int:
    start = round(state.case.begin_min * SECONDS_PER_MINUTE)
    return state.done.get(check.since, start) if check.since else start


def _order_line(lines: dict[str, Line], order: Order, number: int) -> Line:
    seconds = [lines[step].second for step in order.steps]
    pairs = list(itertools.pairwise(seconds))
    kept = sum(one is not None and two is not None and one <= two for one, two in pairs)
    outcome = (
        DONE
        if kept == len(pairs)
        else MISSED
        if not kept
        else _("{kept} of {all} in order").format(kept=kept, all=len(pairs))
    )
    marks = order.weight * kept / len(pairs)
    return Line(
        f"order-{number}", order.text, order.competency, outcome, marks, order.weight, None, order.ground
    )


def _concordance_line(one: Concordance, number: int, judged: Mapping[str, str]) -> Line:
    """Credit by the share of the panel, so that an answer which few experts gave is worth something too."""
    key = f"judgement-{number}"
    share = one.share(judged.get(key, ""))
    told = _("{percent} of the panel's first choice").format(percent=f"{share:.0%}")
    outcome = told if key in judged else MISSED
    marks = one.weight * share
    return Line(key, one.thought, one.competency, outcome, marks, one.weight, None, one.ground)


def _losses(state: State) -> list[Loss]:
    seen: set[str] = set()
    found = []
    for second, move in made(state):
        if move.loses and move.key not in seen:
            seen.add(move.key)
            competency = move.competency or state.case.competencies[0]
            text = move.text or next(
                entry.text for entry in state.log if entry.kind == "did" and entry.key == move.key
            )
            found.append(Loss(move.key, text, competency, move.loses, second, move.ground))
    return found


def _critical(state: State) -> list[Critical]:
    events = {event.id: event for event in state.case.events}
    found = []
    for entry in state.log:
        if entry.kind != "critical":
            continue
        if entry.key in events:
            event = events[entry.key]
            seen = [
                line.text for line in state.log if line.key == entry.key and line.kind in {"shows", "says"}
            ]
            found.append(Critical(entry.key, " ".join(seen) or event.id, entry.second, event.ground))
            continue
        did = next((move for _, move in reversed(made(state)) if move.key == entry.key), None)
        text = next(
            (line.text for line in state.log if line.kind == "did" and line.key == entry.key), entry.key
        )
        ground = did.ground if did is not None else Ground(state.case.timeout_text)
        found.append(
            Critical(entry.key, text if did is not None else state.case.timeout_text, entry.second, ground)
        )
    return found


def _competencies(lines: list[Line], losses: tuple[Loss, ...]) -> dict[str, tuple[float, float]]:
    found: dict[str, tuple[float, float]] = {}
    for line in lines:
        marks, possible = found.get(line.competency, (0.0, 0.0))
        found[line.competency] = (marks + line.marks, possible + line.possible)
    for loss in losses:
        marks, possible = found.get(loss.competency, (0.0, 0.0))
        found[loss.competency] = (max(0.0, marks - loss.marks), possible)
    return dict(sorted(found.items(), key=lambda item: int(item[0][1:])))
