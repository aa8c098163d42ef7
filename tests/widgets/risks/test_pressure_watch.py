"""Guess the peak, then try schedules on it."""

import re

import pytest

from kapedu.widgets.risks.pressure_watch import _Watch


@pytest.fixture
def watch():
    return _Watch()


def met(watch):
    return [int(number) for number in re.search(r"<b>(\d+) of (\d+) mmHg", watch.reading.html).groups()]


def test_nothing_is_shown_before_the_guess(watch):
    assert watch.shown.children == ()
    watch.button.click()
    assert "You expected the peak at minute 20" in watch.reading.html


def test_the_schedule_of_the_course_meets_the_peak_of_an_infusion_and_looking_at_the_ends_misses_it(watch):
    watch.button.click()
    seen, highest = met(watch)
    assert seen == highest
    watch.schedule.value = "ends"
    seen, highest = met(watch)
    assert seen < highest / 2


@pytest.mark.parametrize("route", ["iv", "im", "esketamine-in", "sl"])
def test_every_route_can_be_watched(watch, route):
    watch.route.value = route
    watch.button.click()
    assert watch.checks()[0] == 0
    assert "minute <b>" in watch.reading.html


def test_a_schedule_nobody_published_says_so(watch):
    watch.route.value = "im"
    watch.button.click()
    assert "clinic-policy example" in watch.reading.html


def test_a_new_route_asks_for_a_new_guess(watch):
    watch.button.click()
    watch.route.value = "sl"
    assert watch.shown.children == ()
