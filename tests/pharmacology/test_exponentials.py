"""Convolutions of exponentials against exact arithmetic with 120 decimal digits."""

from decimal import Decimal, localcontext
from math import factorial

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kapedu.pharmacology.exponentials import convolved_exponentials


def exact(time: float, rates: list[float]) -> float:
    """The series t**(m-1) sum_k (-1)**k h_k(rates) t**k / (m-1+k)! with 120 decimal digits."""
    with localcontext() as context:
        context.prec = 120
        t, lowest = Decimal(time), Decimal(min(rates))
        shifted = [Decimal(rate) - lowest for rate in rates]  # keeps the alternating series short
        polynomials = [Decimal(1)] * len(rates)  # h_k of the first one, two, ... rates
        order = len(rates) - 1
        factor = Decimal(1) / factorial(order)
        total = Decimal(0)
        for k in range(1000):
            term = polynomials[-1] * factor
            total += term
            if k > order and abs(term) < Decimal(10) ** -60:
                break
            row = [shifted[0] * polynomials[0]]
            for j in range(1, len(rates)):
                row.append(row[-1] + shifted[j] * polynomials[j])
            polynomials = row
            factor *= -t / (order + k + 1)
        else:
            raise AssertionError("the exact series did not converge")
        return float(total * t**order * (-lowest * t).exp())


rate = st.one_of(st.just(0.0), st.floats(1e-4, 2.0))
gap = st.one_of(st.just(0.0), st.floats(1e-16, 1e-1), st.floats(0, 1))


@given(time=st.floats(1e-3, 30), first=rate, gaps=st.lists(gap, min_size=1, max_size=3))
def test_convolutions_agree_with_exact_arithmetic_however_close_the_rates(time, first, gaps):
    rates = [first, *(first + g for g in gaps)]
    assert float(convolved_exponentials(np.array(time), *rates)) == pytest.approx(
        exact(time, rates), rel=1e-12
    )


@pytest.mark.parametrize(
    "rates", [[0.3, 0.3], [0.3, 0.3, 0.3], [0.3, 0.3, 0.3, 0.3], [0.0, 0.3, 0.3], [0.0, 0.0, 0.2, 0.2]]
)
@pytest.mark.parametrize("time", [0.01, 1.0, 25.0])
def test_rates_that_coincide_exactly_give_the_limit(rates, time):
    assert float(convolved_exponentials(np.array(time), *rates)) == pytest.approx(
        exact(time, rates), rel=1e-12
    )


@given(st.lists(rate, min_size=1, max_size=4), st.randoms(use_true_random=False))
def test_the_order_of_the_rates_does_not_matter(rates, random):
    time = np.array([0.0, 0.5, 7.0, 100.0])
    shuffled = random.sample(rates, len(rates))
    np.testing.assert_allclose(
        convolved_exponentials(time, *shuffled), convolved_exponentials(time, *rates), rtol=1e-12, atol=0
    )


@example([0.55078125, 0.55078125, 0.548828125, 0.5497146602632592])  # once -1e-316
@given(st.lists(st.floats(1e-4, 2.0), min_size=2, max_size=4))
def test_convolutions_start_at_zero_and_are_never_negative(rates):
    values = convolved_exponentials(np.linspace(0, 2000, 301), *rates)
    assert values[0] == 0
    assert (values >= 0).all()


def test_rates_and_times_broadcast_over_patients_modes_and_links():
    time = np.linspace(0, 50, 7)
    modes = np.array([[0.1, 0.02], [0.3, 0.083]])[:, :, None]
    links = np.array([0.07, 0.083])[:, None, None, None]
    values = convolved_exponentials(time, 0.0, 0.083, modes, links)
    assert values.shape == (2, 2, 2, 7)
    assert values[1, 1, 1, 3] == pytest.approx(exact(time[3], [0.0, 0.083, 0.083, 0.083]), rel=1e-12)
