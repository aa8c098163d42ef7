"""Published results on mood, compared with the printed figures."""

import pytest

from kapedu.figures.mood_studies import STUDY_LABELS, study


def points(name):
    return [(point.hours, round(point.percent), point.text) for point in study(name).points]


def test_responders_fall_from_the_first_day_to_the_seventh():
    assert points("han") == [
        (24, 100, "52.2 % responded"),
        (72, 92, "47.9 % responded"),
        (168, 76, "39.8 % responded"),
    ]


def test_the_difference_from_placebo_is_of_the_same_visit():
    # 84 mg against placebo: 17.6 - 9.7, 16.4 - 5.7, 15.3 - 4.9
    assert [text for _, _, text in points("daly")] == [
        "7.9 points better",
        "10.7 points better",
        "10.4 points better",
    ]


def test_the_pooled_effect_is_largest_on_day_one_and_lost_by_days_ten_to_twelve():
    assert points("kishimoto") == [(24, 100, "difference 1 SD"), (264, 0, "no longer seen")]
    assert "days 10 to 12" in study("kishimoto").about


def test_both_groups_of_the_masked_trial_improve():
    assert points("lii_ketamine")[0] == (24, 100, "12.4 points better")
    assert points("lii_placebo")[0][2] == "13.5 points better"


def test_every_label_has_a_study_but_none():
    assert study("none") is None
    assert all(study(name) is not None for name in STUDY_LABELS if name != "none")


def test_an_unknown_study_names_those_there_are():
    with pytest.raises(ValueError, match=r"'zarate'.*kishimoto"):
        study("zarate")
