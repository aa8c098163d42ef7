"""Predict the form with the most norketamine, then change the ruler."""

from kapedu.widgets.mechanism.norketamine_by_route import _Norketamine


def test_nothing_is_shown_before_the_prediction():
    assert _Norketamine().shown.children == ()


def test_a_prediction_brings_the_bars_and_says_whether_it_was_right():
    shown = _Norketamine()
    shown.guess.value = "Nasal spray"
    assert "you predicted: nasal spray" in shown.reading.html
    shown.guess.value = "Tablet, swallowed"
    assert "as you predicted" in shown.reading.html


def test_each_ruler_draws_its_own_figure_and_the_computed_one_says_so():
    shown = _Norketamine()
    shown.guess.value = "Nasal spray"
    summaries = set()
    for ruler in shown.ruler.options:
        shown.ruler.value = ruler
        summaries.add(shown.view._shown["summary"])
    assert len(summaries) == 3
    shown.ruler.value = "ratio"
    assert "computed" in shown.reading.html
