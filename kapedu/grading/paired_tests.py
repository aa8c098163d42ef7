"""The same trainees in two tests."""

from typing import Any

import numpy as np

from kapedu.grading.item_statistics import Gain, gain
from kapedu.grading.ledger import Ledger
from kapedu.quiz import Kind


def paired_gain(ledger: Ledger, before: str, after: str) -> Gain:
    """What changed from one test to the other in those who took both, in the items that marking scores by itself.

    A free text is left out: the ledger has no mark for it until a person has read it, and what was not read yet would
    count as a zero. So is an item without points.

    Args:
        ledger: Where the marks are.
        before: Name of the first test.
        after: Name of the second.

    Raises:
        ValueError: Fewer than three took both.
    """
    shares = [
        {
            student: share
            for (_, student), entry in ledger.latest(name).items()
            if (share := _share(entry)) is not None
        }
        for name in (before, after)
    ]
    both = sorted(set(shares[0]) & set(shares[1]))
    return gain(np.array([shares[0][who] for who in both]), np.array([shares[1][who] for who in both]))


def _share(entry: dict[str, Any]) -> float | None:
    marked = [one for one in entry["items"] if one["fraction"] is not None and one["kind"] != Kind.FREE_TEXT]
    possible = sum(one["points"] for one in marked)
    return sum(one["fraction"] * one["points"] for one in marked) / possible if possible else None
