"""A drill as a trainee runs it: the clock, the alarms, the actions, the look back."""

import pytest

from kapedu.practice.drill_file import drill_names
from kapedu.widgets.risks.emergency_drill import EmergencyDrill


@pytest.fixture
def drill():
    return EmergencyDrill("Drill", "e2", "e1")


def best(drill):
    return [action.key for action in drill.drill.best]


def test_the_screen_begins_with_the_call_and_its_alarms(drill):
    screen = drill.board.screen
    assert "Omar" in screen["call"]
    assert screen["clock"] == "0:00"
    assert screen["alarms"] == ["No CO2", "Breathing slow", "No answer"]
    assert screen["done"] == []


def test_time_lets_the_saturation_fall_until_help_opens_the_airway(drill):
    drill.tick(60)
    assert drill.board.screen["clock"] == "1:00"
    assert drill.board.screen["signs"][2]["value"] == "78"
    assert drill.board.screen["signs"][2]["alarm"] == "Oxygen low"
    drill.act("jaw")
    drill.act("oxygen")
    drill.tick(90)
    assert drill.board.screen["signs"][2]["alarm"] == ""
    assert "chest rises" in drill.board.screen["reply"]


def test_the_actions_stand_in_alphabetical_order_so_that_their_place_gives_nothing_away(drill):
    labels = [action["label"] for action in drill.board.screen["actions"]]
    assert labels == sorted(labels)


def test_alarm_limits_carry_the_sign_off_label(drill):
    assert "clinic-policy example, needs sign-off by a qualified physician" in drill.board.screen["small"]


def test_the_look_back_scores_explains_and_shows_standing(drill):
    for action in best(drill):
        drill.act(action)
    drill.end.click()
    told = drill.looked_back.html
    assert "13 of 13 points" in told
    assert "done in order" in told
    assert "secondary" in told
    assert "anaesthetist" in told
    assert "clinic-policy example, needs sign-off by a qualified physician" in told
    assert drill.shown.children == (drill.trace,)
    assert drill.end.disabled


def test_a_critical_step_ends_it_at_once_and_later_presses_do_nothing(drill):
    drill.act("wait")
    assert drill.state.ended == "critical"
    assert "could not be taken back" in drill.looked_back.html
    drill.act("jaw")
    assert drill.state.done == {"wait"}


def test_waiting_too_long_ends_it_and_says_what_happened(drill):
    drill.tick(600)
    assert drill.board.screen["ended"] == "lost"
    assert "airway team" in drill.looked_back.html
    assert "0 of 13 points" in drill.looked_back.html


def test_it_begins_again_and_another_drill_can_be_chosen(drill):
    drill.tick(600)
    first = drill.board.screen["run"]
    drill.again.click()
    assert drill.board.screen["clock"] == "0:00"
    assert drill.looked_back.html == ""
    assert drill.board.screen["run"] != first
    drill.choice.value = "e1"
    assert "Ruth" in drill.board.screen["call"]


@pytest.mark.parametrize("name", list(drill_names()))
def test_every_drill_can_be_run_to_its_end_and_looked_back_on(name):
    drill = EmergencyDrill("Drill", name)
    drill.act(best(drill)[0])
    drill.tick(5)
    wrong = next(a.key for a in drill.drill.actions.values() if not a.is_best and not a.is_critical)
    drill.act(wrong)
    drill.end.click()
    assert "harms or delays" in drill.looked_back.html
