"""`simulate` against a second implementation: matrix exponential and an integrator."""

import numpy as np
import pytest

from kapedu.pharmacology import Patient, Regimen, simulate

TIMES = np.arange(0, 1441.0, 5)

REGIMENS = {
    "bolus": [("iv", 35, 0, 0)],
    "infusion": [("iv", 35, 0, 40)],
    "late infusion": [("iv", 35, 77, 40)],
    "two infusions that overlap": [("iv", 35, 0, 40), ("iv", 20, 30, 100)],
    "bolus and infusion": [("iv", 8, 0, 2), ("iv", 42, 2, 50)],
    "muscle": [("im", 50, 0, 0)],
    "under the skin": [("sc", 35, 3, 0)],
    "under the tongue": [("sl", 100, 0, 0)],
    "swallowed": [("po", 150, 0, 0)],
    "nasal racemate": [("in", 50, 0, 0)],
    "one device": [("esketamine-in", 28, 0, 0)],
    "two devices": [("esketamine-in", 56, 0, 0)],
    "three devices": [("esketamine-in", 84, 0, 0)],
    "everything": [
        ("iv", 10, 0, 0),
        ("sl", 100, 15, 0),
        ("iv", 35, 30, 40),
        ("im", 50, 40, 0),
        ("in", 50, 100, 0),
        ("po", 150, 100, 0),
        ("sc", 30, 200, 0),
        ("esketamine-in", 84, 300, 0),
    ],
}


def traces(doses, times, weight=70.0):
    texts = [
        f"{r} {mg} mg" + (f" over {over} min" if over else "") + f" at {at} min" for r, mg, at, over in doses
    ]
    course = simulate(Regimen.parse(texts), Patient(weight), times)
    return np.array(
        [course.arterial_ng_ml, course.venous_ng_ml, course.effect_site_ng_ml, course.effect_site_s_ng_ml]
    )


@pytest.mark.parametrize("name", REGIMENS)
@pytest.mark.parametrize("weight", [48.0, 70.0])
def test_every_regimen_equals_the_matrix_exponential(oracle, name, weight):
    expected = oracle(weight).exact(REGIMENS[name], TIMES)
    found = traces(REGIMENS[name], TIMES, weight)
    np.testing.assert_allclose(found, expected, rtol=1e-8, atol=1e-9)
    assert np.abs(found - expected).max() < 1e-10 * expected.max()


@pytest.mark.parametrize("name", ["infusion", "muscle", "three devices", "everything"])
def test_every_regimen_equals_a_tight_integration(oracle, name):
    expected = oracle().integrated(REGIMENS[name], TIMES, method="Radau", rtol=1e-10, atol=1e-12)
    np.testing.assert_allclose(traces(REGIMENS[name], TIMES), expected, rtol=1e-6, atol=1e-7)


@pytest.mark.parametrize("route", ["im", "sl", "po", "in"])
@pytest.mark.parametrize("mode", [0, 1, 2])
@pytest.mark.parametrize("offset", [0.0, 1e-9, 1e-4])
def test_absorption_rates_that_meet_a_disposition_rate_stay_exact(oracle, monkeypatch, route, mode, offset):
    """ka set to an eigenvalue of the model (or beside it), ke0 and the venous rate to the same one."""
    from kapedu.knowledge import Quantity
    from kapedu.pharmacology import ledger

    group, rate_name = {
        "im": ("intramuscular", "ka"),
        "sl": ("sublingual_wafer_racemic", "ka"),
        "po": ("oral_racemic", "ka"),
        "in": ("nasal_racemic", "ka_default"),
    }[route]
    eigenvalue = -np.sort(np.linalg.eigvals(oracle().matrix[:3, :3]).real)[mode] * (1 + offset)
    changed = {
        f"absorption.{group}.{rate_name}": eigenvalue * 60,
        "models.venous_lag.parameters.t_half": np.log(2) / eigenvalue,
        "effect_site.olofsen2022.t_half_ke0": np.log(2) / eigenvalue,
    }
    real = ledger.fact

    def fact(path):
        quantity = real(path)
        new = changed.get(path.removeprefix("pkpd."))
        if new is None:
            return quantity
        return Quantity(new, quantity.unit, quantity.source, quantity.status, name=quantity.name)

    monkeypatch.setattr(ledger, "fact", fact)
    doses = [(route, 35, 0, 0), ("iv", 20, 10, 30)]
    expected = oracle(changed=changed).exact(doses, TIMES)
    np.testing.assert_allclose(traces(doses, TIMES), expected, rtol=1e-7, atol=1e-9 * expected.max())
