from datetime import date

from kapedu.practice.regulation import statements
from kapedu.widgets.protocols.law_calendar import _Law, law_calendar

TODAY = date(2026, 11, 22)


def test_a_later_day_makes_the_telemedicine_permission_due():
    law = _Law(TODAY)
    assert "0 of" in law.said.html
    law.day.value = "2027-01-01"
    assert "1 of" in law.said.html
    assert "was to be read again by 31 December 2026" in law.full.html


def test_each_subject_shows_its_statements_only():
    law = _Law(TODAY)
    for topic in law.topic.options:
        law.topic.value = topic
        expected = sum(topic in {"all", one.topic} for one in statements().values())
        assert law.full.html.count("<li>") == expected
        assert len(law.plot._shown["table"]["rows"]) == expected


def test_days_that_have_passed_are_no_longer_offered():
    assert list(_Law(date(2027, 6, 1)).day.options) == ["2027-06-01", "2027-12-01", "2028-12-01"]


def test_the_lesson_begins_with_today():
    day = law_calendar().children[1].children[1]
    assert day.options[day.value].startswith("Today, ")
