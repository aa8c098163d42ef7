"""A free text marked by its own writer, line by line of a rubric."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kapedu.quiz.fields import QuizError
from kapedu.quiz.key import RubricLine

SHARES = {"met": 1.0, "partly": 1 / 2, "missing": 0.0}
"""What a line earns, by how far its writer finds it met."""


@dataclass(frozen=True)
class SelfMark:
    """What a writer gave the own text.

    Attributes:
        points: Earned.
        possible: That a full text earns.
        open: Lines still to be marked, by place in the rubric.
        weak: Lines not fully met, by place in the rubric.
    """

    points: float
    possible: float
    open: tuple[int, ...]
    weak: tuple[int, ...]


def self_mark(rubric: Sequence[RubricLine], found: Mapping[int, str | None]) -> SelfMark:
    """Add up what a writer found.

    Args:
        rubric: The lines of the key.
        found: ``met``, ``partly`` or ``missing`` by place in the rubric; None or no entry is still open.

    Raises:
        QuizError: A place outside the rubric, or another word; names both.

    Examples:
        >>> lines = [RubricLine(2, "says how sure"), RubricLine(1, "no jargon")]
        >>> self_mark(lines, {0: "partly"}).points, self_mark(lines, {0: "partly"}).open
        (1.0, (1,))
    """
    for place, word in found.items():
        if place not in range(len(rubric)):
            raise QuizError(f"rubric, line {place}: there is none; the lines are 0 to {len(rubric) - 1}")
        if word is not None and word not in SHARES:
            raise QuizError(f"rubric, line {place}: {word!r} is not one of {', '.join(SHARES)}")
    marked = {place: word for place, word in found.items() if word is not None}
    return SelfMark(
        points=sum(rubric[place].points * SHARES[word] for place, word in marked.items()),
        possible=sum(line.points for line in rubric),
        open=tuple(place for place in range(len(rubric)) if place not in marked),
        weak=tuple(sorted(place for place, word in marked.items() if word != "met")),
    )
