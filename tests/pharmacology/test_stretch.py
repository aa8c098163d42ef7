"""A grid of times, cut where the inflow changes."""

import numpy as np
import pytest

from kapedu.pharmacology.inflow import Inflow, Stage
from kapedu.pharmacology.stretch import is_even, stretches_of

ONE = np.ones(1)


@pytest.mark.parametrize(
    ("times", "even"),
    [
        (np.arange(0, 1441.0), True),
        (np.linspace(0, 240, 121), True),
        (np.arange(0, 2401) * 0.1, True),
        (np.geomspace(1, 240, 50), False),
        (np.array([0.0, 1, 2, 3.0001, 4]), False),
        (np.array([0.0, 1]), False),
        (np.zeros(5), True),
    ],
)
def test_only_even_grids_take_the_short_cut(times, even):
    assert is_even(times) is even


def test_every_time_after_the_first_dose_lies_in_one_stretch():
    inflows = [Inflow(Stage("iv"), ONE, 10.0, 5.0), Inflow(Stage("im"), ONE, 12.5)]
    times = np.arange(0, 31.0)
    found = stretches_of(inflows, times)
    assert [stretch.begin_min for stretch in found] == [10, 12.5, 15]
    assert [stretch.elapsed_min[0] for stretch in found] == [0, 0.5, 0]
    covered = np.concatenate([times[stretch.place] for stretch in found])
    np.testing.assert_array_equal(covered, times[10:])


def test_a_change_between_two_times_leaves_an_empty_stretch():
    inflows = [Inflow(Stage("iv"), ONE, 0.0), Inflow(Stage("im"), ONE, 0.25)]
    assert [len(stretch.elapsed_min) for stretch in stretches_of(inflows, np.arange(0, 3.0))] == [1, 2]


def test_an_even_part_of_an_uneven_grid_is_even():
    times = np.array([0.0, 1, 2, 3, 10, 20, 30, 40])
    found = stretches_of([Inflow(Stage("iv"), ONE, 0.0), Inflow(Stage("im"), ONE, 5.0)], times)
    assert [stretch.even for stretch in found] == [True, True]
    assert not stretches_of([Inflow(Stage("iv"), ONE, 0.0)], times)[0].even
