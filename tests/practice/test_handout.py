from dataclasses import replace

import pytest

from kapedu.practice.handout import EXERCISE, all_text, handout
from kapedu.practice.pairing import pairing
from kapedu.practice.plan import make_plan
from kapedu.practice.plan_request import EXAMPLE, read_plan
from kapedu.practice.regimens import protocol
from kapedu.practice.standing import SIGN_OFF, TEACHES

REQUEST = read_plan(EXAMPLE, "example.yaml")


def words(**change):
    return "\n".join(all_text(handout(make_plan(replace(REQUEST, **change))).sections))


def test_it_is_marked_as_a_teaching_exercise_and_says_that_it_does_not_treat():
    assert handout(make_plan(REQUEST)).banner == EXERCISE
    assert TEACHES in words()


@pytest.mark.parametrize(
    "part",
    [
        "Mon 11 Jan 2027",
        "Sing in the choir again",
        "35 mg",
        "I stop answering the telephone",
        "dose 6 of 6",
        "session 16",
    ],
)
def test_what_the_person_needs_is_on_it(part):
    assert part in words()


def test_an_unverified_dose_is_labelled_on_paper_too():
    assert f"How far the dose was checked: {SIGN_OFF}." in words(protocol=protocol("im_kap"))


def test_the_programme_is_printed_for_the_spray_only():
    assert "Programme (United States)" in words(protocol=protocol("esketamine_induction"))
    assert "Programme (United States)" not in words()


def test_no_controlled_study_located_is_printed_where_that_is_so():
    assert "No controlled study located" in words(therapy=pairing("emdr"))
    assert "No controlled study located" not in words()


def test_on_hold_it_gives_reasons_and_no_dose():
    profile = replace(REQUEST.profile, answers={**REQUEST.profile.answers, "aneurysm": True})
    said = words(profile=profile)
    assert "On hold" in said
    assert "mg" not in said.replace("mg/", "").split("Sources")[0] or "Dose 1" not in said
    assert "Dose 1 of 6" not in said


def test_every_row_is_as_long_as_its_heads():
    for part in handout(make_plan(REQUEST)).sections:
        assert all(len(row) == len(part.columns) for row in part.rows)


def test_what_is_still_open_stands_first_and_says_that_no_date_holds_until_it_is_settled():
    profile = replace(REQUEST.profile, answers={**REQUEST.profile.answers, "bipolar": True})
    (first, *_) = handout(make_plan(replace(REQUEST, profile=profile))).sections[0].rows
    assert first[0] == "Not yet"
    assert "no date below holds, until this is settled" in first[1]
    assert "Bipolar disorder" in first[1]
    assert "Not yet" not in words()


@pytest.mark.parametrize(
    "part",
    [
        "a safety plan",
        "thoughts of suicide asked about",
        "call at once, day or night",
        "pregnancy test, until",
    ],
)
def test_it_plans_for_a_crisis_and_not_only_for_the_dose(part):
    assert part in words()
