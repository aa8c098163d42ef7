"""Match the infusion by another route."""

import re

import pytest

from kapedu.widgets.mechanism.route_match import _Match


def needed_mg(match):
    return float(re.search(r"needs about (\d+) mg", match.reading.html)[1])


def test_the_curves_stay_hidden_until_a_dose_was_guessed():
    match = _Match()
    match.dose.value = 200
    assert match.view is None
    match.button.click()
    assert match.view in match.shown.children
    assert "You guessed 200 mg" in match.reading.html


@pytest.mark.parametrize(("route", "dose_mg"), [("po", 175), ("sl", 121), ("im", 38), ("in", 140)])
def test_for_the_same_total_it_names_the_infused_dose_over_the_share(route, dose_mg):
    match = _Match()
    match.route.value = route
    match.button.click()
    assert needed_mg(match) == pytest.approx(dose_mg, abs=1)  # 35 mg / F


def test_the_dose_it_names_matches_the_goal_and_misses_the_other():
    match = _Match()
    match.goal.value = "peak"
    match.button.click()
    match.dose.value = round(needed_mg(match) / 5) * 5
    assert re.search(
        r"gives 1[6-9]\d % of the total exposure and (99|100|101) % of the peak", match.view._shown["summary"]
    )


def test_a_new_task_covers_the_curves_again():
    match = _Match()
    match.button.click()
    match.goal.value = "peak"
    assert match.view not in match.shown.children
    assert match.guessed_mg is None


def test_the_nose_has_a_slider_over_the_published_range_and_others_have_none():
    match = _Match()
    assert match.share not in match.sliders.children
    match.route.value = "in"
    assert match.share in match.sliders.children
    assert (match.share.minimum, match.share.maximum, match.share.value) == (11, 45, 25)


def test_a_larger_share_through_the_nose_needs_a_smaller_dose():
    match = _Match()
    match.route.value = "in"
    match.button.click()
    at_default = needed_mg(match)
    match.share.value = 45
    assert needed_mg(match) == pytest.approx(at_default * 25 / 45, abs=1)


def test_it_says_that_these_are_not_doses_to_give_and_what_the_model_assumes():
    match = _Match()
    match.button.click()
    assert "not a dose to give" in match.reading.html
    assert "What the model assumes" in match.reading.html
