"""The antidepressant course against the published landmarks, with the tolerance of each; and what must hold always.

Half-times and spread are design choices, so these tests say how closely they meet the trials, not that they are true.
"""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kapedu.knowledge import fact
from kapedu.pharmacology.errors import PatientError, TimeError
from kapedu.pharmacology.mood_turnover import mood_course, relapse
from kapedu.pharmacology.mood_virtual import COMPARATORS, MoodPeople, comparator_improvement, mood_people

COURSE = "pkpd.antidepressant_course"
THRICE_WEEKLY = [0, 2, 4, 7, 9, 11]
TWICE_WEEKLY = [0, 3, 7, 10]


@pytest.fixture(scope="module")
def people():
    return mood_people(10_000, np.random.default_rng(2026))


@pytest.fixture(scope="module")
def single(people):
    return mood_course(people, [0], np.arange(0, 29.0))


def one(largest=24.0, half=5.5, hope=8.8, start=32.0):
    return MoodPeople(*(np.array([value]) for value in (start, largest, half, hope)))


def test_one_treatment_peaks_on_day_one_as_the_trials_do(people):
    """Kishimoto 2016: peak on day 1. Tolerance: day 1 is within 10 % of the peak, and the peak within day 1."""
    hours = np.arange(0, 12 * 24 + 1)
    drug = mood_course(people, [0], hours / 24).drug_benefit.mean(axis=0)
    assert hours[drug.argmax()] <= 24
    assert drug[24] > 0.9 * drug.max()
    assert drug[[48, 96, 168, 288]] == pytest.approx(sorted(drug[[48, 96, 168, 288]], reverse=True))


def test_the_effect_of_one_treatment_is_lost_by_days_ten_to_twelve(single):
    """Kishimoto 2016: lost by days 10-12. Tolerance: the pooled effect falls below twice its own standard error then.

    On day 1 it is -1.00 with a 95 % interval of -1.28 to -0.73, so a fall below 0.275 of that cannot be told
    from nothing in data of this size.
    """
    low, high = fact("dose_to_mood.mood.kishimoto2016_ci").value
    still_seen = (high - low) / 2 / abs(float(fact(f"{COURSE}.kishimoto2016.peak_day1_g")))
    drug = single.drug_benefit.mean(axis=0)
    lost = int(np.flatnonzero(drug[1:] < still_seen * drug[1])[0]) + 1
    early, late = fact(f"{COURSE}.kishimoto2016.lost_by").value
    assert early <= lost <= late


def test_the_difference_from_the_comparator_at_24_h_is_that_of_murrough_2013(single):
    """Ketamine -16.5, midazolam -8.8. Tolerance: 1 point each."""
    arms = fact(f"{COURSE}.murrough2013.dMADRS_24h").value
    assert single.improvement[:, 1].mean() == pytest.approx(-arms["ketamine"], abs=1)
    drug = single.drug_benefit[:, 1].mean()
    assert drug == pytest.approx(arms["midazolam"] - arms["ketamine"], abs=1)


def test_response_after_one_treatment_is_near_the_pooled_trials_and_falls_too_fast_by_day_seven(single):
    """Han 2016: 52.2, 47.9, 39.8 %. Tolerance: 5 and 8 points on days 1 and 3; on day 7 the model is too low by 9-16."""
    published = [share / 100 for share in fact(f"{COURSE}.han2016.response").value.values()]
    first, third, seventh = single.response_rate[[1, 3, 7]]
    assert first == pytest.approx(published[0], abs=0.05)
    assert third == pytest.approx(published[1], abs=0.08)
    assert 0.09 < published[2] - seventh < 0.16


@pytest.mark.parametrize(
    ("days", "path"),
    [
        (TWICE_WEEKLY, "singh2016.dMADRS_d15_twice_weekly"),
        (THRICE_WEEKLY, "singh2016.dMADRS_d15_thrice_weekly"),
    ],
)
def test_two_weeks_of_treatments_reach_what_singh_2016_saw(people, days, path):
    """-18.4 and -17.7 on day 15. Tolerance: 3 points, a quarter of the published standard deviation."""
    published = -fact(f"{COURSE}.{path}").value["ketamine"]
    found = mood_course(people, days, [15]).improvement.mean()
    assert found == pytest.approx(published, abs=3)


def test_response_after_six_treatments_lies_between_the_two_trials(people):
    """Phillips 2019: 59 %; Murrough 2013b: 70.8 %."""
    rate = mood_course(people, THRICE_WEEKLY, [12]).response_rate[0]
    low, high = (
        float(fact(f"{COURSE}.{path}"))
        for path in ("phillips2019.response_after_6", "murrough2013b.response")
    )
    assert low <= 100 * rate <= high


