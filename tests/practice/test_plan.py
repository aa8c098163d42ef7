from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kapedu.knowledge import fact
from kapedu.practice.pairing import pairing, pairings
from kapedu.practice.plan import Kind, make_plan, rule_of_three_and_four, stopping_rules
from kapedu.practice.plan_request import EXAMPLE, read_plan
from kapedu.practice.regimens import protocol, protocols
from kapedu.practice.screening_profile import Profile

REQUEST = read_plan(EXAMPLE, "example.yaml")


def test_the_days_are_those_of_the_published_protocol_counted_from_the_start():
    plan = make_plan(REQUEST)
    days = [event.on for event in plan.of(Kind.DOSE)]
    assert days == [REQUEST.start + timedelta(days=day) for day in (0, 3, 7, 10, 14, 17)]


def test_review_comes_a_day_after_the_third_dose_and_the_decision_a_day_after_the_fourth():
    # six-inf-2024: judged 24 h after infusion 4
    plan = make_plan(REQUEST)
    doses = plan.of(Kind.DOSE)
    assert plan.of(Kind.REVIEW)[0].on - doses[2].on == timedelta(days=1)
    assert plan.of(Kind.DECISION)[0].on - doses[3].on == timedelta(days=1)


@pytest.mark.parametrize(("key", "said"), [("iv_cocaine", "1 dose,"), ("sc_kads", "another route")])
def test_the_rule_says_where_it_does_not_fit(key, said):
    request = replace(REQUEST, protocol=protocol(key))
    assert said in rule_of_three_and_four(request)


def test_a_single_dose_has_neither_review_nor_decision():
    plan = make_plan(replace(REQUEST, protocol=protocol("iv_cocaine"), therapy=pairing("mbrp")))
    assert plan.of(Kind.REVIEW) == plan.of(Kind.DECISION) == ()


def test_a_stop_at_screening_plans_no_dose():
    answers = {**REQUEST.profile.answers, "aneurysm": True}
    profile = replace(REQUEST.profile, answers=answers)
    plan = make_plan(replace(REQUEST, profile=profile))
    assert plan.on_hold
    assert plan.events == ()


def test_what_was_not_asked_is_no_reason_to_stop_but_is_kept():
    plan = make_plan(replace(REQUEST, profile=Profile(numbers={"weight_kg": 70})))
    assert not plan.on_hold
    assert plan.screening.of("pause")


def test_doses_on_a_weekend_are_named():
    assert len(make_plan(replace(REQUEST, start=date(2027, 1, 9))).weekend_doses) >= 1  # a Saturday
    assert make_plan(REQUEST).weekend_doses == ()


@settings(max_examples=40, deadline=None)
@given(
    st.sampled_from(list(protocols())),
    st.sampled_from(list(pairings())),
    st.dates(date(2026, 1, 1), date(2030, 12, 31)),
    st.integers(45, 140),
)
def test_every_protocol_with_every_therapy_makes_an_ordered_plan(protocol_key, therapy_key, start, weight):
    profile = replace(REQUEST.profile, numbers={"weight_kg": weight})
    request = replace(
        REQUEST, profile=profile, protocol=protocol(protocol_key), therapy=pairing(therapy_key), start=start
    )
    plan = make_plan(request)
    if plan.on_hold:
        return
    days = [event.day for event in plan.events]
    assert days == sorted(days)
    assert all(event.on == start + timedelta(days=event.day) for event in plan.events)
    assert all(event.on < start for event in plan.of(Kind.PREPARATION))
    assert all(
        event.on.weekday() < 5 for kind in (Kind.PREPARATION, Kind.INTEGRATION) for event in plan.of(kind)
    )
    assert sum(plan.dose_mg) <= 13 * weight or request.protocol.dose.unit == "mg"


def test_stopping_names_the_bladder_misuse_and_the_wish_to_stop():
    said = " ".join(str(rule.value) for rule in stopping_rules())
    assert all(word in said for word in ("water", "outside the plan", "wish to stop"))
    assert fact("plan.review.rule").value == "Review after 3, decide after 4"
