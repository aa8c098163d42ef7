from kapedu.practice.regulation import statements
from kapedu.widgets.law_calendar import _Law


def test_a_later_day_makes_the_telemedicine_permission_due():
    law = _Law()
    assert "0 of" in law.said.html
    law.day.value = "2027-01-01"
    assert "1 of" in law.said.html
    assert "was to be read again by 31 December 2026" in law.full.html


def test_each_subject_shows_its_statements_only():
    law = _Law()
    for topic in law.topic.options:
        law.topic.value = topic
        expected = sum(topic in {"all", one.topic} for one in statements().values())
        assert law.full.html.count("<li>") == expected
        assert len(law.plot._shown["table"]["rows"]) == expected
