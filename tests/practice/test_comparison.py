import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kapedu.knowledge import fact
from kapedu.pharmacology import Patient
from kapedu.practice.comparison import compare, profile
from kapedu.practice.regimens import protocol, protocols


def test_exposure_after_an_infusion_is_dose_over_clearance():
    # The identity of a linear model; clearance is the published 84 L/h at 70 kg (Kamp 2020).
    found = profile(protocol("iv_depression"), Patient(70))
    clearance = float(fact("pkpd.models.kamp2020_arterial.parameters.CL"))
    assert found.exposure_ng_h_ml == pytest.approx(35 / clearance * 1000, rel=1e-3)


def test_twice_the_dose_gives_twice_the_exposure_and_the_peak():
    patient = Patient(70)
    found = compare(protocol("iv_montreal"), protocol("iv_montreal"), patient, ("low", "high"))
    assert found.exposure_ratio == pytest.approx(2, rel=1e-6)
    assert found.peak_ratio == pytest.approx(2, rel=1e-6)


def test_comparing_the_other_way_round_turns_the_ratios_over():
    one, two = protocol("iv_depression"), protocol("sl_home")
    there, back = compare(one, two, Patient(70)), compare(two, one, Patient(70))
    assert there.exposure_ratio * back.exposure_ratio == pytest.approx(1)
    assert there.peak_ratio * back.peak_ratio == pytest.approx(1)


def test_a_disputed_share_shows_as_a_range_around_the_used_value():
    found = profile(protocol("in_racemic"), Patient(70), "high")
    low, high = found.exposure_range
    assert low < found.exposure_ng_h_ml < high
    caution = compare(protocol("in_racemic"), protocol("iv_depression"), Patient(70)).cautions
    assert any("disputed" in sentence for sentence in caution)


def test_esketamine_beside_the_racemate_is_never_compared_without_saying_so():
    found = compare(protocol("iv_depression"), protocol("esketamine_induction"), Patient(70))
    assert any("esketamine alone" in sentence for sentence in found.cautions)


def test_an_assumed_duration_is_said():
    found = compare(protocol("iv_montreal"), protocol("iv_depression"), Patient(70))
    assert any("assumed" in sentence for sentence in found.cautions)


@settings(max_examples=12, deadline=None)
@given(st.sampled_from(list(protocols())), st.sampled_from(["low", "high"]), st.integers(45, 140))
def test_every_profile_is_finite_and_nobody_leaves_before_the_least_stay(key, end, weight):
    found = profile(protocol(key), Patient(weight), end)
    numbers = [
        found.exposure_ng_h_ml,
        found.peak_ng_ml,
        found.stay_min,
        *found.exposure_range,
        *found.peak_range,
    ]
    assert np.isfinite(numbers).all()
    assert found.stay_min >= found.monitoring.leave_after(found.course.regimen)
    assert found.exposure_range[0] <= found.exposure_ng_h_ml <= found.exposure_range[1]
    assert found.course_mg == pytest.approx(found.dose_mg * found.visits)
    assert found.room_hours == pytest.approx(found.visits * found.stay_min / 60)
