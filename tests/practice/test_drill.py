"""The state machine of the drills: time, actions, ends; any legal run ends and can be replayed."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kapedu.practice.drill import (
    ENDS,
    SIGNS,
    Deed,
    DrillError,
    act,
    advance,
    alarms,
    begin,
    finish,
    replay,
)
from kapedu.practice.drill_file import drill_named, drill_names

NAMES = list(drill_names())


def test_half_of_the_way_is_gone_after_one_half_time():
    drill = drill_named("e1")
    course = drill.courses["rising"]
    then = advance(begin("e1"), course.half_time_min)
    assert then.signs["sbp"] == pytest.approx((drill.start["sbp"] + course.toward["sbp"]) / 2)


@settings(deadline=None)
@given(st.sampled_from(NAMES), st.floats(0, 15), st.floats(0, 15))
def test_two_waits_are_one_long_wait(name, first, second):
    two = advance(advance(begin(name), first), second)
    one = advance(begin(name), first + second)
    assert two.minute == pytest.approx(one.minute)
    assert two.ended == one.ended
    assert dict(two.signs) == pytest.approx(dict(one.signs), rel=1e-6, abs=1e-6)


def test_a_sign_falls_until_the_drill_is_lost_and_no_further():
    drill = drill_named("e2")
    end = advance(begin("e2"), drill.limit_min)
    assert end.ended == "lost"
    assert end.signs["spo2"] == pytest.approx(drill.lost["spo2"])
    assert end.minute == pytest.approx(1.8 * 1.4854, rel=1e-3)  # log2(56/20) = 1.4854


def test_what_helps_turns_the_course_only_when_all_of_it_is_done():
    state = act(begin("e2"), "jaw")
    assert state.course == "closed"
    state = act(state, "oxygen")
    assert state.course == "open"
    assert advance(state, 2).signs["spo2"] > 97


def test_a_pressure_falls_after_the_pause_and_rises_without_it():
    waited, paused = advance(begin("e1"), 6), advance(act(begin("e1"), "pause"), 6)
    assert waited.signs["sbp"] > begin("e1").signs["sbp"] > paused.signs["sbp"]


@pytest.mark.parametrize("name", NAMES)
def test_every_drill_ends_by_itself_when_nothing_is_done(name):
    drill = drill_named(name)
    end = advance(begin(name), drill.limit_min + 1)
    assert end.ended in {"lost", "time"}
    assert end.minute <= drill.limit_min + 1e-9


@pytest.mark.parametrize("name", NAMES)
def test_every_drill_is_won_when_all_best_steps_are_done_within_a_minute(name):
    drill = drill_named(name)
    state = begin(name)
    for action in drill.best:
        state = act(advance(state, 1 / len(drill.best)), action.key)
    later = advance(state, drill.limit_min)
    assert later.ended == "time"
    if drill.turns:
        assert len(alarms(later)) < max(len(alarms(begin(name))), 1)


@pytest.mark.parametrize("name", NAMES)
def test_a_critical_action_ends_the_drill(name):
    drill = drill_named(name)
    (critical,) = [action.key for action in drill.actions.values() if action.is_critical]
    state = act(begin(name), critical)
    assert state.ended == "critical"
    with pytest.raises(DrillError, match="has ended"):
        act(state, drill.best[0].key)


def test_doing_the_same_twice_changes_nothing_and_an_unknown_action_is_named():
    state = act(begin("e3"), "head")
    assert act(state, "head") == state
    with pytest.raises(DrillError, match="'pray' is not one of this drill; choose abc, head"):
        act(state, "pray")


@pytest.mark.parametrize("minutes", [-1, float("nan"), float("inf"), "two", True])
def test_time_that_is_no_number_of_minutes_is_refused(minutes):
    with pytest.raises(DrillError, match="0 or more"):
        advance(begin("e1"), minutes)


runs = st.sampled_from(NAMES).flatmap(
    lambda name: st.tuples(
        st.just(name),
        st.lists(st.tuples(st.floats(0, 3), st.sampled_from(list(drill_named(name).actions))), max_size=12),
    )
)


@settings(deadline=None, max_examples=150)
@given(runs)
def test_any_legal_run_ends_keeps_its_signs_possible_and_replays_to_the_same_state(run):
    name, wanted = run
    state = begin(name)
    for wait, action in wanted:
        state = advance(state, wait)
        if state.ended:
            break
        state = act(state, action)
    assert state.signs.keys() == SIGNS.keys()
    assert all(0 <= value <= 260 for sign, value in state.signs.items() if sign != "rass")
    assert state.signs["spo2"] <= 100
    again = replay(name, state.deeds, state.minute)
    assert [deed.action for deed in again.deeds] == [deed.action for deed in state.deeds]
    assert [deed.minute for deed in again.deeds] == pytest.approx([deed.minute for deed in state.deeds])
    assert dict(again.signs) == pytest.approx(dict(state.signs), rel=1e-6, abs=1e-6)
    assert finish(state).ended in ENDS
    assert advance(state, 100).ended in ENDS


def test_an_action_that_takes_time_lets_it_pass_on_the_course_that_it_found():
    paused = act(begin("e1"), "pause")
    watched = act(paused, "watch")
    assert watched.minute == pytest.approx(5)
    assert dict(watched.signs) == pytest.approx(dict(advance(paused, 5).signs))
    halfway = replay("e1", watched.deeds, 2.5)
    assert dict(halfway.signs) == pytest.approx(dict(advance(paused, 2.5).signs))


def test_waiting_with_a_warning_sign_costs_minutes():
    assert act(begin("e1b"), "wait").minute == pytest.approx(5)


def test_times_that_go_back_cannot_be_replayed():
    with pytest.raises(DrillError, match="comes after minute"):
        replay("e1", [Deed(3, "recheck"), Deed(1, "flags")], 5)


def test_alarms_name_the_sign_and_carry_the_status_of_their_limit():
    found = {alarm.text: alarm.limit for alarm in alarms(begin("e1"))}
    assert set(found) == {"Systolic high", "Diastolic high"}
    assert str(found["Systolic high"].status) == "unverified"
    assert not alarms(begin("e10"))
