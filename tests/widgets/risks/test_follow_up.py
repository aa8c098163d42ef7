"""Decide at each visit; be told what this course would do, and why."""

import pytest

from kapedu.widgets.risks.follow_up import _FollowUp


@pytest.fixture
def months():
    return _FollowUp()


def test_no_decision_explains_nothing(months):
    months.tell.click()
    assert "First decide" in months.reading.html
    assert months.onward.disabled


def test_a_decision_is_compared_and_explained_with_its_status(months):
    months.choice.value = "hold"
    months.tell.click()
    assert "More careful than we would be" in months.reading.html
    assert "course-rule" in months.reading.html
    months.onward.click()
    assert "Month 6" in months.scene.html
    assert months.choice.value is None


def test_the_last_visit_tells_the_score_and_begins_again(months):
    for choice in ("on", "look", "hold"):
        months.choice.value = choice
        months.tell.click()
        last = months.reading.html
        months.onward.click()
    assert "3 of 3 as we would" in last
    assert months.place == 0
    assert months.same == 0


def test_another_person_begins_at_the_first_visit(months):
    months.choice.value = "on"
    months.tell.click()
    months.who.value = "zoe"
    assert "Zoe, 27" in months.scene.html
    assert "Day 1" in months.scene.html
