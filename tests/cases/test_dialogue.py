"""A dialogue drill is a pure state machine: each way ends, and nothing but the words decides."""

import numpy as np
import pytest

from kapedu.cases.dialogue import GOOD, open_talk, replay_talk, say, turns_left, wordings
from kapedu.cases.errors import CaseError
from kapedu.cases.read_dialogue import dialogue_named, dialogue_names
from kapedu.cases.vocabulary import variables

DRILLS = [dialogue_named(name) for name in dialogue_names()]


@pytest.fixture(params=DRILLS, ids=dialogue_names())
def drill(request):
    return request.param


def walk(drill, choose):
    talk = open_talk(drill)
    while not talk.ending:
        talk = say(talk, choose(talk))
    return talk


def best(talk):
    return talk.dialogue.turns[talk.turn].best.id


def worst(talk):
    order = ("harmful", "poor", "neutral", "good", "best")
    here = talk.dialogue.turns[talk.turn].wordings
    return min(here, key=lambda one: order.index(one.verdict)).id


def test_the_best_words_end_well_and_the_worst_do_not(drill):
    assert drill.endings[walk(drill, best).ending].kind == "good"
    assert drill.endings[walk(drill, worst).ending].kind != "good"


def test_the_best_words_make_more_alliance_and_less_fear_than_the_worst(drill):
    good, bad = walk(drill, best).numbers, walk(drill, worst).numbers
    assert good["alliance"] > drill.start["alliance"] > bad["alliance"]
    assert good["fear"] < bad["fear"]


def test_every_way_has_five_to_eight_turns(drill):
    least, most = turns_left(drill)[drill.first]
    assert 5 <= least <= most <= 8
    for seed in range(30):
        rng = np.random.default_rng(seed)
        talk = walk(drill, lambda talk, rng=rng: wordings(talk)[int(rng.integers(len(wordings(talk))))].id)
        assert least <= len(talk.said) <= most
        for name, value in talk.numbers.items():
            assert variables()[name].low <= value <= variables()[name].high


def test_the_way_through_is_what_was_said_and_nothing_else(drill):
    talk = walk(drill, worst)
    assert replay_talk(drill, [wording for _, wording in talk.said]) == talk


def test_it_branches(drill):
    assert any(len({one.leads_to for one in turn.wordings}) > 1 for turn in drill.turns.values())


def test_what_cannot_be_said_is_told_with_what_can(drill):
    with pytest.raises(CaseError, match="cannot be said now"):
        say(open_talk(drill), "abracadabra")
    with pytest.raises(CaseError, match="the talk has ended"):
        say(walk(drill, best), "abracadabra")


def test_every_wording_teaches(drill):
    for turn in drill.turns.values():
        for one in turn.wordings:
            assert len(one.ground.why) > 40
            assert one.reply


def turns():
    return [(drill, turn) for drill in DRILLS for turn in drill.turns.values()]


@pytest.mark.parametrize("rank", [max, min])
def test_the_best_wording_is_seldom_the_longest_or_the_shortest(rank):
    found = [rank(turn.wordings, key=lambda one: len(one.text)).verdict in GOOD for _, turn in turns()]
    assert sum(found) <= len(found) / 2.5


def test_no_place_on_the_page_is_the_best_more_often_than_chance_would_make_it():
    places = [0] * 4
    for drill, turn in turns():
        talk = replay_at(drill, turn.id)
        places[[one.id for one in wordings(talk)].index(turn.best.id)] += 1
    assert max(places) <= sum(places) * 0.55


def replay_at(drill, turn):
    """The drill, moved to a turn."""
    from dataclasses import replace

    return replace(open_talk(drill), turn=turn)
