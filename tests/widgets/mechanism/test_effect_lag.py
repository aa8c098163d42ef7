"""Two predictions, then the curves and the loop."""

from kapedu.widgets.mechanism.effect_lag import _EffectLag


def test_before_uncovering_the_sliders_move_the_marks_and_nothing_else():
    lag = _EffectLag()
    lag.peak.value = 70
    assert "at minute 70" in lag.view._shown["summary"]
    assert len(lag.view._shown["spec"]["data"]) == 1
    assert lag.reading.html == ""


def test_uncovering_compares_the_model_with_the_predictions():
    lag = _EffectLag()
    lag.peak.value, lag.left.value = 60, 30
    lag.button.click()
    assert "minute <b>41</b> (you said 60)" in lag.reading.html
    assert "<b>84 %</b> (you said 30)" in lag.reading.html
    assert lag.button not in lag.lower.children


def test_the_loop_replaces_the_timeline_and_back():
    lag = _EffectLag()
    lag.button.click()
    lag.look.value = "loop"
    assert lag.view._shown["table"]["caption"] == "Along the loop"
    lag.look.value = "clock"
    assert lag.view._shown["table"]["caption"] == "Percent of the peak"
