"""A run that a trainee handed in: it is taken again with the course's own file, and nothing that it says is believed.

What is read from an answer is the case or patient, the seed and the actions. The case must be the one asked for, the
seed the one that follows from the trainee's own answer sheet; the state, the marks and the end follow from playing.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

from kapedu.quiz.item import Item
from kapedu.quiz.response import MAXIMUM_TEXT

if TYPE_CHECKING:
    from kapedu.cases.run import Run

MAXIMUM_LENGTH = 2000  # actions; a person's hour at one every five seconds has fewer than half as many
BROKEN = "it cannot be played again; your instructor looks at it"
REVISED = (
    "the run says it was played with another version of the case; it was played again with the present one."
)
_PERCENT = 100

SomeRun = TypeVar("SomeRun", bound="Run")


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


@dataclass(frozen=True)
class Again:
    """A run that was taken again.

    Attributes:
        actions: How many it holds.
        state: The last state, when the rest of the time has passed with nobody doing anything.
        found: Its marks.
        stopped: Whether the trainee stopped before the end.
        remark: What an instructor has to look at; empty if nothing.
    """

    actions: int
    state: Any
    found: Any
    stopped: bool
    remark: str

    def played(self, line: str, summary: str, critical: tuple[str, ...]) -> Played:
        """The same, as marks."""
        return Played(
            fraction=0.0 if critical else self.found.percent / _PERCENT,
            passed=self.found.passed,
            line=line,
            summary=f"{self.actions} steps and waits, {summary}",
            shares=tuple(Share(name, *marks) for name, marks in self.found.by_competency.items()),
            critical=critical,
            remark=self.remark,
        )


def take_again(
    run: "Run",
    subject: Any,
    begin: Callable[[Any, int], Any],
    step: Callable[[Any, str], Any],
    mark: Callable[[Any], tuple[Any, Any]],
) -> Again:
    """What comes of a run.

    Args:
        run: The run, of this item and this trainee.
        subject: Its case or patient, as the course has it now.
        begin: The first state.
        step: The state after an action; the same one where it could not be done.
        mark: From where the trainee left it, the last state and its marks.

    Raises:
        PlayedError: The case or patient breaks under it.
    """
    try:
        state, passed_over = begin(subject, run.seed), 0
        for action in run.actions:
            after = step(state, action)
            passed_over += after is state
            state = after
        last, found = mark(state)
    except Exception as error:  # a class must be marked, whatever a case does with one run
        raise PlayedError(BROKEN) from error
    remark = REVISED if run.fingerprint != subject.fingerprint else _not_taken(passed_over)
    return Again(len(run.actions), last, found, not state.ended, remark)


def read_answer(answer: object) -> tuple[str, str]:
    """The run and the notes in an answer, as texts; empty where there are none.

    >>> read_answer(["KE1-abc", "Pulse 80"])
    ('KE1-abc', 'Pulse 80')
    """
    parts = list(answer) if isinstance(answer, list | tuple) else [answer]
    texts = [part if isinstance(part, str) else "" for part in (*parts, "", "")]
    return texts[0], texts[1]


def read_run(item: Item, answer: object, kind: type[SomeRun]) -> SomeRun:
    """The run in an answer, as an encounter's or a treatment's, if it is one of this item and this trainee.

    Raises:
        PlayedError: There is none, it cannot be read, or it was begun elsewhere.
    """
    from kapedu.cases import CaseError

    text, _ = read_answer(answer)
    if not text:
        raise PlayedError("it does not hold a run")
    if len(text) > MAXIMUM_TEXT:
        raise PlayedError("its run is far too long")
    try:
        run = kind.from_json(text) if text.lstrip().startswith("{") else kind.from_code(text)
    except CaseError:
        raise PlayedError("its run cannot be read: it is cut off or was changed by hand") from None
    if len(run.actions) > MAXIMUM_LENGTH:
        raise PlayedError(f"its run holds more than {MAXIMUM_LENGTH} actions, more than a person can do")
    if item.run_seed is None:
        raise PlayedError("the answer sheet does not say whose it is")
    if run.subject != item.case:
        raise PlayedError(f"its run is one of another {kind.what}")
    if run.seed != item.run_seed:
        raise PlayedError("its run was not begun in this answer sheet")
    return run


def _not_taken(count: int) -> str:
    """A remark on steps of a run that could not be taken; empty where there are none."""
    return (
        f"the run holds {count} steps that could not be taken at that moment; they do not count."
        if count
        else ""
    )
