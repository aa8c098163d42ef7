"""What those who stopped could do to a share among those who finished."""

import pytest

from kapedu.widgets.risks.missing_people import _Missing


def test_with_nobody_missing_it_is_the_published_share():
    missing = _Missing()
    assert sum(missing._shares()) == pytest.approx(0.009)
    assert "<b>0.9 %</b>" in missing.reading.html


def test_those_who_stopped_raise_it():
    missing = _Missing()
    missing.began.value = 200
    missing.stopped.value = 40
    assert sum(missing._shares()) == pytest.approx((0.009 + 0.4) / 2)
    assert "20 %" in missing.reading.html
    assert "finished, worse" in missing.view._shown["summary"]


def test_the_limits_of_the_figure_are_said():
    assert "no control group" in _Missing().reading.html
