import pytest

from kapedu.cases.engine import begin, step
from kapedu.cases.library import case_named
from kapedu.cases.state import fear_share
from kapedu.cases.vocabulary import DRIVEN, variables


def test_fear_adds_its_share_to_the_vital_signs():
    calm = begin(case_named("panic"), 1)
    after = step(calm, "choose:glance-eye-level")
    change = after.number("fear") - calm.number("fear")
    expected = after.trace.at("hr_bpm", after.second) - calm.trace.at("hr_bpm", calm.second)
    expected += fear_share("hr_bpm") * change
    assert after.number("hr_bpm") - calm.number("hr_bpm") == pytest.approx(expected)


def test_the_monitor_wanders_a_little_around_the_value_and_rules_do_not_see_it():
    state = begin(case_named("panic"), 1)
    shown = []
    for _ in range(60):
        state = step(state, "wait:5")
        shown.append(state.reading("spo2_percent") - state.number("spo2_percent"))
        if state.ended:
            break
    assert 0 < max(map(abs, shown)) <= 0.4
    assert len(set(shown)) > 10


def test_the_wander_depends_on_nothing_but_seed_and_second():
    one, two = (step(begin(case_named("panic"), 1), f"wait:{first}") for first in (30, 10))
    assert step(two, "wait:20").reading("hr_bpm") == one.reading("hr_bpm")


def test_a_heart_that_stands_still_is_shown_as_standing_still(small_case):
    case = small_case(("start: {fear: 6", "start: {rr_bpm: 0, fear: 6"))
    assert begin(case).reading("rr_bpm") == 0


@pytest.mark.parametrize("name", DRIVEN)
def test_no_number_leaves_what_the_monitor_can_show(small_case, name):
    for end in ("low", "high"):
        value = getattr(variables()[name], end)
        case = small_case(("start: {fear: 6", f"start: {{{name}: {value}, fear: 6"))
        state = step(begin(case), "wait:30")
        assert variables()[name].low <= state.number(name) <= variables()[name].high


def test_what_was_done_and_how_long_ago_is_known(small_case):
    state = begin(small_case())
    assert state.minutes_since("stay-close") == float("inf")
    state = step(step(state, "choose:stay-close"), "wait:60")
    assert state.minutes_since("stay-close") == pytest.approx(75 / 60)
    assert state.has_done("choose:stay-close")
    assert state.has_done("settling")
