"""What a dosing rule does, against the simulator asked person by person."""

import numpy as np
import pytest

from kapedu.pharmacology import Dose, Patient, Patients, population, simulate
from kapedu.practice.dosing_rule import dosing_rules, end_levels, levels_by_weight


@pytest.mark.parametrize("key", ["per_kg", "fixed", "cap"])
@pytest.mark.parametrize("weight", [50.0, 90.0, 140.0])
def test_the_level_is_that_of_the_amount_given_to_this_person(key, weight):
    rule = dosing_rules()[key]
    one = Patients(np.array([weight]), np.ones(1), np.ones(1))
    given = float(rule.dose_mg(np.array([weight]))[0])
    asked = simulate(Dose("iv", given, over_min=40), Patient(weight), [40.0]).arterial_ng_ml[0]
    assert end_levels(rule, one)[0] == pytest.approx(asked, rel=1e-9)


def test_a_ceiling_touches_only_the_heavy():
    weights = np.array([100.0, 119.0, 121.0])
    rules = dosing_rules()
    capped, plain = rules["cap"].dose_mg(weights), rules["per_kg"].dose_mg(weights)
    assert (capped[:2] == plain[:2]).all()
    assert capped[2] == 60 < plain[2]


def test_the_same_amount_for_all_falls_with_weight_and_per_kilogram_rises_a_little():
    people = population(50, np.random.default_rng(1), weight_kg=70)
    weights = np.array([50.0, 100.0])
    fixed, per_kg = (
        levels_by_weight(dosing_rules()[key], weights, people, np.array([5.0, 50.0, 95.0]))
        for key in ("fixed", "per_kg")
    )
    assert fixed.shape == (3, 2)
    assert (fixed[:, 0] > 1.7 * fixed[:, 1]).all()
    assert (per_kg[:, 0] < per_kg[:, 1]).all()
    assert (per_kg[:, 1] < 1.2 * per_kg[:, 0]).all()
    assert (np.diff(fixed, axis=0) > 0).all()
