"""Effects, checked against the figures that the sheet itself computed from the same sources."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kapedu.knowledge import fact
from kapedu.pharmacology import Patient, Regimen, dissociation, occupancy_band, simulate
from kapedu.pharmacology.effect import AFFINITIES, occupancy_by_affinity

concentrations = st.floats(0, 5000)


def test_occupancy_at_the_depression_dose_lies_in_the_band_of_the_sheet():
    """Sheet: Ebert 46-52 %, 34-40 % with Kp,uu 0.6; Salat 78-82 %; shown as a band of 30-80 %."""
    band = occupancy_band(float(fact("pkpd.threshold_concentrations.antidepressant_dose_Cmax")))
    low, high = (share / 100 for share in fact("pkpd.binding_potency.nmda_occupancy_185").value)
    assert band.low == pytest.approx(low, abs=0.04)
    assert band.high == pytest.approx(high, abs=0.02)


def test_occupancy_by_hand():
    """185 ng/mL racemate: 0.389 umol/L of each; low: 0.53 free x 0.6 brain over Ki 0.3 and 1.4."""
    umol = 185 / 237.7 / 2
    driven = 0.53 * 0.6 * (umol / 0.3 + umol / 1.4)
    assert occupancy_band(185).low == pytest.approx(driven / (1 + driven), rel=1e-9)
    salat = (0.65 * umol + 0.71 * umol * 0.3 / 1.4) / (0.119 * 0.5 * (1 + 0.3 / 1.4))
    assert occupancy_band(185).high == pytest.approx(salat / (1 + salat), rel=1e-9)


@given(concentrations, st.floats(0, 1))
def test_the_band_is_ordered_and_a_share(total, s_share):
    band = occupancy_band(total, s_share * total)
    assert 0 <= band.low <= band.high < 1


@given(concentrations, st.floats(1.01, 3))
def test_more_ketamine_occupies_more(total, factor):
    less, more = occupancy_band(total), occupancy_band(total * factor)
    assert less.low <= more.low
    assert less.high <= more.high


def test_s_ketamine_occupies_more_than_the_same_amount_of_racemate():
    assert occupancy_band(100, 100).low > occupancy_band(100).low
    assert occupancy_band(100, 100).high > occupancy_band(100).high


def test_the_band_takes_a_whole_course():
    course = simulate(Regimen.parse("iv 35 mg over 40 min"), Patient(70), np.arange(0, 100.0))
    band = occupancy_band(course.effect_site_ng_ml, course.effect_site_s_ng_ml)
    assert band.low.shape == band.high.shape == (100,)
    assert band.low[0] == pytest.approx(0, abs=1e-12)


@pytest.mark.parametrize("wrong", [-1, np.nan, np.inf, [10, -1]])
def test_impossible_concentrations_are_refused(wrong):
    with pytest.raises(ValueError, match="concentrations are 0 or more"):
        occupancy_band(wrong)
    with pytest.raises(ValueError, match="concentrations are 0 or more"):
        dissociation(wrong)


def test_more_s_ketamine_than_ketamine_is_refused():
    with pytest.raises(ValueError, match="part of the total"):
        occupancy_band(100, 101)


def test_dissociation_is_half_at_the_published_concentration():
    assert dissociation(float(fact("pkpd.effect_site.olofsen2022.C50_ng_mL"))) == pytest.approx(0.5)


def test_dissociation_follows_the_course_that_the_sheet_computed():
    """Sheet, section 5: with slope 3 the effect at 80 and 110 min is 12 % and 4 % of its peak."""
    course = simulate(Regimen.parse("iv 35 mg over 40 min"), Patient(70), np.arange(0, 240.0))
    effect = dissociation(course.effect_site_s_ng_ml)
    assert 100 * effect[80] / effect.max() == pytest.approx(12, abs=1)
    assert 100 * effect[110] / effect.max() == pytest.approx(4, abs=0.6)


@given(st.lists(concentrations, min_size=2, max_size=5))
def test_dissociation_rises_with_concentration_from_nothing_to_below_one(values):
    ordered = dissociation(sorted(values))
    assert (np.diff(ordered) >= 0).all()
    assert ((ordered >= 0) & (ordered < 1)).all()
    assert dissociation(0) == 0


def test_a_slope_of_one_is_the_hyperbola_and_the_default_is_that_of_the_course():
    levels = np.array([0.0, 30, 121, 500])
    half = float(fact("pkpd.effect_site.olofsen2022.C50_ng_mL"))
    np.testing.assert_allclose(dissociation(levels, 1), levels / (half + levels), rtol=1e-12)
    chosen = float(fact("pkpd.effect_site.readout.hill_gamma"))
    np.testing.assert_array_equal(dissociation(levels, chosen), dissociation(levels))


def test_sensitivity_differs_by_patient():
    levels = np.full((2, 3), 121.0)
    found = dissociation(levels, half_effect_factor=np.array([1.0, 2.0])[:, None])
    assert found.shape == (2, 3)
    assert found[0] == pytest.approx(0.5)
    assert found[1] == pytest.approx(1 / 9)


@pytest.mark.parametrize("wrong", [0, -1, np.nan, np.inf, "steep"])
def test_an_impossible_slope_or_factor_is_refused_by_name(wrong):
    with pytest.raises(ValueError, match="hill_slope"):
        dissociation([1.0], wrong)
    with pytest.raises(ValueError, match="half_effect_factor"):
        dissociation([1.0], half_effect_factor=wrong)


@given(concentrations, st.floats(0.01, 1000))
def test_dissociation_is_a_share_for_any_slope(level, slope):
    assert 0 <= dissociation(level, slope) <= 1


def test_the_affinities_apart_span_the_band_of_all():
    """The low edge of the band is that of the weakest published binding, the high edge that of the strongest."""
    apart, band = occupancy_by_affinity(185), occupancy_band(185)
    assert list(apart) == list(AFFINITIES)
    assert apart["ebert"].low == pytest.approx(band.low, rel=1e-12)
    assert apart["salat"].high == pytest.approx(band.high, rel=1e-12)


def test_occupancy_with_one_affinity_agrees_with_the_sheet():
    """Sheet, at 185 ng/mL: Ebert 46-52 % with plasma free fractions, Salat 78-82 %; each ends its own band."""
    apart = occupancy_by_affinity(185)
    assert 0.46 <= apart["ebert"].high <= 0.52
    assert 0.78 <= apart["salat"].high <= 0.82


@given(concentrations, st.floats(0, 1))
def test_each_affinity_gives_an_ordered_band_and_the_two_checked_ones_lie_within_the_whole(total, s_share):
    """The affinity that nobody verified lies a little below Ebert's and does not widen the band."""
    whole, apart = occupancy_band(total, s_share * total), occupancy_by_affinity(total, s_share * total)
    assert all(0 <= band.low <= band.high < 1 for band in apart.values())
    for name in ("ebert", "salat"):
        assert whole.low <= apart[name].low + 1e-12
        assert apart[name].high <= whole.high + 1e-12


def test_occupancy_by_affinity_refuses_impossible_levels():
    with pytest.raises(ValueError, match="concentrations are 0 or more"):
        occupancy_by_affinity(-1)
