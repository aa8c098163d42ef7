"""Questions about a course: time above a level and readiness, against hand calculations and finer grids."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kapedu.knowledge import fact
from kapedu.pharmacology import Patient, Regimen, dissociation, population, simulate
from kapedu.pharmacology.cardiovascular import rises
from kapedu.pharmacology.errors import TimeError
from kapedu.pharmacology.questions import _above, discharge_ready, time_above

REGIMEN = Regimen.parse("iv 0.5 mg/kg over 40 min")


@pytest.fixture(scope="module")
def course():
    return simulate(REGIMEN, Patient(70), np.arange(0, 361.0))


def test_time_above_by_hand():
    """A triangle from 0 up to 4 at minute 4 and down to 0 at minute 8 is above 1 from minute 1 to 7."""
    found = _above(np.array([0.0, 4, 8]), np.array([0.0, 4, 0]), 1.0)
    assert (float(found.minutes), float(found.last_minute), bool(found.still_above)) == (6, 7, False)


def test_time_above_agrees_with_a_grid_a_hundred_times_finer(course):
    fine = simulate(REGIMEN, Patient(70), np.arange(0, 36_001) / 100)
    for threshold, trace in ((50, "effect_site"), (100, "venous"), (20, "effect_site_s")):
        levels = getattr(fine, f"{trace}_ng_ml")
        counted = np.count_nonzero(levels > threshold) / 100
        assert float(time_above(course, threshold, trace).minutes) == pytest.approx(counted, abs=0.1)


def test_a_level_never_reached_takes_no_time_and_one_never_left_is_said(course):
    never = time_above(course, 5000)
    assert (float(never.minutes), float(never.last_minute), bool(never.still_above)) == (0, 0, False)
    always = time_above(course, 0.5)
    assert bool(always.still_above)
    assert float(always.last_minute) == 360


def test_many_patients_are_answered_one_by_one():
    people = population(7, np.random.default_rng(3))
    times = np.arange(0, 481.0)
    together = time_above(simulate(REGIMEN, people, times), 60)
    assert together.minutes.shape == (7,)
    for number in range(7):
        one = time_above(simulate(REGIMEN, people.select(slice(number, number + 1)), times), 60)
        assert float(one.minutes[0]) == pytest.approx(float(together.minutes[number]))


@given(st.floats(0.1, 400), st.floats(0.1, 400))
def test_a_higher_threshold_is_passed_for_no_longer(first, second):
    course = simulate(REGIMEN, Patient(70), np.arange(0, 361.0))
    low, high = (time_above(course, value) for value in sorted((first, second)))
    assert 0 <= high.minutes <= low.minutes <= 360
    assert high.last_minute <= low.last_minute


def test_readiness_is_the_last_of_its_rules(course):
    ready = discharge_ready(course)
    assert float(ready.minute) == max(float(minute) for minute in ready.rules.values())
    wait, experience, pressure = (float(minute) for minute in ready.rules.values())
    assert wait == 40 + float(fact("simulation.discharge.observation"))
    share = float(fact("simulation.discharge.dissociation")) / 100
    after = dissociation(course.effect_site_s_ng_ml)[course.time_min > experience]
    assert (after <= share).all()
    rise = float(fact("simulation.discharge.systolic_rise"))
    yale = rises(course.effect_site_s_ng_ml)["yale"].mean
    assert (yale[course.time_min > pressure] <= rise).all()
    assert any("Sedation" in line for line in ready.to_check)


def test_stricter_rules_take_longer(course):
    usual = discharge_ready(course)
    stricter = discharge_ready(course, dissociation_share=0.01, systolic_rise_mmhg=2, observation_min=180)
    assert (stricter.minute > usual.minute).all()
    assert float(next(iter(stricter.rules.values()))) == 220


def test_waiting_starts_at_the_last_nasal_device():
    """84 mg: three devices, five minutes apart, so that the last is at minute 10."""
    course = simulate(Regimen.parse("esketamine-in 84 mg"), Patient(70), np.arange(0, 481.0))
    ready = discharge_ready(course)
    assert float(next(iter(ready.rules.values()))) == 10 + float(fact("simulation.discharge.observation"))


def test_a_population_gets_one_minute_each():
    ready = discharge_ready(
        simulate(REGIMEN, population(5, np.random.default_rng(2), 70), np.arange(0, 721.0))
    )
    assert ready.minute.shape == (5,)
    assert np.isfinite(ready.minute).all()


def test_a_course_that_ends_too_early_is_refused():
    short = simulate(REGIMEN, Patient(70), np.arange(0, 46.0))
    with pytest.raises(
        TimeError, match="ends at minute 45, before dissociation is below the rule; simulate to a later"
    ):
        discharge_ready(short)
    with pytest.raises(TimeError, match="one time point only"):
        time_above(simulate(REGIMEN, Patient(70), [40.0]), 10)


@pytest.mark.parametrize("wrong", [0, -1, np.nan, np.inf, "high", None, True])
def test_impossible_thresholds_are_refused_by_name(course, wrong):
    with pytest.raises(ValueError, match=r"threshold_ng_ml .*above 0"):
        time_above(course, wrong)
    if wrong is not None:
        for name in ("observation_min", "dissociation_share", "systolic_rise_mmhg"):
            with pytest.raises(ValueError, match=rf"{name} .*above 0"):
                discharge_ready(course, **{name: wrong})


def test_other_wrong_arguments_are_refused(course):
    with pytest.raises(ValueError, match="trace 'brain' is not known; write one of arterial"):
        time_above(course, 10, "brain")
    with pytest.raises(ValueError, match="dissociation_share 1: give a share above 0 and below 1"):
        discharge_ready(course, dissociation_share=1)
