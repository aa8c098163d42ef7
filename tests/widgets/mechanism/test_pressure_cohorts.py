"""Plan for a rise, then see the cohorts."""

import pytest

from kapedu.widgets.mechanism.pressure_cohorts import _Cohorts


def test_nothing_is_shown_before_a_plan_is_made():
    cohorts = _Cohorts()
    cohorts.plan.value = 20
    assert cohorts.shown.children == ()


@pytest.mark.parametrize(("plan", "above"), [(2, 4), (10, 2), (15, 1), (25, 0)])
def test_the_plan_is_compared_with_the_checked_averages(plan, above):
    cohorts = _Cohorts()
    cohorts.plan.value = plan
    cohorts.button.click()
    assert f"below {above} of 4 checked averages" in cohorts.reading.html


def test_the_spread_is_shown_when_asked_for():
    cohorts = _Cohorts()
    cohorts.button.click()
    assert "4.8 to 27.2" not in cohorts.view._shown["summary"]
    cohorts.detail.value = "spread"
    assert "4.8 to 27.2" in cohorts.view._shown["summary"]
    assert "27 mmHg" in cohorts.reading.html


def test_the_plan_for_systolic_pressure_is_not_drawn_among_diastolic_figures():
    cohorts = _Cohorts()
    cohorts.button.click()
    cohorts.pressure.value = "diastolic"
    assert "You planned" not in cohorts.view._shown["summary"]
    assert "Your plan" not in cohorts.reading.html


def test_every_cohort_says_what_was_averaged():
    cohorts = _Cohorts()
    cohorts.button.click()
    assert cohorts.reading.html.count("<li>") == 5


def test_switching_keeps_the_switches_in_place_so_that_the_keyboard_keeps_its_focus():
    cohorts = _Cohorts()
    cohorts.button.click()
    before = cohorts.shown.children
    cohorts.pressure.value = "diastolic"
    assert cohorts.shown.children == before
