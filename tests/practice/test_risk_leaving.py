"""May this person leave now? The criteria decide, and each visit holds a trap."""

import pytest

from kapedu.practice.risk import RiskError
from kapedu.practice.risk_leaving import judge, visits


def missing(visit, place):
    return {criterion.key for criterion in visits()[visit].moments[place].discharge.missing}


def test_everybody_may_leave_at_the_last_moment_and_nobody_before():
    for visit in visits().values():
        ready = [moment.discharge.ready for moment in visit.moments]
        assert ready == [False, False, False, True], visit.key


def test_feeling_clear_is_not_enough():
    assert missing("mara", 1) == {"stay"}


def test_the_clock_alone_is_not_enough():
    assert missing("jon", 1) == {"aldrete", "baseline", "escort", "orientation"}


def test_a_car_key_or_a_taxi_is_no_escort():
    assert missing("jon", 2) == {"escort", "driving"}
    assert missing("edith", 2) == {"escort"}


def test_a_decision_is_judged_with_what_is_missing():
    moment = visits()["jon"].moments[2]
    early = judge(moment, "leave")
    assert early.is_unsafe
    assert not early.is_right
    assert "a responsible adult takes the person home" in early.missing
    assert judge(moment, "stay").is_right
    late = judge(visits()["jon"].moments[3], "stay")
    assert not late.is_right
    assert not late.is_unsafe
    assert late.missing == ()


def test_another_choice_is_refused():
    with pytest.raises(RiskError, match="stay or leave"):
        judge(visits()["jon"].moments[0], "perhaps")


def test_time_goes_on_from_moment_to_moment():
    for visit in visits().values():
        times = [moment.after_min for moment in visit.moments]
        assert times == sorted(set(times))


def test_no_decision_hangs_on_an_unverified_figure_alone():
    for visit in visits().values():
        for moment in visit.moments:
            missing_rules = [criterion.rule for criterion in moment.discharge.missing]
            assert not missing_rules or any(rule.status.may_key_graded_item for rule in missing_rules)
