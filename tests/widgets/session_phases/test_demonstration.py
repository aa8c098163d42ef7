"""A demonstration, driven without a browser."""

import pytest

from kapedu.cases.errors import CaseError
from kapedu.widgets.session_phases.demonstration import DemonstrationPlayer, demonstration


@pytest.fixture
def player():
    return DemonstrationPlayer("preparation")


def answer(player):
    player.guess.value = next(iter(player.guess.options))
    player.keep.click()


def to_the_end(player):
    while player.place + 1 < len(player.stages):
        if player.pause is not None:
            answer(player)
        else:
            player.next.click()
    return player


def test_a_question_waits_before_the_step_and_next_does_not_pass_it(player):
    assert "What do I have to believe in" in player.talk.html
    player.next.click()
    assert player.place == 0
    assert "Choose first" in player.problem.html
    player.keep.click()
    assert "Choose first" in player.problem.html
    assert player.place == 0


def test_a_guess_goes_on_and_says_what_to_think_of_each(player):
    answer(player)
    assert player.place == 1
    assert "(the clinician)" in player.comment.html
    assert "(you)" in player.comment.html
    assert "status: secondary" in player.comment.html
    assert "Garel" in player.comment.html


def test_it_ends_with_what_to_take_away_and_goes_back(player):
    to_the_end(player)
    assert player.place == len(player.stages) - 1
    assert "What to take away" in player.comment.html
    for _ in range(40):
        player.back.click()
    assert player.place == 0
    assert player.back.disabled
    player.next.click()
    assert player.place == 1, "a question that was answered is not asked twice"


def test_at_the_end_it_begins_again(player):
    to_the_end(player)
    assert player.next.label == "Watch it again"
    player.next.click()
    assert player.place == 0


def test_playing_stops_at_a_question_and_at_the_end(player):
    answer(player)
    player.clock.playing = True
    for _ in range(10):
        player.clock._receive(player.clock, {"event": "beat"}, [])
    assert not player.clock.playing
    assert player.pause is not None
    place = player.place
    player.clock._receive(player.clock, {"event": "beat"}, [])
    assert player.place == place, "a beat that comes late does nothing"
    player.clock.playing = True
    assert not player.clock.playing, "it does not begin to play where a question waits"
    to_the_end(player)
    player.clock.playing = True
    assert not player.clock.playing


def test_a_visit_without_a_monitor_shows_what_no_monitor_shows(player):
    assert "No monitor shows these" in player.monitor.html
    assert "mmHg" not in player.monitor.html
    assert player.plot is None


def test_a_name_that_is_not_there_is_told():
    with pytest.raises(CaseError, match="there is no demonstration 'x'"):
        demonstration("x")
