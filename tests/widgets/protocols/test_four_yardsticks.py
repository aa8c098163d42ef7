import pytest

from kapedu.widgets.protocols.four_yardsticks import FourYardsticks


@pytest.fixture
def sticks():
    return FourYardsticks()


def test_the_same_change_is_judged_by_each_yardstick_with_its_source(sticks):
    sticks.before.value, sticks.after.value = 20, 15
    text = sticks.verdict.html
    assert "Reliably better</strong> (rule of the English talking-therapy services, 6 points): no" in text
    assert "Noticed by patients</strong> (what patients notice, on average, 3.7 points): yes" in text
    assert "Response</strong> (half of the start): no" in text
    assert text.count("status: ") >= 4


def test_a_rise_is_asked_about_as_a_worsening(sticks):
    sticks.before.value, sticks.after.value = 10, 17
    assert "Reliably worse" in sticks.verdict.html


def test_another_scale_takes_the_sliders_to_its_own_range(sticks):
    sticks.scale.value = "pcl5"
    assert (sticks.before.maximum, sticks.before.value) == (80, 60)
    sticks.scale.value = "gad7"
    assert (sticks.after.maximum, sticks.after.value) == (21, 16)
    sticks.scale.value = "madrs"
    assert "no published criterion on file" in sticks.verdict.html
