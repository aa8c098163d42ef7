"""A dialogue drill: a patient's line, some wordings to choose from, and what each of them does. A pure state machine.

The way through is the list of wordings chosen; everything else follows from it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from zlib import crc32

from kapedu.cases.case import Ground, Lesson
from kapedu.cases.errors import CaseError
from kapedu.cases.vocabulary import variables

GOOD = frozenset({"best", "good"})


@dataclass(frozen=True)
class Wording:
    """Something that one can say.

    Attributes:
        id: Its key, once in the whole drill.
        text: The words.
        verdict: How good it is here, one of :data:`kapedu.cases.case.VERDICTS`.
        reply: What the patient answers.
        shows: What the patient shows, or empty.
        effects: What is added to the numbers, by name.
        ground: Why.
        leads_to: The next turn, or the ending.
    """

    id: str
    text: str
    verdict: str
    reply: str
    shows: str
    effects: Mapping[str, float]
    ground: Ground
    leads_to: str


@dataclass(frozen=True)
class Turn:
    """What the patient says and shows, and what one can say to it."""

    id: str
    shows: str
    says: str
    wordings: tuple[Wording, ...]

    @property
    def best(self) -> Wording:
        """The first wording that is best."""
        return next(one for one in self.wordings if one.verdict == "best")


@dataclass(frozen=True)
class Ending:
    """How a talk ends: ``good``, ``mixed`` or ``bad``, and in words."""

    id: str
    kind: str
    text: str


@dataclass(frozen=True)
class Dialogue:
    """A drill.

    Attributes:
        id: The name of its file.
        title: Its heading.
        phase: Phase of the session.
        name: First name of the patient.
        brief: Who that is and where you are.
        aim: What the talk is for.
        start: The numbers that this drill moves, by name of the state.
        first: The turn that opens.
        turns: By id.
        endings: By id.
        lessons: What to take away.
        reviewed: When the text was last reviewed.
    """

    id: str
    title: str
    phase: str
    name: str
    brief: tuple[str, ...]
    aim: str
    start: Mapping[str, float]
    first: str
    turns: Mapping[str, Turn]
    endings: Mapping[str, Ending]
    lessons: tuple[Lesson, ...]
    reviewed: str


@dataclass(frozen=True)
class Talk:
    """A drill at one moment.

    Attributes:
        dialogue: The drill.
        turn: The turn that is open; empty once it has ended.
        numbers: Now.
        said: Turn and wording, in order.
        ending: The ending reached, or empty.
    """

    dialogue: Dialogue
    turn: str
    numbers: Mapping[str, float]
    said: tuple[tuple[str, str], ...] = ()
    ending: str = ""


def open_talk(dialogue: Dialogue) -> Talk:
    """The moment before anything is said.

    Examples:
        >>> from kapedu.cases.read_dialogue import dialogue_named
        >>> talk = open_talk(dialogue_named("before-the-first-dose"))
        >>> talk.turn == talk.dialogue.first, talk.said
        (True, ())
    """
    return Talk(dialogue, dialogue.first, dict(dialogue.start))


def wordings(talk: Talk) -> tuple[Wording, ...]:
    """What can be said now, in an order that never depends on how good it is and is the same every time."""
    if talk.ending:
        return ()
    here = talk.dialogue.turns[talk.turn].wordings
    return tuple(sorted(here, key=lambda one: crc32(f"{talk.dialogue.id} {talk.turn} {one.id}".encode())))


def say(talk: Talk, wording: str) -> Talk:
    """What follows when this is said.

    Raises:
        CaseError: It cannot be said now; lists what can.
    """
    chosen = next((one for one in wordings(talk) if one.id == wording), None)
    if chosen is None:
        known = ", ".join(one.id for one in wordings(talk)) or "nothing, for the talk has ended"
        raise CaseError(f"wording {wording!r} cannot be said now; there is {known}")
    numbers = dict(talk.numbers)
    for name, change in chosen.effects.items():
        limits = variables()[name]
        numbers[name] = min(max(numbers[name] + change, limits.low), limits.high)
    ended = chosen.leads_to in talk.dialogue.endings
    return replace(
        talk,
        turn="" if ended else chosen.leads_to,
        numbers=numbers,
        said=(*talk.said, (talk.turn, wording)),
        ending=chosen.leads_to if ended else "",
    )


def replay_talk(dialogue: Dialogue, chosen: Iterable[str]) -> Talk:
    """The talk after these wordings.

    Raises:
        CaseError: One of them could not be said when its turn came.
    """
    talk = open_talk(dialogue)
    for wording in chosen:
        talk = say(talk, wording)
    return talk


def found_wording(dialogue: Dialogue, turn: str, wording: str) -> Wording:
    """A wording by its turn and id."""
    return next(one for one in dialogue.turns[turn].wordings if one.id == wording)


def turns_left(dialogue: Dialogue) -> dict[str, tuple[int, int]]:
    """For each turn, the fewest and the most wordings until an ending, this one counted.

    Raises:
        CaseError: The talk can go round in a circle, or leads nowhere.
    """
    known: dict[str, tuple[int, int]] = dict.fromkeys(dialogue.endings, (0, 0))

    def count(name: str, behind: tuple[str, ...]) -> tuple[int, int]:
        if name in behind:
            raise CaseError(
                f"{dialogue.id}: the turn {name!r} leads back to itself; let every wording lead on"
            )
        if name not in known:
            ways = [count(one.leads_to, (*behind, name)) for one in dialogue.turns[name].wordings]
            known[name] = (1 + min(low for low, _ in ways), 1 + max(high for _, high in ways))
        return known[name]

    for name in dialogue.turns:
        count(name, ())
    return {name: known[name] for name in dialogue.turns}
