import pytest
from hypothesis import given
from hypothesis import strategies as st

from kapedu.practice.pairing import pairing, pairings
from kapedu.practice.pairing_schedule import Level, Schedule, check_schedule, studied_schedule
from kapedu.practice.plan_days import therapy_days


@pytest.mark.parametrize("key", [key for key, one in pairings().items() if one.is_studied and key != "music"])
@pytest.mark.parametrize("doses", [(0, 7, 14), (0, 3, 7, 10, 14, 17)])
def test_therapy_is_placed_as_it_was_studied_whatever_the_days_of_dosing(key, doses):
    days = therapy_days(pairing(key), doses)
    assert check_schedule(pairing(key), Schedule(doses, therapy=days))[0].level is Level.AS_STUDIED


@pytest.mark.parametrize("key", ["pe", "daily_exposure"])
def test_around_the_studied_doses_the_days_are_those_of_the_study(key):
    studied = studied_schedule(pairing(key))
    assert therapy_days(pairing(key), studied.doses) == studied.therapy


def test_cbt_runs_for_the_published_fourteen_weeks_with_sixteen_sessions():
    days = therapy_days(pairing("cbt"), (0, 3, 7, 10, 14, 17))
    assert len(days) == 16
    assert days[-1] - days[0] == 14 * 7


@pytest.mark.parametrize("key", ["dbt", "psychodynamic", "act", "emdr", "imagery"])
def test_no_day_is_invented_where_nobody_studied_it(key):
    assert therapy_days(pairing(key), (0, 7, 14)) == ()


@given(st.sampled_from(list(pairings())), st.sets(st.integers(1, 40), max_size=7))
def test_days_are_ascending_and_none_stands_twice(key, later):
    days = therapy_days(pairing(key), (0, *sorted(later)))
    assert list(days) == sorted(set(days))
