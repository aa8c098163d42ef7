"""Decide moment after moment; the criteria say what was missing."""

import pytest

from kapedu.widgets.risks.may_she_leave import _Leaving


@pytest.fixture
def leaving():
    return _Leaving()


def test_the_first_moment_shows_the_person_and_the_readings(leaving):
    assert "Mara, 44" in leaving.scene.html
    assert "30 minutes" in leaving.scene.html
    assert "modified Aldrete 8 of 10" in leaving.scene.html


def test_letting_go_too_early_names_what_was_missing(leaving):
    leaving.stay.click()
    leaving.leave.click()
    assert "Too early." in leaving.scene.html
    assert "at least 120 minutes" in leaving.scene.html
    assert "90 minutes" in leaving.scene.html


def test_waiting_until_all_is_met_ends_well_and_lists_the_criteria(leaving):
    for _ in range(3):
        leaving.stay.click()
    leaving.leave.click()
    assert "Nobody left too early" in leaving.scene.html
    assert "a responsible adult" in leaving.scene.html
    assert leaving.leave.disabled
    leaving.leave.click()
    assert leaving.place == 4


def test_waiting_at_the_end_is_no_harm_but_is_said(leaving):
    for _ in range(4):
        leaving.stay.click()
    assert "Every criterion was met" in leaving.scene.html


def test_another_person_begins_anew(leaving):
    leaving.leave.click()
    leaving.who.value = "jon"
    assert leaving.place == 0
    assert "Jon, 29" in leaving.scene.html
    assert leaving.past.html == ""
