"""Partial credit: how large a share of its points an answer earns, by kind. The rules are told to the trainee."""

from collections.abc import Mapping, Sequence
from itertools import combinations


def ticks(chosen: Sequence[str], correct: Sequence[str]) -> float:
    """Several answers: right ticks less wrong ones, of the right ones there are.

    Example:
        >>> ticks(["a", "b", "z"], ["a", "b", "c"])
        0.3333333333333333
    """
    right = sum(option in correct for option in chosen)
    return max(0.0, (right - (len(chosen) - right)) / len(correct))


def pairs_in_order(given: Sequence[str], correct: Sequence[str]) -> tuple[int, int]:
    """An order: how many pairs of steps stand as in the key, and how many there are.

    Example:
        >>> pairs_in_order(["a", "c", "b"], ["a", "b", "c"])
        (2, 3)
    """
    place = {option: number for number, option in enumerate(correct)}
    pairs = list(combinations(given, 2))
    return sum(place[first] < place[second] for first, second in pairs), len(pairs)


def order(given: Sequence[str], correct: Sequence[str]) -> float:
    """An order: pairs of steps in the right order less those in the wrong one, of all pairs; at least 0.

    This is Kendall's rank correlation of the two orders, with a floor.

    Example:
        >>> order(["a", "b", "c"], ["a", "b", "c"]), order(["c", "b", "a"], ["a", "b", "c"])
        (1.0, 0.0)
    """
    right, total = pairs_in_order(given, correct)
    return max(0.0, (2 * right - total) / total)


def matches(given: Mapping[str, str], correct: Mapping[str, str]) -> float:
    """Pairs: right ones, of all there are."""
    return sum(given.get(option) == target for option, target in correct.items()) / len(correct)


def ratings(given: Mapping[str, str], correct: Mapping[str, str], scale: Sequence[str]) -> float:
    """Ratings: as in the key a whole share, the neighbour on the same side of the scale's middle half of it.

    Example:
        >>> ratings({"x": "b", "y": "c"}, {"x": "a", "y": "b"}, ["a", "b", "c", "d"])
        0.25
    """
    middle = len(scale) / 2
    earned = 0.0
    for option, right in correct.items():
        if option not in given:
            continue
        at, wanted = scale.index(given[option]), scale.index(right)
        if at == wanted:
            earned += 1
        elif abs(at - wanted) == 1 and (at < middle) == (wanted < middle):
            earned += 1 / 2
    return earned / len(correct)


def panel_share(option: str, panel: Mapping[str, int]) -> float:
    """Script concordance: votes of the panel for this option, of those for the most frequent one.

    Example:
        >>> panel_share("less", {"less": 3, "same": 6})
        0.5
    """
    return panel.get(option, 0) / max(panel.values())
