"""A recorded run of somebody who knows: played by the real engine, cut into steps, with a commentary on each."""

from dataclasses import dataclass

from kapedu.cases.case import Case, Ground
from kapedu.cases.debriefing import Moment, Sample, timeline, watch
from kapedu.cases.engine import begin, step
from kapedu.cases.state import State


@dataclass(frozen=True)
class Guess:
    """Something that one might do at a pause.

    Attributes:
        id: Its key.
        text: What one would do.
        says: What to think of it.
        is_taken: Whether the clinician does it.
    """

    id: str
    text: str
    says: str
    is_taken: bool


@dataclass(frozen=True)
class Pause:
    """A stop before a step: what would you do here?

    Attributes:
        ask: The question.
        guesses: In the order of the file; the page shuffles them.
    """

    ask: str
    guesses: tuple[Guess, ...]


@dataclass(frozen=True)
class Step:
    """One step of a demonstration.

    Attributes:
        id: Its key.
        title: What it is about.
        actions: What the clinician does, as :func:`kapedu.cases.action.read_action` reads it.
        notice: What to look at, or empty.
        ground: The commentary: why, sources, status.
        pause: What is asked before it, or None.
    """

    id: str
    title: str
    actions: tuple[str, ...]
    notice: str
    ground: Ground
    pause: Pause | None


@dataclass(frozen=True)
class Demonstration:
    """A recorded run with its commentary.

    Attributes:
        id: The name of its file.
        title: What it shows.
        phase: Phase of the session.
        lead: What to watch for.
        case: The case that is played.
        seed: Whose body it is.
        steps: In order.
        closing: What to take away.
    """

    id: str
    title: str
    phase: str
    lead: str
    case: Case
    seed: int
    steps: tuple[Step, ...]
    closing: str

    @property
    def actions(self) -> tuple[str, ...]:
        """Everything that is done, from beginning to end."""
        return tuple(action for step_ in self.steps for action in step_.actions)


@dataclass(frozen=True)
class Stage:
    """What is seen at one step.

    Attributes:
        number: From 0: the opening, before anybody does anything.
        step: The step; None for the opening.
        before: The state before it; the opening's own state there.
        state: The state after it.
        lines: What was said, seen and done in it.
        samples: The vital signs from the beginning until its end.
    """

    number: int
    step: Step | None
    before: State
    state: State
    lines: tuple[Moment, ...]
    samples: tuple[Sample, ...]


def stages(demonstration: Demonstration) -> tuple[Stage, ...]:
    """The opening and every step, replayed by the engine.

    Args:
        demonstration: The recorded run.

    Returns:
        One stage more than there are steps; the same every time.
    """
    state = begin(demonstration.case, demonstration.seed)
    samples, _ = watch(state, ())
    found = [Stage(0, None, state, state, timeline(state), samples)]
    for number, part in enumerate(demonstration.steps, start=1):
        new, after = watch(state, part.actions)
        samples = (*samples, *new[1:])
        lines = timeline(after)[len(state.log) :]
        found.append(Stage(number, part, state, after, lines, samples))
        state = after
    return tuple(found)


def closed_action(demonstration: Demonstration) -> tuple[str, str] | None:
    """The first action that was not open when it was done: id of the step and the action; None where all were."""
    state = begin(demonstration.case, demonstration.seed)
    for part in demonstration.steps:
        for action in part.actions:
            after = step(state, action)
            if after is state:
                return part.id, action
            state = after
    return None
