"""The drug in this patient, compared with the pharmacology room called directly."""

import numpy as np
import pytest

from kapedu.cases.body import doses_of, draw_patient, drug_trace, ordered_infusion, pump_runs
from kapedu.cases.library import case_named
from kapedu.knowledge import fact
from kapedu.pharmacology import dissociation, simulate
from kapedu.pharmacology.cardiovascular import rises
from kapedu.pharmacology.regimen import Dose

DOSE = Dose("iv", 40, over_min=40)


@pytest.mark.parametrize(
    ("pump", "stretches"),
    [
        ((), []),
        (((0, 1.0),), [(0, 2400, 40)]),
        (((0, 1.0), (600, 0.0)), [(0, 600, 10)]),
        (((0, 1.0), (600, 0.5)), [(0, 600, 10), (600, 4200, 30)]),
        (((0, 1.0), (600, 0.0), (900, 1.0)), [(0, 600, 10), (900, 2700, 30)]),
        (((300, 1.0),), [(300, 2700, 40)]),
        (((0, 1.0), (9000, 0.0)), [(0, 2400, 40)]),
    ],
)
def test_the_pump_gives_what_was_ordered_and_no_more(pump, stretches):
    found = [(run.start_s, run.end_s, run.mg) for run in pump_runs(DOSE, 70, pump)]
    assert found == [pytest.approx(stretch) for stretch in stretches]


def test_a_dose_by_weight_is_that_of_this_patient():
    (run,) = pump_runs(Dose("iv", 0.5, "mg/kg", over_min=40), 80, ((0, 1.0),))
    assert run.mg == pytest.approx(40)


def test_the_trace_is_that_of_the_pharmacology_room():
    case = case_named("panic")
    draw = draw_patient(case, 11)
    trace = drug_trace(case, draw, ((0, 1.0),))
    (dose,) = doses_of(case)
    times = np.array([0.0, 10.0, 20.0, 30.0])
    course = simulate(dose, draw.patients(), times)
    level, s_level = course.effect_site_ng_ml[0], course.effect_site_s_ng_ml[0]
    for place, minute in enumerate(times):
        second = int(minute * 60)
        assert trace.at("effect_site_ng_ml", second) == pytest.approx(level[place], abs=1e-9)
        expected = 24 * dissociation(s_level[place], half_effect_factor=draw.half_effect)
        assert trace.at("diss", second) == pytest.approx(float(expected), abs=1e-9)
        rise = rises(s_level[place : place + 1], "systolic", "yale")["yale"].mean[0]
        assert trace.at("sbp_mmhg", second) == pytest.approx(draw.pressor * rise, abs=1e-9)


def test_between_points_of_the_grid_the_value_lies_on_the_line_and_after_the_last_it_stays():
    case = case_named("panic")
    trace = drug_trace(case, draw_patient(case, 1), ((0, 1.0),))
    low, high = trace.at("effect_site_ng_ml", 600), trace.at("effect_site_ng_ml", 610)
    assert trace.at("effect_site_ng_ml", 605) == pytest.approx((low + high) / 2)
    assert trace.at("effect_site_ng_ml", 10**7) == trace.rows["effect_site_ng_ml"][-1]


def test_the_same_seed_draws_the_same_person_and_others_differ():
    case = case_named("panic")
    assert draw_patient(case, 5) == draw_patient(case, 5)
    assert len({draw_patient(case, seed).clearance for seed in range(20)}) == 20
    assert draw_patient(case, 5).weight_kg == 79


def test_pressors_are_drawn_around_the_cohorts_mean_unless_the_case_sets_one():
    drawn = [draw_patient(case_named("no-escort"), seed).pressor for seed in range(400)]
    assert np.mean(drawn) == pytest.approx(1.05, abs=0.1)  # the mean of a normal cut at nothing, sd 11.2 / 16
    assert min(drawn) == 0
    assert draw_patient(case_named("bp-surge"), 3).pressor == 1.6


def test_the_typical_dose_does_not_sedate_and_a_high_one_does():
    steps = fact("cases.response.sedation_level").value
    assert steps[0] > 1
    case = case_named("unresponsive")
    trace = drug_trace(case, draw_patient(case, 1), ())
    assert min(trace.rows["moaas"]) < -0.5


def test_a_case_without_a_drug_has_no_trace():
    case = case_named("strongest-trip")
    assert ordered_infusion(case) is None
    assert drug_trace(case, draw_patient(case, 1), ()) is None


def test_a_pump_that_never_started_gives_nothing():
    case = case_named("no-escort")
    assert drug_trace(case, draw_patient(case, 1), ()) is None
