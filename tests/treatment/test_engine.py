"""The course of treatment moves as its rules say, whatever is done."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kapedu.cases import CaseError, EncounterRun, case_named
from kapedu.cases import begin as begin_encounter
from kapedu.cases.players import play as play_encounter
from kapedu.cases.players import scripted as scripted_encounter
from kapedu.treatment import begin, patient_named, step
from kapedu.treatment.action import VERBS, read_action
from kapedu.treatment.engine import encounter_seed, is_open, open_findings, screening
from kapedu.treatment.players import open_actions

ASKED = tuple(f"ask:{name}" for name in VERBS["ask"].objects)
READY = (*ASKED, "arrange:pressure-plan", "arrange:expectations", "protocol:iv_depression", "pairing:cbt")


def after(patient, *actions, seed=1):
    state = begin(patient, seed)
    for action in actions:
        state = step(state, action)
    return state


def test_the_form_is_full_of_holes_until_everything_was_asked(vera):
    assert screening(begin(vera)).decision == "pause"
    asked = after(vera, *ASKED)
    assert all(finding.nature == "present" for finding in screening(asked).findings)
    assert set(open_findings(asked)) == {"treated_hypertension", "expects_cure"}
    assert open_findings(after(vera, *READY)) == ()
    assert not is_open(asked, read_action("ask:history")), "nothing is left to ask there"


def test_a_dose_that_the_screening_does_not_allow_is_a_critical_error(vera):
    assert after(vera, "protocol:iv_depression", "dose:presence").critical == ("unscreened",)
    assert after(vera, *ASKED, "protocol:iv_depression", "dose:presence").critical == ("unscreened",)
    assert after(vera, *READY, "dose:presence").critical == ()


def test_there_is_no_dose_without_a_protocol_and_none_twice_on_a_day(vera):
    assert not is_open(begin(vera), read_action("dose:presence"))
    none = after(vera, "protocol:none")
    assert not is_open(none, read_action("dose:presence"))
    twice = after(vera, *READY, "dose:presence", "dose:presence")
    assert len(twice.doses) == 1
    assert not is_open(twice, read_action("protocol:sl_home")), "a protocol is chosen before the first dose"


def test_what_takes_days_takes_them(vera):
    assert after(vera, "arrange:pressure-plan").day == 7
    assert after(vera, "prepare:meetings").day == 7
    assert after(vera, "prepare:consent").day == 0


def test_a_wait_ends_on_the_day_on_which_something_comes_up(vera):
    state = after(vera, *READY, "dose:presence", "wait:2", "dose:presence", "wait:28")
    assert state.waiting is not None
    assert state.waiting[0].id == "escalation"
    assert state.day == state.doses[1] + 1
    answered = step(state, "choose:keep-dose")
    assert answered.waiting is None
    assert not answered.higher
    assert step(state, "choose:raise-dose").higher
    assert step(answered, "choose:keep-dose") is answered, "an answer is open only while its question is"


def test_a_question_that_nobody_answers_has_its_own_consequence(vera):
    state = after(vera, *READY, "dose:presence", "wait:2", "dose:presence", "wait:1")
    alliance = state.alliance
    left = step(state, "wait:5")
    assert "silence-escalation" in left.done
    assert left.alliance < alliance
    assert left.shifts[-1].points > 0


def test_a_dose_while_something_holds_it_is_a_critical_error():
    milan = patient_named("milan")
    ready = (
        *ASKED,
        "arrange:taper-plan",
        "arrange:second-opinion",
        "arrange:honest-hope",
        "protocol:iv_depression",
    )
    held = after(milan, *ready, "dose:presence", "wait:2")
    assert held.holds == {"Withdrawal"}
    assert step(held, "dose:presence").critical == ("held",)
    let_go = step(held, "choose:back-to-dose")
    assert let_go.holds == frozenset()
    assert step(let_go, "dose:presence").critical == ()


def test_a_step_in_behaviour_counts_when_it_is_soon(vera):
    soon = after(vera, *READY, "dose:presence", "wait:1", "integrate:step")
    late = after(vera, *READY, "dose:presence", "wait:3", "integrate:step")
    never = after(vera, *READY, "dose:presence", "wait:4", "integrate:step")
    assert [state.steps[0][1] for state in (soon, late, never)] == [1.0, 0.5, 0.0]
    assert "integrate-soon" in soon.done
    assert "integrate-late" in late.done


def test_doses_beyond_the_plan_that_crowd_are_counted_and_too_many_do_harm(vera):
    many = after(vera, *READY, *(["dose:presence", "wait:1"] * 40))
    assert many.excess
    assert min(many.excess) > vera.planned["protocol:iv_depression"]
    assert "bladder-harm" in many.flags


def test_a_session_played_as_an_encounter_counts_as_it_was_played(vera):
    ready = after(vera, *READY)
    case, seed = case_named(vera.encounter), encounter_seed(ready)
    steps = [
        action for action, _ in play_encounter(begin_encounter(case, seed), scripted_encounter(case.expert))
    ]
    good = step(ready, f"play:{EncounterRun.of(case, seed, steps).code()}")
    best = step(ready, "dose:presence")
    assert good.alliance == pytest.approx(best.alliance)
    assert good.shifts == best.shifts
    assert "play-passed:True" in good.done
    for bad in (
        EncounterRun.of(case, seed + 1, steps).code(),
        EncounterRun.of(case, seed).code(),
        "nonsense",
    ):
        worse = step(ready, f"play:{bad}")
        assert worse.alliance < ready.alliance
        assert "play-passed:False" in worse.done
        assert len(worse.doses) == 1


def test_who_closes_early_leaves_the_rest_of_the_weeks_to_themselves(vera):
    begun = (*READY, "dose:presence", "wait:2", "dose:presence")
    closed, idle = after(vera, *begun, "close:handover"), after(vera, *begun, *(["wait:28"] * 40))
    assert closed.ended
    assert closed.day == closed.last_day
    assert "silence-escalation" in closed.done
    assert closed.shifts == idle.shifts
    assert closed.critical == idle.critical


def test_every_course_ends_with_its_weeks_and_nothing_can_be_done_afterwards(vera):
    state = begin(vera)
    for _ in range(26 * 7):
        state = step(state, "wait:1")
    assert state.ended
    assert state.day == state.last_day == 182
    assert step(state, "wait:1") is state
    assert step(after(vera, "close:handover"), "ask:today").ended


@pytest.mark.parametrize("seed", [-1, 2**31, 1.5, True, float("nan"), "1", None])
def test_a_seed_that_is_none_is_refused(vera, seed):
    with pytest.raises(CaseError, match="give a whole number from 0 to"):
        begin(vera, seed)


EVERYTHING = st.sampled_from(
    [
        *(f"{verb}:{name}" for verb, group in VERBS.items() for name in group.objects if verb != "close"),
        *(move.key for name in ("vera", "milan", "ruben") for move in patient_named(name).own_moves),
        *(
            o.key
            for name in ("vera", "milan", "ruben")
            for e in patient_named(name).events
            for o in e.options
        ),
        "wait:1",
        "wait:6",
        "wait:28",
        "play:KE1-x",
    ]
)


@settings(deadline=None, max_examples=25)
@given(
    st.sampled_from(["vera", "milan", "ruben"]), st.integers(0, 2**31 - 1), st.lists(EVERYTHING, max_size=40)
)
def test_any_actions_in_any_order_end_in_a_state_and_again_in_the_same(name, seed, actions):
    first, second = (after(patient_named(name), *actions, seed=seed) for _ in range(2))
    assert first == second
    assert 0 <= first.alliance <= 100
    assert first.day <= first.last_day
    assert all(earlier.day <= later.day for earlier, later in zip(first.log, first.log[1:], strict=False))


def test_what_is_listed_as_open_can_be_done(each_patient):
    rng = np.random.default_rng(3)
    state = begin(each_patient, 5)
    for _ in range(80):
        if state.ended:
            break
        pool = open_actions(state)
        changed = step(state, pool[int(rng.integers(0, len(pool)))])
        assert changed is not state
        state = changed
