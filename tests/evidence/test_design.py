import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kapedu.evidence.design import (
    power_of_means,
    rule_of_thumb,
    sample_size_means,
    sample_size_shares,
    with_drop_out,
)
from kapedu.evidence.errors import EvidenceError


@settings(deadline=None, max_examples=40)
@given(difference=st.floats(2, 30), sd=st.floats(5, 20), power=st.floats(0.5, 0.95))
def test_the_size_is_the_smallest_that_reaches_the_power(difference, sd, power):
    size = sample_size_means(difference, sd, power=power, drop_out=0)
    assert size.power >= power
    assert size.analysed == 2 or power_of_means(size.analysed - 1, difference, sd) < power
    assert size.randomised == size.analysed


@given(n=st.integers(2, 1000), lost=st.floats(0, 0.9))
def test_enough_people_are_left_after_drop_out(n, lost):
    assert with_drop_out(n, lost) * (1 - lost) >= n - 1e-6
    assert (with_drop_out(n, lost) - 1) * (1 - lost) < n


def test_the_size_does_not_care_which_way_the_difference_goes():
    assert sample_size_means(-5, 10).analysed == sample_size_means(5, 10).analysed
    assert sample_size_shares(0.2, 0.5).analysed == sample_size_shares(0.5, 0.2).analysed
    assert sample_size_means(5, 10).total == 2 * 80


@pytest.mark.parametrize(
    ("make", "told"),
    [
        (lambda: sample_size_means(0, 10), "difference 0"),
        (lambda: sample_size_means(5, 0), "sd 0"),
        (lambda: sample_size_means(5, 10, power=80), "power 80: give a share"),
        (lambda: sample_size_means(5, 10, alpha=0), "alpha 0"),
        (lambda: sample_size_means(5, 10, drop_out=1), "drop_out 1"),
        (lambda: sample_size_shares(0.2, 0.2), "both 0.2"),
        (lambda: sample_size_shares(20, 0.2), "risk_1 20"),
        (lambda: rule_of_thumb(1e-6, 10), "more than 1000000 people"),
        (lambda: power_of_means(1, 5, 10), "n_per_arm 1"),
    ],
)
def test_an_impossible_plan_is_refused(make, told):
    with pytest.raises(EvidenceError, match=told):
        make()
