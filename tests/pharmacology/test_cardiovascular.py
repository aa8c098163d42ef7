"""Blood pressure and heart rate: the cohorts as published, their disagreement, and the chance of a high pressure."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import norm

from kapedu.knowledge import fact
from kapedu.pharmacology import Patient, Regimen, simulate
from kapedu.pharmacology.cardiovascular import (
    MEASURES,
    chance_systolic_above,
    cohorts,
    reference_level_ng_ml,
    rises,
)


@pytest.fixture(scope="module")
def course():
    return simulate(Regimen.parse("iv 0.5 mg/kg over 40 min"), Patient(70), np.arange(0, 241.0))


def test_every_cohort_reaches_its_published_mean_at_the_peak(course):
    found = rises(course.effect_site_s_ng_ml)
    published = {
        "emory": "emory_2018.dSBP",
        "china": "china_135.dSBP",
        "meta": "vankawala_meta.dSBP",
        "yale": "yale_2024.dSBP",
    }
    assert list(found) == list(published)
    for key, path in published.items():
        assert found[key].mean.max() == pytest.approx(float(fact(f"pkpd.blood_pressure.{path}")), rel=1e-6)


def test_the_checked_cohorts_differ_by_a_factor_of_five(course):
    peaks = [rise.mean.max() for rise in rises(course.effect_site_s_ng_ml).values()]
    assert max(peaks) / min(peaks) == pytest.approx(16 / 3.28, rel=1e-6)


def test_the_rise_is_over_when_the_trials_say_so(course):
    """A trial saw normal values at 100 min, another baseline 1.5 h after the end: under a third, then a quarter."""
    mean = rises(course.effect_site_s_ng_ml)["meta"].mean
    assert mean[100] < mean.max() / 3
    assert mean[130] < mean.max() / 4
    assert mean[0] == pytest.approx(0, abs=1e-9)
    assert 35 <= mean.argmax() <= 45


def test_a_standard_deviation_is_given_only_where_one_is_published(course):
    found = rises(course.effect_site_s_ng_ml)
    assert found["yale"].sd.max() == pytest.approx(11.2, rel=1e-6)
    assert all(found[key].sd is None for key in ("emory", "china", "meta"))
    assert all("design choice" in rise.note for rise in found.values())


def test_unverified_cohorts_are_used_only_when_named(course):
    assert "wan" not in rises(course.effect_site_s_ng_ml)
    assert rises(course.effect_site_s_ng_ml, cohort="wan")["wan"].cohort.peak.status == "unverified"


def test_heart_rate_has_the_two_cohorts_that_published_one(course):
    found = rises(course.effect_site_s_ng_ml, "heart rate")
    assert {key: round(float(rise.mean.max()), 2) for key, rise in found.items()} == {
        "china": 1.9,
        "meta": 4.09,
    }


def test_chances_are_normal_tails_by_hand():
    chance = chance_systolic_above(150, 180)
    assert chance.by_cohort["yale"] == pytest.approx(norm.sf((180 - 166) / 11.2), rel=1e-9)
    assert chance.by_cohort["emory"] == pytest.approx(norm.sf((180 - 153.28) / 11.2), rel=1e-9)
    assert (chance.low, chance.high) == (chance.by_cohort["emory"], chance.by_cohort["yale"])
    wider = chance_systolic_above(150, 180, baseline_sd_mmhg=10, cohort="yale")
    assert wider.low == wider.high == pytest.approx(norm.sf((180 - 166) / np.hypot(11.2, 10)), rel=1e-9)


def test_the_borrowed_deviation_is_said():
    assert any(
        "Emory 2018" in note and "Yale 2024 is borrowed" in note for note in chance_systolic_above(150).notes
    )
    assert not any("borrowed" in note for note in chance_systolic_above(150, cohort="yale").notes)


def test_the_threshold_of_the_course_is_180_and_a_lower_dose_lowers_the_chance(course):
    usual = chance_systolic_above(160)
    assert usual == chance_systolic_above(160, 180, effect_site_s_ng_ml=course.effect_site_s_ng_ml)
    half = chance_systolic_above(160, effect_site_s_ng_ml=course.effect_site_s_ng_ml / 2)
    assert half.high < usual.high
    nothing = chance_systolic_above(160, effect_site_s_ng_ml=[0, 0])
    assert (nothing.low, nothing.high) == (0, 0)
    assert chance_systolic_above(190, effect_site_s_ng_ml=[0]).low == 1


@given(st.floats(80, 220), st.floats(0, 30))
def test_a_chance_is_a_share_and_rises_with_the_baseline(baseline, more):
    lower, higher = chance_systolic_above(baseline), chance_systolic_above(min(baseline + more, 220))
    for key, chance in lower.by_cohort.items():
        assert 0 <= chance <= 1
        assert higher.by_cohort[key] >= chance - 1e-15
    assert lower.low <= lower.high


@given(st.lists(st.floats(0, 200), min_size=1, max_size=5), st.sampled_from(MEASURES))
def test_rises_are_finite_and_in_proportion(levels, measure):
    for rise in rises(levels, measure).values():
        assert np.isfinite(rise.mean).all()
        np.testing.assert_allclose(
            rise.mean,
            float(rise.cohort.peak) * np.array(levels) / reference_level_ng_ml(),
            rtol=1e-12,
            atol=1e-300,  # below it, floats lose digits
        )


def test_wrong_questions_are_refused_with_what_is_allowed(course):
    levels = course.effect_site_s_ng_ml
    with pytest.raises(ValueError, match="measure 'mean' is not known; write one of systolic"):
        rises(levels, "mean")
    with pytest.raises(ValueError, match="cohort 'oslo' has no systolic figure on file; write one of emory"):
        rises(levels, cohort="oslo")
    with pytest.raises(
        ValueError, match="cohort 'yale' has no heart rate figure on file; write one of china, meta"
    ):
        rises(levels, "heart rate", "yale")
    with pytest.raises(ValueError, match=r"reaches 325 ng/mL.*up to 217 ng/mL only"):
        rises(3 * levels)
    with pytest.raises(ValueError, match="concentrations are 0 or more"):
        rises([np.nan])


@pytest.mark.parametrize("wrong", [np.nan, np.inf, 0, 59, 261, "high", None, True])
def test_impossible_pressures_are_refused_with_the_range(wrong):
    with pytest.raises(ValueError, match=r"baseline_mmhg .*give 60 to 260 mmHg"):
        chance_systolic_above(wrong)
    if wrong is not None:
        with pytest.raises(ValueError, match=r"threshold_mmhg .*give 60 to 260 mmHg"):
            chance_systolic_above(120, wrong)


@pytest.mark.parametrize("wrong", [np.nan, np.inf, -1, "wide", None, True])
def test_an_impossible_spread_is_refused(wrong):
    with pytest.raises(ValueError, match="baseline_sd_mmhg"):
        chance_systolic_above(120, baseline_sd_mmhg=wrong)


def test_cohorts_are_listed_by_rise():
    peaks = [float(cohort.peak) for cohort in cohorts("diastolic", unverified=True).values()]
    assert peaks == sorted(peaks)
    assert len(peaks) == 5
