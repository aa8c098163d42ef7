import csv
from math import exp, gamma, log, sqrt
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kapedu.evidence.arm import ArmError, Counts, Means
from kapedu.evidence.effect_size import (
    from_interval,
    from_standard_error,
    hedges_g,
    log_odds_ratio,
    log_risk_ratio,
    mean_difference,
    risk_difference,
    small_sample_correction,
)
from kapedu.evidence.errors import EvidenceError

ORACLE = Path(__file__).parents[1] / "validation" / "evidence" / "oracle.csv"
ZEROS = [((0, 10), (3, 20)), ((3, 10), (0, 20)), ((0, 10), (0, 20)), ((10, 10), (4, 12))]
FORMULAS = {"RR": log_risk_ratio, "OR": log_odds_ratio, "RD": risk_difference}
arms = st.integers(1, 400).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


def metafors(measure, quantity):
    with ORACLE.open(encoding="utf-8") as lines:
        return next(
            float(row["value"])
            for row in csv.DictReader(lines)
            if (row["data"], row["quantity"]) == (f"zero-{measure}", quantity)
        )


@pytest.mark.parametrize("measure", list(FORMULAS))
@pytest.mark.parametrize(("place", "cells"), list(enumerate(ZEROS, start=1)))
def test_an_empty_cell_is_handled_as_metafor_does_and_said(measure, place, cells):
    effect = FORMULAS[measure](*(Counts(*arm) for arm in cells))
    assert effect.value == pytest.approx(metafors(measure, f"yi{place}"), rel=1e-9, abs=1e-12)
    assert effect.variance == pytest.approx(metafors(measure, f"vi{place}"), rel=1e-9)
    (note,) = effect.notes
    assert "empty cell: 0.5 added to each of the four cells" in note
    assert ("next to nothing" in note) == (cells[0][0] == cells[1][0] == 0)


@pytest.mark.parametrize("formula", list(FORMULAS.values()))
@settings(deadline=None, max_examples=40)
@given(treated=arms, control=arms)
def test_swapping_the_arms_turns_the_effect_round(formula, treated, control):
    one, other = formula(Counts(*treated), Counts(*control)), formula(Counts(*control), Counts(*treated))
    assert one.value == pytest.approx(-other.value, abs=1e-12)
    assert one.variance == pytest.approx(other.variance)
    assert one.variance > 0


def test_hedges_g_with_the_approximate_factor_is_the_textbook_example():
    """Borenstein et al., Introduction to Meta-Analysis (2009), p. 27: d 0.5970, J 0.9923, g 0.5924."""
    treated, control = Means(103, 5.5, 50), Means(100, 4.5, 50)
    assert round(small_sample_correction(98, "approximate"), 4) == 0.9923
    assert round(hedges_g(treated, control, "approximate").value, 4) == 0.5924
    assert "approximate J" in hedges_g(treated, control, "approximate").convention
    assert "exact J" in hedges_g(treated, control).convention


@pytest.mark.parametrize("df", [2, 3, 10, 50, 200])
def test_the_exact_factor_is_the_ratio_of_gamma_functions(df):
    expected = gamma(df / 2) / (sqrt(df / 2) * gamma((df - 1) / 2))
    assert small_sample_correction(df) == pytest.approx(expected)


def test_an_unknown_factor_is_refused():
    with pytest.raises(EvidenceError, match="'rough' is not one of exact, approximate"):
        small_sample_correction(10, "rough")


def test_a_published_difference_gives_back_its_standard_error():
    """TRANSFORM-2: -4.0 (-7.31, -0.64) was published with SE 1.69."""
    assert from_interval("MD", -4.0, -7.31, -0.64).se == pytest.approx(1.69, abs=0.02)


@settings(deadline=None, max_examples=40)
@given(value=st.floats(-3, 3), se=st.floats(0.01, 3), level=st.sampled_from([0.8, 0.9, 0.95, 0.99]))
def test_an_effect_survives_the_way_through_its_own_interval(value, se, level):
    first = from_standard_error("OR", exp(value), se)
    low, high = first.interval(level)
    again = from_interval("HR", first.shown, low, high, level)
    assert again.value == pytest.approx(value, abs=1e-9)
    assert again.se == pytest.approx(se, rel=1e-6)
    assert again.notes == ()


def test_an_interval_lopsided_on_the_log_scale_is_pointed_out_and_a_symmetrical_one_is_not():
    assert "on the log scale" in from_interval("RR", 2.0, 1.0, 3.0).notes[0]
    assert from_interval("RR", 2.0, 1.0, 4.0).notes == ()
    assert from_interval("MD", 2.0, 1.0, 3.0).notes == ()


@pytest.mark.parametrize(
    ("figures", "field", "told"),
    [
        (
            ("MD", -6.1, 1.0, 11.16),
            "estimate",
            "outside its own interval",
        ),  # Glue 2024 as printed: a lost sign
        (("OR", 0.25, 0.57, 17.02), "estimate", "outside its own interval"),  # Almeida 2024 as printed
        (("RR", -1.0, 0.5, 2.0), "estimate", "a ratio is above 0"),
        (("RR", 1.0, 0.0, 2.0), "ci_low", "a ratio is above 0"),
        (("MD", 1.0, 2.0, 0.0), "ci_high", "not above ci_low"),
        (("MD", float("nan"), 0.0, 2.0), "estimate", "not a finite number"),
    ],
)
def test_an_impossible_published_result_is_refused_and_the_figure_named(figures, field, told):
    with pytest.raises(ArmError, match=told) as refused:
        from_interval(*figures)
    assert refused.value.field == field


def test_a_standard_error_must_be_above_zero_and_a_measure_known():
    with pytest.raises(ArmError, match="standard error is above 0"):
        from_standard_error("MD", 1.0, 0.0)
    with pytest.raises(EvidenceError, match="'XX' is not one of MD, SMD, RR, OR, RD, HR"):
        from_standard_error("XX", 1.0, 1.0)


def test_a_mean_difference_is_the_raw_one_of_the_sheet():
    effect = mean_difference(Means(-21.4, 12.32, 101), Means(-17.0, 13.88, 100))
    assert (round(effect.value, 2), round(effect.se, 2)) == (-4.4, 1.85)
    assert log(2) == pytest.approx(log_risk_ratio(Counts(20, 100), Counts(10, 100)).value)
