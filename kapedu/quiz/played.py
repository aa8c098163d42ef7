"""A run that a trainee handed in: it is played again with the course's own case, and nothing that it says is believed.

What is read from an answer is the case, the seed and the actions. The case must be the one asked for, the seed the one
that follows from the trainee's own answer sheet; the state, the marks and the end follow from playing.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol, Self, TypeVar

from kapedu.quiz.item import Item
from kapedu.quiz.response import MAXIMUM_TEXT

if TYPE_CHECKING:
    from kapedu.cases import Case, EncounterRun

MAXIMUM_LENGTH = 2000  # actions; a person's hour at one every five seconds has fewer than half as many
BROKEN = "it cannot be played again; your instructor looks at it"
REVISED = (
    "the run says it was played with another version of the case; it was played again with the present one."
)
_PERCENT = 100
_SECONDS_PER_MINUTE = 60
_ENDS = {"good": "a good end", "mixed": "a mixed end", "bad": "a bad end"}


class Written(Protocol):
    """A run that can be written as a text and as a short code."""

    @classmethod
    def from_json(cls, text: str) -> Self: ...

    @classmethod
    def from_code(cls, code: str) -> Self: ...


Run = TypeVar("Run", bound=Written)
Some = TypeVar("Some")


class PlayedError(ValueError):
    """A run cannot be counted; the message says why, as the end of a sentence."""


@dataclass(frozen=True)
class Share:
    """Marks of one part of a run: its name, marks earned and possible marks."""

    name: str
    marks: float
    possible: float


@dataclass(frozen=True)
class Played:
    """What came of playing a run again.

    Attributes:
        fraction: Share of the item's points, 0 to 1.
        passed: Whether the station is passed.
        line: One sentence for the trainee.
        summary: How long the run was and how it ended.
        shares: By competency.
        critical: What failed the station.
        remark: What an instructor has to look at; empty if nothing.
    """

    fraction: float
    passed: bool
    line: str
    summary: str
    shares: tuple[Share, ...]
    critical: tuple[str, ...]
    remark: str


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
    from kapedu.cases.scoring import pass_mark, score

    run = read_run(answer, EncounterRun)
    if len(run.actions) > MAXIMUM_LENGTH:
        raise PlayedError(f"its run holds more than {MAXIMUM_LENGTH} actions, more than a person can do")
    must_be_begun_here(item, run.subject, run.seed, "case")
    case = case_named(item.case)
    try:
        left, passed_over = take_again(begin(case, run.seed), run.actions, step)
        state = last_state(left, idle)
        found = score(state)
    except Exception as error:  # a class must be marked, whatever a case does with one run
        raise PlayedError(BROKEN) from error
    minutes = (state.second - round(case.begin_min * _SECONDS_PER_MINUTE)) / _SECONDS_PER_MINUTE
    summary = f"{len(run.actions)} steps and waits, {minutes:.0f} minutes, {_ENDS[state.ended]}"
    stopped = "" if left.ended else " You stopped before the end; the rest of the time passed without you."
    return Played(
        fraction=0.0 if found.critical else found.percent / _PERCENT,
        passed=found.passed,
        line=_line(
            found.percent, pass_mark(), found.ended, passed=found.passed, critical=bool(found.critical)
        )
        + stopped,
        summary=summary,
        shares=tuple(Share(name, *marks) for name, marks in found.by_competency.items()),
        critical=tuple(one.text for one in found.critical),
        remark=_remark(run, case, passed_over),
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


def read_answer(answer: object) -> tuple[str, str]:
    """The run and the notes in an answer, as texts; empty where there are none.

    >>> read_answer(["KE1-abc", "Pulse 80"])
    ('KE1-abc', 'Pulse 80')
    """
    parts = list(answer) if isinstance(answer, list | tuple) else [answer]
    texts = [part if isinstance(part, str) else "" for part in (*parts, "", "")]
    return texts[0], texts[1]


def read_run(answer: object, kind: type[Run]) -> Run:
    """The run in an answer, as an encounter's or a treatment's.

    Raises:
        PlayedError: There is none, or it cannot be read.
    """
    from kapedu.cases import CaseError

    text, _ = read_answer(answer)
    if not text:
        raise PlayedError("it does not hold a run")
    if len(text) > MAXIMUM_TEXT:
        raise PlayedError("its run is far too long")
    try:
        return kind.from_json(text) if text.lstrip().startswith("{") else kind.from_code(text)
    except CaseError:
        raise PlayedError("its run cannot be read: it is cut off or was changed by hand") from None


def must_be_begun_here(item: Item, name: str, seed: int, what: str) -> None:
    """Refuse a run of another case or patient (`what`), or one that was begun in another sheet.

    Raises:
        PlayedError: It is one.
    """
    if item.run_seed is None:
        raise PlayedError("the answer sheet does not say whose it is")
    if name != item.case:
        raise PlayedError(f"its run is one of another {what}")
    if seed != item.run_seed:
        raise PlayedError("its run was not begun in this answer sheet")


def take_again(start: Some, actions: tuple[str, ...], step: Callable[[Some, str], Some]) -> tuple[Some, int]:
    """The state after the actions of a run, and how many of them could not be done."""
    state, passed_over = start, 0
    for action in actions:
        after = step(state, action)
        passed_over += after is state
        state = after
    return state, passed_over


def _line(percent: float, needed: float, ended: str, *, passed: bool, critical: bool) -> str:
    if critical:
        return f"Not passed: a critical error fails the station ({percent:.0f} % of the marks without it)."
    if passed:
        return f"Passed: {percent:.0f} % of the marks, {_ENDS[ended]}."
    if percent < needed:
        return f"Not passed: {percent:.0f} % of the marks; {needed:.0f} % are needed."
    return f"Not passed: {percent:.0f} % of the marks, but a bad end."


def _remark(run: "EncounterRun", case: "Case", passed_over: int) -> str:
    """The page writes only what could be done, and the case's own fingerprint."""
    if run.fingerprint != case.fingerprint:
        return REVISED
    return not_taken(passed_over)


def not_taken(count: int) -> str:
    """A remark on steps of a run that could not be taken; empty where there are none."""
    return (
        f"the run holds {count} steps that could not be taken at that moment; they do not count."
        if count
        else ""
    )
