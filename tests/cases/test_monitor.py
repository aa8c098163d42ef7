from kapedu.cases.engine import begin, step
from kapedu.cases.library import case_named
from kapedu.cases.monitor import alarms, monitor_words, pump_words


def test_an_alarm_names_what_is_high_or_low():
    state = begin(case_named("bp-surge"), 1)
    assert [alarm.name for alarm in alarms(state)] == ["sbp_mmhg", "dbp_mmhg"]
    assert alarms(state)[0].text.startswith("High systolic pressure, 19")


def test_a_calm_monitor_is_quiet(small_case):
    state = begin(small_case())
    assert alarms(state) == ()
    assert monitor_words(state).endswith("No alarm.")


def test_the_words_hold_every_number_of_the_monitor():
    state = begin(case_named("bp-surge"), 1)
    words = monitor_words(state)
    for name in ("sbp_mmhg", "dbp_mmhg", "hr_bpm", "rr_bpm", "etco2_mmhg"):
        assert f"{state.reading(name):.0f}" in words
    assert "estimated level at the effect site" in words


def test_the_pump_is_told_as_it_is():
    state = begin(case_named("no-escort"), 1)
    assert pump_words(state) == "Pump not started"
    state = begin(case_named("bp-surge"), 1)
    assert pump_words(state) == "Pump running, 28 mg given"
    assert pump_words(step(state, "infusion:pause")).startswith("Pump off, 28 mg")
    assert pump_words(begin(case_named("strongest-trip"), 1)) == ""
