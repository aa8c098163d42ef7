"""A dialogue drill, driven without a browser."""

import pytest

from kapedu.cases.dialogue import wordings
from kapedu.widgets.session_phases.dialogue_drill import DialogueDrill


@pytest.fixture
def drill():
    return DialogueDrill("before-the-first-dose")


def choose(drill, wording):
    drill.choice.value = wording
    drill.act.click()


def test_nothing_is_said_before_something_was_chosen(drill):
    drill.act.click()
    assert drill.choice.hint == "Choose a wording first."
    assert drill.talk.said == ()


def test_a_wording_is_answered_with_its_reason_and_what_it_moved(drill):
    choose(drill, "ask-plain")
    assert "Thinking, sometimes" in drill.turn_box.html
    assert "Serves this moment best" in drill.feedback.html
    assert "status: unverified, widely taught" in drill.feedback.html
    assert "(+8)" in drill.gauges.html
    assert "The other wordings" in drill.feedback.html
    assert drill.act.label == "Go on"


def test_what_is_said_decides_what_comes_next(drill):
    choose(drill, "chance-good")
    drill.act.click()
    assert "So can we just start?" in drill.turn_box.html
    drill.restart()
    choose(drill, "ask-plain")
    drill.act.click()
    assert "the fog" in drill.turn_box.html


def test_it_ends_with_a_summary_and_can_be_done_again(drill):
    while not drill.talk.ending:
        choose(drill, wordings(drill.talk)[0].id)
        if not drill.talk.ending:
            drill.act.click()
    assert drill.act.label == "See how it went"
    drill.act.click()
    assert f"of {len(drill.talk.said)} of your wordings served the moment" in drill.feedback.html
    assert "What to take away" in drill.feedback.html
    drill.act.click()
    assert drill.talk.said == ()
    assert drill.feedback.html == ""
    assert drill.act.label == "Say it"
