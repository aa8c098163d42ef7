import pytest

from kapedu.cases.action import VERBS, read_action
from kapedu.cases.engine import begin, open_move, step


@pytest.mark.parametrize("key", [f"{verb}:{name}" for verb, group in VERBS.items() for name in group.objects])
def test_every_action_of_the_room_is_answered_in_words(small_case, key):
    state = begin(small_case())
    if open_move(state, read_action(key)) is None:  # what is off already cannot go off: first the other way
        before = {"infusion:resume": "infusion:pause", "airway:oxygen-off": "airway:oxygen"}
        switch = {"on": "off", "off": "on", "low": "on"}
        name, _, way = key.rpartition("-")
        if key == "infusion:start":
            state = begin(small_case(("begin_min: 15", "begin_min: 15\npump_waits: yes")))
        elif key.startswith("position:"):
            state = step(state, "position:flat")
        else:
            state = step(
                state, before.get(key) or f"{name}-{'low' if key == 'room:light-on' else switch[way]}"
            )
    after = step(state, key)
    new = after.log[len(state.log) :]
    assert new[0].kind == "did"
    assert len(new) >= 2 or after.ended
    assert all(entry.text for entry in new)


def test_things_go_on_and_off_and_positions_change(small_case):
    state = begin(small_case())
    assert state.value("mask")
    state = step(state, "room:mask-off")
    assert not state.value("mask")
    assert not state.value("oxygen")
    assert step(state, "airway:oxygen").value("oxygen")
    assert step(state, "position:side").value("position") == "side"


def test_the_pump_stops_slows_and_goes_on(small_case):
    state = begin(small_case())
    assert state.value("infusing")
    state = step(state, "infusion:pause")
    given = state.number("given_mg")
    state = step(state, "wait:60")
    assert not state.value("infusing")
    assert state.number("given_mg") == given
    assert step(state, "infusion:pause") is state
    state = step(state, "infusion:resume")
    given = state.number("given_mg")
    state = step(step(state, "infusion:slow"), "wait:60")
    assert state.number("given_mg") - given == pytest.approx(35 / 40 * 65 / 60 / 2, rel=0.01)


def test_the_automatic_and_the_manual_cuff_say_what_the_monitor_says(small_case):
    state = step(begin(small_case()), "measure:bp-manual")
    assert f"{state.reading('sbp_mmhg'):.0f}/{state.reading('dbp_mmhg'):.0f}" in state.log[-1].text


def test_nobody_reverses_ketamine(small_case):
    state = step(step(begin(small_case()), "call:prescriber"), "drug:reversal")
    assert "no reversal agent" in state.log[-1].text


def test_leaving_without_an_answer_of_the_case_ends_as_time_would(small_case):
    assert step(begin(small_case()), "close:visit").ended == "mixed"
