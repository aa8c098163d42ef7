"""Redesigning the announced trial, driven without a browser."""

from kapedu.figures.redesign import decisions
from kapedu.widgets.evidence.redesign_trial import _Redesign


def test_a_plan_with_gaps_is_not_checked():
    redesign = _Redesign()
    redesign.check.click()
    assert "Still to decide: 1, 2, 3" in redesign.problem.html
    assert redesign.result.html == ""


def test_what_was_announced_is_filled_in_and_the_rest_is_left_open():
    redesign = _Redesign()
    redesign.announced.click()
    assert redesign.choices["comparator"].value == "midazolam"
    assert redesign.choices["size"].value is None
    assert "does not say" in redesign.problem.html


def test_a_whole_plan_is_checked_and_a_change_takes_the_verdict_away():
    redesign = _Redesign()
    for decision in decisions():
        redesign.choices[decision.id].value = next(iter(decision.options))
    redesign.check.click()
    assert "Your plan, checked" in redesign.result.html
    assert "Rethink" in redesign.result.html
    redesign.choices["rater"].value = "independent"
    assert redesign.result.html == ""
