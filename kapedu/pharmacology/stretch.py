"""A grid of times, cut where the inflow changes: between two changes every trace is one sum of exponentials."""

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from kapedu.pharmacology.exponentials import FloatArray
from kapedu.pharmacology.inflow import Inflow, change_times

_GRID_TOLERANCE = 1e-15
"""How far a point of an even grid may be off, relative to the last one: rounding, no more."""


class Stretch(NamedTuple):
    """The times between one change of the inflow and the next.

    Attributes:
        begin_min: When the inflow changed.
        place: Where its times stand in the whole grid.
        elapsed_min: Minutes since the change, ascending, shape ``(times of this stretch,)``; may be none.
        even: Whether they are evenly spaced.
    """

    begin_min: float
    place: slice
    elapsed_min: FloatArray
    even: bool


def stretches_of(inflows: Sequence[Inflow], time_min: FloatArray) -> list[Stretch]:
    """The stretches of a grid of ascending times, shape ``(times,)``, one for each change of the inflows."""
    changes = change_times(inflows)
    places = [*time_min.searchsorted(changes).tolist(), len(time_min)]
    even = is_even(time_min)
    found = []
    for begin, (start, end) in zip(changes, pairwise(places), strict=True):
        elapsed = time_min[start:end] - begin
        found.append(Stretch(begin, slice(start, end), elapsed, even or is_even(elapsed)))
    return found


def is_even(times: FloatArray) -> bool:
    """Whether the times are evenly spaced, but for rounding."""
    if len(times) <= 2:
        return False
    away = np.arange(len(times), dtype=float)  # in place: np.linspace costs a third of a whole simulation
    away *= (times[-1] - times[0]) / (len(times) - 1)
    away += times[0]
    away -= times
    return bool(max(away.max(), -away.min()) <= _GRID_TOLERANCE * times[-1])
