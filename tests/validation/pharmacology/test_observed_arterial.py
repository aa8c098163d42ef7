"""The default model against arterial concentrations that were measured (Kamp, BJA 2020, digitised)."""

import numpy as np
import pytest

from kapedu.pharmacology import Patient, Regimen, simulate

STEPS_MG_KG = {"racemic": (0.28, 0.57, 1.14), "esketamine": (0.14, 0.28, 0.57)}


def observed(observations, arm, analytes):
    """Times (min) and summed concentration (nmol/mL) of the points marked for fitting."""
    rows = [
        row
        for row in observations
        if row["dataset"] == "kamp2020_bja_digitised"
        and row["regimen"].startswith(arm)
        and row["analyte"] in analytes
        and row["use_for_fit"] == "yes"
    ]
    hours = sorted({float(row["time"]) for row in rows})
    sums = [sum(float(row["value"]) for row in rows if float(row["time"]) == hour) for hour in hours]
    assert len(rows) == len(hours) * len(analytes)
    return 60 * np.array(hours), np.array(sums)


def ratio(observations, published, arm, analytes):
    times, seen = observed(observations, arm, analytes)
    doses = [f"iv {dose} mg/kg over 60 min at {60 * step} min" for step, dose in enumerate(STEPS_MG_KG[arm])]
    course = simulate(Regimen.parse(doses), Patient(70), times)
    return course.arterial_ng_ml / published("constants.ng_mL_per_nmol_mL_ketamine") / seen


@pytest.mark.parametrize(
    ("arm", "analytes"), [("racemic", {"S-ketamine", "R-ketamine"}), ("esketamine", {"S-ketamine"})]
)
def test_error_and_bias_are_those_of_the_sheet(observations, published, arm, analytes):
    """Sheet, section 1.4: median absolute error 9.1 % (esketamine arm 7.6 %), mean ratio 0.98 (1.03)."""
    found = ratio(observations, published, arm, analytes)
    assert len(found) == 13
    error = 100 * np.median(np.abs(found - 1))
    fit = "models.kamp2020_arterial.fit_check"
    assert error == pytest.approx(published(f"{fit}.MdAPE_{arm}_arm"), abs=0.4)
    assert np.exp(np.mean(np.log(found))) == pytest.approx(published(f"{fit}.GMR_{arm}_arm"), abs=0.01)
