"""The chance of a high pressure: what age does to the odds, and what nobody has published."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kapedu.pharmacology.cardiovascular import chance_systolic_above
from kapedu.practice.risk import RiskError
from kapedu.practice.risk_pressure import age_odds, pressure_risk


def odds(chance):
    return chance / (1 - chance)


def test_at_the_reference_age_the_middle_is_what_the_cohorts_give():
    plain = chance_systolic_above(150, 180).by_cohort
    found = pressure_risk(150, 45, threshold_mmhg=180).by_cohort
    assert {key: one.chance for key, one in found.items()} == pytest.approx(dict(plain))


def test_ten_years_multiply_the_odds_by_the_published_ratio_to_the_tenth():
    before, after = (pressure_risk(150, age).by_cohort["yale"].chance for age in (55, 65))
    assert odds(after) / odds(before) == pytest.approx(1.04**10)


def test_the_odds_at_two_ages_carry_the_published_interval():
    assert age_odds(75, 45) == pytest.approx((1.04**30, 1.02**30, 1.05**30))


def test_a_younger_person_has_lower_odds_with_the_ends_still_in_order():
    ratio, low, high = age_odds(30, 45)
    assert low < ratio < high < 1


def test_a_history_opens_the_answer_upwards_and_makes_up_no_factor():
    without, with_it = (pressure_risk(140, 60, has_hypertension=known) for known in (False, True))
    assert with_it.by_cohort == without.by_cohort
    assert with_it.is_open_upwards
    assert not without.is_open_upwards
    assert len(with_it.statements) == 3


@settings(deadline=None)
@given(st.floats(100, 170), st.floats(25, 85), st.floats(150, 200))
def test_every_answer_is_a_range_between_never_and_always(baseline, age, threshold):
    found = pressure_risk(baseline, age, threshold_mmhg=threshold)
    for one in found.by_cohort.values():
        assert 0 <= one.low <= one.chance + 1e-12 <= one.high + 2e-12 <= 1 + 1e-9
    assert found.low <= found.high


def test_a_published_interval_of_the_mean_widens_the_answer_of_that_cohort():
    found = pressure_risk(150, 45).by_cohort
    assert found["meta"].low < found["meta"].chance < found["meta"].high
    assert found["yale"].low == found["yale"].chance == found["yale"].high


@pytest.mark.parametrize("age", [20, 90, "old", True])
def test_an_age_outside_what_is_accepted_is_refused(age):
    with pytest.raises(RiskError, match="25 to 85 years"):
        pressure_risk(140, age)


def test_the_assumptions_are_said():
    said = " ".join(pressure_risk(140, 60).notes)
    assert "assumption" in said
    assert "1.04" in said
