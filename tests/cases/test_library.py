"""Every case of the library is played by machines: who knows passes, who waits, guesses or only looks does not."""

import numpy as np
import pytest

from kapedu.cases.case import Case
from kapedu.cases.check_case import problems_of
from kapedu.cases.engine import begin
from kapedu.cases.errors import CaseError
from kapedu.cases.library import case_at, case_named, case_names, library
from kapedu.cases.players import by_look, greedy, last_state, play_expert, play_idle, play_random
from kapedu.cases.scoring import score

SEEDS = range(12)
WITHOUT_READING = {
    "the longest option": lambda _place, move: len(move.text),
    "the shortest option": lambda _place, move: -len(move.text),
    "the first option": lambda place, _move: -place,
    "the last option": lambda place, _move: place,
}


@pytest.fixture(params=case_names())
def case(request) -> Case:
    return case_named(request.param)


def test_a_case_has_no_problem(case):
    assert problems_of(case) == []


def test_its_file_is_called_by_its_id(case):
    assert case_named(case.id) is case


def test_who_knows_passes_in_every_body(case):
    for seed in SEEDS:
        for last in (play_expert(case, seed), last_state(begin(case, seed), greedy)):
            assert last.ended == "good"
            assert score(last).passed


def test_doing_nothing_fails(case):
    assert not score(play_idle(case)).passed
    assert play_idle(case).ended in {"bad", "mixed"}


def test_chance_rarely_passes(case):
    passed = [score(play_random(case, seed, np.random.default_rng(seed))).passed for seed in range(20)]
    assert sum(passed) <= 3


@pytest.mark.parametrize("look", WITHOUT_READING)
def test_who_does_not_read_rarely_passes(case, look):
    choose = by_look(WITHOUT_READING[look])
    passed = [score(last_state(begin(case, seed), choose)).passed for seed in range(8)]
    assert sum(passed) <= 2


def test_the_best_option_is_seldom_the_longest():
    longest = [
        max(scene.options, key=lambda move: len(move.text)).verdict
        for case in library()
        for scene in case.scenes.values()
    ]
    assert sum(verdict in {"best", "good"} for verdict in longest) <= len(longest) / 2


def test_every_option_teaches_and_what_is_said_to_be_published_names_its_source(case):
    for scene in case.scenes.values():
        for move in scene.options:
            assert len(move.ground.why) > 20
            assert move.reply


def test_every_end_that_fails_is_reached_by_some_choice(case):
    verdicts = {move.effects.end for scene in case.scenes.values() for move in scene.options}
    verdicts |= {event.effects.end for event in case.events}
    assert {"good", "bad"} <= verdicts


def test_the_phases_of_a_session_and_three_emergencies_are_there():
    phases = {case.phase for case in library()}
    assert {"preparation", "administration", "altered-state", "exploration", "integration"} <= phases
    assert sum(case.emergency for case in library()) >= 3


def test_a_case_that_is_not_there_is_named_with_those_that_are():
    with pytest.raises(CaseError, match=r"there is no case 'panik'; there are .*did you mean panic\?"):
        case_at("panik")
