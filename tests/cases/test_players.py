import numpy as np

from kapedu.cases.engine import begin
from kapedu.cases.players import at_random, idle, last_state, open_actions, play, scripted


def test_every_player_comes_to_an_end(small_case):
    case = small_case()
    for choose in (
        idle,
        at_random(np.random.default_rng(1)),
        scripted(()),
        lambda _state: "choose:never-open",
    ):
        assert last_state(begin(case), choose).ended


def test_the_same_generator_plays_the_same_run(small_case):
    runs = [
        [action for action, _ in play(begin(small_case()), at_random(np.random.default_rng(7)))]
        for _ in range(2)
    ]
    assert runs[0] == runs[1]


def test_a_script_waits_for_what_is_not_open_yet_and_then_passes_it_over(small_case):
    actions = [
        action for action, _ in play(begin(small_case()), scripted(("choose:finish", "choose:stay-close")))
    ]
    assert actions[:5] == ["wait:30"] * 4 + ["choose:stay-close"]


def test_only_what_can_be_done_is_offered(small_case):
    state = begin(small_case())
    offered = open_actions(state)
    assert "choose:stay-close" in offered
    assert "choose:finish" not in offered
    assert "infusion:pause" in offered
