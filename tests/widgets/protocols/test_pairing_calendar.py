import pytest

from kapedu.practice.pairing import pairings
from kapedu.widgets.protocols.pairing_calendar import _Calendar


@pytest.fixture
def calendar():
    return _Calendar("pe")


def test_the_colleagues_schedule_differs_in_three_ways_and_breaks_three_rules(calendar):
    assert calendar.said.html.count("Differs from what was studied") == 3
    assert calendar.said.html.count("Breaks a rule of this course") == 3


def test_it_can_be_brought_to_the_studied_days_by_hand(calendar):
    calendar.doses.value, calendar.doses_apart.value = 3, 7
    calendar.first.value, calendar.sessions.value, calendar.preparation.value = 1, 10, 2
    assert calendar.said.html.count("As studied") == 3
    assert calendar.said.html.count("Keeps a rule of this course") == 2


def test_the_studied_days_can_be_shown_themselves(calendar):
    calendar.whose.value = "studied"
    assert calendar.set_by_hand.layout.display == "none"
    assert calendar.said.html.count("As studied") == 3
    assert "rule of this course" not in calendar.said.html


@pytest.mark.parametrize("key", list(pairings()))
@pytest.mark.parametrize("whose", ["mine", "studied"])
def test_every_therapy_is_answered_in_words(calendar, key, whose):
    calendar.therapy.value, calendar.whose.value = key, whose
    assert len(calendar.said.html) > 20
    if pairings()[key].located is not None:
        assert (
            "located" in calendar.said.html
            or "not studied" in calendar.said.html.lower()
            or pairings()[key].is_studied
        )


def test_where_no_days_are_on_file_the_calendar_steps_aside_and_comes_back(calendar):
    calendar.therapy.value, calendar.whose.value = "emdr", "studied"
    assert calendar.plot.layout.display == "none"
    assert "o controlled study located" in calendar.said.html
    calendar.whose.value = "mine"
    assert calendar.plot.layout.display is None


def test_days_beyond_the_calendar_are_explained(calendar):
    calendar.first.value, calendar.sessions.value, calendar.sessions_apart.value = 60, 16, 14
    assert "cannot be put on a calendar" in calendar.said.html
