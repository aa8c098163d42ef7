"""The debrief: steps, order and harm; minutes and doses never count."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kapedu.practice.drill import act, advance, begin
from kapedu.practice.drill_file import drill_named, drill_names
from kapedu.practice.drill_score import debrief

NAMES = list(drill_names())


def run(name, actions, wait=0.0):
    state = begin(name)
    for action in actions:
        state = act(advance(state, wait), action)
    return state


@pytest.mark.parametrize("name", NAMES)
def test_the_best_run_earns_everything(name):
    found = debrief(run(name, [action.key for action in drill_named(name).best]))
    assert found.points == found.possible > 0
    assert all(line.in_order is not False for line in found.lines)


def test_nothing_done_earns_nothing_and_names_every_missed_step():
    found = debrief(begin("e1"))
    assert found.points == 0
    assert {line.verdict for line in found.lines} == {"missed"}


def test_within_a_rank_any_order_is_right():
    one = debrief(run("e2", ["stop", "help", "jaw"]))
    other = debrief(run("e2", ["help", "stop", "jaw"]))
    assert one.points == other.points == 6


@pytest.mark.parametrize(
    ("name", "actions"),
    [
        ("e1", ["pause", "flags", "recheck", "tell", "quiet", "watch", "record"]),
        ("e1", ["quiet", "recheck", "pause", "flags", "tell", "watch", "record"]),
        ("e1", ["flags", "recheck", "pause", "tell", "watch", "quiet", "record"]),
        ("e1b", ["abc", "ems", "stop", "headup", "neuro", "handover"]),
        ("e2", ["help", "stop", "oxygen", "jaw", "suction", "observe", "report"]),
        ("e2", ["stop", "help", "suction", "jaw", "oxygen", "observe", "report"]),
    ],
)
def test_an_order_that_good_clinicians_may_change_costs_nothing(name, actions):
    found = debrief(run(name, actions))
    assert found.points == found.possible


@pytest.mark.parametrize(
    ("name", "actions", "late"),
    [
        ("e1", ["pause", "tell", "recheck", "flags", "quiet", "watch", "record"], {"recheck", "flags"}),
        ("e2", ["jaw", "oxygen", "suction", "stop", "help", "observe", "report"], {"stop", "help"}),
    ],
)
def test_an_order_that_does_matter_still_counts(name, actions, late):
    found = debrief(run(name, actions))
    assert {line.action.key for line in found.lines if line.in_order is False} == late


def test_a_step_after_a_later_one_keeps_its_point_and_loses_that_for_order():
    found = debrief(run("e5", ["suction", "lateral"]))
    lines = {line.action.key: line for line in found.lines}
    assert lines["suction"].points == 2
    assert lines["lateral"].points == 1
    assert "after a later step" in lines["lateral"].verdict


def test_harm_costs_a_point_and_the_sum_never_falls_below_nothing():
    assert debrief(run("e1", ["recheck", "home"])).points == 1
    assert debrief(run("e1", ["home", "potent", "finish"])).points == 0


def test_how_long_it_took_is_told_and_not_counted():
    quick, slow = (debrief(run("e1", ["recheck", "flags"], wait)) for wait in (0.1, 2.0))
    assert quick.points == slow.points
    assert slow.lines[1].minute == pytest.approx(4)


@settings(deadline=None)
@given(
    st.sampled_from(NAMES).flatmap(
        lambda name: st.tuples(st.just(name), st.permutations(list(drill_named(name).actions)))
    )
)
def test_no_run_earns_more_than_the_best_one(pair):
    name, actions = pair
    state = begin(name)
    for action in actions:
        if not state.ended:
            state = act(state, action)
    found = debrief(state)
    assert 0 <= found.points <= found.possible


@pytest.mark.parametrize(("name", "possible"), [("e1", 13), ("e1b", 12), ("e2", 13)])
def test_what_a_drill_of_open_orders_can_earn(name, possible):
    assert debrief(begin(name)).possible == possible
