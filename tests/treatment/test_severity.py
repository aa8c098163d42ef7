"""Severity: what the model adds up, by a second way and at its edges."""

import numpy as np
import pytest

from kapedu.knowledge import fact
from kapedu.pharmacology.mood_turnover import mood_course
from kapedu.treatment import begin, step
from kapedu.treatment.severity import measured_total, person, rule, severity, total_of
from kapedu.treatment.state import Shift, State

from .test_engine import READY, after

each_day = np.arange(0.0, 120.0)


def test_without_anything_nothing_changes(each_patient):
    assert severity(begin(each_patient, 4), each_day) == pytest.approx(each_patient.traits.start)


def test_one_dose_and_nothing_else_is_the_mood_model_itself(vera):
    state = after(vera, *READY, "dose:presence")
    day = state.doses[0]
    course = mood_course(person(vera, 1), [0], each_day[each_day >= day] - day)
    hope = state.met_with / float(fact("treatment.response.alliance_full"))
    expected = vera.traits.start - course.drug_benefit[0] - hope * course.expectancy_benefit[0]
    assert severity(state, each_day)[each_day >= day] == pytest.approx(expected)
    assert severity(state, each_day)[each_day < day] == pytest.approx(vera.traits.start)


def test_a_setback_is_half_gone_after_its_half_time_and_severity_stays_on_its_scale(vera):
    base = begin(vera, 1)
    worse = State(**{**vars(base), "shifts": (Shift(10, 8.0),)})
    half = int(rule("response.setback_half_time"))
    added = severity(worse, each_day) - severity(base, each_day)
    assert added[9] == 0.0
    assert added[10] == pytest.approx(8.0)
    assert added[10 + half] == pytest.approx(4.0)
    top = State(**{**vars(base), "shifts": (Shift(0, 900.0),)})
    assert severity(top, each_day).max() == rule("response.severity_top")
    bottom = State(**{**vars(base), "shifts": (Shift(0, -900.0),)})
    assert severity(bottom, each_day).min() == 0.0


def test_therapy_adds_its_own_and_does_not_multiply_the_drug(vera):
    both = after(vera, *READY, "dose:presence", "wait:1", "therapy:session")
    dose = after(vera, *READY, "dose:presence", "wait:1")
    therapy = after(vera, *READY, "wait:1", "therapy:session")
    gain = severity(dose, each_day) - severity(both, each_day)
    alone = vera.traits.start - severity(therapy, each_day)
    assert gain.max() == pytest.approx(alone.max(), rel=0.1), "at the alliance that each of them has"


def test_how_a_session_is_held_leaves_the_drugs_own_benefit_alone(vera):
    held = after(vera, *READY, "dose:presence")
    alone = after(vera, *READY, "dose:alone")
    worse = severity(alone, each_day) - severity(held, each_day)
    fade = 2 ** (-(each_day - held.doses[0]) / rule("response.setback_half_time"))
    setback = fact("treatment.held.alone").value["setback"]
    assert worse[each_day >= held.doses[0]] == pytest.approx(setback * fade[each_day >= held.doses[0]])


def test_measuring_twice_on_a_day_gives_the_same_and_stays_near_the_truth(each_patient):
    state = begin(each_patient, 9)
    totals = []
    for _ in range(60):
        assert measured_total(state) == measured_total(state)
        totals.append(measured_total(state))
        state = step(state, "wait:1")
        if state.waiting:
            break
    assert np.mean(totals) == pytest.approx(each_patient.scale_start, abs=0.15 * each_patient.scale_start)
    assert total_of(state, each_patient.traits.start) == each_patient.scale_start
    assert total_of(state, 0.0) == 0


def test_two_trainees_meet_different_people_of_one_name(vera):
    one, two, again = (person(vera, seed) for seed in (1, 2, 1))
    assert one.largest_benefit[0] != two.largest_benefit[0]
    assert one.largest_benefit[0] == again.largest_benefit[0]
    spread = np.log(
        [person(vera, seed).largest_benefit[0] / vera.traits.largest_benefit for seed in range(300)]
    )
    assert spread.std() == pytest.approx(rule("response.person_spread"), rel=0.15)
