"""The plan for what comes after, driven without a browser."""

import pytest

from kapedu.practice.integration_plan import therapies
from kapedu.widgets.session_phases.integration_planner import IntegrationPlanner


@pytest.fixture
def planner():
    return IntegrationPlanner()


def fill(planner):
    planner.act.value = "call"
    planner.contact.value = "visit"
    planner.parked.value = "two"
    planner.signs.value = ["sleep", "calls"]
    planner.watcher.value = "Dora <D>"
    planner.call.value = "The clinic, the same day"
    planner.homework.value = "one"


def test_what_was_not_chosen_is_asked_for_first(planner):
    planner.check.click()
    assert "Choose first: Within a day" in planner.lacks.html


def test_the_plan_follows_the_form_and_takes_no_markup(planner):
    fill(planner)
    assert "Ring my sister tonight at seven" in planner.plan.html
    assert "Dora &lt;D&gt;" in planner.plan.html
    assert "status: unverified" in planner.plan.html
    planner.check.click()
    assert "Nothing is missing" in planner.lacks.html


def test_a_change_takes_the_verdict_away_and_the_next_check_finds_it(planner):
    fill(planner)
    planner.check.click()
    planner.act.value = "job"
    assert planner.lacks.html == ""
    planner.check.click()
    assert "Look again at 1 thing." in planner.lacks.html
    assert "cannot be taken back" in planner.lacks.html


def test_another_therapy_brings_other_homework(planner):
    seen = set()
    for therapy in therapies():
        planner.therapy.value = therapy
        assert planner.homework.value is None
        seen |= set(planner.homework.options.values())
    assert len(seen) == 3 * len(therapies())
