"""Spacing doses out: an invented patient, one interval after another, judged by the change of her score."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from kapedu.instruments.change import Change, change
from kapedu.instruments.errors import InstrumentError
from kapedu.instruments.instrument import Instrument, instrument
from kapedu.knowledge import fact, sheet

_GROUP = "spacing"


@dataclass(frozen=True)
class SpacingCase:
    """An invented patient on repeated doses.

    Attributes:
        title: Name and age.
        story: Who she is and how she is measured.
        scale: The scale.
        best: Her best score, points.
        before_next: Her score just before the next dose, by weeks since the last.
    """

    title: str
    story: str
    scale: Instrument
    best: int
    before_next: Mapping[int, int]

    @property
    def longest(self) -> int:
        """The longest interval that holds, weeks."""
        return max(weeks for weeks in self.before_next if step(self, weeks).holds)


@dataclass(frozen=True)
class Step:
    """One interval tried.

    Attributes:
        weeks: Weeks since the last dose.
        total: The score before the next dose.
        change: Compared with her best score.
    """

    weeks: int
    total: int
    change: Change

    @property
    def holds(self) -> bool:
        """Whether the rise is within the error of the scale."""
        return self.change.verdict != "reliably worse"


@cache
def spacing_case() -> SpacingCase:
    """The patient of the exercise.

    >>> spacing_case().longest
    3
    """
    texts = sheet("instruments").descriptions
    scores = fact(f"instruments.{_GROUP}.before_next").value
    assert isinstance(scores, Mapping)
    return SpacingCase(
        str(texts[f"{_GROUP}.title"]),
        str(texts[f"{_GROUP}.story"]),
        instrument(str(texts[f"{_GROUP}.scale"])),
        int(float(fact(f"instruments.{_GROUP}.best"))),
        {int(weeks): int(str(total)) for weeks, total in scores.items()},
    )


def step(case: SpacingCase, weeks: int) -> Step:
    """Try one interval.

    Raises:
        InstrumentError: The exercise knows no such interval; lists those it knows.

    Examples:
        >>> step(spacing_case(), 4).holds
        False
    """
    if weeks not in case.before_next:
        known = ", ".join(str(known) for known in case.before_next)
        raise InstrumentError(f"weeks {weeks!r}: this exercise knows {known}")
    total = case.before_next[weeks]
    return Step(weeks, total, change(case.scale.name, case.best, total))


def comment(before: int, tried: Step) -> str:
    """What the step from one interval to the next teaches.

    Args:
        before: The interval before, weeks.
        tried: The interval now tried.
    """
    leap = tried.weeks - before
    if not tried.holds and leap > 1:
        return (
            "She slips, and you lengthened by more than one step: you cannot say which one was too long. Go back, "
            "and soon."
        )
    if not tried.holds:
        return "She slips: more than the error of the scale. Go back one step, and give the dose now rather than later."
    if leap > 1:
        return "It holds, by luck: had it failed, you could not have said which step was too long."
    if tried.change.better < 0:
        return "A small rise, within the error of the scale. It holds; look again before you lengthen."
    return "It holds. You may lengthen by one step."
