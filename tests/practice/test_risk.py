"""Shares, differences and numbers needed, against published worked examples."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kapedu.practice.risk import (
    RiskError,
    absolute_risks,
    contrast,
    harm_names,
    harms,
    share,
    share_with_dropouts,
)


@pytest.mark.parametrize(
    ("events", "people", "low", "high"),
    [  # Newcombe 1998, Stat Med 17:857, table I, method 3 (Wilson without continuity correction)
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0000, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_a_share_has_the_published_wilson_interval(events, people, low, high):
    found = share(events, people)
    assert (found.low, found.high) == pytest.approx((low, high), abs=5e-5)


@pytest.mark.parametrize(
    ("arms", "low", "high"),
    [  # Newcombe 1998, Stat Med 17:873, table II, method 10
        ((56, 70, 48, 80), 0.0524, 0.3339),
        ((9, 10, 3, 10), 0.1705, 0.8090),
        ((10, 10, 0, 20), 0.6791, 1.0000),
        ((5, 56, 0, 29), -0.0381, 0.1926),
    ],
)
def test_a_difference_has_the_published_interval(arms, low, high):
    found = contrast(*arms)
    assert (found.low, found.high) == pytest.approx((low, high), abs=5e-5)


def test_the_number_needed_is_the_reciprocal_of_the_difference_and_of_its_ends():
    found = contrast(56, 70, 48, 80)
    needed = found.number_needed
    assert needed.people == pytest.approx(5)
    assert (needed.fewest, needed.most) == pytest.approx((1 / found.high, 1 / found.low))
    assert needed.is_harm
    assert not needed.may_be_none


def test_an_interval_that_holds_no_difference_gives_no_interval_of_the_number():
    needed = contrast(23, 227, 17, 225).number_needed
    assert needed.may_be_none
    assert needed.fewest is None
    assert needed.most is None
    assert "not sure" in needed.sentence("anxiety")


def test_fewer_events_with_the_treatment_are_no_harm_and_equal_shares_have_no_number():
    fewer = contrast(5, 100, 40, 100).number_needed
    assert not fewer.is_harm
    assert "fewer person" in fewer.sentence("relapse")
    assert contrast(10, 50, 20, 100).number_needed.people is None


@settings(deadline=None)
@given(st.integers(1, 500).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_an_interval_holds_its_share_and_stays_between_none_and_all(pair):
    found = share(*pair)
    assert 0 <= found.low <= found.value + 1e-12
    assert found.value - 1e-12 <= found.high <= 1


@pytest.mark.parametrize(
    ("events", "people", "told"),
    [(3, 2, "events 3 of 2"), (-1, 2, "events -1"), (1, 0, "people 0"), (1.5, 3, "1.5"), (True, 3, "True")],
)
def test_counts_that_cannot_be_are_refused_with_the_number(events, people, told):
    with pytest.raises(RiskError, match=told):
        share(events, people)


def test_every_harm_on_file_is_counted_in_two_arms_with_a_source():
    for name in harm_names():
        found = harms(name)
        assert len(found) >= 2, name
        for one in found:
            assert one.counts.source
            assert one.contrast.treated.people > 50


def test_the_trials_disagree_about_dissociation_and_about_whether_headache_is_a_harm():
    people = [one.contrast.number_needed.people for one in harms("dissociation")]
    assert max(people) > 2 * min(people)
    assert {one.contrast.number_needed.may_be_none for one in harms("headache")} == {True, False}


def test_an_unknown_harm_is_answered_with_those_on_file():
    with pytest.raises(RiskError, match="dissociation, dizziness"):
        harms("boredom")


def test_every_absolute_risk_is_a_share_with_its_source():
    for key, risk in absolute_risks().items():
        assert 0 <= risk.low <= risk.high <= 1, key
        assert risk.quantity.source
        assert risk.title


def test_those_who_stopped_count_as_many_times_as_they_are():
    assert share_with_dropouts(0.1, 1, 0.9) == pytest.approx(0.1)
    assert share_with_dropouts(0.0, 4, 1.0) == pytest.approx(0.75)
    assert share_with_dropouts(0.2, 3, 0.2) == pytest.approx(0.2)


@pytest.mark.parametrize("given_", [(1.1, 1, 0), (0.1, 0.5, 0), (0.1, 1, -0.1)])
def test_shares_and_numbers_that_cannot_be_are_refused(given_):
    with pytest.raises(RiskError, match="give"):
        share_with_dropouts(*given_)
