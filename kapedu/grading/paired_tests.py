"""The same trainees in two tests."""

import numpy as np

from kapedu.grading.item_statistics import Gain, gain
from kapedu.grading.ledger import Ledger


def paired_gain(ledger: Ledger, before: str, after: str) -> Gain:
    """What changed from one test to the other in those who took both.

    Args:
        ledger: Where the marks are.
        before: Name of the first test.
        after: Name of the second.

    Raises:
        ValueError: Fewer than three took both.
    """
    shares = [
        {
            student: entry["score"] / entry["max_score"]
            for (_, student), entry in ledger.latest(name).items()
            if entry["max_score"]
        }
        for name in (before, after)
    ]
    both = sorted(set(shares[0]) & set(shares[1]))
    return gain(np.array([shares[0][who] for who in both]), np.array([shares[1][who] for who in both]))
