"""What age changes: predicted, drawn, read."""

import pytest

from kapedu.widgets.protocols.age_two_ways import _Age


def test_it_asks_for_a_prediction_first():
    age = _Age()
    age.button.click()
    assert "First predict" in age.verdict.html
    assert age.view is None


def test_both_are_read_for_the_chosen_age():
    age = _Age()
    age.guess.value = "level"
    age.button.click()
    assert "No." in age.verdict.html
    assert "3.2 times" in age.reading.html
    assert "1.8 and 4.3" in age.reading.html
    age.age.value = 45
    assert "1.00 times" in age.reading.html
    assert "1.0 times" in age.reading.html


def test_exposure_rises_with_age_by_the_nasal_model_only_late():
    age = _Age()
    assert age.exposure(55) == pytest.approx(1)
    assert 1.05 < age.exposure(70) < 1.13  # 160.4 against 147.3 ng*h/mL in the model's paper, 1.09
