"""The two closed forms against each other and against identities that hold for every linear model."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kapedu.pharmacology.disposition import Disposition
from kapedu.pharmacology.inflow import Inflow, Stage
from kapedu.pharmacology.spectrum import Spectrum
from kapedu.pharmacology.stepwise import respond_stepwise
from kapedu.pharmacology.stretch import stretches_of
from kapedu.pharmacology.superposition import respond

LINKS = (0.07, 0.0835)
TIMES = np.concatenate([np.linspace(0, 30, 61), np.linspace(32, 1440, 100)])

stages = st.sampled_from(
    [Stage("straight"), Stage("fast", 0, 0.09), Stage("slow", 0, 0.02), Stage("through the third", 2, 0.03)]
)
events = st.builds(
    lambda stage, amount, start, duration: Inflow(stage, np.array([amount]), start, duration),
    stages,
    st.floats(0.1, 100),
    st.integers(0, 1200).map(lambda quarter: quarter / 4),
    st.one_of(st.just(0.0), st.integers(1, 800).map(lambda quarter: quarter / 4)),
)


def typical(clearance=1.4):
    return Disposition.solve(
        np.array([[25.0, 56.0, 157.0]]), np.array([[2.7, 1.3]]), np.array([[clearance, 0.0, 0.0]])
    )


@settings(deadline=None)
@given(st.lists(events, min_size=1, max_size=5))
def test_both_closed_forms_agree(inflows):
    spectrum = Spectrum(typical(), list({inflow.stage for inflow in inflows}), LINKS)
    fast = np.zeros((3, 1, len(TIMES)))
    spectrum.fill(fast, slice(0, 1), inflows, stretches_of(inflows, TIMES))
    careful = respond_stepwise(typical(), inflows, LINKS, TIMES)
    np.testing.assert_allclose(fast, careful, rtol=1e-9, atol=1e-12 * careful.max())


@settings(deadline=None)
@given(st.lists(events, min_size=2, max_size=5))
def test_the_response_to_all_doses_is_the_sum_of_the_responses_to_each(inflows):
    together = respond(typical(), inflows, LINKS, TIMES)
    apart = sum(respond(typical(), [inflow], LINKS, TIMES) for inflow in inflows)
    np.testing.assert_allclose(together, apart, rtol=1e-9, atol=1e-12 * apart.max())


@settings(deadline=None)
@given(st.lists(events, min_size=2, max_size=5), st.randoms(use_true_random=False))
def test_the_order_of_the_doses_does_not_matter(inflows, random):
    shuffled = random.sample(inflows, len(inflows))
    one, other = respond(typical(), inflows, LINKS, TIMES), respond(typical(), shuffled, LINKS, TIMES)
    np.testing.assert_allclose(one, other, rtol=1e-9, atol=1e-12 * one.max())


@settings(deadline=None)
@given(events, st.floats(0.5, 3))
def test_the_response_is_proportional_to_the_dose(inflow, factor):
    more = Inflow(inflow.stage, factor * inflow.amount_mg, inflow.start_min, inflow.duration_min)
    expected = factor * respond(typical(), [inflow], LINKS, TIMES)
    np.testing.assert_allclose(
        respond(typical(), [more], LINKS, TIMES), expected, rtol=1e-9, atol=1e-12 * expected.max()
    )


@settings(deadline=None)
@given(events, st.integers(1, 200))
def test_a_later_dose_gives_the_same_curve_later(inflow, delay):
    later = Inflow(inflow.stage, inflow.amount_mg, inflow.start_min + delay, inflow.duration_min)
    now = respond(typical(), [inflow], LINKS, TIMES)
    shifted = respond(typical(), [later], LINKS, TIMES + delay)
    np.testing.assert_allclose(shifted, now, rtol=1e-8, atol=1e-11 * now.max())


@settings(deadline=None)
@given(st.lists(events, min_size=1, max_size=5))
def test_concentrations_are_never_negative_and_zero_before_the_first_dose(inflows):
    result = respond(typical(), inflows, LINKS, TIMES)
    assert np.isfinite(result).all()
    assert (result >= 0).all()
    assert not result[:, :, min(inflow.start_min for inflow in inflows) > TIMES].any()
    assert (respond_stepwise(typical(), inflows, LINKS, TIMES) >= -1e-18).all()


@settings(deadline=None)
@given(events)
def test_exposure_is_dose_over_clearance_at_every_site(inflow):
    """The area by Gauss-Legendre quadrature of the curve itself, plus the exponential tail."""
    result_at = lambda times: respond(typical(), [inflow], LINKS, times)  # noqa: E731
    ends = sorted({0.0, inflow.start_min, inflow.start_min + inflow.duration_min})
    edges = [*ends, *(ends[-1] + np.array([1, 3, 10, 30, 100, 300, 1000, 3000, 10000.0]))]
    nodes, weights = np.polynomial.legendre.leggauss(30)
    area = np.zeros(3)
    for low, high in pairwise(edges):
        if high > low:
            times = (high + low) / 2 + (high - low) / 2 * nodes
            area += (result_at(times)[:, 0, :] * weights).sum(axis=1) * (high - low) / 2
    np.testing.assert_allclose(area, inflow.amount_mg[0] / 1.4, rtol=1e-6)


def test_mass_balance_what_was_given_is_in_the_body_or_was_cleared():
    """A peripheral compartment follows the central one as a link with rate Q / V, so the body can be weighed."""
    inflows = [
        Inflow(Stage("straight"), np.array([35.0]), 0.0, 40.0),
        Inflow(Stage("depot", 0, 0.08), np.array([50.0]), 60.0),
    ]
    volumes, links = np.array([25.0, 56.0, 157.0]), (2.7 / 56, 1.3 / 157)
    nodes, weights = np.polynomial.legendre.leggauss(20)
    edges = np.array([0, 5, 20, 40, 50, 60, 65, 80, 120, 240, 480, 960.0])
    cleared = 0.0
    for low, high in pairwise(edges):
        times = (high + low) / 2 + (high - low) / 2 * nodes
        cleared += 1.4 * float(respond(typical(), inflows, links, times)[0, 0] @ weights) * (high - low) / 2
        in_body = float(volumes @ respond(typical(), inflows, links, np.array([high]))[:, 0, 0])
        given = 35 * min(high / 40, 1) + (50 * -np.expm1(-0.08 * (high - 60)) if high > 60 else 0.0)
        assert in_body + cleared == pytest.approx(given, rel=1e-9)


def test_a_long_infusion_reaches_rate_over_clearance():
    inflow = Inflow(Stage("straight"), np.array([2.0 * 20000]), 0.0, 20000.0)
    result = respond(typical(), [inflow], LINKS, np.array([19999.0]))
    np.testing.assert_allclose(result[:, 0, 0], 2.0 / 1.4, rtol=1e-9)


@pytest.mark.parametrize("offset", [0.0, 1e-13, 1e-10, 1e-7, 1e-5, 1e-4, 1e-3, 1e-2])
def test_rates_near_each_other_are_as_accurate_as_rates_far_apart(offset):
    """Depot, both links and a mode all within `offset`: the case in which plain partial fractions fail."""
    disposition = typical()
    mode = float(disposition.rates_per_min[0, 1])
    inflows = [
        Inflow(Stage("depot", 0, mode * (1 + offset)), np.array([35.0]), 0.0, 20.0),
        Inflow(Stage("straight"), np.array([35.0]), 5.0),
    ]
    links = (mode * (1 - offset), mode * (1 + 2 * offset))
    found = respond(disposition, inflows, links, TIMES)
    careful = respond_stepwise(disposition, inflows, links, TIMES)
    np.testing.assert_allclose(found, careful, rtol=0, atol=1e-9 * careful.max())


def test_the_fast_way_is_left_where_rates_coincide_and_kept_where_they_do_not():
    disposition = typical()
    mode = float(disposition.rates_per_min[0, 1])
    assert Spectrum(disposition, [Stage("straight")], LINKS).amplification[0] < 1e3
    assert not Spectrum(disposition, [Stage("depot", 0, mode)], LINKS).amplification[0] < 1e4
    assert not Spectrum(disposition, [Stage("straight")], (mode * (1 + 1e-9),)).amplification[0] < 1e4


def test_patients_with_and_without_coincident_rates_share_one_call():
    disposition = Disposition.solve(
        np.array([[25.0, 56.0, 157.0]] * 2), np.array([[2.7, 1.3]] * 2), np.array([[1.4, 0, 0], [1.0, 0, 0]])
    )
    mode = float(disposition.rates_per_min[0, 1])
    stage = Stage("depot", 0, mode)
    found = respond(disposition, [Inflow(stage, np.array([35.0, 50.0]), 3.0)], (mode,), TIMES)
    for patient, clearance, amount in ((0, 1.4, 35.0), (1, 1.0, 50.0)):
        alone = respond_stepwise(typical(clearance), [Inflow(stage, np.array([amount]), 3.0)], (mode,), TIMES)
        np.testing.assert_allclose(found[:, patient], alone[:, 0], rtol=1e-9, atol=1e-12)
