"""Figures that this room agrees on, from ``kapedu/knowledge/data/appraisal.json``."""

from kapedu.evidence.errors import EvidenceError
from kapedu.knowledge import fact


def convention(name: str) -> float:
    """One figure of the group ``conventions``.

    >>> convention("confidence_level")
    0.95
    """
    return float(fact(f"appraisal.conventions.{name}"))


def level_or_default(level: float | None) -> float:
    """A confidence level between 0 and 1.

    Raises:
        EvidenceError: Outside; 95 instead of 0.95 is the usual slip.
    """
    if level is None:
        return convention("confidence_level")
    if not 0 < level < 1:
        raise EvidenceError(f"confidence level {level!r}: give a share between 0 and 1, such as 0.95")
    return float(level)


def is_few(count: int) -> bool:
    """Whether this many trials are too few for a test of small-study effects."""
    return count < convention("few_trials")
