import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kapedu.practice.monitoring_error import MonitoringError
from kapedu.practice.pressure_ladder import ladder_step, red_flags
from kapedu.practice.standing import SIGN_OFF

ORDER = ["proceed", "recheck", "hold", "pause", "emergency"]


@pytest.mark.parametrize(
    ("systolic", "diastolic", "expected"),
    [(140, 90, "proceed"), (141, 80, "recheck"), (130, 91, "recheck"), (160, 90, "hold"), (150, 100, "hold")],
)
def test_before_the_dose_the_ladder_has_the_bands_of_the_sheet(systolic, diastolic, expected):
    assert ladder_step(systolic, diastolic).key == expected


def test_in_a_session_the_same_pressure_is_rechecked_and_a_higher_one_pauses_the_drug():
    assert ladder_step(165, 95, in_session=True).key == "recheck"
    assert ladder_step(180, 95, in_session=True).key == "pause"
    assert (
        ladder_step(150, 85, in_session=True, baseline_systolic_mmhg=110, symptoms=["other"]).key == "pause"
    )
    assert ladder_step(150, 85, in_session=True, baseline_systolic_mmhg=110).key == "recheck"


@pytest.mark.parametrize("flag", list(red_flags()))
def test_any_red_flag_stops_at_any_number(flag):
    assert ladder_step(118, 70, symptoms=[flag]).key == "emergency"
    assert ladder_step(118, 70, in_session=True, symptoms=[flag]).key == "emergency"


@pytest.mark.parametrize("pressure", [(150, 80), (170, 80)])
def test_the_edges_are_labelled_as_a_clinics_choice(pressure):
    assert ladder_step(*pressure).standing == SIGN_OFF


@given(st.integers(60, 250), st.integers(31, 200), st.integers(0, 20), st.booleans())
def test_a_higher_pressure_never_steps_down(systolic, diastolic, more, in_session):
    if diastolic >= systolic:
        return
    lower = ladder_step(systolic, diastolic, in_session=in_session)
    higher = ladder_step(systolic + more, diastolic, in_session=in_session)
    assert ORDER.index(higher.key) >= ORDER.index(lower.key)


@pytest.mark.parametrize(("systolic", "diastolic"), [(80, 120), (1200, 80), (True, 80), (float("nan"), 80)])
def test_a_pressure_that_cannot_be_is_refused(systolic, diastolic):
    with pytest.raises(MonitoringError):
        ladder_step(systolic, diastolic)


def test_an_unknown_symptom_is_refused_with_the_list():
    with pytest.raises(MonitoringError, match="chest_pain"):
        ladder_step(120, 80, symptoms=["hiccups"])


def test_a_ladder_needs_no_simulator():
    code = "import sys, kapedu.practice.pressure_ladder; sys.exit('numpy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
