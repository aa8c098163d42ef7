"""A plan for what comes after: small, seen by somebody, and fitting the therapy."""

import pytest

from kapedu.knowledge import Status
from kapedu.practice.integration_plan import (
    IntegrationError,
    Plan,
    acts,
    contacts,
    gaps,
    homework,
    homework_status,
    therapies,
    waits,
)

GOOD = {
    "act": "call",
    "contact": "visit",
    "parked": "two",
    "signs": ("sleep", "calls"),
    "watcher": "Dora",
    "call": "The clinic, the same day",
    "therapy": "act",
    "homework": "one",
}


def plan(**changes):
    return Plan(**{**GOOD, **changes})


def test_a_good_plan_lacks_nothing():
    assert gaps(plan()) == ()


@pytest.mark.parametrize(
    ("changes", "place", "words"),
    [
        ({"act": "job"}, "Within a day", "cannot be taken back"),
        ({"act": "sometime"}, "Within a day", "no time"),
        ({"act": "letter"}, "Within a day", "comes from you"),
        ({"contact": "month"}, "Contact", "too late"),
        ({"parked": "none"}, "Big decisions", "Neither at once nor never"),
        ({"signs": ("sleep",)}, "Early signs", "at least 2"),
        ({"signs": ("low", "hopeless")}, "Early signs", "Nobody else could see"),
        ({"watcher": " "}, "Early signs", "Nobody else is watching"),
        ({"call": ""}, "Early signs", "Nobody is called"),
        ({"homework": "two"}, "Homework", "does not fit"),
    ],
)
def test_each_thing_that_is_missing_is_named_at_its_place(changes, place, words):
    found = gaps(plan(**changes))
    assert any(one.place == place and words in one.words for one in found)
    assert {one.place for one in found} == {place}


def test_every_therapy_has_one_homework_that_fits_and_others_that_do_not():
    for therapy in therapies():
        clean = [key for key in homework(therapy) if not gaps(plan(therapy=therapy, homework=key))]
        assert len(clean) == 1
        assert len(homework(therapy)) >= 3


def test_two_acts_are_good_and_each_of_the_others_fails_for_a_reason():
    assert sum(not gaps(plan(act=name)) for name in acts()) == 2


def test_homework_is_shown_as_unverified():
    assert homework_status().status is Status.UNVERIFIED


@pytest.mark.parametrize("field", ["act", "contact", "parked", "therapy", "homework"])
def test_what_does_not_exist_is_told_with_what_does(field):
    with pytest.raises(IntegrationError, match="'x': there is "):
        gaps(plan(**{field: "x"}))


def test_there_is_something_to_choose_from():
    assert len(contacts()) >= 3
    assert len(waits()) >= 3
