"""Certainty of evidence for one outcome, by GRADE.

Randomised trials start high, observational studies low. Five reasons take certainty down by one or
two levels, three raise it; every step needs its reason in words.

Source:
    GRADE as tabulated by ``gradetable`` (status: secondary); how far a large effect raises observational
    evidence (one level from two-fold, two from five-fold) from ``guyatt2011`` (status: primary).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum, StrEnum
from typing import Literal

from kapedu.evidence.errors import EvidenceError


class Certainty(IntEnum):
    """The four levels, from the lowest."""

    VERY_LOW = 0
    LOW = 1
    MODERATE = 2
    HIGH = 3

    @property
    def label(self) -> str:
        """The level in words."""
        return self.name.replace("_", " ").lower()

    @property
    def meaning(self) -> str:
        """One plain sentence for readers."""
        return _MEANINGS[self]


_MEANINGS = {
    Certainty.HIGH: "We are confident that the true effect is close to the estimate.",
    Certainty.MODERATE: "The true effect is probably close to the estimate, but it may be quite different.",
    Certainty.LOW: "The true effect may be quite different from the estimate.",
    Certainty.VERY_LOW: "We have very little confidence in the estimate.",
}


class Down(StrEnum):
    """Reasons to rate down."""

    RISK_OF_BIAS = "risk of bias"
    INCONSISTENCY = "inconsistency"
    INDIRECTNESS = "indirectness"
    IMPRECISION = "imprecision"
    PUBLICATION_BIAS = "publication bias"


class Up(StrEnum):
    """Reasons to rate up."""

    LARGE_EFFECT = "large effect"
    DOSE_RESPONSE = "dose-response"
    CONFOUNDING = "plausible confounding would work the other way"


_MOST_LEVELS = {Up.LARGE_EFFECT: 2, Up.DOSE_RESPONSE: 1, Up.CONFOUNDING: 1}
Start = Literal["randomised", "observational"]


@dataclass(frozen=True, slots=True)
class Step:
    """One step down or up, with its reason."""

    domain: Down | Up
    levels: int
    reason: str

    def __post_init__(self) -> None:
        most = _MOST_LEVELS[self.domain] if isinstance(self.domain, Up) else 2
        if not 1 <= self.levels <= most:
            allowed = "1" if most == 1 else f"1 to {most}"
            raise EvidenceError(f"{self.domain}: {self.levels} levels; allowed is {allowed}")
        if not self.reason.strip():
            raise EvidenceError(f"{self.domain}: give the reason in words")


@dataclass(frozen=True, slots=True)
class Grade:
    """Certainty for one outcome, with the way to it."""

    outcome: str
    start: Certainty
    steps: tuple[Step, ...]
    overall: Certainty

    def explanation(self) -> str:
        """The rating in sentences."""
        lines = [f"{self.outcome}: starts {self.start.label}."]
        for step in self.steps:
            way = "Up" if isinstance(step.domain, Up) else "Down"
            count = "one level" if step.levels == 1 else "two levels"
            lines.append(f"{way} {count} for {step.domain}: {step.reason.rstrip('.')}.")
        return " ".join([*lines, f"Certainty: {self.overall.label}. {self.overall.meaning}"])


def grade(outcome: str, start: Start, steps: Sequence[Step] = ()) -> Grade:
    """Rate the certainty for one outcome.

    Args:
        outcome: What was measured, and when.
        start: ``randomised`` (high) or ``observational`` (low).
        steps: Down and up, each domain at most once.

    Raises:
        EvidenceError: An unknown start, a domain twice, or a step up where it is not allowed:
            only observational evidence that was not rated down can be rated up.

    >>> reasons = [Step(Down.RISK_OF_BIAS, 1, "patients could tell"), Step(Down.IMPRECISION, 2, "75 people")]
    >>> grade("remission at 24 h", "randomised", reasons).overall.label
    'very low'
    """
    if start not in ("randomised", "observational"):
        raise EvidenceError(f"start {start!r} is not one of randomised, observational")
    domains = [step.domain for step in steps]
    twice = next((domain for domain in domains if domains.count(domain) > 1), None)
    if twice:
        raise EvidenceError(f"{outcome}: {twice} is rated twice")
    downs = sum(step.levels for step in steps if isinstance(step.domain, Down))
    ups = sum(step.levels for step in steps if isinstance(step.domain, Up))
    if ups and (start == "randomised" or downs):
        why = "it was already rated down" if downs else "randomised evidence starts high"
        raise EvidenceError(f"{outcome}: not to be rated up, because {why}")
    first = Certainty.HIGH if start == "randomised" else Certainty.LOW
    level = min(max(first - downs + ups, Certainty.VERY_LOW), Certainty.HIGH)
    return Grade(outcome, first, tuple(steps), Certainty(level))
