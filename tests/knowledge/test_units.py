import math

import pytest

from kapedu.knowledge.units import DOSE_OR_THRESHOLD_UNITS, LIMITS, TEXT_UNITS, Limits, known_unit


@pytest.mark.parametrize(
    ("unit", "base"),
    [
        ("L/h", "L/h"),
        ("L/h per 70 kg", "L/h"),
        ("% change (women relative to men)", "% change"),
        ("% by min", "%"),
        ("fraction (total)", "fraction"),
        ("min, median", "min"),
        ("MADRS points vs midazolam", "MADRS points"),
        ("text", "text"),
    ],
)
def test_a_unit_is_known_by_what_it_starts_with(unit, base):
    assert known_unit(unit) == base


@pytest.mark.parametrize("unit", ["", "furlong", "minute", "Lh", "ng/ml", " L", "fractional"])
def test_a_unit_that_starts_with_nothing_known_is_unknown(unit):
    assert known_unit(unit) is None


@pytest.mark.parametrize(
    ("unit", "number", "allowed"),
    [
        ("L", -1, False),
        ("L", 0, True),
        ("ng/mL", -0.1, False),
        ("min", -5, False),
        ("L/h", -84, False),
        ("fraction", 1.01, False),
        ("fraction", 1, True),
        ("%", 101, False),
        ("%", 100, True),
        ("% change", -40, True),
        ("Spearman r", 1.2, False),
        ("points", -18.9, True),
    ],
)
def test_limits_keep_out_impossible_numbers(unit, number, allowed):
    assert LIMITS[unit].allow(number) is allowed


def test_nothing_is_within_limits_when_it_is_not_a_number():
    assert not Limits().allow(math.nan)


def test_limits_say_in_words_what_they_allow():
    assert [str(LIMITS[unit]) for unit in ("L", "fraction", "points")] == [
        "0 or more",
        "0 to 1",
        "any number",
    ]


def test_units_of_doses_are_units_of_numbers():
    assert set(DOSE_OR_THRESHOLD_UNITS) <= LIMITS.keys()
    assert not set(TEXT_UNITS) & LIMITS.keys()
