"""Tick what goes first, compare with the rules."""

import pytest

from kapedu.widgets.risks.medicine_list import _MedicineList


@pytest.fixture
def reader():
    return _MedicineList()


def test_the_right_ticks_agree_with_every_rule(reader):
    reader.ticks.value = [line.key for line in reader.one.lines if line.goes_first]
    reader.compare.click()
    assert "6 of 6 as the rules" in reader.reading.html
    assert "Benzodiazepine" in reader.reading.html


def test_a_missed_and_a_needless_tick_are_named(reader):
    reader.ticks.value = ["six"]
    reader.compare.click()
    assert "belongs before the prescriber first" in reader.reading.html
    assert "holds no dose" in reader.reading.html
    assert "3 of 6" in reader.reading.html


def test_an_unverified_ground_is_shown_and_not_counted(reader):
    reader.who.value = "ola"
    reader.compare.click()
    assert "Not counted." in reader.reading.html
    assert "of 5 as the rules" in reader.reading.html


def test_another_person_starts_with_nothing_ticked(reader):
    reader.ticks.value = ["one"]
    reader.who.value = "raf"
    assert reader.ticks.value == []
    assert "Raf, 38" in reader.about.html
    assert reader.reading.html == ""
