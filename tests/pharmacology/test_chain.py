"""Metabolites: the two closed forms against each other, and identities of every linear system."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.linalg import expm

from kapedu.pharmacology.chain import Chain, Link, respond_chain, respond_term_by_term
from kapedu.pharmacology.disposition import Disposition
from kapedu.pharmacology.inflow import Inflow, Stage

TIMES = np.concatenate([np.linspace(0, 60, 61), np.linspace(65, 1440, 80)])
FORMED, CLEARED = 1.2, 1.0

stages = st.sampled_from([Stage("straight"), Stage("fast", 0, 0.09), Stage("into the third", 2, 0.03)])
events = st.builds(
    lambda stage, amount, start, duration: Inflow(stage, np.array([amount]), start, duration),
    stages,
    st.floats(0.1, 100),
    st.integers(0, 1200).map(lambda quarter: quarter / 4),
    st.one_of(st.just(0.0), st.integers(1, 800).map(lambda quarter: quarter / 4)),
)


def parent():
    return Disposition.solve(
        np.array([[25.0, 56.0, 157.0]]), np.array([[2.7, 1.3]]), np.array([[1.4, 0.0, 0.0]])
    )


def metabolite(clearance=CLEARED):
    return Disposition.solve(np.array([[11.6, 221.0]]), np.array([[2.63]]), np.array([[clearance, 0.0]]))


def chain(first_transit=0.1, second_transit=1.8):
    links = [Link("first", np.array([FORMED]), metabolite(), first_transit)]
    if second_transit is not None:
        links.append(Link("second", np.array([0.7]), metabolite(0.93), second_transit))
    return Chain(0, tuple(links))


PLAIN = chain(None, None)


@settings(deadline=None, max_examples=60)
@given(st.lists(events, min_size=1, max_size=4), st.sampled_from([chain(), PLAIN, chain(0.1, None)]))
def test_both_closed_forms_agree(inflows, links):
    found = respond_chain(parent(), links, inflows, TIMES)
    careful = respond_term_by_term(parent(), links, inflows, TIMES)
    for one, other in zip(found, careful, strict=True):
        np.testing.assert_allclose(one, other, rtol=1e-8, atol=1e-9 * other.max())


@settings(deadline=None, max_examples=40)
@given(st.lists(events, min_size=2, max_size=4), st.randoms(use_true_random=False))
def test_doses_add_up_in_any_order(inflows, random):
    together = respond_chain(parent(), chain(), random.sample(inflows, len(inflows)), TIMES)
    apart = sum(respond_chain(parent(), chain(), [inflow], TIMES) for inflow in inflows)
    for one, other in zip(together, apart, strict=True):
        np.testing.assert_allclose(one, other, rtol=1e-7, atol=1e-9 * other.max())


@settings(deadline=None, max_examples=40)
@given(events, st.floats(0.5, 3), st.integers(1, 200))
def test_the_response_is_proportional_to_the_dose_and_moves_with_it(inflow, factor, delay):
    now = respond_chain(parent(), chain(), [inflow], TIMES)
    later = Inflow(inflow.stage, factor * inflow.amount_mg, inflow.start_min + delay, inflow.duration_min)
    shifted = respond_chain(parent(), chain(), [later], TIMES + delay)
    for one, other in zip(shifted, factor * now, strict=True):
        np.testing.assert_allclose(one, other, rtol=1e-7, atol=1e-9 * other.max())


@settings(deadline=None, max_examples=40)
@given(st.lists(events, min_size=1, max_size=4))
def test_levels_are_finite_never_negative_and_zero_before_the_first_dose(inflows):
    found = respond_chain(parent(), chain(), inflows, TIMES)
    assert np.isfinite(found).all()
    assert (found >= 0).all()
    assert not found[:, :, min(inflow.start_min for inflow in inflows) > TIMES].any()


@pytest.mark.parametrize("links", [chain(), PLAIN])
def test_what_is_formed_is_what_is_cleared(links):
    """Mass balance: exposure times clearance of each metabolite is the share of the dose that became it."""
    nodes, weights = np.polynomial.legendre.leggauss(40)
    edges = [0, 10, 40, 100, 300, 1000, 3000, 10000, 40000]
    area = np.zeros(len(links.links))
    for low, high in pairwise(edges):
        times = (high + low) / 2 + (high - low) / 2 * nodes
        area += respond_chain(
            parent(), links, [Inflow(Stage("straight"), np.array([35.0]), 0.0, 10.0)], times
        )[:, 0] @ (weights * (high - low) / 2)
    first = 35 * FORMED / 1.4 / CLEARED
    np.testing.assert_allclose(area[0], first, rtol=1e-8)
    if len(area) > 1:
        np.testing.assert_allclose(area[1], first * 0.7 / 0.93, rtol=1e-8)


def by_matrix(rates, amount, duration, times):
    """The same system as a matrix: depot, three parent compartments, transits and metabolites; mg/L."""
    depot, first, second = rates
    m = np.zeros((13, 13))

    def move(rate, source, target=None, gain=1.0):
        m[source, source] -= rate
        if target is not None:
            m[target, source] += gain * rate

    move(depot, 0, 1)
    move(1.4 / 25, 1)
    for place, flow, volume in ((2, 2.7, 56.0), (3, 1.3, 157.0)):
        move(flow / 25, 1, place)
        move(flow / volume, place, 1)
    m[4, 1] += FORMED / 25
    for transit, rate, own, clearance in ((4, first, 6, CLEARED), (8, second, 10, 0.93)):
        move(rate, transit, transit + 1)
        move(rate, transit + 1, own)
        move(clearance / 11.6, own)
        move(2.63 / 11.6, own, own + 1)
        move(2.63 / 221, own + 1, own)
    m[8, 6] += 0.7 / 11.6
    m[0, 12] = amount / duration
    still = m.copy()
    still[0, 12] = 0.0
    start = np.eye(13)[12]
    end = expm(m * duration) @ start
    states = [
        expm(m * time) @ start if time <= duration else expm(still * (time - duration)) @ end
        for time in times
    ]
    return np.array(states)[:, [6, 10]].T / 11.6


@pytest.mark.parametrize("offset", [0.0, 1e-13, 1e-10, 1e-7, 1e-5, 1e-3])
@pytest.mark.parametrize("which", [0, 1, 2])
def test_rates_that_nearly_coincide_cost_no_digits(offset, which):
    """Both transit rates and the depot beside a rate of the parent: where plain partial fractions fail."""
    rate = float(parent().rates_per_min[0, which])
    depot, first, second = rate * (1 - offset), rate * (1 + offset), rate * (1 + 2 * offset)
    inflows = [Inflow(Stage("depot", 0, depot), np.array([35.0]), 0.0, 20.0)]
    found = respond_chain(parent(), chain(first, second), inflows, TIMES)
    expected = by_matrix((depot, first, second), 35.0, 20.0, TIMES)
    for one, other in zip(found[:, 0], expected, strict=True):
        np.testing.assert_allclose(one, other, rtol=1e-7, atol=1e-10 * other.max())


def test_patients_together_give_what_each_gives_alone():
    clearances = np.array([[1.0], [1.4], [2.0]]) * np.array([1.0, 0.0, 0.0])
    people = Disposition.solve(np.tile([25.0, 56.0, 157.0], (3, 1)), np.tile([2.7, 1.3], (3, 1)), clearances)
    own = Disposition.solve(
        np.tile([11.6, 221.0], (3, 1)), np.full((3, 1), 2.63), np.tile([1.0, 0.0], (3, 1))
    )
    links = Chain(0, (Link("first", np.array([1.0, 1.4, 2.0]), own, 0.1),))
    factor = np.array([0.5, 1.0, 1.5])
    inflow = Inflow(Stage("depot", 0, 0.05, factor), np.array([10.0, 20.0, 30.0]), 5.0)
    together = respond_chain(people, links, [inflow], TIMES)
    for row in range(3):
        some = np.array([row])
        alone = respond_chain(
            people.select(some), Chain(0, (links.links[0].select(some),)), [inflow.select(some)], TIMES
        )
        np.testing.assert_allclose(together[:, row], alone[:, 0], rtol=1e-9, atol=1e-15)


@pytest.mark.parametrize("points", [2, 3, 50, 241, 1441])
@pytest.mark.parametrize("links", [chain(), PLAIN])
def test_an_even_grid_gives_what_uneven_times_give(points, links):
    even = np.linspace(0, 1440, points)
    uneven = np.sort(np.concatenate([even, np.array([0.3, 7.77, 33.1, 901.2])]))
    inflows = [
        Inflow(Stage("depot", 0, 0.05), np.array([35.0]), 12.0, 30.0),
        Inflow(Stage("straight"), np.array([10.0]), 200.0),
    ]
    found = respond_chain(parent(), links, inflows, even)
    expected = respond_chain(parent(), links, inflows, uneven)[:, :, np.searchsorted(uneven, even)]
    for one, other in zip(found, expected, strict=True):
        np.testing.assert_allclose(one, other, rtol=1e-9, atol=1e-12 * other.max())
