"""The infusion that lessons 2 and 3 follow."""

import pytest

from kapedu.knowledge import fact
from kapedu.widgets.mechanism.teaching_case import infusion_course, infusion_min, patient, regimen


def test_it_is_the_regimen_of_the_depression_trials():
    assert str(regimen()) == "iv 0.5 mg/kg over 40 min"
    assert infusion_min() == 40
    dose_mg = regimen().doses[0].amount * patient().weight_kg
    assert dose_mg == float(fact("dose_to_mood.teaching_case.dose_mg"))


def test_its_course_ends_at_the_last_minute_and_peaks_as_the_sheet_says():
    course = infusion_course(120, 5)
    assert course.time_min[-1] == 120
    peak = float(fact("pkpd.models.kamp2020_arterial.derived.C_end_35mg_40min"))
    assert course.arterial_ng_ml.max() == pytest.approx(peak, rel=0.005)