def test_half_of_the_responders_relapse_18_days_after_a_course(people):
    """Murrough 2013b: median 18 d. Tolerance: 2 days."""
    found = relapse(people, THRICE_WEEKLY, 90)
    assert found.median_d == pytest.approx(float(fact(f"{COURSE}.murrough2013b.median_relapse")), abs=2)
    assert found.responders > 5000
    assert 0.5 < found.relapsed_share <= 1


def test_without_expectancy_less_is_gained_and_it_is_lost_sooner(people):
    with_it, without = (mood_course(people, [0], [1.0, 7.0], expectancy=on) for on in (True, False))
    assert (without.expectancy_benefit == 0).all()
    np.testing.assert_array_equal(with_it.drug_benefit, without.drug_benefit)
    assert without.response_rate[0] < with_it.response_rate[0]
    sooner = relapse(people, THRICE_WEEKLY, 90, expectancy=False).median_d
    assert sooner < relapse(people, THRICE_WEEKLY, 90).median_d


@pytest.mark.parametrize("comparator", COMPARATORS)
def test_without_the_drug_the_comparison_group_is_left(comparator):
    arm = mood_people(10_000, np.random.default_rng(1), comparator)
    course = mood_course(arm, [0], [1], drug=False)
    assert (course.drug_benefit == 0).all()
    # nobody gets worse from expecting help, so that the mean is up to 1.5 points above the published one
    assert -0.5 < course.improvement.mean() - comparator_improvement(comparator) < 1.5


def test_those_whom_the_drug_does_not_help_gain_nothing_from_it(people, single):
    untouched = people.largest_benefit == 0
    assert 0.2 < untouched.mean() < 0.4
    assert (single.drug_benefit[untouched] == 0).all()
    assert (single.drug_benefit[~untouched, 1] > 0).all()


def test_maintenance_holds_what_stopping_loses(people):
    weekly = [*THRICE_WEEKLY, 18, 25, 32, 39]
    held = mood_course(people, weekly, [40]).response_rate[0]
    stopped = mood_course(people, THRICE_WEEKLY, [40]).response_rate[0]
    assert held > stopped + 0.2


@given(
    st.lists(st.floats(0, 60), min_size=1, max_size=12),
    st.floats(0, 60),
    st.floats(0.2, 60),
    st.floats(0, 40),
)
def test_a_score_is_always_between_nothing_and_the_start(days, largest, half, hope):
    course = mood_course(one(largest, half, hope), sorted(days), np.linspace(0, 120, 60))
    assert np.isfinite(course.score).all()
    assert (course.score >= 0).all()
    assert (course.score <= 32).all()
    assert (course.drug_benefit <= largest * (1 + 1e-9)).all()
    before = course.time_d < min(days)
    assert (course.score[:, before] == 32).all()


@given(st.integers(1, 8))
def test_another_treatment_never_takes_anything_away(count):
    times = np.linspace(0, 60, 121)
    fewer = mood_course(one(), np.arange(count) * 2, times)
    more = mood_course(one(), np.arange(count + 1) * 2, times)
    assert (more.improvement >= fewer.improvement - 1e-9).all()


def test_relapse_is_none_when_fewer_than_half_relapse_and_when_nobody_responded():
    slow = one(half=600.0)
    assert relapse(slow, [0], 10).median_d is None
    nobody = relapse(one(largest=0.0, hope=0.0), [0], 10)
    assert (nobody.responders, nobody.relapsed_share, nobody.median_d) == (0, 0.0, None)


@pytest.mark.parametrize("wrong", [[-1], [np.nan], [np.inf], [3, 2], [], [366], ["soon"], [[1, 2]]])
def test_impossible_days_are_refused_with_the_allowed_range(wrong):
    with pytest.raises(TimeError, match=r"treatment_days .*give days, ascending, 0 to 365"):
        mood_course(one(), wrong, [1])
    with pytest.raises(TimeError, match=r"time_d .*give days, ascending, 0 to 365"):
        mood_course(one(), [0], wrong)


@pytest.mark.parametrize("wrong", [0, 1, -3, np.nan, "long", True])
def test_an_impossible_follow_up_is_refused(wrong):
    with pytest.raises(TimeError, match="follow_up_d"):
        relapse(one(), [0], wrong)


def test_impossible_people_are_refused():
    with pytest.raises(PatientError, match="decline_half_time_d holds 0"):
        one(half=0.0)
    with pytest.raises(PatientError, match="expectancy holds nan"):
        one(hope=np.nan)
    with pytest.raises(PatientError, match="largest_benefit has shape"):
        MoodPeople(np.ones(2), np.ones(1), np.ones(2), np.ones(2))
    with pytest.raises(PatientError, match="n = 0"):
        mood_people(0, np.random.default_rng(1))
    with pytest.raises(ValueError, match="comparator 'sugar' is not on file; write one of murrough2013"):
        mood_people(1, np.random.default_rng(1), "sugar")
