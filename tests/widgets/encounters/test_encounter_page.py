import pytest

from kapedu.cases.debriefing import watch
from kapedu.cases.engine import begin, step
from kapedu.cases.library import case_named, library
from kapedu.widgets.encounters.encounter_page import card_html, case_data, choices_data, log_data, view_data


def shown(case_id, *actions, seed=1):
    samples, state = watch(begin(case_named(case_id), seed), actions)
    return view_data(state, samples, 1)


def test_the_monitor_says_the_same_in_numbers_words_and_table():
    view = shown("bp-surge")
    numbers = {number["name"]: number["value"] for number in view["monitor"]["numbers"]}
    assert f"Pressure {numbers['sbp_mmhg']} over {numbers['dbp_mmhg']}" in view["monitor"]["words"]
    assert view["monitor"]["table"]["rows"][-1][1] == f"{numbers['sbp_mmhg']}/{numbers['dbp_mmhg']}"
    assert view["monitor"]["strips"]["sbp_mmhg"][-1] == pytest.approx(float(numbers["sbp_mmhg"]), abs=0.5)


def test_an_alarm_stands_beside_its_number_and_in_words():
    view = shown("bp-surge")
    sounding = [number["name"] for number in view["monitor"]["numbers"] if number["alarm"]]
    assert sounding == ["sbp_mmhg", "dbp_mmhg"]
    assert "Alarms: High systolic pressure" in view["monitor"]["words"]


def test_the_alarm_limits_say_that_they_need_a_physician():
    data = case_data(case_named("bp-surge"))
    assert data["alarm_note"].endswith("clinic-policy example, needs sign-off by a qualified physician.")


def test_a_case_without_a_monitor_shows_none():
    assert shown("strongest-trip")["monitor"] is None
    assert case_data(case_named("strongest-trip"))["monitor"] is False


def test_every_case_says_that_it_teaches_and_does_not_treat():
    for case in library():
        assert "it does not treat" in case_data(case)["brief"]
        if case.dosing:
            assert "needs sign-off by a qualified physician" in case_data(case)["brief"]


def test_what_is_shown_tells_no_verdict_before_the_choice():
    assert set(choices_data(begin(case_named("panic"), 1))["options"][0]) == {"key", "text"}


def test_a_choice_carries_its_reason_afterwards():
    samples, state = watch(begin(case_named("panic"), 1), ["choose:debate"])
    assert len(samples) > 1
    (line,) = [line for line in log_data(state) if line["kind"] == "did"]
    assert line["who"] == "You"
    assert line["why"].startswith("Harmful. Arguing about reality")
    assert line["why"].endswith("(unverified, widely taught)")


def test_nothing_can_be_done_once_it_is_over():
    state = step(begin(case_named("panic"), 1), "wait:3600")
    assert state.ended
    assert choices_data(state) == {"options": [], "questions": [], "tools": []}


def test_a_long_case_shows_its_phase_and_no_monitor_before_somebody_is_connected():
    data = case_data(case_named("last-hope"))
    assert [label for _, label in data["phases"]] == [
        "Preparation",
        "Administration",
        "Altered state",
        "Therapeutic exploration",
        "Integration",
    ]
    assert "All phases" in data["brief"]
    first = shown("last-hope")
    assert (first["phase"], first["monitor"]) == ("preparation", None)
    assert shown("panic")["phase"] == "altered-state"


def test_the_strip_goes_on_over_a_step_that_takes_longer_than_its_window():
    """A long talk leaves no readings inside the window but its last; the line comes in from the one before."""
    view = shown("consent-withdrawn", "choose:stop-now", "choose:say-true", "choose:watch-on")
    monitor = view["monitor"]
    assert monitor["times"][0] < monitor["window"][0]
    assert len(monitor["strips"]["hr_bpm"]) == len(monitor["times"]) >= 2


def test_the_card_shows_what_has_been_agreed_and_meant_so_far():
    state = begin(case_named("last-hope"), 1)
    assert "None yet" in card_html(state, 4)
    assert "Nothing yet" in card_html(state, 4)
    for action in state.case.expert[:9]:
        state = step(state, action)
    card = card_html(state, 4)
    assert "Her left hand is held if she reaches for it" in card
    assert "“To go into the garden without shoes.”" in card
    assert {"agreed", "intention"} <= {line["kind"] for line in log_data(state)}
