"""Which move fits how deep somebody is: a table of this course, and how a choice compares with it."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from kapedu.knowledge import KnowledgeError, Quantity, fact, sheet

_GROUP = "session_phases.depth"


class DepthError(ValueError):
    """A depth or move that does not exist; the message says what does."""


@dataclass(frozen=True)
class Depth:
    """How far away somebody is.

    Attributes:
        name: Its key.
        title: In words.
        signs: What one sees and hears.
    """

    name: str
    title: str
    signs: str


@dataclass(frozen=True)
class Move:
    """Something that one can do.

    Attributes:
        name: Its key.
        title: In words.
        by_depth: The verdict at each depth, a key of :func:`verdicts`.
        why: The reason, with source and status.
    """

    name: str
    title: str
    by_depth: Mapping[str, str]
    why: Quantity


@dataclass(frozen=True)
class Comparison:
    """How a choice compares with the table at one depth.

    Attributes:
        right: Moves that were chosen and fit, also those that need an agreement.
        harmful: Moves that were chosen and do not belong there.
        missed: Moves that fit and were not chosen.
    """

    right: tuple[Move, ...]
    harmful: tuple[Move, ...]
    missed: tuple[Move, ...]


def verdicts() -> Mapping[str, str]:
    """How well a move can fit, by key."""
    return _texts("verdicts")


@cache
def depths() -> Mapping[str, Depth]:
    """The depths, deepest first.

    >>> list(depths())
    ['far', 'returning', 'talking']
    """
    texts = _texts("depths")
    names = dict.fromkeys(path.partition(".")[0] for path in texts)
    return MappingProxyType(
        {name: Depth(name, texts[f"{name}.name"], texts[f"{name}.signs"]) for name in names}
    )


@cache
def moves() -> Mapping[str, Move]:
    """The moves, in the order of the table.

    Raises:
        KnowledgeError: A verdict that does not exist; names the entry.
    """
    texts = _texts("moves")
    found = {}
    for name in dict.fromkeys(path.partition(".")[0] for path in texts):
        by_depth = {depth: texts[f"{name}.{depth}"] for depth in depths()}
        unknown = set(by_depth.values()) - verdicts().keys()
        if unknown:
            raise KnowledgeError(
                f"session_phases.json: depth.moves.{name}: {min(unknown)!r} is not one of {', '.join(verdicts())}"
            )
        found[name] = Move(
            name, texts[f"{name}.name"], MappingProxyType(by_depth), fact(f"{_GROUP}.moves.{name}.why")
        )
    return MappingProxyType(found)


def compare(depth: str, chosen: Collection[str]) -> Comparison:
    """Hold a choice of moves beside the table.

    Args:
        depth: Key of a depth.
        chosen: Keys of the moves that were chosen.

    Raises:
        DepthError: A depth or move that does not exist.

    Examples:
        >>> found = compare("far", ["silence", "details"])
        >>> [one.name for one in found.right], [one.name for one in found.harmful]
        (['silence'], ['details'])
    """
    if depth not in depths():
        raise DepthError(f"depth {depth!r}: there is {', '.join(depths())}")
    for name in chosen:
        if name not in moves():
            raise DepthError(f"move {name!r}: there is {', '.join(moves())}")
    every = moves().values()
    return Comparison(
        tuple(one for one in every if one.name in chosen and one.by_depth[depth] != "not"),
        tuple(one for one in every if one.name in chosen and one.by_depth[depth] == "not"),
        tuple(one for one in every if one.name not in chosen and one.by_depth[depth] == "fits"),
    )


def note() -> Quantity:
    """What the table is, with its status."""
    return fact(f"{_GROUP}.note")


def _texts(group: str) -> dict[str, str]:
    start = f"depth.{group}."
    texts = sheet("session_phases").descriptions
    return {path[len(start) :]: str(text) for path, text in texts.items() if path.startswith(start)}
