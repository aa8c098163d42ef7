"""Stages whose rate differs between patients, and links whose rate does."""

import numpy as np
import pytest

from kapedu.pharmacology import Patients, Regimen, simulate
from kapedu.pharmacology.disposition import Disposition
from kapedu.pharmacology.inflow import Inflow, Stage, depot_columns
from kapedu.pharmacology.stepwise import respond_stepwise
from kapedu.pharmacology.superposition import respond

TIMES = np.linspace(0, 600, 121)
FACTORS = np.array([0.3, 1.0, 2.5])


def three():
    return Disposition.solve(
        np.tile([25.0, 56.0, 157.0], (3, 1)), np.tile([2.7, 1.3], (3, 1)), np.tile([1.4, 0.0, 0.0], (3, 1))
    )


@pytest.mark.parametrize("duration", [0.0, 30.0])
def test_each_patient_gets_the_curve_of_his_own_rates(duration):
    stage, link = Stage("depot", 0, 0.05, FACTORS), np.array([0.05, 0.08, 0.2])
    inflow = Inflow(stage, np.array([10.0, 20.0, 30.0]), 5.0, duration)
    together = respond(three(), [inflow], (0.07, link), TIMES)
    careful = respond_stepwise(three(), [inflow], (0.07, link), TIMES)
    np.testing.assert_allclose(together, careful, rtol=1e-9, atol=1e-12)
    for row in range(3):
        alone = Inflow(Stage("depot", 0, 0.05 * FACTORS[row]), inflow.amount_mg[row : row + 1], 5.0, duration)
        expected = respond(three().select(np.array([row])), [alone], (0.07, float(link[row])), TIMES)
        np.testing.assert_allclose(together[:, row], expected[:, 0], rtol=1e-9, atol=1e-14)


def test_a_rate_that_meets_an_eigenvalue_in_one_patient_only_is_still_exact():
    mode = float(three().rates_per_min[0, 1])
    stage = Stage("depot", 0, mode, np.array([1.0, 2.0, 3.0]))
    inflow = Inflow(stage, np.full(3, 35.0), 0.0)
    found = respond(three(), [inflow], (mode,), TIMES)
    assert np.isfinite(found).all()
    np.testing.assert_allclose(
        found, respond_stepwise(three(), [inflow], (mode,), TIMES), rtol=1e-8, atol=1e-12
    )


def test_a_stage_that_leads_straight_on_has_no_rate():
    with pytest.raises(ValueError, match="leads straight on"):
        Stage("iv").rates(1)


def test_stages_of_one_rate_share_a_column():
    columns, places = depot_columns(
        [Stage("a", 0, 0.1), Stage("b", 2, 0.1), Stage("c"), Stage("d", 0, 0.2)], 2
    )
    assert [column.tolist() for column in columns] == [[0.1, 0.1], [0.2, 0.2]]
    assert {stage.name: place for stage, place in places.items()} == {"a": 0, "b": 0, "d": 1}


def test_scores_of_share_and_speed_change_absorbed_doses_and_no_infusion():
    ones = np.ones(3)
    scores = np.array([-1.0, 0.0, 1.0])
    people = Patients(70 * ones, ones, ones, share_score=scores, speed_score=scores)
    absorbed = simulate(Regimen.parse("sl 50 mg"), people, TIMES).venous_ng_ml
    assert (np.diff(absorbed.max(axis=1)) > 0).all()
    assert (np.diff(absorbed.argmax(axis=1)) < 0).all()
    typical = simulate(Regimen.parse("sl 50 mg"), Patients(70 * ones, ones, ones), TIMES).venous_ng_ml
    np.testing.assert_allclose(absorbed[1], typical[1], atol=1e-9)
    infused = simulate(Regimen.parse("iv 35 mg"), people, TIMES).venous_ng_ml
    np.testing.assert_allclose(infused[0], infused[2])


def test_the_speed_of_the_effect_site_changes_the_effect_site_alone():
    ones = np.ones(2)
    people = Patients(70 * ones, ones, ones, ke0_factor=np.array([1.0, 2.0]))
    course = simulate(Regimen.parse("iv 35 mg"), people, TIMES)
    np.testing.assert_array_equal(course.arterial_ng_ml[0], course.arterial_ng_ml[1])
    assert course.effect_site_ng_ml[1].argmax() < course.effect_site_ng_ml[0].argmax()
