"""A run is its patient, its seed and its actions; it is saved, read and replayed to the same state."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kapedu.cases import CaseError
from kapedu.treatment import CourseRun
from kapedu.treatment.course_run import MAXIMUM_LENGTH
from kapedu.treatment.players import expert_state


def test_a_run_comes_back_as_it_was_and_replays_to_the_same_state(each_patient):
    run = CourseRun.of(each_patient, 7, each_patient.expert[:40])
    again = CourseRun.from_json(run.to_json())
    assert again == run
    assert again.replay(each_patient) == run.replay(each_patient)


def test_waits_stay_as_they_were_for_something_may_come_up_in_between(vera):
    run = CourseRun.of(vera, 1, ["wait:3", "wait:4"])
    assert run.actions == ("wait:3", "wait:4")


def test_a_run_has_an_end(vera):
    run = CourseRun("vera", "x", 1, ("wait:1",) * MAXIMUM_LENGTH)
    with pytest.raises(CaseError, match="holds 1000 actions already"):
        run.then("wait:1")
    longer = json.loads(run.to_json()) | {"actions": ["wait:1"] * (MAXIMUM_LENGTH + 1)}
    with pytest.raises(CaseError, match="more than 1000 actions"):
        CourseRun.from_json(json.dumps(longer))


@pytest.mark.parametrize(
    "change",
    [
        {"patient": 3},
        {"seed": True},
        {"seed": None},
        {"seed": 1.5},
        {"actions": "wait:1"},
        {"actions": [None]},
        {"actions": ["fly:away"]},
        {"schema_version": 2},
        {"fingerprint": None},
    ],
)
def test_what_is_no_run_is_refused(vera, change):
    data = json.loads(CourseRun.of(vera, 1).to_json()) | change
    with pytest.raises(CaseError):
        CourseRun.from_json(json.dumps(data))


@settings(deadline=None)
@given(st.text() | st.text().map(lambda text: json.dumps({"schema_version": 1, "actions": [text]})))
def test_any_text_is_a_run_or_a_clear_no(text):
    with pytest.raises(CaseError):
        CourseRun.from_json(text)


def test_the_expert_plan_can_be_written_down_as_a_run(each_patient):
    assert expert_state(each_patient, 3).ended
