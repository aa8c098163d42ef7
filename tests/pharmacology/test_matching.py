"""Doses that match, and the next dose: checked by simulating the answer."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kapedu.knowledge import fact
from kapedu.pharmacology import Dose, DosingError, Patient, Regimen, simulate
from kapedu.pharmacology.errors import TimeError
from kapedu.pharmacology.matching import matching_dose, next_dose

PATIENT = Patient(70)
INFUSION = Dose("iv", 35, over_min=40)
TIMES = np.arange(0, 7201.0)


@pytest.mark.parametrize(
    ("route", "path"),
    [
        ("po", "oral_racemic.F_tablet"),
        ("sl", "sublingual_wafer_racemic.F"),
        ("im", "intramuscular.F"),
        ("in", "nasal_racemic.F_default"),
    ],
)
def test_the_same_exposure_needs_the_dose_divided_by_the_share_that_arrives(route, path):
    match = matching_dose(INFUSION, route, PATIENT)
    assert match.dose.amount == pytest.approx(35 / float(fact(f"pkpd.absorption.{path}")), rel=1e-4)
    assert match.reached == pytest.approx(match.wanted, rel=1e-5)


def test_exposure_is_dose_over_clearance():
    """84 L/h at 70 kg: 35 mg give 35/84 mg*h/L."""
    wanted = matching_dose(INFUSION, "im", PATIENT).wanted
    assert wanted / 60 == pytest.approx(1000 * 35 / 84, rel=1e-4)


@settings(max_examples=15)
@given(
    st.sampled_from(["im", "sl", "po", "in"]),
    st.floats(5, 60),
    st.sampled_from(["arterial", "venous", "effect_site_s"]),
)
def test_the_same_peak_is_reached(route, amount, trace):
    match = matching_dose(Dose("iv", amount, over_min=40), route, PATIENT, by="peak", trace=trace)
    found = getattr(simulate(match.dose, PATIENT, TIMES), f"{trace}_ng_ml").max()
    wanted = getattr(simulate(Dose("iv", amount, over_min=40), PATIENT, TIMES), f"{trace}_ng_ml").max()
    assert found == pytest.approx(wanted, rel=1e-5)


def test_matching_there_and_back_gives_the_dose_again():
    there = matching_dose(INFUSION, "im", PATIENT, by="peak")
    back = matching_dose(there.dose, "iv", PATIENT, by="peak", over_min=40)
    assert back.dose.amount == pytest.approx(35, rel=1e-4)


def test_a_share_given_by_hand_is_used():
    match = matching_dose(INFUSION, "in", PATIENT, bioavailability=0.45)
    assert match.dose.amount == pytest.approx(35 / 0.45, rel=1e-4)


def test_nasal_esketamine_comes_in_whole_devices_and_says_how_near_it_comes():
    match = matching_dose(INFUSION, "esketamine-in", PATIENT, trace="effect_site_s", by="peak")
    assert match.dose.amount in (28, 56, 84)
    assert any("whole devices" in note for note in match.notes)
    assert any("not equal effects" in note for note in match.notes)
    others = [Dose("esketamine-in", amount) for amount in (28, 56, 84)]
    peaks = [simulate(other, PATIENT, TIMES).effect_site_s_ng_ml.max() for other in others]
    nearest = min(zip(peaks, others, strict=True), key=lambda pair: abs(np.log(pair[0] / match.wanted)))
    assert nearest[1] == match.dose


def test_the_next_dose_is_the_earliest_that_keeps_below_the_limit():
    second = Dose("im", 25)
    found = next_dose(INFUSION, second, PATIENT, peak_below_ng_ml=200)

    def peak(minute):
        both = Regimen((INFUSION, Dose("im", 25, at_min=minute)))
        return simulate(both, PATIENT, TIMES).effect_site_ng_ml[int(minute) :].max()

    assert peak(found.minute) == pytest.approx(found.peak_ng_ml)
    assert found.peak_ng_ml < 200 <= peak(found.minute - 1)
    assert found.dose.at_min == found.minute


def test_with_a_high_limit_the_next_dose_follows_at_once():
    assert next_dose(INFUSION, Dose("im", 25), PATIENT, peak_below_ng_ml=2000).minute == 40


def test_doses_that_cannot_match_or_follow_are_refused():
    with pytest.raises(DosingError, match="above 13 mg/kg"):
        matching_dose(Dose("iv", 300), "po", PATIENT)
    with pytest.raises(DosingError, match="unknown route"):
        matching_dose(INFUSION, "rectal", PATIENT)
    with pytest.raises(ValueError, match="by 'feeling' is not known; write exposure or peak"):
        matching_dose(INFUSION, "im", PATIENT, by="feeling")
    with pytest.raises(ValueError, match="trace 'brain' is not known"):
        matching_dose(INFUSION, "im", PATIENT, trace="brain")
    with pytest.raises(ValueError, match="peak_below_ng_ml 50: im 25 mg alone reaches"):
        next_dose(INFUSION, Dose("im", 25), PATIENT, peak_below_ng_ml=50)
    with pytest.raises(TimeError, match="let time zero be closer"):
        next_dose(Dose("im", 25, at_min=8000), Dose("im", 25), PATIENT, peak_below_ng_ml=500)


@pytest.mark.parametrize("wrong", [0, -3, np.nan, np.inf, "high", None])
def test_an_impossible_limit_is_refused(wrong):
    with pytest.raises(ValueError, match="peak_below_ng_ml"):
        next_dose(INFUSION, Dose("im", 25), PATIENT, peak_below_ng_ml=wrong)
